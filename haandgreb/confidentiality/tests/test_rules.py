"""The thresholds as a works council would check them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.confidentiality import rules

counts = st.integers(0, 60)


@pytest.mark.parametrize(("count", "shown"), [(0, False), (1, False), (4, False), (5, True), (6, True), (500, True)])
def test_five_answers_are_enough_and_four_are_not(count, shown):
    assert rules.enough_to_show(count) is shown
    assert rules.enough_people(count) is shown


def test_the_threshold_can_be_raised():
    assert not rules.enough_to_show(9, fewest=10)
    assert rules.enough_to_show(10, fewest=10)


def test_the_threshold_cannot_be_lowered():
    with pytest.raises(ValueError, match="never lowered"):
        rules.enough_to_show(4, fewest=4)


@pytest.mark.parametrize(
    "call",
    [
        lambda: rules.enough_to_show(-1),
        lambda: rules.enough_people(-1),
        lambda: rules.open_score_possible(-1),
        lambda: rules.open_score_shows(answers=3, yeses=-1),
        lambda: rules.enough_upwards(meetings=-1, answers=20, units=2),
        lambda: rules.enough_upwards(meetings=5, answers=-20, units=2),
        lambda: rules.enough_upwards(meetings=5, answers=20, units=-2),
    ],
)
def test_a_negative_count_is_a_mistake(call):
    with pytest.raises(ValueError, match="negative"):
        call()


@pytest.mark.parametrize(
    ("answers", "yeses", "shown"),
    [
        (0, 0, False),
        (2, 2, False),
        (3, 2, False),
        (3, 3, True),
        (4, 0, False),
        (4, 3, False),
        (4, 4, True),
        (5, 5, False),
    ],
)
def test_an_open_score_takes_three_or_four_who_all_say_yes(answers, yeses, shown):
    assert rules.open_score_shows(answers=answers, yeses=yeses) is shown


def test_more_yeses_than_sheets_is_a_mistake():
    with pytest.raises(ValueError, match="More sheets say yes"):
        rules.open_score_shows(answers=3, yeses=4)


@pytest.mark.parametrize(("people", "possible"), [(0, False), (2, False), (3, True), (4, True), (5, False)])
def test_only_a_group_of_three_or_four_may_choose_the_open_score(people, possible):
    assert rules.open_score_possible(people) is possible


@pytest.mark.parametrize(
    ("meetings", "answers", "units", "shown"),
    [(5, 20, 2, True), (4, 20, 2, False), (5, 19, 2, False), (5, 20, 1, False), (50, 300, 7, True)],
)
def test_upwards_takes_five_meetings_twenty_answers_and_two_units(meetings, answers, units, shown):
    assert rules.enough_upwards(meetings=meetings, answers=answers, units=units) is shown


@given(counts, counts, counts)
def test_more_never_hides_what_fewer_would_show(meetings, answers, units):
    if rules.enough_upwards(meetings=meetings, answers=answers, units=units):
        assert rules.enough_upwards(meetings=meetings + 1, answers=answers + 1, units=units + 1)


@given(counts, st.integers(rules.ENOUGH, 60))
def test_a_raised_threshold_shows_no_more_than_the_common_one(count, fewest):
    assert not rules.enough_to_show(count, fewest=fewest) or rules.enough_to_show(count)
