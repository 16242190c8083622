"""Every row that is left out has its line and its reason; the others are kept."""

from __future__ import annotations

from datetime import date

import pytest

from haandgreb.organisation.importing.checking import check
from haandgreb.organisation.importing.mapping import TableMapping, suggest_mappings
from haandgreb.organisation.importing.problems import ImportProblem
from haandgreb.organisation.importing.reading import read_files
from haandgreb.organisation.importing.records import Checked
from haandgreb.organisation.importing.state import CurrentPerson, CurrentUnit, State
from haandgreb.organisation.tests.import_helpers import TODAY, checked, own_format, uploads

U = "U;;Huset;;2020-01-01;\n"
A = "A;U;Køkken;;2020-01-01;\n"
P1 = "P1;Åse;Ærø;aase@example.dk;aase\n"
P2 = "P2;Bo;Berg;bo@example.dk;bo\n"


def reasons(found: Checked) -> list[tuple[str, int, str, str]]:
    """Table, line, code and field of every reason."""
    return [(one.at.table, one.at.line, reason.code, reason.field) for one in found.rejected for reason in one.reasons]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        # people, one cell at a time
        (own_format(people=P1 + ";Bo;Berg;;\n"), [("people.csv", 3, "missing", "ext_id")]),
        (own_format(people=P1 + "P2;;Berg;;\n"), [("people.csv", 3, "missing", "given")]),
        (own_format(people=f"P1;{'x' * 201};;;\n" + P2), [("people.csv", 2, "too_long", "given")]),
        (own_format(people=f"{'x' * 101};Bo;;;\n"), [("people.csv", 2, "too_long", "ext_id")]),
        (own_format(people="P1;Bo;;bo(at)example.dk;\n"), [("people.csv", 2, "bad_email", "email")]),
        (own_format(people="P1;Bo;;bo@example;\n"), [("people.csv", 2, "bad_email", "email")]),
        (own_format(people="P1;Bo;;søren@example.dk;\n"), [("people.csv", 2, "bad_email", "email")]),
        (own_format(people="P1;Bo;;a..b@example.dk;\n"), [("people.csv", 2, "bad_email", "email")]),
        (
            own_format(people="P1;;;bo;\n" + P2),
            [("people.csv", 2, "missing", "given"), ("people.csv", 2, "bad_email", "email")],
        ),
        (own_format(people="P1;Bo;Berg;;;ekstra\n"), [("people.csv", 2, "too_many_cells", "")]),
        (own_format(people=P1 + "P2;Bo;Be"), [("people.csv", 3, "cut_row", "")]),
        (own_format(people="P1;Bo;010170-1234;;\nP2;Ida;Å;;\nP3;Eva;Ø;;\n"), [("people.csv", 2, "cpr", "surname")]),
        # people beside each other
        (
            own_format(people=P1 + "P1;Bo;Berg;;\n"),
            [("people.csv", 2, "duplicate_ext_id", ""), ("people.csv", 3, "duplicate_ext_id", "")],
        ),
        (
            own_format(people=P1 + "P2;Bo;Berg;AASE@example.dk;\n"),
            [("people.csv", 2, "duplicate_email", ""), ("people.csv", 3, "duplicate_email", "")],
        ),
        (own_format(people=P1 + P1 + P2), []),
        # units
        (own_format(units=U + "B;X9;Gård;;;\n"), [("units.csv", 3, "unknown_parent", "parent_ext_id")]),
        (own_format(units="A;A;Gård;;;\n"), [("units.csv", 2, "cycle", "")]),
        (
            own_format(units="A;B;Gård;;;\nB;C;Stald;;;\nC;A;Mark;;;\nD;A;Lade;;;\n" + U),
            [
                ("units.csv", 2, "cycle", ""),
                ("units.csv", 3, "cycle", ""),
                ("units.csv", 4, "cycle", ""),
                ("units.csv", 5, "parent_rejected", ""),
            ],
        ),
        (own_format(units=U + "B;U;;;;\n"), [("units.csv", 3, "missing", "name")]),
        (own_format(units=U + "B;U;Gård;;2020-01-01;2020-01-01\n"), [("units.csv", 3, "end_before_start", "to")]),
        (
            own_format(units=U + "B;U;;;;\nC;B;Stald;;;\nD;C;Lade;;;\n"),
            [
                ("units.csv", 3, "missing", "name"),
                ("units.csv", 4, "parent_rejected", "parent_ext_id"),
                ("units.csv", 5, "parent_rejected", ""),
            ],
        ),
        (
            own_format(units="".join(f"n{n};{f'n{n - 1}' if n else ''};Lag {n};;;\n" for n in range(21))),
            [("units.csv", 22, "too_deep", "")],
        ),
        # engagements
        (own_format(U, P1, "E1;P9;U;;;;;2020-01-01;\n"), [("engagements.csv", 2, "unknown_person", "person_ext_id")]),
        (own_format(U, P1, "E1;P1;X;;;;;2020-01-01;\n"), [("engagements.csv", 2, "unknown_unit", "unit_ext_id")]),
        (
            own_format(U, P1 + "P2;;;;\n", "E1;P2;U;;;;;2020-01-01;\n"),
            [("people.csv", 3, "missing", "given"), ("engagements.csv", 2, "person_rejected", "person_ext_id")],
        ),
        (
            own_format(U, P1, "E1;P1;U;;;;måske;igår;32.01.2020\n"),
            [
                ("engagements.csv", 2, "bad_yes_no", "primary"),
                ("engagements.csv", 2, "bad_date", "from"),
                ("engagements.csv", 2, "bad_date", "to"),
            ],
        ),
        (own_format(U, P1, "E1;P1;U;;;;;2020-01-01;2019-01-01\n"), [("engagements.csv", 2, "end_before_start", "to")]),
        (
            own_format(U, P1, "E1;P1;U;;;;;2020-01-01;\nE1;P1;U;;;;;2021-01-01;\n"),
            [("engagements.csv", 3, "overlapping_periods", "")],
        ),
        (own_format(U + A, P1, "E1;P1;U;;;;;2020-01-01;2021-01-01\nE1;P1;A;;;;;2021-01-01;\n"), []),
        (own_format(U + A, P1, "E1;P1;U;;;;;2020-01-01;\nE2;P1;A;;;;;2020-01-01;\n"), []),
        (own_format(U, P1, "E1;P1;U;;;;;2020-01-01;\n" * 2), []),
        (
            own_format(U, P1, "".join(f"E{n:02};P1;U;;;;;2020-01-01;\n" for n in range(51))),
            [("engagements.csv", 52, "too_many_for_one", "")],
        ),
        # managers
        (
            own_format(U, P1, managers="U;P1;2020-01-01;\nU;P1;2021-01-01;2022-01-01\n"),
            [("managers.csv", 3, "manager_twice", "")],
        ),
        (own_format(U, P1, managers="U;P1;2020-01-01;2021-01-01\nU;P1;2021-01-01;\n"), []),
        (own_format(U, P1, managers="U;P1;;\nU;P1;;\n"), []),
        (own_format(U, P1, managers="U;;2020-01-01;\n"), []),
        (own_format(U, P1, managers="U;P2;;\n"), [("managers.csv", 2, "unknown_person", "person_ext_id")]),
        (own_format(U, P1, managers="V;P1;;\n"), [("managers.csv", 2, "unknown_unit", "unit_ext_id")]),
    ],
)
def test_a_row_that_cannot_be_used_is_rejected_with_its_line_and_reason(
    files: dict[str, str], expected: list[tuple[str, int, str, str]]
) -> None:
    assert sorted(reasons(checked(files))) == sorted(expected)


