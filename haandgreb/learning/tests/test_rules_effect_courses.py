"""Courses are told apart only where nobody who adds and subtracts finds a group of one to four."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from haandgreb.learning.rules.effect import Taken
from haandgreb.learning.rules.effect_courses import course_lines
from haandgreb.learning.rules.ladder import Told

TODAY = date(2026, 11, 25)
PROVIDER_OF = {"A": "P", "B": "P", "C": "Q", "D": "Q", "E": ""}

USE = st.none() | st.integers(0, 3)
ROWS = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from(sorted(PROVIDER_OF)), st.booleans(), USE, st.booleans()),
    max_size=80,
)


def taken(person: int, activity: str, talk: bool, use: int | None, ours: bool) -> Taken:
    day = TODAY - timedelta(days=100)
    return Taken(
        person=person,
        activity=activity,
        provider=PROVIDER_OF[activity],
        starts_on=day,
        ends_on=day,
        is_ours=ours,
        talked_on=day if talk else None,
        told=(Told(45, use=use),),
    )


def remainders(lines: list[dict[str, Any]]) -> dict[str, list[int]]:
    """What is left of each shown group when the shown groups right below it are taken away."""
    left = {one["key"]: list(one["split"]) for one in lines}
    for one in lines:
        if one["within"] is not None:
            left[one["within"]] = [a - b for a, b in zip(left[one["within"]], one["split"], strict=True)]
    return left


@settings(max_examples=200)
@given(ROWS)
def test_what_is_left_of_every_group_is_none_or_five_of_each_kind(rows: list[tuple[Any, ...]]):
    lines = course_lines([taken(*row) for row in rows], TODAY, [])

    assert all(count == 0 or count >= 5 for left in remainders(lines).values() for count in left)


@settings(max_examples=100)
@given(st.lists(ROWS, min_size=2, max_size=3))
def test_from_one_counting_to_the_next_no_few_can_be_told(rounds: list[list[tuple[Any, ...]]]):
    told: list[list[dict[str, Any]]] = [[]]
    everything: list[tuple[Any, ...]] = []
    for rows in rounds:
        everything += rows
        told.append(course_lines([taken(*row) for row in everything], TODAY, told[-1]))

    for before, after in pairwise(told[1:]):
        old = {one["key"]: one["used"] for one in before}
        changes = [
            new - was
            for one in after
            if one["key"] in old
            for was, new in zip(old[one["key"]], one["used"], strict=True)
        ]
        assert all(step == 0 or abs(step) >= 5 for step in changes)


@given(ROWS, st.randoms())
def test_the_order_of_people_is_irrelevant(rows: list[tuple[Any, ...]], dice: Any):
    other = list(rows)
    dice.shuffle(other)

    assert course_lines([taken(*row) for row in rows], TODAY, []) == course_lines(
        [taken(*row) for row in other], TODAY, []
    )
