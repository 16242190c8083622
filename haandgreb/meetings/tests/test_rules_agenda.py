"""The time budget, what an agenda is told, and whether a running meeting ends on time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.meetings.rules import agenda
from haandgreb.meetings.rules.agenda import Budget, Forecast, Hint, HintKey, ItemKind, Owners, PlannedItem, Slot

START = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
END = START + timedelta(hours=1)


def item(minutes: int, kind: ItemKind = ItemKind.DISCUSSION, purpose: str = "en beslutning", preparation: int = 0):
    return PlannedItem(minutes, kind, purpose, preparation)


def test_the_budget_lays_the_items_after_each_other():
    assert agenda.budget([item(20), item(30, ItemKind.INFORMATION), item(15)], 60) == Budget(
        length=60,
        planned=65,
        slots=(Slot(0, 20, late=False), Slot(20, 50, late=False), Slot(50, 65, late=True)),
        information=30,
    )


@pytest.mark.parametrize(("planned", "over", "free"), [(0, 0, 45), (44, 0, 1), (45, 0, 0), (50, 5, 0)])
def test_a_meeting_is_over_booked_or_has_time_left_and_never_both(planned, over, free):
    budget = agenda.budget([item(planned)], 45)

    assert (budget.over, budget.free) == (over, free)


INFORMATION = ItemKind.INFORMATION


@pytest.mark.parametrize(
    ("items", "people", "hints"),
    [
        ([], 3, ()),
        ([item(60)], 8, ()),
        ([item(60)], 9, (Hint(HintKey.MANY_PARTICIPANTS, number=9),)),
        (
            [item(40), item(30), item(5)],
            8,
            (
                Hint(HintKey.OVER_BUDGET, number=15),
                Hint(HintKey.LATE_ITEM, 1, 10),
                Hint(HintKey.LATE_ITEM, 2, 15),
            ),
        ),
        # A quarter of the time for information is fine, a minute more is much.
        ([item(15, INFORMATION)], 8, ()),
        ([item(8, INFORMATION), item(8, INFORMATION)], 8, (Hint(HintKey.INFORMATION_HEAVY, number=16),)),
        (
            [item(10, purpose=""), item(10), item(10, purpose=" ")],
            8,
            (Hint(HintKey.NO_PURPOSE, 0), Hint(HintKey.NO_PURPOSE, 2)),
        ),
        # One long preparation is named; several short ones that add up are told as a whole.
        ([item(10, preparation=15)], 8, ()),
        ([item(10), item(10, preparation=16)], 8, (Hint(HintKey.PREPARATION_LONG, 1, 16),)),
        ([item(10, preparation=8), item(10, preparation=8)], 8, (Hint(HintKey.PREPARATION_LONG, None, 16),)),
        ([item(10, preparation=15), item(10, preparation=1)], 8, (Hint(HintKey.PREPARATION_LONG, None, 16),)),
        ([item(10, preparation=20), item(10, preparation=8)], 8, (Hint(HintKey.PREPARATION_LONG, 0, 20),)),
    ],
)
def test_an_agenda_of_an_hour_is_told_what_its_planner_should_know(items, people, hints):
    assert agenda.hints(items, 60, people) == hints


def test_the_item_timer_counts_down_and_on():
    started = START + timedelta(minutes=20)

    assert agenda.time_left(started, 15, started + timedelta(minutes=9, seconds=12)) == timedelta(minutes=5, seconds=48)
    assert agenda.time_left(started, 15, started + timedelta(minutes=18)) == timedelta(minutes=-3)


def test_two_minutes_behind_the_end_holds_if_the_longest_item_gives_them():
    assert agenda.forecast(
        now=START + timedelta(minutes=26),
        end_planned=END,
        current_left=timedelta(minutes=5, seconds=48),
        remaining=[(3, 15), (4, 6), (5, 5), (6, 4)],
    ) == Forecast(ends_at=END + timedelta(minutes=1, seconds=48), over=2, cut=3, cut_to=13)


@pytest.mark.parametrize(
    ("minute", "left", "remaining", "over", "cut", "cut_to"),
    [
        (30, 10, [(1, 20)], 0, None, None),
        (30, 10, [(1, 19)], 0, None, None),
        (30, 10, [(1, 21)], 1, 1, 20),
        # The current item has run over; it is counted as ending now.
        (40, -5, [(1, 20)], 0, None, None),
        (45, -5, [(1, 20)], 5, 1, 15),
        # The first of two equally long items is proposed.
        (40, 0, [(1, 4), (2, 10), (3, 10)], 4, 2, 6),
        # No single item can give what is missing.
        (50, 0, [(1, 10), (2, 10)], 10, None, None),
        (61, 0, [], 1, None, None),
    ],
)
def test_the_end_holds_or_one_item_is_proposed_cut(minute, left, remaining, over, cut, cut_to):
    forecast = agenda.forecast(
        now=START + timedelta(minutes=minute),
        end_planned=END,
        current_left=timedelta(minutes=left),
        remaining=remaining,
    )

    assert (forecast.over, forecast.holds, forecast.cut, forecast.cut_to) == (over, over == 0, cut, cut_to)


@pytest.mark.parametrize(
    ("people", "owners"),
    [([], Owners.NOBODY), (["P16"], Owners.ONE), (["P16", "P09"], Owners.SEVERAL), (["a", "b", "c"], Owners.SEVERAL)],
)
def test_an_action_with_three_owners_has_none(people, owners):
    assert agenda.owners(people) is owners


planned = st.lists(
    st.builds(
        PlannedItem, st.integers(1, 60), st.sampled_from(ItemKind), st.sampled_from(["", "et valg"]), st.integers(0, 30)
    ),
    max_size=12,
)


@given(planned, st.integers(5, 180))
def test_the_budget_accounts_for_every_minute(items, length):
    budget = agenda.budget(items, length)

    assert budget.planned == sum(one.minutes for one in items)
    assert budget.planned - budget.over + budget.free == length
    assert [slot.end - slot.start for slot in budget.slots] == [one.minutes for one in items]
    assert any(slot.late for slot in budget.slots) == (budget.over > 0)


@given(planned, st.integers(5, 180), st.integers(0, 30))
def test_writing_a_purpose_and_asking_fewer_people_never_brings_a_new_hint(items, length, people):
    better = [PlannedItem(one.minutes, one.kind, "et valg", one.preparation) for one in items]

    before = agenda.hints(items, length, people + 1)

    assert set(agenda.hints(better, length, min(people, 8))) <= set(before)


@given(st.integers(0, 90), st.integers(-600, 1800), st.lists(st.integers(1, 30), max_size=6))
def test_following_the_proposal_ends_the_meeting_on_time(minute, seconds_left, minutes):
    now, left = START + timedelta(minutes=minute), timedelta(seconds=seconds_left)
    remaining = list(enumerate(minutes))

    first = agenda.forecast(now=now, end_planned=END, current_left=left, remaining=remaining)
    cut = {first.cut: first.cut_to or 0}
    followed = [(place, cut.get(place, length)) for place, length in remaining]
    second = agenda.forecast(now=now, end_planned=END, current_left=left, remaining=followed)

    if first.holds or first.cut is not None:
        assert second.holds
    else:
        assert max(minutes, default=0) <= first.over
