"""The rules of the works council's part: the ten questions, the evaluation, and what the pack may tell."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.dialogues.queries.check import level_words, questions, statements
from haandgreb.dialogues.rules.check import (
    KEYS,
    Levels,
    common_sum,
    disagreements,
    is_whole,
    may_see_side,
)
from haandgreb.dialogues.rules.evaluation import may_close_on, only_cut, too_soon, words_cut
from haandgreb.dialogues.rules.pack import Nearly, Rate, is_due, may_follow, next_figures, rate

DAY = date(2026, 3, 2)


def test_the_content_has_the_ten_questions_in_both_languages():
    found = questions()
    texts = [text for one in found for text in (one.ask, one.short, one.three, one.look, one.weak)]
    texts += [*level_words(), *(text for _key, text in statements())]

    assert [one.key for one in found] == list(KEYS)
    assert [text for text in texts if not (text.da and text.en)] == []
    assert (len(level_words()), len(statements())) == (4, 5)


def test_the_sum_is_of_all_ten_or_nothing():
    ten = [Levels(2, 1, 1)] * 9

    assert common_sum(ten) is None
    assert common_sum([*ten, Levels(2, 2, None)]) is None
    assert common_sum([*ten, Levels(2, 2, 3)]) == 12


def test_where_the_sides_differ_is_what_is_found():
    answers = {"MUS-04": Levels(2, 1), "MUS-01": Levels(0, 3), "MUS-02": Levels(1, 1), "MUS-03": Levels(1, None)}

    assert disagreements(answers) == ["MUS-01", "MUS-04"]


def test_a_side_is_whole_with_a_level_for_each():
    whole = dict.fromkeys(KEYS, 0)

    assert (is_whole(whole), is_whole({**whole, "MUS-10": None}), is_whole({})) == (True, False, False)


@pytest.mark.parametrize(
    ("asked", "own", "both_in", "may"),
    [
        ("staff", "staff", False, True),
        ("management", "staff", False, False),
        ("staff", "management", False, False),
        ("staff", "", False, False),
        ("", "", False, False),
        ("management", "staff", True, True),
        ("staff", "", True, True),
    ],
)
def test_one_reads_ones_own_side_until_both_are_in(asked, own, both_in, may):
    assert may_see_side(asked, own, both_in=both_in) is may


@pytest.mark.parametrize(
    ("others", "today", "expected"),
    [
        ([], DAY, False),
        ([None], DAY, True),
        ([date(2026, 2, 1)], DAY, True),
        ([date(2026, 1, 31)], DAY, False),
    ],
)
def test_the_same_people_are_not_asked_twice_within_thirty_days(others, today, expected):
    assert too_soon(others, today) is expected


@pytest.mark.parametrize(
    ("day", "may"),
    [(DAY, False), (date(2026, 3, 3), True), (date(2026, 5, 1), True), (date(2026, 5, 2), False)],
)
def test_an_evaluation_closes_after_today_and_within_sixty_days(day, may):
    assert may_close_on(day, DAY) is may


@pytest.mark.parametrize(
    ("before", "after", "may", "gone"),
    [
        ("Gorm skal lytte mere", "Gorm skal lytte mere", True, 0),
        ("Gorm skal lytte mere", "[…] skal lytte mere", True, 1),
        ("Gorm skal lytte mere", "", True, 4),
        ("Gorm skal lytte mere", "Gorm skal lytte mindre", False, 0),
        ("Gorm skal lytte mere", "mere lytte", False, 0),
        ("Gorm skal lytte mere", "Gorm skal ikke lytte mere", False, 0),
    ],
)
def test_words_may_be_taken_out_of_a_comment_and_none_put_in(before, after, may, gone):
    assert only_cut(before, after) is may
    if may:
        assert words_cut(before, after) == gone


@given(st.text(), st.data())
def test_whatever_is_left_out_stands_the_test(text, data):
    words = text.split()
    kept = [word for word in words if data.draw(st.booleans())]

    assert only_cut(text, " ".join(kept))


figures = st.lists(st.integers(0, 30), min_size=2, max_size=4)


@given(figures, st.data())
def test_two_countings_side_by_side_tell_of_no_group_of_one_to_four(before, data):
    after = data.draw(st.lists(st.integers(0, 30), min_size=len(before), max_size=len(before)))

    told = next_figures(before, after, sum(after))

    assert told is not None
    change = [new - old for old, new in zip(before, told, strict=True)]
    sums = [sum(some) for size in range(1, len(change) + 1) for some in combinations(change, size)]
    assert [step for step in sums if 0 < abs(step) < 5] == []


@given(st.lists(st.lists(st.integers(0, 20), min_size=2, max_size=2), min_size=2, max_size=8))
def test_no_two_of_a_row_of_countings_that_follow_each_other_differ_by_a_few(row):
    told = next_figures(None, row[0], sum(row[0]))
    for after in row[1:]:
        before, told = told, next_figures(told, after, sum(after))
        if before is not None and told is not None:
            assert may_follow(before, told)


@given(figures, figures)
def test_fewer_than_five_people_are_not_told_of_the_first_time(one, other):
    assert next_figures(None, one, 4) is next_figures(None, other, 0) is None


def test_only_counts_of_the_same_things_follow_each_other():
    with pytest.raises(ValueError, match="same things"):
        may_follow([1], [1, 2])


@pytest.mark.parametrize(
    ("counted_on", "closed_on", "expected"),
    [
        (None, None, True),
        (date(2026, 2, 1), None, False),
        (date(2026, 1, 31), None, True),
        (date(2026, 3, 1), date(2026, 3, 2), True),
        (date(2026, 3, 2), date(2026, 3, 2), False),
        (date(2025, 3, 2), date(2025, 3, 1), False),  # closed long ago: never again
    ],
)
def test_a_round_is_counted_every_thirty_days_and_for_good_when_it_closes(counted_on, closed_on, expected):
    assert is_due(counted_on, DAY, closed_on) is expected


@pytest.mark.parametrize(
    ("part", "whole", "expected", "percent"),
    [
        (14, 16, Rate(14, 16, 9), 88),  # the case: fourteen of sixteen hang on the strategy
        (5, 13, Rate(5, 13, 4), 38),
        (3, 9, Rate(tenths=3), 30),
        (8, 9, Rate(tenths=9, nearly=Nearly.ALL), 90),
        (5, 5, Rate(tenths=9, nearly=Nearly.ALL), 90),
        (0, 7, Rate(tenths=1, nearly=Nearly.NONE), 10),
        (0, 40, Rate(tenths=1, nearly=Nearly.NONE), 10),
        (40, 40, Rate(tenths=9, nearly=Nearly.ALL), 90),
    ],
)
def test_a_rate_as_it_may_be_told(part, whole, expected, percent):
    found = rate(part, whole)

    assert found == expected
    assert expected.percent == percent


@given(st.integers(0, 4), st.data())
def test_a_rate_of_fewer_than_five_is_not_told(whole, data):
    assert rate(data.draw(st.integers(0, whole)), whole) is None


@given(st.integers(5, 60))
def test_that_it_is_all_of_them_or_none_is_never_told(whole):
    one_less, all_of_them = rate(max(whole, 9) - 1, max(whole, 9)), rate(whole, whole)

    assert all_of_them == Rate(tenths=9, nearly=Nearly.ALL)
    assert one_less is not None
    assert one_less.is_counted or one_less == all_of_them


def test_a_rate_of_more_than_there_are():
    with pytest.raises(ValueError, match="part"):
        rate(6, 5)
