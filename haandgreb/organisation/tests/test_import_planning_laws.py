"""Laws of planning: twice the same is once, order makes no difference, history stays, and no number comes out."""

from __future__ import annotations

import random
import re
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from haandgreb.organisation.importing.plans import Plan
from haandgreb.organisation.importing.problems import ImportProblem
from haandgreb.organisation.importing.state import State
from haandgreb.organisation.tests.import_helpers import (
    ENGAGEMENTS,
    MANAGERS,
    PEOPLE,
    TODAY,
    UNITS,
    carried_out,
    checked,
    own_format,
    planned,
)
from haandgreb.organisation.tests.import_workplace import STATE, short

NAMES = st.sampled_from(["Åse", "Bo", "Cæcilie", "Dørthe", "Erik"])
DAYS = st.sampled_from(["", "2019-05-01", "2020-01-01", "2026-11-01", "2026-11-16", "2027-03-01"])
UNIT_IDS = ["U1", "U2", "U3", "U4"]


@st.composite
def own_files(draw: st.DrawFn) -> dict[str, str]:
    """Lists in our own format, right and wrong ones."""
    units = draw(st.lists(st.sampled_from(UNIT_IDS), min_size=1, max_size=4, unique=True))
    rows = [
        f"{u};{draw(st.sampled_from(['', *UNIT_IDS, 'X']))};Enhed {u[1:]};;{draw(DAYS)};{draw(DAYS)}\n" for u in units
    ]
    people = draw(st.lists(st.integers(1, 6), min_size=1, max_size=6))
    mails = [draw(st.sampled_from(["", f"m{n}@example.dk", "m1@example.dk", "m1"])) for n in people]
    persons = [f"P{n};{draw(NAMES)};Berg;{mail};\n" for n, mail in zip(people, mails, strict=True)]
    jobs = [
        f"{draw(st.sampled_from(['', 'E1', 'E2', 'E3', 'E4']))};P{draw(st.integers(1, 6))};"
        f"{draw(st.sampled_from(UNIT_IDS))};;{draw(st.sampled_from(['', 'Kok']))};;1;{draw(DAYS)};{draw(DAYS)}\n"
        for _ in range(draw(st.integers(0, 6)))
    ]
    managers = [
        f"{draw(st.sampled_from(UNIT_IDS))};{draw(st.sampled_from(['', 'P1', 'P2', 'P3']))};{draw(DAYS)};{draw(DAYS)}\n"
        for _ in range(draw(st.integers(0, 4)))
    ]
    return own_format("".join(rows), "".join(persons), "".join(jobs), "".join(managers))


@st.composite
def flat_files(draw: st.DrawFn) -> dict[str, str]:
    """Lists with one row per person."""
    rows = []
    for _ in range(draw(st.integers(1, 7))):
        number = draw(st.integers(1, 6))
        mail = draw(st.sampled_from(["", f"m{number}@example.dk", "m1@example.dk"]))
        unit, above = draw(st.sampled_from(["Drift", "Stab", "Salg"])), draw(st.sampled_from(["", "Huset", "Stab"]))
        boss = draw(st.sampled_from(["", "1", "2", "Bo Berg", "9"]))
        rows.append(f"{number};{draw(NAMES)} Berg;{mail};{unit};{above};Kok;{boss};{draw(DAYS)};{draw(DAYS)}\n")
    return {"list.csv": "Medarbejdernr;Navn;E-mail;Enhed;Overenhed;Titel;Leder;Ansat fra;Fratrådt\n" + "".join(rows)}


FILES = own_files() | flat_files()
ANSWERS = {"safety_stop": "yes", "unit_managers": "one"}


@settings(max_examples=300, deadline=None)
@given(first=FILES, second=FILES, later=st.integers(0, 40))
def test_importing_the_same_twice_changes_nothing_the_second_time(
    first: dict[str, str], second: dict[str, str], later: int
) -> None:
    state = carried_out(planned(first, answers=ANSWERS), State())
    day = TODAY + timedelta(days=later)
    state = carried_out(planned(second, state, today=day, answers=ANSWERS), state)

    again = planned(second, state, today=day, answers=ANSWERS)

    assert short(again.changes) == []


def shuffled(files: dict[str, str], seed: int) -> dict[str, str]:
    """The same files with their rows in another order."""
    found: dict[str, str] = {}
    for name, text in files.items():
        heading, *rows = text.splitlines(keepends=True)
        random.Random(seed).shuffle(rows)  # an order, no secret
        found[name] = heading + "".join(rows)
    return found


@settings(max_examples=300, deadline=None)
@given(first=FILES, second=FILES, seed=st.integers())
def test_the_order_of_rows_makes_no_difference(first: dict[str, str], second: dict[str, str], seed: int) -> None:
    state = carried_out(planned(first, answers=ANSWERS), State())
    plan, other = planned(second, state, answers=ANSWERS), planned(shuffled(second, seed), state, answers=ANSWERS)
    assert short(plan.changes) == short(other.changes)
    assert plan.fingerprint == other.fingerprint
    assert (plan.counts, plan.release, plan.people) == (other.counts, other.release, other.people)