STAFF = "Medarbejdernr;Navn;E-mail;Enhed;Overenhed;Titel;Leder;Note\n"
ASTA = "P01;Asta Rugvænge;asta@example.dk;Huset;;Direktør;;\n"
GORM = "P07;Gorm Vangsted;gorm@example.dk;Tilskud;Huset;Teamleder;Asta Rugvænge;\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (ASTA + GORM + "P12;Lone Berg;lone@example.dk;Tilskud;Huset;AC;P97;\n", [(4, "unknown_manager", "Leder")]),
        (
            ASTA + GORM + "P12;Lone Berg;asta@example.dk;Tilskud;Huset;AC;P07;\n",
            [(2, "duplicate_email", ""), (4, "duplicate_email", "")],
        ),
        (ASTA + GORM + "P12;Lone Berg;;Tilskud;Huset;AC;P07;Ring 010170-1234\n", [(4, "cpr", "Note")]),
        (ASTA + GORM + "P12;Lone Berg;;;Huset;AC;P07;\n", [(4, "missing", "Enhed")]),
        (ASTA + GORM + "P12;;;Tilskud;Huset;AC;P07;\n", [(4, "missing", "Navn")]),
        (
            ASTA + GORM + "P07;Gorm Berg;;Tilskud;Huset;AC;P01;\n",
            [(3, "duplicate_ext_id", ""), (4, "duplicate_ext_id", "")],
        ),
        (
            ASTA + GORM + "P08;Gorm Vangsted;;Drift;Huset;AC;P01;\nP9;Ulla;;Drift;Huset;AC;Gorm Vangsted;\n",
            [(5, "ambiguous_person", "Leder")],
        ),
        (
            ASTA + "P2;Bo;;Sekretariat;A;;;\nP3;Ib;;Sekretariat;B;;;\nP4;Eva;;Sekretariat;;;;\n",
            [(5, "ambiguous_unit", "Enhed")],
        ),
        (ASTA + GORM + "P07;Gorm Vangsted;gorm@example.dk;Drift;Huset;Konsulent;P01;\n", []),
        (ASTA.replace("asta@", "asta") + GORM, [(2, "bad_email", "E-mail")]),
        (
            ASTA + "P2;Bo;;Huset;Tilskud;;;\n" + GORM,
            [(2, "cycle", ""), (3, "unit_rejected", "Enhed"), (4, "cycle", "")],
        ),
    ],
)
def test_a_row_of_a_staff_list_is_rejected_with_its_line_and_reason(
    rows: str, expected: list[tuple[int, str, str]]
) -> None:
    assert [(line, code, field) for _, line, code, field in reasons(checked({"list.csv": STAFF + rows}))] == expected


