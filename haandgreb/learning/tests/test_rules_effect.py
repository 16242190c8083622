"""Counts of a year's learning: the fifteen of the case, and what silence and small numbers do (transfer.md 7, 10)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.learning.rules.effect import Taken, course_splits, figures, median_age, practices_in_use
from haandgreb.learning.rules.ladder import Told

TODAY = date(2026, 11, 25)

# id, began, talk before, used within 7 days, manager asked (None: not due), use at 45, result at 90 (demo-case.md 9).
CASE = [
    ("E01", 100, True, True, True, 3, 3),
    ("E02", 100, False, False, False, 0, 0),
    ("E03", 95, True, True, True, 2, 2),
    ("E04", 95, True, True, False, 1, 0),
    ("E05", 95, False, False, False, 0, 0),
    ("E06", 120, True, True, True, 3, 3),
    ("E07", 120, False, False, False, 1, 0),
    ("E08", 130, True, True, True, 3, 2),
    ("E09", 130, True, True, True, 2, 1),
    ("E10", 130, False, False, True, 1, 0),
    ("E11", 115, True, True, True, 3, 2),
    ("E12", 30, True, True, True, None, None),
    ("E13", 10, True, False, None, None, None),
    ("E14", 110, False, False, False, 1, 0),
    ("E15", 105, False, False, False, 0, 0),
]


def taken(key: str, ago: int = 100, **facts: object) -> Taken:
    day = TODAY - timedelta(days=ago)
    return Taken(**{"person": key, "activity": "A", "provider": "P", "starts_on": day, "ends_on": day, **facts})  # type: ignore[arg-type]  # facts by name


def of_the_case() -> list[Taken]:
    rows = []
    for key, ago, talk, used, asked, use, result in CASE:
        day = TODAY - timedelta(days=ago)
        told = [Told(7, use=int(used))]
        if use is not None:
            told += [Told(45, use=use), Told(90, use=use, result_level=result)]
        rows.append(
            taken(
                key,
                ago,
                completed_on=day,
                talked_on=day - timedelta(days=28) if talk else None,
                asked_on=day + timedelta(days=12) if asked else None,
                asker=f"manager of {key}",
                told=tuple(told),
            )
        )
    return rows


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("talk", [9, 6]),
        ("first_use", [8, 7, 0]),
        ("asked", [8, 6]),
        ("with_talk", [6, 1]),
        ("without_talk", [0, 6]),
        ("use45", [3, 4, 2, 4, 0]),
        ("status45", [13, 0]),
        ("result", [7, 1, 3, 2, 0]),
        ("flow_used", [10, 3, 0]),
    ],
)
def test_the_counts_of_the_case(name: str, counts: list[int]):
    assert figures(of_the_case(), TODAY)[name].counts == counts


def test_who_has_not_answered_is_counted_as_silent_and_stands_behind_no_figure():
    found = figures([taken("a", told=(Told(45, use=2),)), taken("b")], TODAY)["use45"]

    assert (found.counts, found.people) == ([0, 0, 1, 0, 1], {"a"})


def test_nothing_is_asked_of_before_its_day_has_come():
    assert set(figures([taken("a", ago=3, asker="m")], TODAY)) == {"taken", "talk", "useful", "learned"}


def test_what_a_platform_told_of_had_no_talk_to_miss():
    found = figures([taken("a", is_ours=False, told=(Told(45, use=3),))], TODAY)

    assert {"talk", "asked", "with_talk", "without_talk"} & set(found) == set()


@pytest.mark.parametrize(("many", "told"), [(0, True), (4, False), (5, True)])
def test_few_told_of_by_a_platform_could_be_worked_out_from_the_others(many: int, told: bool):
    rows = [*of_the_case(), *(taken(f"p{n}", is_ours=False, told=(Told(45, use=1),)) for n in range(many))]

    assert ("with_talk" in figures(rows, TODAY)) is told


def test_after_45_days_everybody_counts_once_for_the_whole_as_for_the_courses():
    again = taken("E01", 60, activity="B", talked_on=None, told=(Told(45, use=0),))
    rows = [*of_the_case(), again]
    whole, split = figures(rows, TODAY), course_splits(rows, TODAY)[""]

    assert (sum(whole["with_talk"].counts), sum(whole["without_talk"].counts)) == split[0][:2]
    assert whole["with_talk"].counts[0] + whole["without_talk"].counts[0] == split[1]


def test_a_talk_after_the_first_day_is_no_talk_before():
    assert figures([taken("a", talked_on=TODAY)], TODAY)["talk"].counts == [0, 1]


def test_a_manager_who_asks_on_the_working_day_after_the_fourteenth_has_asked_in_time():
    last = TODAY - timedelta(days=100) + timedelta(days=16)
    rows = [taken(key, asked_on=last, ask_by=last, asker=f"manager of {key}") for key in "abcde"]

    assert figures(rows, TODAY)["asked"].counts == [5, 0]


@pytest.mark.parametrize(("managers", "told"), [(4, False), (5, True)])
def test_what_managers_do_is_told_of_five_managers_or_more(managers: int, told: bool):
    rows = [taken(f"p{number}", asker=number % managers) for number in range(20)]

    assert ("asked" in figures(rows, TODAY)) is told


def test_others_see_it_only_by_their_own_word():
    own = taken("a", told=(Told(45, use=3),))
    seen = taken("b", told=(Told(45, "manager", use=2), Told(45, use=0)))

    assert figures([own, seen], TODAY)["second"].counts == [1, 0, 1]


def test_a_practice_is_told_to_be_in_use_from_five_people_and_stays_so_while_anybody_uses_it():
    five = [taken(key, told=(Told(45, use=2),), practices=frozenset({"C04"})) for key in "abcde"]
    answers = [
        practices_in_use(five[:4], (), 5),
        practices_in_use(five, (), 5),
        practices_in_use(five[:1], ("C04",), 5),
        practices_in_use([], ("C04",), 5),
    ]

    assert answers == [[], ["C04"], ["C04"], []]


def test_everybody_counts_once_among_courses_with_the_latest_that_can_be_told():
    rows = [taken("a", 200, activity="old", told=(Told(45, use=3),)), taken("a", 100, told=(Told(45, use=1),))]

    assert course_splits(rows, TODAY) == {"a:A": ((0, 1, 0), 0), "p:P": ((0, 1, 0), 0), "": ((0, 1, 0), 0)}


def test_half_of_the_barriers_have_stood_so_long():
    ages = [median_age([TODAY - timedelta(days=day) for day in days], TODAY) for days in ([], [9], [3, 9, 40])]

    assert ages == [None, 9, 9]


@given(
    st.lists(
        st.builds(
            taken,
            key=st.sampled_from("abcdef"),
            ago=st.integers(0, 300),
            told=st.tuples(st.builds(Told, day=st.sampled_from([0, 7, 45, 90]), use=st.none() | st.integers(0, 3))),
        ),
        max_size=10,
    ),
    st.randoms(),
)
def test_the_order_of_enrolments_is_irrelevant(rows: list[Taken], dice: object):
    other = list(rows)
    dice.shuffle(other)  # type: ignore[attr-defined]  # random.Random, as hypothesis gives it
    told = [{name: figure.counts for name, figure in figures(some, TODAY).items()} for some in (rows, other)]

    assert told[0] == told[1]
