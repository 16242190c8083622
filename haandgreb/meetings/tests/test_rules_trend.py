"""A series over time: points and gaps, weight by meeting or answer, before and after, and the plain sentence."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.meetings.rules import trend
from haandgreb.meetings.rules.counts import Counts, Portion
from haandgreb.meetings.rules.trend import SeriesSentence, Signal, TrendPoint, Weight
from haandgreb.statistics.runchart import Run

TODAY = date(2026, 11, 24)
MT02 = "4/9 5/10 4/10 5/11 4/9 5/10 4/10 5/11 7/9 8/10 8/11 7/9 8/10 8/10 9/11 7/10"
MT06 = "5/8 6/8 4/7 6/9 5/8 6/8 5/7 5/9 6/8 4/7 7/9 5/8"
MT07 = "1/3 1/2 2/3 3/3"


def weekly(high_of_n: str) -> list[TrendPoint]:
    """Weekly points that end a week ago; the high answers are 4s and the others 3s."""
    pairs = [tuple(map(int, pair.split("/"))) for pair in high_of_n.split()]
    return [
        trend.trend_point(TODAY - timedelta(weeks=len(pairs) - place), Counts((0, 0, n - high, high, 0)))
        for place, (high, n) in enumerate(pairs)
    ]


def signal(points: list[TrendPoint]) -> Signal:
    return trend.signal_of(trend.chart_of(points))


def test_a_point_has_its_date_its_counts_and_its_share():
    point = trend.trend_point(TODAY, Counts((0, 0, 3, 5, 2)))

    assert (point.held_on, point.n, point.high, point.share) == (TODAY, 10, Portion(7, 10), Fraction(7, 10))


@pytest.mark.parametrize("counts", [None, Counts(), Counts((0, 0, 0, 4, 0))])
def test_too_few_answers_leave_a_gap_that_does_not_tell_how_many(counts):
    point = trend.trend_point(TODAY, counts)

    assert point == TrendPoint(TODAY, None)
    assert (point.n, point.high, point.share) == (None, None, None)


@pytest.mark.parametrize(
    ("points", "said"),
    [
        (MT02, Signal.SHIFT),
        (MT06, Signal.NO_SURE_CHANGE),
        (MT07, Signal.TOO_FEW_MEETINGS),
        ("", Signal.TOO_FEW_MEETINGS),
        ("1/5 " * 5 + "4/5 " * 5, Signal.FEW_CROSSINGS),
        # Nine meetings with enough answers and one with too few are nine meetings.
        ("1/5 " * 5 + "4/5 " * 4 + "4/4", Signal.TOO_FEW_MEETINGS),
    ],
)
def test_the_chart_speaks_only_when_it_is_sure(points, said):
    assert signal(weekly(points)) is said


def test_twenty_people_do_not_drown_five_small_meetings():
    meetings = [Counts((0, 0, 0, 0, 5))] * 5 + [Counts((20, 0, 0, 0, 0))]

    by_meeting, by_answer = trend.pooled(meetings), trend.pooled(meetings, Weight.ANSWER)

    assert by_meeting is not None
    assert by_answer is not None
    assert (by_meeting.weight, by_meeting.high_share) == (Weight.MEETING, Fraction(5, 6))
    assert (by_answer.weight, by_answer.high_share) == (Weight.ANSWER, Fraction(25, 45))
    assert by_meeting.counts == by_answer.counts == Counts((20, 0, 0, 0, 25))
    assert (by_meeting.meetings, by_meeting.answers) == (6, (5, 5, 5, 5, 5, 20))


def test_meetings_with_too_few_answers_enter_no_distribution():
    few = Counts((4, 0, 0, 0, 0))

    assert trend.pooled([few, None, few]) is None
    assert trend.pooled([few, Counts((0, 0, 0, 0, 5))]) == trend.pooled([Counts((0, 0, 0, 0, 5))])


def test_before_and_after_a_change_are_apart_and_the_day_itself_is_after():
    points = weekly(MT02)

    before, after = trend.before_and_after(points, TODAY - timedelta(days=60), Weight.ANSWER)

    assert before is not None
    assert after is not None
    assert (before.counts.high, after.counts.high) == (Portion(36, 80), Portion(62, 80))
    assert trend.before_and_after(points, points[8].held_on, Weight.ANSWER) == (before, after)
    assert trend.before_and_after(points, points[0].held_on)[0] is None
    assert trend.before_and_after(points, TODAY)[1] is None


def test_the_sentence_of_the_case_meeting():
    points = weekly(MT02)
    items: dict[str, list[Counts | None]] = {
        "MS-1": [Counts((0, 1, 2, 4, 3))],
        "MS-3": [Counts((1, 2, 3, 3, 1)), None],
        "MS-4": [Counts((0, 4, 0, 0, 0))],
    }

    assert trend.series_sentence(points, items) == SeriesSentence(
        meetings=16,
        high=Portion(98, 160),
        lowest=("MS-3",),
        signal=Signal.SHIFT,
        to_work_on=("MS-3",),
        run=Run(above=True, length=8, first=8, last=15),
        run_from=TODAY - timedelta(weeks=8),
        run_to=TODAY - timedelta(weeks=1),
    )


def test_the_sentence_points_at_no_run_when_nothing_is_sure():
    assert trend.series_sentence(weekly(MT06), {"MS-2": [Counts((0, 0, 0, 0, 6))]}) == SeriesSentence(
        meetings=12, high=Portion(64, 96), lowest=(), signal=Signal.NO_SURE_CHANGE, to_work_on=("MS-9",)
    )


def test_nothing_is_said_about_the_lighthouse():
    assert trend.series_sentence(weekly(MT07), {}) is None


counted = st.tuples(*[st.integers(0, 6)] * 5).map(Counts)


@given(st.lists(st.one_of(st.none(), counted), max_size=12), st.sampled_from(Weight))
def test_a_distribution_adds_up_and_every_share_is_that_of_counting(meetings, weight):
    shown = [counts for counts in meetings if counts is not None and counts.n >= 5]

    joined = trend.pooled(meetings, weight)

    if joined is None:
        assert shown == []
        return
    assert sum(joined.shares) == 1
    for step in range(5):
        if weight is Weight.ANSWER:
            expected = Fraction(sum(one.steps[step] for one in shown), sum(one.n for one in shown))
        else:
            expected = sum((Fraction(one.steps[step], one.n) for one in shown), Fraction(0)) / len(shown)
        assert joined.shares[step] == expected
    assert joined.high_share == joined.shares[3] + joined.shares[4]


@given(st.lists(counted, min_size=1, max_size=8), st.integers(1, 4))
def test_meetings_of_one_size_weigh_the_same_either_way(meetings, size):
    same = [Counts((size, size, size, size, size)) for _ in meetings]

    by_meeting, by_answer = trend.pooled(same), trend.pooled(same, Weight.ANSWER)

    assert by_meeting is not None
    assert by_answer is not None
    assert by_meeting.shares == by_answer.shares


@given(st.lists(st.one_of(st.none(), counted), max_size=30), st.data())
def test_gaps_stay_gaps_wherever_they_are(counts, data):
    points = [trend.trend_point(TODAY + timedelta(days=day), one) for day, one in enumerate(counts)]
    place = data.draw(st.integers(0, len(points)))
    gap = trend.trend_point(TODAY, Counts((1, 1, 1, 1, 0)))

    assert signal([*points[:place], gap, *points[place:]]) is signal(points)
    assert all(point.n is None or point.n >= 5 for point in points)