def test_an_unknown_manager_comes_with_who_may_have_been_meant() -> None:
    found = checked({"list.csv": STAFF + ASTA + GORM + "P12;Lone Berg;;Tilskud;Huset;AC;P70;\n"})
    (rejected,) = found.rejected
    assert (rejected.label, rejected.reasons[0].params) == (
        "Lone Berg",
        {"value": "P70", "nearest": "P07 Gorm Vangsted"},
    )


@pytest.mark.parametrize("called", ["P07", "GORM@example.dk", "gorm vangsted", "Vangsted, Gorm", " Gorm  Vangsted "])
def test_a_manager_may_be_called_by_number_address_or_name(called: str) -> None:
    found = checked({"list.csv": STAFF + ASTA + GORM + f"P12;Lone Berg;;Tilskud;Huset;AC;{called};\n"})
    assert found.rejected == []
    assert ("new:made:unit:tilskud", "new:P07") in [(row.unit, row.person) for row in found.managers]


def test_a_mail_link_is_read_as_its_address() -> None:
    (person,) = checked(own_format(people="P1;Bo;;mailto:bo@example.dk;\n")).people
    assert person.email == "bo@example.dk"


def test_an_unknown_name_comes_with_the_nearest_name() -> None:
    found = checked({"list.csv": STAFF + ASTA + GORM + "P12;Lone Berg;;Tilskud;Huset;AC;Gorm Vangstad;\n"})
    assert found.rejected[0].reasons[0].params["nearest"] == "Gorm Vangsted"


def test_a_duplicate_address_points_to_the_line_it_is_also_used_on() -> None:
    state = State(people=(CurrentPerson("1", "P1", "Åse", "Ærø", "aase@example.dk"),))
    found = checked(own_format(people=P1 + "P3;Bo;Berg;Aase@Example.dk;\n"), state)
    assert [(one.at.line, one.reasons[0].params) for one in found.rejected] == [(3, {"line": 2})]


def test_an_address_of_somebody_who_is_not_in_the_list_cannot_be_taken() -> None:
    state = State(people=(CurrentPerson("1", "P9", "Åse", "Ærø", "bo@example.dk"),))
    found = checked(own_format(people=P1 + P2), state)
    assert [(one.at.line, one.reasons[0].code, one.reasons[0].params) for one in found.rejected] == [
        (3, "email_in_use", {"name": "Åse Ærø"})
    ]


def test_two_people_may_swap_addresses() -> None:
    state = State(
        people=(
            CurrentPerson("1", "P1", "Åse", "Ærø", "bo@example.dk"),
            CurrentPerson("2", "P2", "Bo", "Berg", "aase@example.dk"),
        )
    )
    assert checked(own_format(people=P1 + P2), state).rejected == []


