"""Attention before, during and after: three bars and one next step, never a score (algorithms.md 6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.learning.rules.attention import (
    AFTER,
    BEFORE,
    CANCELLED,
    DONE,
    DURING,
    OPEN,
    PHASES,
    SKIPPED,
    Bar,
    Item,
    bars,
    begun,
    next_step,
    shares,
)

DAY = date(2026, 3, 2)


def item(key: str, phase: str = BEFORE, state: str = OPEN, days: int = 0, minutes: int | None = 15) -> Item:
    return Item(key, phase, state, DAY + timedelta(days=days), minutes, minutes if state == DONE else None)


ITEMS = st.lists(
    st.builds(
        Item,
        key=st.uuids().map(str),
        phase=st.sampled_from(PHASES),
        state=st.sampled_from([OPEN, DONE, SKIPPED, CANCELLED]),
        due_on=st.integers(0, 90).map(lambda days: DAY + timedelta(days=days)),
        minutes=st.none() | st.integers(0, 600),
        used=st.none() | st.integers(0, 600),
    ),
    max_size=12,
    unique_by=lambda one: one.key,
)


def test_a_bar_counts_what_is_planned_used_missing_skipped_and_not_known():
    rows = [
        item("talk", state=DONE),
        item("intention"),
        item("why", state=SKIPPED),
        item("gone", state=CANCELLED),
        replace(item("buddy", state=DONE), used=None),
    ]

    assert bars(rows)[BEFORE] == Bar(BEFORE, planned=60, used=15, done=2, missing=1, skipped=1, unknown=1)


def test_the_next_step_lies_where_least_of_the_planned_is_done():
    rows = [item("a", BEFORE, DONE), item("b", BEFORE, days=1), item("c", AFTER, days=9), item("d", AFTER, days=5)]

    assert next_step(rows) == rows[3]


def test_ties_go_to_the_later_phase():
    rows = [item("a", BEFORE), item("b", DURING, days=3), item("c", AFTER, days=9)]

    assert next_step(rows) == rows[2]


def test_nothing_after_is_proposed_before_it_can_be_done():
    rows = [item("a", BEFORE), item("c", AFTER, days=9)]

    assert next_step(rows, begun(DAY + timedelta(days=5), DAY + timedelta(days=6), DAY)) == rows[0]


@pytest.mark.parametrize(
    ("days", "phases"),
    [(-1, (BEFORE,)), (0, (BEFORE, DURING)), (1, PHASES), (200, PHASES)],
)
def test_phases_begin_with_the_days_of_the_course(days: int, phases: tuple[str, ...]):
    assert begun(DAY, DAY + timedelta(days=1), DAY + timedelta(days=days)) == phases


def test_nothing_open_leaves_no_next_step():
    assert next_step([item("a", state=DONE), item("b", state=SKIPPED)]) is None


def test_shares_sum_to_a_hundred_and_say_nothing_of_nothing():
    assert (shares({BEFORE: 1, DURING: 1, AFTER: 1}), shares({})) == ({BEFORE: 34, DURING: 33, AFTER: 33}, None)


@given(ITEMS)
def test_the_next_step_is_always_open(rows: list[Item]):
    found = next_step(rows)

    assert found is None or (found in rows and found.state == OPEN)


@given(ITEMS, st.randoms())
def test_the_order_of_items_is_irrelevant(rows: list[Item], dice: object):
    other = list(rows)
    dice.shuffle(other)  # type: ignore[attr-defined]  # random.Random, as hypothesis gives it

    assert (bars(rows), next_step(rows)) == (bars(other), next_step(other))


@given(ITEMS, st.integers(0, 600))
def test_doing_an_item_never_lowers_a_bar(rows: list[Item], minutes: int):
    for place, one in enumerate(rows):
        if one.state != OPEN:
            continue
        before = bars(rows)[one.phase]
        after = bars([*rows[:place], replace(one, state=DONE, used=minutes), *rows[place + 1 :]])[one.phase]

        assert after.used >= before.used
        assert (after.planned, after.done) == (before.planned, before.done + 1)


@given(ITEMS, st.sampled_from(PHASES))
def test_an_item_whose_time_is_not_known_changes_only_counts(rows: list[Item], phase: str):
    before, after = bars(rows)[phase], bars([*rows, item("new", phase, minutes=None)])[phase]

    assert replace(after, unknown=before.unknown, missing=before.missing) == before


@given(st.fixed_dictionaries({phase: st.integers(0, 5000) for phase in PHASES}))
def test_shares_are_whole_and_sum_to_a_hundred(planned: dict[str, int]):
    found = shares(planned)

    assert (found is None) == (sum(planned.values()) == 0)
    assert found is None or (sum(found.values()) == 100 and all(share >= 0 for share in found.values()))
