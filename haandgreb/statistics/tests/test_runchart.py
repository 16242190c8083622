"""The run chart against its source's table, the demo case, hand-counted coin tosses and laws that any series obeys."""

import re
from fractions import Fraction
from itertools import combinations, product
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.statistics.runchart import (
    FEWEST_POINTS,
    Run,
    RunChart,
    crossings_limit,
    longest_run_limit,
    median,
    run_chart,
)

MT02 = "4/9 5/10 4/10 5/11 4/9 5/10 4/10 5/11 7/9 8/10 8/11 7/9 8/10 8/10 9/11 7/10"
MT06 = "5/8 6/8 4/7 6/9 5/8 6/8 5/7 5/9 6/8 4/7 7/9 5/8"

few_answers = st.integers(1, 9).flatmap(lambda n: st.builds(Fraction, st.integers(0, n), st.just(n)))
series = st.lists(few_answers, max_size=30)


def shares(text: str) -> list[Fraction]:
    return [Fraction(share) for share in text.split()]


def sides(text: str) -> list[Fraction]:
    """Turn "+-0" into points above, below and on a median of one half. They balance, or the median would move."""
    return [Fraction({"+": 3, "-": 1, "0": 2}[side], 4) for side in text]


def what_it_says(chart: RunChart) -> tuple[object, ...]:
    length = chart.longest_run.length if chart.longest_run else 0
    return chart.points, chart.useful, length, chart.crossings, chart.shift, chart.few_crossings


def test_the_rebuilt_case_meeting_shows_a_sure_change():
    assert run_chart(shares(MT02)) == RunChart(
        points=16,
        median=Fraction(600, 1000),
        useful=16,
        longest_run=Run(above=True, length=8, first=8, last=15),
        longest_run_limit=7,
        crossings=1,
        crossings_limit=4,
        enough=True,
        shift=True,
        few_crossings=True,
    )
    assert run_chart(shares(MT02)).signal


def test_the_adviser_cafe_shows_none():
    chart = run_chart(shares(MT06))

    assert round(float(chart.median or 0), 3) == 0.646
    assert (chart.longest_run_limit, chart.crossings_limit) == (7, 3)
    assert what_it_says(chart) == (12, 12, 2, 10, False, False)
    assert not chart.signal


@pytest.mark.parametrize(("useful", "run", "crossings"), [(10, 6, 2), (12, 7, 3), (15, 7, 4), (20, 7, 6), (24, 8, 8)])
def test_the_limits_are_those_of_the_published_table(useful, run, crossings):
    assert (longest_run_limit(useful), crossings_limit(useful)) == (run, crossings)


@pytest.mark.parametrize("useful", range(1, 16))
def test_the_limit_of_crossings_is_found_by_tossing_every_coin(useful):
    tosses = [sum(coins) for coins in product((0, 1), repeat=useful - 1)]

    limit = crossings_limit(useful)

    assert sum(crossings <= limit for crossings in tosses) >= 0.05 * len(tosses)
    assert sum(crossings < limit for crossings in tosses) < 0.05 * len(tosses)


def test_the_limit_of_crossings_is_the_five_percent_point_of_the_triangle_of_pascal():
    row, found = [1], []
    for _ in range(1, 150):
        found.append(
            next(end for end in range(len(row)) if Fraction(sum(row[: end + 1]), sum(row)) >= Fraction(5, 100))
        )
        row = [one + other for one, other in zip([0, *row], [*row, 0], strict=True)]

    assert [crossings_limit(useful) for useful in range(1, 150)] == found


def test_without_useful_points_nothing_is_long_and_nothing_is_few():
    assert (longest_run_limit(0), crossings_limit(0)) == (0, 0)


def test_the_limit_of_the_run_is_the_rounded_logarithm_and_three():
    assert [longest_run_limit(useful) for useful in range(1, 3000)] == [round(log2(k)) + 3 for k in range(1, 3000)]


@pytest.mark.parametrize(
    ("values", "middle"),
    [("", None), ("1/2", "1/2"), ("1/3 2/3", "1/2"), ("1 0 1/4", "1/4"), ("7/10 14/20 1 0", "7/10")],
)
def test_the_median_is_exact(values, middle):
    assert median(shares(values)) == (None if middle is None else Fraction(middle))


def test_a_share_equal_to_the_median_lies_on_it_however_it_was_counted():
    assert run_chart(shares("7/10 14/20 21/30 1 0")).useful == 2


@pytest.mark.parametrize(
    ("points", "longest", "crossings"),
    [
        ("", None, 0),
        ("0", None, 0),
        ("+-", Run(above=False, length=1, first=1, last=1), 1),
        ("--++", Run(above=True, length=2, first=2, last=3), 1),
        ("-0-+0+", Run(above=True, length=2, first=3, last=5), 1),
        ("+--+-+", Run(above=False, length=2, first=1, last=2), 4),
        ("0+0-0+0-0", Run(above=False, length=1, first=7, last=7), 3),
    ],
)
def test_points_on_the_median_neither_make_nor_break_a_run(points, longest, crossings):
    chart = run_chart(sides(points))

    assert (chart.longest_run, chart.crossings) == (longest, crossings)


def test_nothing_is_said_of_nine_meetings_and_something_may_be_of_ten():
    assert what_it_says(run_chart(sides("----0++++"))) == (9, 8, 4, 1, False, False)
    assert what_it_says(run_chart(sides("-----+++++"))) == (10, 10, 5, 1, False, True)