def test_somebody_made_by_hand_is_recognised_by_the_address() -> None:
    state = State(people=(CurrentPerson("7", "", "Åse", "Ærø", "AASE@example.dk"),))
    assert [person.ref for person in checked(own_format(people=P1), state).people] == ["7"]


def test_the_ring_is_named_in_the_reason() -> None:
    found = checked(own_format(units="A;B;Gård;;;\nB;A;Stald;;;\n"))
    assert found.rejected[0].reasons[0].params == {"ring": "Gård → Stald → Gård"}


def test_a_ring_through_a_unit_that_is_there_already_is_seen() -> None:
    state = State(
        units=(
            CurrentUnit("1", "A", "Gård", "", "", date(2020, 1, 1), None),
            CurrentUnit("2", "B", "Stald", "", "1", date(2020, 1, 1), None),
        )
    )
    found = checked(own_format(units="A;B;Gård;;;\nB;;;;;\n"), state)
    assert [(one.at.line, one.reasons[0].code) for one in found.rejected] == [(2, "cycle"), (3, "missing")]


def test_what_a_rejected_row_speaks_of_is_held() -> None:
    found = checked(own_format(people=P1 + "P2;;Berg;bo@example.dk;\n"))
    assert found.held["people"] == {"p2", "berg", "bo@example.dk"}
    assert found.held["units"] == frozenset()


@pytest.mark.parametrize(
    ("text", "mapping", "code"),
    [
        ("Navn;E-mail\nBo;\n", TableMapping("staff", {"name": "Navn"}), "column_missing"),
        ("Navn;E-mail\nBo;\n", TableMapping("ignore"), "nothing_recognised"),
        ("Navn;E-mail\nBo;\n", TableMapping("staff", {"name": "Navn", "unit": "Sted"}), "mapping_unusable"),
        ("Nr;Navn\n0101701234;Bo\n0202801234;Ida\n", TableMapping("people", {"name": "Navn"}), "column_missing_cpr"),
    ],
)
def test_a_mapping_that_does_not_suffice_stops_the_whole_list(text: str, mapping: TableMapping, code: str) -> None:
    source = read_files(uploads({"list.csv": text}))
    with pytest.raises(ImportProblem) as caught:
        check(source, {"list.csv": mapping}, State(), today=TODAY)
    assert caught.value.code == code


def test_every_row_is_accounted_for() -> None:
    files = own_format(people=P1 + P1 + P2 + "P3;;;;\n")
    source = read_files(uploads(files))
    found = check(source, suggest_mappings(source), State(), today=TODAY)
    assert found.rows_read == len(found.people) + len(found.rejected) + found.repeated + found.left_out == 4


@pytest.mark.parametrize(
    ("files", "rejected"),
    [
        (own_format(people="".join(f"P1;Bo{n};;;\n" for n in range(20_000))), 20_000),
        (own_format(people="".join(f"P{n};Bo;;bo@example.dk;\n" for n in range(20_000))), 20_000),
        (own_format(units="".join(f"A;;Gård {n};;;\n" for n in range(20_000))), 20_000),
        (own_format(units="".join(f"n{n};n{(n + 1) % 20_000};Gård;;;\n" for n in range(20_000))), 20_000),
        (own_format(units="".join(f"n{n};n{n - 1 if n else ''};Gård;;;\n" for n in range(20_000))), 20_000),
        (own_format(U, P1, "".join(f"E{n};P1;U;;;;;;\n" for n in range(20_000))), 19_950),
        (own_format(U, P1, "".join(f"E1;P1;U;{n};;;;;\n" for n in range(20_000))), 19_999),
        (own_format(U, P1, "".join(f"E{n};X{n};U;;;;;;\n" for n in range(20_000))), 20_000),
        ({"list.csv": "Navn;Enhed;Leder\n" + "".join(f"Bo;Huset {n};Ib {n}\n" for n in range(20_000))}, 20_000),
        ({"list.csv": "Nr;Navn;Enhed;Leder\n" + "".join(f"{n};Bo;Huset;Bo\n" for n in range(20_000))}, 20_000),
    ],
)
def test_twenty_thousand_wrong_rows_are_told_apart_without_comparing_each_with_each(
    files: dict[str, str], rejected: int
) -> None:
    assert len(checked(files).rejected) == rejected
