"""How many would end or move is counted, and very many are asked about."""

from __future__ import annotations

import pytest

from haandgreb.organisation.importing.plans import limit_for
from haandgreb.organisation.importing.state import CurrentEngagement, CurrentPerson, CurrentUnit, State
from haandgreb.organisation.tests.import_helpers import carried_out, own_format, planned
from haandgreb.organisation.tests.import_workplace import HUSET, KOEKKEN, LONG_AGO, U


def people_state(count: int) -> State:
    return State(
        (HUSET, KOEKKEN),
        tuple(CurrentPerson(f"p{n}", f"P{n}", "Bo", f"B{n}", "") for n in range(count)),
        tuple(CurrentEngagement(f"e{n}", f"E{n}", f"p{n}", "u2", LONG_AGO, None) for n in range(count)),
    )


def people_files(count: int, *, gone: int = 0, moved: int = 0) -> dict[str, str]:
    people = "".join(f"P{n};Bo;B{n};;\n" for n in range(count))
    rows = "".join(f"E{n};P{n};{'U' if n < gone + moved else 'A'};;;;1;2020-01-01;\n" for n in range(gone, count))
    return own_format(U, people, rows)


@pytest.mark.parametrize(
    ("count", "gone", "moved", "stops"),
    [
        (50, 10, 0, False),
        (50, 11, 0, True),
        (50, 5, 5, False),
        (50, 5, 6, True),
        (200, 20, 0, False),
        (200, 21, 0, True),
        (200, 0, 21, True),
        (8, 7, 0, False),
    ],
)
def test_more_than_ten_or_ten_per_cent_ended_or_moved_is_asked_about(
    count: int, gone: int, moved: int, stops: bool
) -> None:
    files, state = people_files(count, gone=gone, moved=moved), people_state(count)
    plan = planned(files, state)
    assert [question.code for question in plan.questions] == (["safety_stop"] if stops else [])
    assert (plan.safety.people, plan.safety.people_total) == (gone + moved, count)
    assert planned(files, state, answers={"safety_stop": "yes"}).needs_confirmation is False
    assert planned(files, state, answers={"safety_stop": "no"}).needs_confirmation is stops


def test_the_limit_is_ten_or_ten_per_cent() -> None:
    assert [limit_for(total) for total in (0, 84, 100, 109, 110, 1_000)] == [10, 10, 10, 10, 11, 100]


def test_units_that_disappear_or_move_are_counted_too() -> None:
    units = tuple(CurrentUnit(f"u{n}", f"U{n}", f"Enhed {n}", "", "", LONG_AGO, None) for n in range(12))
    plan = planned(own_format("U0;;Enhed 0;;2020-01-01;\n"), State(units=units))
    assert (plan.safety.units, plan.safety.units_total, plan.needs_confirmation) == (11, 12, True)


def test_half_a_file_ends_nobody_without_a_question() -> None:
    files = people_files(60)
    half = files["engagements.csv"][: len(files["engagements.csv"]) // 2]
    plan = planned({**files, "engagements.csv": half}, people_state(60))
    assert plan.needs_confirmation


def test_the_first_import_is_not_stopped() -> None:
    assert not planned(people_files(300)).needs_confirmation


# The demo picture: 88 lines, 79 unchanged, 3 new, 2 changed, 1 leaving, 3 rejected


def test_the_preview_counts_people_as_the_picture_does() -> None:
    headings = "Medarbejdernr;Navn;E-mail;Enhed;Titel;Note\n"
    rows = [f"P{n:02};Bo Berg{n};b{n}@example.dk;{'Drift' if n % 2 else 'Stab'};AC;\n" for n in range(1, 86)]
    state = carried_out(planned({"list.csv": headings + "".join(rows)}), State())
    rows[1] = rows[1].replace("Stab", "Drift")
    rows[2] = rows[2].replace("AC", "Kok")
    rows[10] = rows[10].replace("\n", "ring 010170-1234\n")
    rows[11] = rows[11].replace("b12@", "b13@")
    rows[20] = rows[20].replace("b21@example.dk", "b21")
    del rows[40]
    rows += [f"N{n};Ny Nielsen{n};n{n}@example.dk;Drift;AC;\n" for n in range(3)]

    counts = planned({"list.csv": headings + "".join(rows)}, state).counts

    assert (counts.rows_read, counts.new, counts.changed, counts.leaving, counts.rejected) == (87, 3, 2, 1, 3)
    assert counts.unchanged == 79
