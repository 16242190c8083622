"""The rules of goals and results, as tables and as laws."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.strategy.rules.hints import (
    MOST_RESULTS,
    Hint,
    ResultFacts,
    goal_hints,
    looks_like_an_activity,
    result_hints,
)
from haandgreb.strategy.rules.numbers import NotANumber, TooLong, read_number, write_number
from haandgreb.strategy.rules.progress import baseline_is_due, is_reached, is_unmeasured, progress, shows_soon
from haandgreb.strategy.rules.scale import scale_of
from haandgreb.strategy.rules.tree import holds_in, makes_a_circle

TODAY = date(2026, 3, 4)
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=3)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


# ------------------------------------------------------------------------------------------------------------- goals


@pytest.mark.parametrize(
    ("goal", "unit", "holds"),
    [
        (None, None, True),
        (None, "a/", True),
        ("a/", None, False),
        ("a/", "a/", True),
        ("a/", "a/b/", True),
        ("a/b/", "a/", False),
        ("a/b/", "a/c/", False),
        ("a/", "ab/", False),
    ],
)
def test_a_goal_holds_in_its_unit_and_below_it_and_that_of_the_workplace_everywhere(goal, unit, holds):
    assert holds_in(goal, unit) is holds


@pytest.mark.parametrize(
    ("goal", "parent", "parents", "circle"),
    [
        ("a", None, {}, False),
        ("a", "a", {}, True),
        ("a", "b", {"b": None}, False),
        ("a", "b", {"b": "a"}, True),
        ("a", "c", {"c": "b", "b": "a"}, True),
        ("a", "c", {"c": "b", "b": "c"}, False),
    ],
)
def test_a_goal_never_ends_up_serving_itself(goal, parent, parents, circle):
    assert makes_a_circle(goal, parent, parents) is circle


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=60))
def test_if_every_change_that_makes_a_circle_is_refused_there_never_is_one(changes):
    parents: dict[int, int | None] = dict.fromkeys(range(10))

    for goal, parent in changes:
        if not makes_a_circle(goal, parent, parents):
            parents[goal] = parent

    for start in parents:
        at, steps = parents[start], 0
        while at is not None:
            at, steps = parents[at], steps + 1
            assert steps <= len(parents)


# ----------------------------------------------------------------------------------------------------------- progress


@pytest.mark.parametrize(
    ("baseline", "latest", "target", "share", "reached"),
    [
        (34, 27, 15, Fraction(7, 19), False),
        (71, 76, 90, Fraction(5, 19), False),
        (18, 10, 10, Fraction(1), True),
        (18, 5, 10, Fraction(1), True),
        (18, 20, 10, Fraction(0), False),
        (50, 50, 50, None, True),
        (None, 50, 80, None, False),
        (None, 80, 80, None, True),
        (50, None, 80, None, False),
        (50, 60, None, None, False),
    ],
)
def test_how_far_a_result_has_come(baseline, latest, target, share, reached):
    numbers = [None if one is None else Decimal(one) for one in (baseline, latest, target)]

    assert progress(*numbers) == share
    assert is_reached(*numbers) is reached


@given(NUMBERS, NUMBERS, NUMBERS)
def test_the_way_is_none_at_the_baseline_and_whole_at_the_target_and_the_same_upside_down(baseline, latest, target):
    share = progress(baseline, latest, target)

    assert share == progress(-baseline, -latest, -target)
    if baseline != target:
        assert share is not None
        assert 0 <= share <= 1
        assert (progress(baseline, baseline, target), progress(baseline, target, target)) == (0, 1)
        assert is_reached(baseline, latest, target) is (share == 1)


@pytest.mark.parametrize(("last", "asked"), [(None, False), (0, False), (-100, False), (-101, True)])
def test_a_result_nobody_has_measured_for_a_hundred_days_is_asked_for(last, asked):
    assert is_unmeasured(None if last is None else day(last), TODAY) is asked


@pytest.mark.parametrize(
    ("baseline", "by", "due"), [(None, 1, False), (None, 0, True), (None, None, False), (Decimal(0), -3, False)]
)
def test_an_unknown_baseline_is_due_on_its_day(baseline, by, due):
    assert baseline_is_due(baseline, None if by is None else day(by), TODAY) is due


@pytest.mark.parametrize(
    ("last", "due", "soon"),
    [(None, None, False), (-90, None, True), (-91, None, False), (None, 90, True), (None, 91, False), (-91, 30, True)],
)
def test_an_early_sign_shows_itself_within_ninety_days(last, due, soon):
    days = [None if one is None else day(one) for one in (last, due)]

    assert shows_soon(*days, TODAY) is soon


# ------------------------------------------------------------------------------------------------------------ numbers


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1.234,5", "da", "1234.5"),
        ("1234,5", "da", "1234.5"),
        ("1.234", "da", "1234"),
        ("12.5", "da", "12.5"),
        ("12,5", "da", "12.5"),
        ("0,125", "da", "0.125"),
        ("−3,5", "da", "-3.5"),
        ("27 %", "da", "27"),
        ("1 234 567", "da", "1234567"),
        ("1,234.5", "en", "1234.5"),
        ("1.234", "en", "1.234"),
        ("12,5", "en", "12.5"),
    ],
)
def test_numbers_are_read_as_people_write_them(text, language, value):
    assert read_number(text, language) == Decimal(value)


@pytest.mark.parametrize("text", ["", "–", "tolv", "1.2.3", "1,2,3", "1e5", "NaN", "∞", "12,", "--3", "1.234.5"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(NotANumber):
        read_number(text, "da")


@pytest.mark.parametrize("text", ["123456789012", "0,1234"])
def test_a_number_with_more_digits_than_are_kept_is_refused(text):
    with pytest.raises(TooLong):
        read_number(text, "da")


@given(NUMBERS, st.sampled_from(["da", "en"]))
def test_a_number_is_read_back_as_it_was_written(value, language):
    assert read_number(write_number(value, language), language) == value


# -------------------------------------------------------------------------------------------------------------- scale


@given(st.lists(NUMBERS, min_size=1, max_size=30))
def test_all_values_lie_on_the_scale(values):
    scale = scale_of(values)

    assert scale.lowest < scale.highest
    assert all(0 <= scale.share(value) <= 1 for value in values)


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ([34, 27, 15], (0, 40)),
        ([71, 76, 90], (70, 90)),
        ([94, 86, 60], (60, 100)),
        ([0, 60], (0, 60)),
        ([], (0, 1)),
        ([5], (0, 6)),
    ],
)
def test_the_scale_has_round_ends(values, ends):
    scale = scale_of([Decimal(value) for value in values])

    assert (scale.lowest, scale.highest) == ends


# -------------------------------------------------------------------------------------------------------------- hints


@pytest.mark.parametrize(
    ("statement", "activity"),
    [
        ("Gennemført kursus i klart sprog", True),
        ("Kursus i feedback gennemført", True),
        ("Tre workshops om tilsyn", True),
        ("Temadag afholdt", True),
        ("Alle har deltaget i undervisningen", True),
        ("Medarbejderne har været på kursus", True),
        ("Completed course in plain language", True),
        ("Færre ringer om brevet", False),
        ("Kurser med aftale før og brug efter", False),
        ("Mødetid frigjort og genbrugt til læring", False),
        ("Medarbejdere med direkte brugermøde", False),
        ("Afholdenhed i regnskabet", False),
    ],
)
def test_a_result_is_not_an_activity(statement, activity):
    assert looks_like_an_activity(statement) is activity


GOOD = ResultFacts(("Færre ringer om brevet",), "opkald pr. 100", has_baseline=True, has_target=True)


@pytest.mark.parametrize(
    ("facts", "hints"),
    [
        (GOOD, []),
        (ResultFacts(("Workshop",)), [Hint.ACTIVITY, Hint.NO_INDICATOR, Hint.NO_BASELINE, Hint.NO_TARGET]),
        (ResultFacts(("x",), "y", baseline_by=day(30), has_target=True), []),
        (ResultFacts(("x",), "y", is_lead=True, has_baseline=True, has_target=True), [Hint.LEAD_TOO_LATE]),
        (ResultFacts(("x",), "y", is_lead=True, has_baseline=True, has_target=True, last_on=day(-10)), []),
        (ResultFacts(("x",), "y", is_lead=True, has_baseline=True, has_target=True, target_on=day(60)), []),
        (ResultFacts(("x",), "y", has_baseline=True, has_target=True, strengths=()), [Hint.NO_GOAL]),
        (ResultFacts(("x",), "y", has_baseline=True, has_target=True, strengths=("hope",)), [Hint.ALL_HOPE]),
        (ResultFacts(("x",), "y", has_baseline=True, has_target=True, strengths=("hope", "known")), []),
    ],
)
def test_what_is_worth_a_thought_about_a_result(facts, hints):
    assert result_hints(facts, TODAY) == hints


@pytest.mark.parametrize(
    ("leads", "hints"),
    [
        ([], [Hint.NO_RESULTS]),
        ([True], []),
        ([False, False], [Hint.NO_EARLY_SIGN]),
        ([True] + [False] * (MOST_RESULTS - 1), []),
        ([True] + [False] * MOST_RESULTS, [Hint.TOO_MANY_RESULTS]),
    ],
)
def test_what_is_worth_a_thought_about_a_goal(leads, hints):
    assert goal_hints(leads) == hints
