"""When talks can be: laws that hold for every day, also the two on which the clocks are changed."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.dialogues.rules.reminding import agreement_step, is_time_to_share, preparation_step
from haandgreb.dialogues.rules.times import overlap, row_of_times, span
from haandgreb.shared.holidays import is_working_day
from haandgreb.shared.times import COPENHAGEN, NoSuchTime, moment_of

days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - made aware


@given(day=days, at=st.times())
def test_a_moment_shows_what_was_written_or_there_is_no_such_time(day, at):
    try:
        moment = moment_of(day, at)
    except NoSuchTime:
        assert (day.month, at.hour) == (3, 2)  # the hour that is left out in spring
        return
    assert moment.astimezone(COPENHAGEN).replace(tzinfo=None) == datetime.combine(day, at)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2027, 3, 28), date(2028, 3, 26)])
def test_the_hour_the_clocks_leave_out_does_not_exist(day):
    assert moment_of(day, time(1, 59)).hour == 0
    assert moment_of(day, time(3)).hour == 1
    with pytest.raises(NoSuchTime):
        moment_of(day, time(2, 30))


@given(one=moments, other=moments, minutes=st.integers(15, 480), more=st.integers(15, 480))
def test_overlapping_is_mutual_and_holds_exactly_where_a_moment_is_shared(one, other, minutes, more):
    first, second = span(one, minutes), span(other, more)
    shared = max(first[0], second[0]) < min(first[1], second[1])
    assert overlap(first, second) is overlap(second, first) is shared


@given(
    first=days,
    begins=st.times(time(0), time(16)),
    room=st.integers(15, 470),
    minutes=st.integers(15, 240),
    pause=st.integers(0, 120),
    busy=st.integers(0, 8),
)
def test_times_one_after_another_never_clash_and_lie_on_working_days(first, begins, room, minutes, pause, busy):
    begins = begins.replace(second=0, microsecond=0)
    ends = (datetime.combine(first, begins) + timedelta(minutes=room)).time()
    taken = [span(datetime.combine(first, time(12), tzinfo=UTC) + timedelta(hours=5 * n), 90) for n in range(busy)]

    found = list(islice(row_of_times(first, begins, ends, minutes, pause, taken, is_working_day), 12))

    spans = [span(moment, minutes) for moment in found]
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert not any(overlap(one, other) for one in spans for other in taken)
    for moment in found:
        shown = moment.astimezone(COPENHAGEN)
        assert is_working_day(shown.date())
        assert shown.date() >= first
        assert begins <= shown.time()
    assert bool(found) is (room >= minutes) or busy


@pytest.mark.parametrize(
    ("days", "step"),
    [(11, None), (10, 10), (9, 10), (8, None), (6, None), (5, 5), (4, 5), (3, None), (2, 2), (1, 2), (0, None)],
)
def test_who_has_not_prepared_is_reminded_ten_five_and_two_days_before(days, step):
    assert preparation_step(days) == step


@pytest.mark.parametrize(("days", "is_time"), [(5, False), (4, True), (3, True), (2, False)])
def test_sharing_is_three_days_before_at_the_latest(days, is_time):
    assert is_time_to_share(days) is is_time


@pytest.mark.parametrize(("days", "step"), [(4, None), (5, 5), (6, 5), (7, None), (8, 8), (9, 8), (10, None)])
def test_the_agreement_is_due_within_seven_days(days, step):
    assert agreement_step(days) == step
