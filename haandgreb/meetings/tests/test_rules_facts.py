"""Facts beside feelings: minutes late, purposes written, actions done on time."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.meetings.rules import facts
from haandgreb.meetings.rules.counts import Portion
from haandgreb.meetings.rules.facts import ActionFact

PLANNED = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("seconds", "minutes"), [(0, 0), (59, 0), (60, 1), (2 * 60 + 40, 2), (-59, 0), (-60, -1), (-5 * 60 - 30, -5)]
)
def test_whole_minutes_late_or_early_are_counted(seconds, minutes):
    actual = PLANNED + timedelta(seconds=seconds)

    assert facts.start_delay(PLANNED, actual) == minutes
    assert facts.overrun(PLANNED, actual) == minutes


@pytest.mark.parametrize(
    ("delays", "middle"),
    [([], None), ([2], 2), ([0, 5], Fraction(5, 2)), ([-4, 0, 3], 0), ([-10, -10, 6], 0), ([1, 9, 2], 2)],
)
def test_an_early_start_is_no_delay_in_the_median(delays, middle):
    assert facts.median_start_delay(delays) == middle


@pytest.mark.parametrize(
    ("purposes", "counted"),
    [([], Portion(0, 0)), (["et valg", "", "  ", "to idéer"], Portion(2, 4)), (["a"] * 4 + [""], Portion(4, 5))],
)
def test_items_with_a_purpose_are_counted(purposes, counted):
    assert facts.items_with_purpose(purposes) == counted


def action(due: int, done: int | None = None) -> ActionFact:
    """An action due and done so many days from today."""
    return ActionFact(TODAY + timedelta(days=due), None if done is None else TODAY + timedelta(days=done))


@pytest.mark.parametrize(
    ("actions", "counted"),
    [
        ([], Portion(0, 0)),
        ([action(7)], Portion(0, 0)),
        ([action(0)], Portion(0, 0)),
        ([action(-1)], Portion(0, 1)),
        ([action(-1, -1)], Portion(1, 1)),
        ([action(-2, -1)], Portion(0, 1)),
        ([action(7, -1)], Portion(1, 1)),
        # The demo's actions: AC1 to AC6.
        ([action(7), action(-5), action(4), action(11), action(-2, -3), action(18)], Portion(1, 2)),
    ],
)
def test_an_action_counts_when_it_is_done_or_its_date_has_passed(actions, counted):
    assert facts.done_on_time(actions, TODAY) == counted


@given(st.lists(st.builds(action, st.integers(-30, 30), st.one_of(st.none(), st.integers(-30, 0)))), st.integers(0, 60))
def test_waiting_without_doing_never_makes_more_actions_timely(actions, days):
    now, later = facts.done_on_time(actions, TODAY), facts.done_on_time(actions, TODAY + timedelta(days=days))

    assert (later.part, later.whole >= now.whole) == (now.part, True)
