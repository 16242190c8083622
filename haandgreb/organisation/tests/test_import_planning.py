"""What saving a list would do to what is there."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haandgreb.organisation.importing.plans import Change, FieldValue, Plan, limit_for
from haandgreb.organisation.importing.problems import ImportProblem
from haandgreb.organisation.importing.state import (
    CurrentEngagement,
    CurrentManager,
    CurrentPerson,
    CurrentUnit,
    State,
)
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

D = date
LONG_AGO = D(2020, 1, 1)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)

HUSET = CurrentUnit("u1", "U", "Huset", "", "", LONG_AGO, None)
KOEKKEN = CurrentUnit("u2", "A", "Køkken", "", "u1", LONG_AGO, None)
AASE = CurrentPerson("p1", "P1", "Åse", "Ærø", "aase@example.dk", "aase")
BO = CurrentPerson("p2", "P2", "Bo", "Berg", "bo@example.dk", "bo")
AASES = CurrentEngagement("e1", "E1", "p1", "u2", LONG_AGO, None, job_title="Kok")
BOS = CurrentEngagement("e2", "E2", "p2", "u2", LONG_AGO, None, job_title="Tjener")
LEADER = CurrentManager("m1", "u2", "p1", LONG_AGO, None)
STATE = State((HUSET, KOEKKEN), (AASE, BO), (AASES, BOS), (LEADER,))

U = "U;;Huset;;2020-01-01;\nA;U;Køkken;;2020-01-01;\n"
P = "P1;Åse;Ærø;aase@example.dk;aase\nP2;Bo;Berg;bo@example.dk;bo\n"
E1 = "E1;P1;A;;Kok;;1;2020-01-01;\n"
E2 = "E2;P2;A;;Tjener;;1;2020-01-01;\n"
M = "A;P1;2020-01-01;\n"
WHOLE = own_format(U, P, E1 + E2, M)

Short = tuple[str, str, str, dict[str, FieldValue]]


def short(changes: tuple[Change, ...] | list[Change]) -> list[Short]:
    return [(change.kind, change.what, change.ref, dict(change.values)) for change in changes]


def test_a_list_that_says_what_is_there_changes_nothing() -> None:
    plan = planned(WHOLE, STATE)
    assert (plan.changes, plan.counts.unchanged, plan.needs_confirmation) == ((), 2, False)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        # somebody new
        (
            own_format(U, P + "P3;Ida;Å;ida@example.dk;\n", E1 + E2 + "E3;P3;A;007;Kok;;1;2026-12-01;\n", M),
            [
                (
                    "people",
                    "new",
                    "new:P3",
                    {"ext_id": "P3", "given": "Ida", "surname": "Å", "email": "ida@example.dk", "login": ""},
                ),
                (
                    "engagements",
                    "new",
                    "",
                    {
                        "ext_id": "E3",
                        "person": "new:P3",
                        "unit": "u2",
                        "employee_no": "007",
                        "job_title": "Kok",
                        "disco": "",
                        "primary": True,
                        "valid_from": D(2026, 12, 1),
                        "valid_to": None,
                    },
                ),
            ],
        ),
        # a new surname
        (
            own_format(U, P.replace("Berg", "Bæk"), E1 + E2, M),
            [("people", "changed", "p2", {"surname": "Bæk"})],
        ),
        # an address in other letters is the same address
        (own_format(U, P.replace("bo@", "BO@"), E1 + E2, M), []),
        # a new title
        (
            own_format(U, P, E1 + E2.replace("Tjener", "Overtjener"), M),
            [("engagements", "changed", "e2", {"job_title": "Overtjener"})],
        ),
        # a move from the day the list says: one ends, one begins
        (
            own_format(U, P, E1 + "E2;P2;U;;Tjener;;1;2026-12-01;\n", M),
            [("engagements", "moved", "e2", {"unit": "u1", "valid_from": D(2026, 12, 1)})],
        ),
        # a move without a day of its own happens today
        (
            own_format(U, P, E1 + "E2;P2;U;;Tjener;;1;2020-01-01;\n", M),
            [("engagements", "moved", "e2", {"unit": "u1", "valid_from": TODAY})],
        ),
        # an end the list gives
        (
            own_format(U, P, E1 + "E2;P2;A;;Tjener;;1;2020-01-01;2026-12-01\n", M),
            [("engagements", "ended", "e2", {"valid_to": D(2026, 12, 1)})],
        ),
        # missing in the list: ended today, not deleted
        (own_format(U, P, E1, M), [("engagements", "ended", "e2", {"valid_to": TODAY})]),
        (
            own_format(U, P.splitlines(keepends=True)[0], E1, M),
            [("engagements", "ended", "e2", {"valid_to": TODAY})],
        ),
        (own_format(U, P, E1 + E2), []),
        (
            own_format(U, P, E1 + E2, "A;P2;2026-12-01;\n"),
            [
                ("managers", "new", "", {"unit": "u2", "person": "p2", "valid_from": D(2026, 12, 1), "valid_to": None}),
                ("managers", "ended", "m1", {"valid_to": D(2026, 12, 1)}),
            ],
        ),
        (
            own_format(U, P, E1 + E2, "A;P2;2026-01-01;\n"),
            [
                ("managers", "new", "", {"unit": "u2", "person": "p2", "valid_from": D(2026, 1, 1), "valid_to": None}),
                ("managers", "ended", "m1", {"valid_to": TODAY}),
            ],
        ),
        (
            own_format(U, P, E1 + E2, "A;;;\n"),
            [
                ("managers", "new", "", {"unit": "u2", "person": "", "valid_from": TODAY, "valid_to": None}),
                ("managers", "ended", "m1", {"valid_to": TODAY}),
            ],
        ),
        # only people: whoever is missing has left
        (own_format(people=P), []),
        (own_format(people=P.splitlines(keepends=True)[0]), [("engagements", "ended", "e2", {"valid_to": TODAY})]),
        # only managers: nobody leaves
        (own_format(managers=M), []),
        # units
        (
            own_format(U.replace("Køkken", "Madhuset"), P, E1 + E2, M),
            [("units", "changed", "u2", {"name": "Madhuset"})],
        ),
        (own_format(U.replace("A;U;", "A;;"), P, E1 + E2, M), [("units", "changed", "u2", {"parent": ""})]),
        (
            own_format(U + "B;A;Bageri;;;\n", P, E1 + E2, M),
            [
                (
                    "units",
                    "new",
                    "new:B",
                    {
                        "ext_id": "B",
                        "name": "Bageri",
                        "kind": "",
                        "parent": "u2",
                        "valid_from": TODAY,
                        "valid_to": None,
                    },
                )
            ],
        ),
        (
            own_format(
                U.splitlines(keepends=True)[0],
                P,
                "E1;P1;U;;Kok;;1;2020-01-01;\nE2;P2;U;;Tjener;;1;2020-01-01;\n",
                "U;P1;2020-01-01;\n",
            ),
            [
                ("engagements", "moved", "e2", {"unit": "u1", "valid_from": TODAY}),
                ("engagements", "moved", "e1", {"unit": "u1", "valid_from": TODAY}),
                ("managers", "new", "", {"unit": "u1", "person": "p1", "valid_from": LONG_AGO, "valid_to": None}),
                ("managers", "ended", "m1", {"valid_to": TODAY}),
                ("units", "ended", "u2", {"valid_to": TODAY}),
            ],
        ),
        # a unit somebody still works in is not ended
        (own_format(U.splitlines(keepends=True)[0]), []),
    ],
)
def test_what_the_list_says_otherwise_is_planned(files: dict[str, str], expected: list[Short]) -> None:
    found = short(planned(files, STATE).changes)
    assert [entry[:3] for entry in found] == [entry[:3] for entry in expected]
    for (*_, values), (_, what, _, wanted) in zip(found, expected, strict=True):
        assert {name: values[name] for name in wanted} == wanted if what == "moved" else values == wanted


def test_a_unit_that_is_missing_but_in_use_is_mentioned() -> None:
    plan = planned(own_format(U.splitlines(keepends=True)[0]), STATE)
    assert [(notice.code, notice.params) for notice in plan.notices] == [("unit_still_used", {"name": "Køkken"})]


def test_what_was_made_by_hand_is_never_ended() -> None:
    by_hand = State(
        (HUSET, KOEKKEN, CurrentUnit("u3", "hand-1", "Klubben", "", "u1", LONG_AGO, None, imported=False)),
        (AASE, BO, CurrentPerson("p9", "", "Ida", "Å", "ida@example.dk")),
        (AASES, BOS, CurrentEngagement("e9", "", "p9", "u3", LONG_AGO, None, imported=False)),
        (LEADER, CurrentManager("m9", "u3", "p9", LONG_AGO, None, imported=False)),
    )
    assert planned(WHOLE, by_hand).changes == ()


def test_what_a_rejected_row_speaks_of_is_left_alone() -> None:
    files = own_format(U + "X;;;;;\n", P.replace("bo@", "bo"), E1 + E2.replace("2020-01-01", "i går"), M)
    plan = planned(files, STATE)
    assert (plan.changes, plan.counts.rejected) == ((), 3)


def test_who_no_longer_has_an_engagement_is_leaving_and_says_when_access_ends() -> None:
    plan = planned(own_format(U, P, E1, M), STATE)
    (bo,) = plan.people
    assert (plan.empty, plan.name("p2"), plan.name("nobody")) == (False, "Bo Berg", "")
    assert (bo.name, bo.outcome, bo.access_ends_on) == ("Bo Berg", "leaving", TODAY)
    later = planned(own_format(U, P, E1 + "E2;P2;A;;Tjener;;1;2020-01-01;2026-12-01\n", M), STATE)
    assert [(one.outcome, one.access_ends_on) for one in later.people] == [("leaving", D(2026, 12, 1))]


def test_who_has_another_engagement_does_not_lose_access() -> None:
    state = State(
        STATE.units, STATE.people, (*STATE.engagements, CurrentEngagement("e3", "E3", "p2", "u1", LONG_AGO, None))
    )
    plan = planned(own_format(U, P, E1 + E2, M), state)
    assert [(one.outcome, one.access_ends_on) for one in plan.people] == [("changed", None)]


def test_who_left_before_the_first_import_is_not_made_at_all() -> None:
    files = {"list.csv": "Navn;Enhed;Ansat fra;Fratrådt\nBo;Huset;01-01-2019;31-12-2019\nIda;Huset;01-01-2019;\n"}
    plan = planned(files)
    assert ([one.name for one in plan.people], plan.counts.left_out) == (["Ida"], 1)


def test_somebody_who_comes_back_gets_a_new_engagement_and_the_gap_stays() -> None:
    gone = State(
        STATE.units, STATE.people, (AASES, CurrentEngagement("e2", "", "p2", "u2", LONG_AGO, D(2026, 6, 1))), (LEADER,)
    )
    plan = planned(own_format(U, P, E1 + ";P2;A;;Tjener;;1;2020-01-01;\n", M), gone)
    assert [(change.what, change.values["valid_from"]) for change in plan.changes] == [("new", TODAY)]
    assert planned(own_format(U, P, E1 + ";P2;A;;Tjener;;1;2020-01-01;\n", M), carried_out(plan, gone)).changes == ()


def test_an_engagement_that_has_not_begun_is_withdrawn_when_the_list_drops_it() -> None:
    state = State(
        STATE.units, STATE.people, (AASES, BOS, CurrentEngagement("e3", "E3", "p2", "u1", TOMORROW, None)), (LEADER,)
    )
    assert [entry[:3] for entry in short(planned(WHOLE, state).changes)] == [("engagements", "withdrawn", "e3")]


def test_an_engagement_may_be_found_to_have_begun_earlier_but_never_later() -> None:
    earlier = planned(own_format(U, P, E1 + E2.replace("2020-01-01", "2019-01-01"), M), STATE)
    assert short(earlier.changes) == [("engagements", "changed", "e2", {"valid_from": D(2019, 1, 1)})]
    assert planned(own_format(U, P, E1 + E2.replace("2020-01-01", "2021-01-01"), M), STATE).changes == ()


@pytest.mark.parametrize(
    ("standing", "row", "expected"),
    [
        ((LONG_AGO, None), "2019-01-01;", [("changed", {"valid_from": D(2019, 1, 1)})]),
        ((LONG_AGO, None), "2020-01-01;2026-12-24", [("ended", {"valid_to": D(2026, 12, 24)})]),
        ((LONG_AGO, D(2027, 1, 1)), "2020-01-01;", [("changed", {"valid_to": None})]),
        ((TOMORROW, None), "2019-01-01;2019-06-01", [("new", {}), ("withdrawn", {})]),
        ((LONG_AGO, D(2026, 1, 1)), "2020-01-01;2026-01-01", []),
        ((LONG_AGO, D(2026, 1, 1)), ";2026-01-01", []),
        ((LONG_AGO, D(2026, 1, 1)), ";2019-01-01", []),
    ],
)
def test_a_period_of_management_follows_the_list_and_what_has_ended_is_left_alone(
    standing: tuple[date, date | None], row: str, expected: list[tuple[str, dict[str, FieldValue]]]
) -> None:
    state = State(STATE.units, STATE.people, STATE.engagements, (CurrentManager("m1", "u2", "p1", *standing),))
    plan = planned(own_format(U, P, E1 + E2, f"A;P1;{row}\n"), state)
    found = [(change.what, dict(change.values)) for change in plan.changes]
    assert [(what, {} if what == "new" else values) for what, values in found] == expected
    assert not plan.people


def test_an_id_that_goes_to_another_person_is_let_go_of_first() -> None:
    plan = planned(own_format(U, P, E1 + "E2;P1;U;;Kok;;0;2026-11-01;\n", M), STATE)
    assert plan.release == ("e2",)
    assert [entry[1:3] for entry in short(plan.changes)] == [("ended", "e2"), ("new", "")]


def test_ids_take_the_place_of_those_we_had_made_up() -> None:
    flat = {"list.csv": "Navn;E-mail;Enhed\nÅse Ærø;aase@example.dk;Køkken\nBo Berg;bo@example.dk;Køkken\n"}
    state = carried_out(planned(flat), State())
    plan = planned(
        {
            "list.csv": "Medarbejdernr;Navn;E-mail;EnhedsID;Enhed\n01;Åse Ærø;aase@example.dk;A;Køkken\n"
            "02;Bo Berg;bo@example.dk;A;Køkken\n"
        },
        state,
    )
    assert [(change.kind, change.what, dict(change.values)) for change in plan.changes] == [
        ("units", "changed", {"ext_id": "A"}),
        ("people", "changed", {"ext_id": "02"}),
        ("people", "changed", {"ext_id": "01"}),
        ("engagements", "changed", {"employee_no": "02"}),
        ("engagements", "changed", {"employee_no": "01"}),
    ]


def test_units_of_a_flat_list_are_hung_under_the_root_and_recognised_by_name() -> None:
    root = State(units=(CurrentUnit("u1", "root", "Styrelsen", "", "", LONG_AGO, None, imported=False),), root="u1")
    files = {"list.csv": "Navn;Enhed\nBo;Drift\nIda;styrelsen\n"}
    plan = planned(files, root)
    assert [(change.values["name"], change.values["parent"]) for change in plan.changes if change.kind == "units"] == [
        ("Drift", "u1")
    ]
    assert {change.values["unit"] for change in plan.changes if change.kind == "engagements"} == {
        "new:made:unit:drift",
        "u1",
    }


def test_a_new_unit_exists_as_early_as_anybody_in_it_or_below() -> None:
    plan = planned({"list.csv": "Navn;Enhed;Overenhed;Ansat fra\nBo;Drift;Huset;01-02-2019\nIda;Huset;;01-01-2021\n"})
    assert {change.label: change.values["valid_from"] for change in plan.changes if change.kind == "units"} == {
        "Drift": D(2019, 2, 1),
        "Huset": D(2019, 2, 1),
    }


# The safety stop


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


# Laws


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
