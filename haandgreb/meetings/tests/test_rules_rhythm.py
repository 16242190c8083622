"""Every third meeting is scored, four in a row after a change; after three the group chooses what to do."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.meetings.rules.rhythm import (
    MeetingInSeries,
    Rhythm,
    choice_is_due,
    places_of_marks,
    scored_meetings,
    scored_since,
)

MONDAY = date(2026, 9, 7)


def week(number: int) -> date:
    return MONDAY + timedelta(weeks=number)


def series(meetings: str) -> list[MeetingInSeries]:
    """Turn a line into weekly meetings: "." held, "x" cancelled, "Y" and "N" the chair's own word."""
    own = {"Y": True, "N": False}
    return [MeetingInSeries(week(number), sign == "x", own.get(sign)) for number, sign in enumerate(meetings)]


def turns(rhythm: Rhythm, meetings: str, *changes: int) -> str:
    scored = scored_meetings(rhythm, series(meetings), [week(number) for number in changes])
    return "".join("S" if one else "." for one in scored)


@pytest.mark.parametrize(
    ("meetings", "changes", "expected"),
    [
        ("", (), ""),
        ("..", (), ".."),
        (".........", (), "..S..S..S"),
        # A cancelled meeting is none of the three.
        (".x..x..", (), "...S..."),
        # Four in a row after a change, and then every third again.
        (".............", (4,), "..S.SSSS..S.."),
        (".............", (0,), "SSSS..S..S..S"),
        # A change on a day without a meeting counts from the next one.
        ("..x.......", (2,), "...SSSS..S"),
        # A second change begins the four anew.
        ("..........", (1, 3), ".SSSSSS..S"),
        # Two changes before one meeting are one beginning.
        ("......", (0, 0), "SSSS.."),
        # The chair's word for one meeting moves the next turn.
        ("Y......", (), "S..S..S"),
        ("..N....", (), "...S..S"),
        ("N.....", (0,), ".SSS.."),
    ],
)
def test_every_third_meeting_is_scored_and_four_after_a_change(meetings, changes, expected):
    assert turns(Rhythm.EVERY_THIRD, meetings, *changes) == expected


@pytest.mark.parametrize(("rhythm", "expected"), [(Rhythm.EVERY, "SS.SSSSS."), (Rhythm.NEVER, ".......S.")])
def test_a_series_that_scores_all_or_none_keeps_to_it_whatever_changes(rhythm, expected):
    assert turns(rhythm, "..x....YN", 3) == expected


held = st.lists(st.sampled_from("..x"), max_size=40).map("".join)
change_weeks = st.lists(st.integers(0, 40), max_size=3)


@given(held)
def test_without_changes_every_third_held_meeting_is_scored(meetings):
    scored = turns(Rhythm.EVERY_THIRD, meetings)

    kept = [sign for sign, meeting in zip(scored, meetings, strict=True) if meeting != "x"]
    assert kept == ["S" if number % 3 == 0 else "." for number in range(1, len(kept) + 1)]
    assert "S" not in [sign for sign, meeting in zip(scored, meetings, strict=True) if meeting == "x"]


@given(held, change_weeks)
def test_each_change_is_followed_by_four_scored_meetings(meetings, changes):
    scored = turns(Rhythm.EVERY_THIRD, meetings, *changes)

    for change in changes:
        after = [sign for sign, meeting in zip(scored[change:], meetings[change:], strict=True) if meeting != "x"]
        assert set(after[:4]) <= {"S"}


@given(held, change_weeks, held)
def test_meetings_planned_later_change_no_turn(meetings, changes, more):
    before = [change for change in changes if change < len(meetings)]

    longer = turns(Rhythm.EVERY_THIRD, meetings + more, *before)

    assert longer[: len(meetings)] == turns(Rhythm.EVERY_THIRD, meetings, *before)


@given(held, change_weeks)
def test_never_more_than_two_held_meetings_in_a_row_go_unscored(meetings, changes):
    scored = turns(Rhythm.EVERY_THIRD, meetings, *changes)
    kept = "".join(sign for sign, meeting in zip(scored, meetings, strict=True) if meeting != "x")

    assert "..." not in kept


@pytest.mark.parametrize(
    ("scored", "chosen", "since", "due"),
    [
        ([], [], 0, False),
        ([0, 3], [], 2, False),
        ([0, 3, 6], [], 3, True),
        ([0, 3, 6, 9], [], 4, True),
        # The choice is made at the third meeting: it was before the choice.
        ([0, 3, 6], [6], 0, False),
        ([0, 3, 6, 7, 8], [6], 2, False),
        ([0, 3, 6, 7, 8, 9], [6], 3, True),
        ([0, 3, 6, 7, 8, 9], [1, 6], 3, True),
        ([9, 7, 8], [6, 1], 3, True),
    ],
)
def test_after_three_scored_meetings_the_group_chooses(scored, chosen, since, due):
    scored_on, chosen_on = [week(number) for number in scored], [week(number) for number in chosen]

    assert scored_since(scored_on, chosen_on) == since
    assert choice_is_due(scored_on, chosen_on) is due


def test_the_rebuilding_of_the_case_meeting_is_marked_between_its_eighth_and_ninth_score():
    today = date(2026, 11, 24)
    held_on = [today - timedelta(days=7 + 7 * back) for back in reversed(range(16))]

    assert places_of_marks(held_on, [today - timedelta(days=60)]) == (8,)


@pytest.mark.parametrize(
    ("changes", "places"), [([], ()), ([0], (0,)), ([1], (1,)), ([2], (1,)), ([9, 3], (1, 3)), ([5], (2,))]
)
def test_a_mark_stands_before_the_first_meeting_that_follows_the_change(changes, places):
    points = [week(0), week(4), week(8)]

    assert places_of_marks(points, [week(number) - timedelta(days=1) for number in changes]) == places