@pytest.mark.parametrize(
    ("points", "run", "crossings", "shift", "few_crossings"),
    [
        # Sixteen useful points: a run of seven is ordinary, eight are not; four crossings are ordinary, three are not.
        ("-------+-+++++++", 7, 3, False, True),
        ("---++++---++++--", 4, 4, False, False),
        ("--------00000+-+-++++", 8, 5, True, False),
        ("--------++++++++", 8, 1, True, True),
    ],
)
def test_on_the_limit_is_ordinary_and_each_sign_counts_by_itself(points, run, crossings, shift, few_crossings):
    chart = run_chart(sides(points))

    assert (chart.longest_run_limit, chart.crossings_limit) == (7, 4)
    assert what_it_says(chart) == (len(points), 16, run, crossings, shift, few_crossings)
    assert chart.signal is (shift or few_crossings)


def test_a_gap_is_no_meeting():
    nine = [*sides("----0++++"), None]

    assert what_it_says(run_chart(nine)) == (9, 8, 4, 1, False, False)


def test_a_long_run_means_nothing_when_nearly_all_points_lie_on_the_median():
    mostly_full = [Fraction(1)] * 13 + [Fraction(4, 5)] * 11

    chart = run_chart(mostly_full)

    assert (chart.longest_run_limit, what_it_says(chart)) == (6, (24, 11, 11, 0, False, False))


@pytest.mark.parametrize(
    ("points", "signal"),
    [
        ("-" * 8 + "0" * 5 + "+" * 4, True),
        ("+" * 8 + "0" * 5 + "-" * 4, True),
        ("-" * 9 + "0" * 7 + "+" * 3, False),
        ("+" * 9 + "0" * 7 + "-" * 3, False),
    ],
)
def test_a_third_of_the_useful_points_lies_on_the_smaller_side_before_anything_is_said(points, signal):
    chart = run_chart(sides(points))

    assert (chart.useful, chart.longest_run_limit, chart.signal) == (12, 7, signal)


@pytest.mark.parametrize("useful", range(10, 15))
def test_chance_alone_seldom_gives_a_signal_at_any_allowed_balance(useful):
    """Every order of so many points above and below is tried; the silence guard keeps false alarms rare."""
    for above in range(-(-useful // 3), useful // 2 + 1):
        orders = list(combinations(range(useful), above))
        alarms = 0
        for places in orders:
            line = "".join("+" if place in places else "-" for place in range(useful))
            runs = re.findall(r"\++|-+", line)
            alarms += max(map(len, runs)) > longest_run_limit(useful) or len(runs) - 1 < crossings_limit(useful)
        assert alarms <= 0.08 * len(orders)


@given(series)
def test_a_retelling_with_plus_and_minus_finds_the_same_runs(values):
    chart = run_chart(values)

    line = "".join("+" if value > chart.median else "-" for value in values if value != chart.median)
    runs = re.findall(r"\++|-+", line)

    assert chart.useful == len(line)
    assert chart.crossings == len(re.findall(r"(?=\+-|-\+)", line))
    assert (chart.longest_run.length if chart.longest_run else 0) == max(map(len, runs), default=0)


@given(series)
def test_half_of_the_points_lie_on_or_over_the_median_and_half_on_or_under(values):
    middle = median(values)

    assert middle is None or sum(value >= middle for value in values) * 2 >= len(values)
    assert middle is None or sum(value <= middle for value in values) * 2 >= len(values)


@given(series)
def test_counting_the_low_answers_instead_of_the_high_changes_nothing(values):
    assert what_it_says(run_chart([1 - value for value in values])) == what_it_says(run_chart(values))


@given(series)
def test_reading_the_series_backwards_changes_nothing(values):
    assert what_it_says(run_chart(values[::-1])) == what_it_says(run_chart(values))


@given(series, st.fractions(min_value="1/100", max_value=7))
def test_another_unit_of_measure_changes_nothing(values, unit):
    assert what_it_says(run_chart([value * unit + 1 for value in values])) == what_it_says(run_chart(values))


@given(series, st.data())
def test_a_gap_anywhere_changes_nothing(values, data):
    with_gaps = list(values)
    for _ in range(data.draw(st.integers(0, 4))):
        with_gaps.insert(data.draw(st.integers(0, len(with_gaps))), None)

    assert what_it_says(run_chart(with_gaps)) == what_it_says(run_chart(values))


@given(series.filter(bool), st.data())
def test_one_more_point_on_the_median_changes_no_run(values, data):
    chart = run_chart(values)
    place = data.draw(st.integers(0, len(values)))

    longer = run_chart([*values[:place], chart.median, *values[place:]])

    assert what_it_says(longer)[1:4] == what_it_says(chart)[1:4]


@given(series)
def test_a_signal_needs_ten_points_and_a_passed_limit(values):
    chart = run_chart(values)

    assert chart.enough == (len(values) >= FEWEST_POINTS)
    assert not chart.shift or (chart.longest_run is not None and chart.longest_run.length > chart.longest_run_limit)
    assert not chart.few_crossings or chart.crossings < chart.crossings_limit
    assert not chart.signal or chart.enough


@given(series)
def test_the_longest_run_can_be_pointed_at(values):
    chart = run_chart(values)
    run = chart.longest_run

    if run is not None:
        inside = [value for value in values[run.first : run.last + 1] if value != chart.median]
        assert [value > chart.median for value in inside] == [run.above] * run.length