@settings(max_examples=200, deadline=None)
@given(first=FILES, second=FILES)
def test_history_is_never_rewritten(first: dict[str, str], second: dict[str, str]) -> None:
    state = carried_out(planned(first, answers=ANSWERS), State())
    later = TODAY + timedelta(days=30)
    after = carried_out(planned(second, state, today=later, answers=ANSWERS), state)

    rows = {row.id: row for row in after.engagements}
    for row in state.engagements:
        if row.valid_from < later:
            assert (rows[row.id].person, rows[row.id].unit) == (row.person, row.unit)
            assert rows[row.id].valid_from <= row.valid_from
        if row.valid_to and row.valid_to <= later:
            assert rows[row.id] == row or rows[row.id].ext_id == ""


@settings(max_examples=200, deadline=None)
@given(first=FILES, second=FILES)
def test_what_results_is_whole(first: dict[str, str], second: dict[str, str]) -> None:
    state = carried_out(planned(first, answers=ANSWERS), State())
    state = carried_out(planned(second, state, today=TODAY, answers=ANSWERS), state)
    units, people = {unit.id for unit in state.units}, {person.id for person in state.people}
    mails = [person.email.casefold() for person in state.people if person.email]
    ids = [row.ext_id for row in state.engagements if row.ext_id]
    starts = [(row.unit, row.person, row.valid_from) for row in state.managers]
    assert {unit.parent for unit in state.units} <= units | {""}
    assert {row.unit for row in state.engagements} | {row.unit for row in state.managers} <= units
    assert {row.person for row in state.engagements} | {row.person for row in state.managers} <= people | {""}
    assert all(len(set(one)) == len(one) for one in (mails, ids, starts))
    periods = [(row.valid_from, row.valid_to) for row in state.units]
    periods += [(row.valid_from, row.valid_to) for row in state.engagements]
    periods += [(row.valid_from, row.valid_to) for row in state.managers]
    assert all(end is None or end > start for start, end in periods)


CPR = st.builds(
    lambda day, month, rest, mark, zero: f"{day:02}{month:02}{rest[:2]}{mark}{rest[2:]}"[
        0 if zero or day > 9 or mark else 1 :
    ],
    st.integers(1, 31),
    st.integers(1, 12),
    st.text(st.sampled_from("0123456789"), min_size=6, max_size=6),
    st.sampled_from(["", "-", " "]),
    st.booleans(),
)
PLACES = st.sampled_from(["cell", "text", "column", "heading", "name"])


@settings(max_examples=300, deadline=None)
@given(numbers=st.lists(CPR, min_size=3, max_size=3), place=PLACES, column=st.integers(0, 5), files=flat_files())
def test_no_number_that_looks_like_a_cpr_number_comes_out_anywhere(
    numbers: list[str], place: str, column: int, files: dict[str, str]
) -> None:
    rows = [line.split(";")[:6] for line in files["list.csv"].splitlines()]
    for at, number in enumerate(numbers):
        if place == "heading":
            rows[0][column] = number
        elif place == "column" or (at == 0 and place != "name"):
            rows[1 + at % (len(rows) - 1)][column] = f"se {number}, tak" if place == "text" else number
    if place == "column":
        for row in rows[1:]:
            row[column] = numbers[0]
    name = f"{numbers[0]}.csv" if place == "name" else "list.csv"
    text = "\n".join(";".join(row) for row in rows) + "\n"

    shown = everything_shown(name, text)

    assert not re.search(r"(?<!\w)(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d\d[- ]?\d{4}(?!\w)", shown)


def everything_shown(name: str, text: str) -> str:
    """All that any step gives back, as text."""
    try:
        found = checked({name: text})
        plan: Plan = planned({name: text})
    except ImportProblem as problem:
        return f"{problem} {problem.params}"
    return f"{found} {plan} {[change.to_json() for change in plan.changes]}"


@settings(max_examples=200, deadline=None)
@given(
    cells=st.lists(st.lists(st.text(max_size=15), min_size=1, max_size=6), min_size=1, max_size=6),
    headings=st.sampled_from(
        [UNITS, PEOPLE, ENGAGEMENTS, MANAGERS, ("list.csv", "Navn;Enhed;Leder;Ansat fra;Fratrådt\n")]
    ),
)
def test_no_text_in_any_cell_makes_an_import_fall_over(cells: list[list[str]], headings: tuple[str, str]) -> None:
    name, first = headings
    text = first + "\n".join(";".join(f'"{cell.replace(chr(34), "")}"' for cell in row) for row in cells)
    try:
        planned({name: text.encode("utf-8", "ignore").decode()}, STATE)
    except ImportProblem as problem:
        assert problem.code in {"nothing_recognised", "no_rows", "empty_file", "not_text", "no_headings", "half_file"}  # noqa: PT017  # both ways are right
