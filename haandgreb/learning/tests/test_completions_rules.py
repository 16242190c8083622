"""Lists of platforms: presets, words under status, days, and what is wrong with a row."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.learning.rules.platform_lists import CATALOGUE, COMPLETIONS, preset_of, slug, statuses_in, suggested
from haandgreb.learning.rules.told import read_catalogue, read_completions
from haandgreb.organisation.importing.delimited import read_csv
from haandgreb.organisation.importing.tables import Table, guarded

HEADINGS = ("Login", "Kursuskode", "Startdato", "Slutdato", "Status")
TODAY = date(2026, 11, 22)

# A list of each preset, as the platform writes it, and what it says of the same completion.
LISTS = {
    "totara": "username,courseshortname,courseidnumber,completiondate,grade\nmr,Svær samtale,K-7,2026-11-20,80\n",
    "iomad": "username,userid,coursename,courseid,timeenrolled,timestarted,timecompleted\n"
    "mr,17,Svær samtale,K-7,2026-11-01,2026-11-02,2026-11-20\n",
    "successfactors": "User ID,Item Type,Item ID,Item Title,Completion Date,Completion Status\n"
    "mr,ONLINE,K-7,Svær samtale,11/20/2026,COURSE-CMPLT\n",
    "plan2learn": "BrugerId;KursusId;Kursus;Startdato;Slutdato;Status\n"
    "mr;K-7;Svær samtale;02-11-2026;20-11-2026;Gennemført\n",
}


def table(text):
    return guarded(read_csv("liste.csv", text.encode()))


def read(text, today=TODAY):
    found = table(text)
    return read_completions(found, suggested(COMPLETIONS, found), today)


@pytest.mark.parametrize("key", LISTS)
def test_each_preset_is_recognised_and_says_the_same(key):
    found = table(LISTS[key])

    preset, said = preset_of(COMPLETIONS, found.headings), read(LISTS[key])

    assert preset is not None
    assert (preset.key, said.wrong) == (key, [])
    assert [(told.person, told.courses[0], told.title, told.completed_on) for told in said.told] == [
        ("mr", "k-7", "Svær samtale", date(2026, 11, 20))
    ]


def one(person="mr", course="K-7", day="2026-11-20", started="", status="Gennemført"):
    return f"Login;Kursuskode;Startdato;Slutdato;Status\n{person};{course};{started};{day};{status}\n"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"person": ""}, "missing"),
        ({"course": ""}, "missing"),
        ({"day": ""}, "missing"),
        ({"day": "i går"}, "bad-date"),
        ({"day": "31-02-2026"}, "bad-date"),
        ({"day": "201126"}, "short-date"),
        ({"day": "2026-11-23"}, "ahead"),
        ({"started": "2026-11-21"}, "end-before-start"),
        ({"status": "Måske"}, "unknown-status"),
        ({"course": "K" * 201}, "too-long"),
        ({"person": "010190-1234"}, "cpr"),
    ],
)
def test_what_is_wrong_with_a_row_is_told(changed, code):
    said = read(one(**changed) + "ab;K-8;;2026-11-01;Gennemført\n")

    assert [(wrong.line, wrong.code) for wrong in said.wrong] == [(2, code)]
    assert [told.person for told in said.told] == ["ab"]


@pytest.mark.parametrize(
    ("status", "told", "not_done"),
    [
        ("Gennemført", [False], 0),
        ("BESTÅET", [False], 0),
        ("Tilmeldt", [], 1),
        ("Failed", [], 1),
        ("Slettet", [True], 0),
    ],
)
def test_the_word_under_status_decides(status, told, not_done):
    said = read(one(status=status))

    assert ([one.back for one in said.told], said.not_done, said.wrong) == (told, not_done, [])


@pytest.mark.parametrize(
    ("day", "means"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("20.11.2026", date(2026, 11, 20)),
        ("20/11/2026 14:30", date(2026, 11, 20)),
        ("Nov-20-2026", date(2026, 11, 20)),
        ("20 nov 2026", date(2026, 11, 20)),
        ("3/4/2026", date(2026, 4, 3)),
        ("46346", date(2026, 11, 20)),
    ],
)
def test_days_are_read_as_platforms_write_them(day, means):
    assert [told.completed_on for told in read(one(day=day)).told] == [means]


def test_one_date_that_can_only_be_month_first_settles_all_of_them():
    said = read(one(day="11/20/2026") + "ab;K-8;;3/4/2026;Gennemført\n")

    assert (said.month_first, [told.completed_on for told in said.told]) == (
        True,
        [date(2026, 11, 20), date(2026, 3, 4)],
    )


def test_a_row_without_a_day_and_without_a_status_is_not_completed_yet():
    said = read("username,coursename,timecompleted\nmr,Svær samtale,\nab,Svær samtale,2026-11-20\n")

    assert ([told.person for told in said.told], said.not_done, said.wrong) == (["ab"], 1, [])


def test_the_same_row_twice_counts_once():
    said = read(one() + "MR;k-7;;20-11-2026;Gennemført\n")

    assert (len(said.told), said.repeated) == (1, 1)


def test_words_under_status_that_nobody_knows_are_asked_about():
    found = table(one(status="Måske") + "ab;K-8;;2026-11-01;Gennemført\n")

    assert statuses_in(found, suggested(COMPLETIONS, found)) == {"måske": "", "gennemført": "done"}


def test_a_catalogue_is_read_with_hours_or_minutes():
    found = table(
        "Kursuskode;Kursus;Timer;Obligatorisk;URL\nK-7;Svær samtale;1,5;Ja;https://campus.example/k7\nK-8;;2;;\n"
    )

    said = read_catalogue(found, suggested(CATALOGUE, found))

    assert [(one.key, one.title, one.minutes, one.mandatory, one.link) for one in said.courses] == [
        ("K-7", "Svær samtale", 90, True, "https://campus.example/k7")
    ]
    assert [(wrong.line, wrong.code) for wrong in said.wrong] == [(3, "missing")]


@pytest.mark.parametrize(
    ("row", "code"),
    [("K-7;Titel;lang tid;", "bad-number"), ("K-7;Titel;1;javascript:alert(1)", "bad-link"), (";Titel;1;", "missing")],
)
def test_a_course_that_cannot_be_read_is_told(row, code):
    found = table(f"Kursuskode;Kursus;Timer;URL\n{row}\n")

    assert [wrong.code for wrong in read_catalogue(found, suggested(CATALOGUE, found)).wrong] == [code]


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        ("Campus", [], "campus"),
        ("Campus", ["campus"], "campus-2"),
        ("Økonomi & Jura", [], "oekonomi-jura"),
        ("!", [], "platform"),
    ],
)
def test_a_platform_gets_a_key_of_its_name(name, taken, key):
    assert slug(name, taken) == key


@given(st.lists(st.lists(st.text(max_size=12), min_size=5, max_size=5), max_size=20))
def test_every_row_is_told_or_counted_or_wrong_and_none_stops_the_others(rows):
    """Whatever stands in the cells, the number of rows is accounted for."""
    cells = [tuple(row) for row in rows]
    found = guarded(Table("liste.csv", HEADINGS, cells, list(range(2, len(cells) + 2))))
    said = read_completions(found, suggested(COMPLETIONS, found), TODAY)

    assert len(said.told) + len(said.wrong) + said.not_done + said.repeated == len(found.rows)
