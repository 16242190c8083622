"""When a score is open: from ten minutes before the planned end to 48 hours after it, and never again."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.meetings.rules.window import ScoreState, closes_at, opens_at, score_state, times_may_change

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
END = datetime(2026, 11, 16, 11, 0, tzinfo=COPENHAGEN)
OPENS = datetime(2026, 11, 16, 9, 50, tzinfo=UTC)
CLOSES = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)

minutes = st.integers(-6000, 6000).map(lambda number: timedelta(minutes=number))


def state(now: datetime, *, scored: bool = True, closed_at: datetime | None = None) -> ScoreState:
    return score_state(scored=scored, end_planned=END, closed_at=closed_at, now=now)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (OPENS - timedelta(days=30), ScoreState.NOT_YET),
        (OPENS - SECOND, ScoreState.NOT_YET),
        (OPENS, ScoreState.OPEN),
        (END, ScoreState.OPEN),
        (CLOSES - SECOND, ScoreState.OPEN),
        (CLOSES, ScoreState.CLOSED),
        (CLOSES + timedelta(days=400), ScoreState.CLOSED),
    ],
)
def test_the_score_opens_ten_minutes_before_the_end_and_closes_48_hours_after(now, expected):
    assert (opens_at(END), closes_at(END)) == (OPENS, CLOSES)
    assert state(now) is expected


def test_closed_early_it_stays_closed():
    closed_at = END + timedelta(minutes=4)

    assert [state(closed_at + after, closed_at=closed_at) for after in (timedelta(0), SECOND, timedelta(days=9))] == [
        ScoreState.CLOSED
    ] * 3


def test_closed_in_the_moment_it_opened_it_has_been_open():
    assert state(END, closed_at=OPENS) is ScoreState.CLOSED


def test_a_meeting_whose_turn_it_is_not_is_never_opened():
    assert {state(now, scored=False) for now in (OPENS - SECOND, OPENS, CLOSES)} == {ScoreState.NEVER}


def test_closed_before_it_opened_it_was_never_open():
    closed_at = OPENS - SECOND

    assert {state(now, closed_at=closed_at) for now in (closed_at, OPENS, END, CLOSES)} == {ScoreState.NEVER}


@pytest.mark.parametrize(
    ("end", "closes"),
    [
        # The last Sunday of October 2026 has 25 hours, that of March 2027 has 23.
        (datetime(2026, 10, 24, 12, 0, tzinfo=COPENHAGEN), datetime(2026, 10, 26, 11, 0, tzinfo=COPENHAGEN)),
        (datetime(2027, 3, 27, 12, 0, tzinfo=COPENHAGEN), datetime(2027, 3, 29, 13, 0, tzinfo=COPENHAGEN)),
    ],
)
def test_48_hours_are_48_hours_when_the_clocks_change(end, closes):
    assert closes_at(end) == closes


@pytest.mark.parametrize(
    ("score", "may"),
    [
        (ScoreState.NOT_YET, True),
        (ScoreState.NEVER, True),
        (ScoreState.OPEN, False),
        (ScoreState.CLOSED, False),
    ],
)
def test_the_planned_times_are_fixed_once_the_score_has_opened(score, may):
    assert times_may_change(score) is may


@given(st.booleans(), st.one_of(st.none(), minutes), minutes, minutes)
def test_time_never_takes_a_score_backwards(scored, closed, one, other):
    closed_at = None if closed is None else END + closed
    earlier, later = sorted((END + one, END + other))
    order = [ScoreState.NOT_YET, ScoreState.OPEN, ScoreState.CLOSED]

    before = state(earlier, scored=scored, closed_at=closed_at)
    after = state(later, scored=scored, closed_at=closed_at)

    if before is ScoreState.NEVER:
        assert after is ScoreState.NEVER
    else:
        assert order.index(before) <= order.index(after)


@given(minutes, minutes)
def test_closing_at_any_moment_leaves_it_shut(closed, later):
    closed_at = END + closed

    assert state(END + later, closed_at=closed_at) in {ScoreState.CLOSED, ScoreState.NEVER}
