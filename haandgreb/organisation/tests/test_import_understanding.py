"""What a row comes to mean: names, ids, dates, who manages what."""

from __future__ import annotations

from datetime import date

import pytest

from haandgreb.organisation.tests.import_helpers import checked, own_format
from haandgreb.organisation.tests.test_import_checking import reasons
from haandgreb.organisation.tests.test_import_mapping import VENDOR


def test_text_like_a_formula_is_kept_as_text() -> None:
    (person,) = checked(own_format(people='P1;"=HYPERLINK(""https://example.org"")";@SUM(1);;\n')).people
    assert (person.given, person.surname) == ('=HYPERLINK("https://example.org")', "@SUM(1)")


def test_names_are_cleaned_of_what_cannot_be_seen_and_put_in_one_form() -> None:
    (person,) = checked(own_format(people="P1; A\u030ase\u202e  Marie\u200b ;\u00c6r\u00f8;;\n")).people
    assert (person.given, person.surname) == ("Åse Marie", "Ærø")


@pytest.mark.parametrize(
    ("written", "given", "surname"),
    [("Anne Marie Berg", "Anne Marie", "Berg"), ("Berg, Anne Marie", "Anne Marie", "Berg"), ("Bo", "Bo", "")],
)
def test_a_name_in_one_column_is_parted(written: str, given: str, surname: str) -> None:
    (person,) = checked({"list.csv": f"Navn;Enhed\n{written};Huset\n"}).people
    assert (person.given, person.surname) == (given, surname)


def test_a_list_without_ids_gets_ids_that_are_the_same_next_time() -> None:
    rows = "Navn;E-mail;Enhed\nBo Berg;bo@example.dk;Huset\nIda Å;;Huset\n"
    assert [person.ext_id for person in checked({"list.csv": rows}).people] == [
        "made:mail:bo@example.dk",
        "made:name:ida å",
    ]


def test_six_digits_in_a_date_are_asked_about_and_read_as_answered() -> None:
    files = {"list.csv": "Navn;Enhed;Ansat fra\nBo;Huset;221126\nIda;Huset;311226\n"}
    asked = checked(files)
    (question,) = asked.questions
    assert (question.code, question.choices, question.suggested) == ("short_dates", ("dmy", "ymd"), "")
    assert question.params == {"table": "list.csv", "example": "221126", "count": 2, "dmy": 2, "ymd": 2}
    assert [reason[2] for reason in reasons(asked)] == ["short_date", "short_date"]

    answered = checked(files, answers={"short_dates": "dmy"})
    assert (answered.questions, [job.valid_from for job in answered.engagements]) == (
        [],
        [date(2026, 11, 22), date(2026, 12, 31)],
    )


def test_the_order_in_which_all_six_digits_are_dates_is_suggested() -> None:
    files = {"list.csv": "Navn;Enhed;Ansat fra\nBo;Huset;221326\nIda;Huset;010203\nEva;Huset;221331\n"}
    assert checked(files).questions[0].suggested == ""
    files = {"list.csv": "Navn;Enhed;Ansat fra\nBo;Huset;220126\nIda;Huset;310299\n"}
    assert checked(files).questions[0].suggested == ""
    files = {"list.csv": "Navn;Enhed;Ansat fra\nBo;Huset;990131\nIda;Huset;010203\n"}
    assert checked(files).questions[0].suggested == "ymd"


def test_the_last_day_of_a_danish_list_becomes_the_first_day_after() -> None:
    (job,) = checked({"list.csv": "Navn;Enhed;Ansat fra;Fratrådt\nBo;Huset;01-01-2020;30-11-2026\n"}).engagements
    assert (job.valid_from, job.valid_to) == (date(2020, 1, 1), date(2026, 12, 1))


def test_an_end_in_9999_is_open() -> None:
    (job,) = checked({"list.csv": "Navn;Enhed;Ansat fra;Fratrådt\nBo;Huset;01-01-2020;31-12-9999\n"}).engagements
    assert job.valid_to is None


def test_the_vendor_files_become_records_without_the_cpr_numbers() -> None:
    found = checked(VENDOR)
    (unit,), (person,), (job,), (manager,) = found.units, found.people, found.engagements, found.managers
    assert (unit.ext_id, unit.name, unit.parent) == ("a1", "Køkken", "")
    assert (person.ext_id, person.name, person.email) == ("b1", "Åse Ærø", "aase@example.dk")
    assert (job.person, job.unit, job.job_title, job.primary) == ("new:b1", "new:a1", "Kok", True)
    assert (manager.unit, manager.person) == ("new:a1", "new:b1")
    assert [notice.code for notice in found.notices] == ["cpr_column"]
    assert "0101701234" not in str(found)


