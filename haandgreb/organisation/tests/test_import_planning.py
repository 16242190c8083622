"""What saving a list would do to what is there."""

from __future__ import annotations

from datetime import date

import pytest

from haandgreb.organisation.importing.plans import FieldValue
from haandgreb.organisation.importing.state import CurrentEngagement, CurrentManager, CurrentPerson, CurrentUnit, State
from haandgreb.organisation.tests.import_helpers import TODAY, carried_out, own_format, planned
from haandgreb.organisation.tests.import_workplace import (
    AASE,
    AASES,
    BO,
    BOS,
    E1,
    E2,
    HUSET,
    KOEKKEN,
    LEADER,
    LONG_AGO,
    STATE,
    TOMORROW,
    WHOLE,
    D,
    M,
    P,
    Short,
    U,
    short,
)


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
        (own_format(U, P.replace("Berg", "Bæk"), E1 + E2, M), [("people", "changed", "p2", {"surname": "Bæk"})]),
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
        (own_format(U, P.splitlines(keepends=True)[0], E1, M), [("engagements", "ended", "e2", {"valid_to": TODAY})]),
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