def test_rows_that_are_no_longer_active_are_left_out_and_those_of_the_future_are_not() -> None:
    files = {
        **VENDOR,
        "engagement.csv": "BrugerId;AfdelingsId;AktivStatus;StartdatoEngagement\nb1;a1;0;2027-01-01\nb1;a1;0;\n",
    }
    found = checked(files)
    assert ([job.valid_from for job in found.engagements], found.left_out) == ([date(2027, 1, 1)], 1)


def managed(rows: str, answer: str = "") -> tuple[list[tuple[str, str]], list[str]]:
    """Who manages what by a flat list of »navn;enhed;overenhed;leder«, and the questions asked."""
    found = checked({"list.csv": "Navn;Enhed;Overenhed;Leder\n" + rows}, answers={"unit_managers": answer})
    units, people = {unit.ref: unit.name for unit in found.units}, {person.ref: person.name for person in found.people}
    pairs = sorted((units[row.unit], people[row.person]) for row in found.managers)
    return pairs, [question.code for question in found.questions]


@pytest.mark.parametrize(
    ("rows", "answer", "pairs", "asked"),
    [
        # the one all others name
        ("Asta;Huset;;\nBo;Huset;;Asta\nIda;Huset;;Asta\n", "", [("Huset", "Asta")], []),
        # who is named in the unit and has a manager outside it
        (
            "Asta;Huset;;\nGorm;Tilskud;Huset;Asta\nIda;Tilskud;Huset;Gorm\nEva;Tilskud;Huset;Gorm\n",
            "",
            [("Huset", "Asta"), ("Tilskud", "Gorm")],
            [],
        ),
        # a unit of one is managed from outside
        ("Asta;Huset;;\nGorm;Tilskud;Huset;Asta\n", "", [("Huset", "Asta"), ("Tilskud", "Asta")], []),
        # two lines of command in one unit: the upper one, and it is asked
        (
            "Frida;Tilskud;;\nGorm;Tilskud;;Frida\nHanne;Tilskud;;Frida\nIda;Tilskud;;Gorm\nEva;Tilskud;;Hanne\n",
            "",
            [("Tilskud", "Frida")],
            ["unit_managers"],
        ),
        (
            "Frida;Tilskud;;\nGorm;Tilskud;;Frida\nHanne;Tilskud;;Frida\nIda;Tilskud;;Gorm\nEva;Tilskud;;Hanne\n",
            "all",
            [("Tilskud", "Frida"), ("Tilskud", "Gorm"), ("Tilskud", "Hanne")],
            [],
        ),
        (
            "Asta;Huset;;\nBo;Huset;;Asta\nIda;Drift;Huset;Asta\nEva;Drift;Huset;Bo\nUlla;Drift;Huset;Bo\n",
            "one",
            [("Drift", "Bo"), ("Huset", "Asta")],
            [],
        ),
        # nobody is her own manager
        ("Asta;Huset;;Asta\nBo;Huset;;Asta\n", "", [("Huset", "Asta")], []),
        ("Asta;Huset;;Asta\n", "", [], []),
    ],
)
def test_who_manages_a_unit_is_seen_from_whom_its_people_name(
    rows: str, answer: str, pairs: list[tuple[str, str]], asked: list[str]
) -> None:
    assert managed(rows, answer) == (pairs, asked)


def test_who_is_marked_as_leader_manages_her_unit() -> None:
    found = checked({"list.csv": "Navn;Enhed;Leder\nAsta;Huset;ja\nBo;Huset;nej\n"})
    assert [(row.unit, row.person) for row in found.managers] == [("new:made:unit:huset", "new:made:name:asta")]


def test_units_of_one_name_under_different_units_are_different() -> None:
    found = checked(
        {"list.csv": "Navn;Enhed;Overenhed\nBo;Sekretariat;Skat\nIda;Sekretariat;Told\nEva;Sekretariat;Skat\n"}
    )
    assert sorted(unit.ext_id for unit in found.units) == [
        "made:unit:skat",
        "made:unit:skat/sekretariat",
        "made:unit:told",
        "made:unit:told/sekretariat",
    ]
