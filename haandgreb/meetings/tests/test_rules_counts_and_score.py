"""Counting answers on five steps, and what may be said about the nine questions of one meeting."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.meetings.rules import score
from haandgreb.meetings.rules.counts import STEPS, Counts, Portion, checked
from haandgreb.meetings.rules.score import MeetingSentence

# The case meeting of the demo, seven days ago: ten sheets.
MT02 = {
    "MS-1": Counts((0, 1, 2, 4, 3)),
    "MS-2": Counts((0, 0, 1, 3, 6)),
    "MS-3": Counts((1, 2, 3, 3, 1)),
    "MS-4": Counts((0, 2, 4, 3, 1)),
    "MS-5": Counts((0, 0, 2, 5, 3)),
    "MS-6": Counts((0, 1, 1, 4, 4)),
    "MS-7": Counts((0, 1, 3, 4, 2)),
    "MS-8": Counts((0, 1, 2, 4, 3)),
    "MS-9": Counts((0, 0, 3, 5, 2)),
}

answers = st.lists(st.one_of(st.none(), st.integers(1, 5)), max_size=40)


@pytest.mark.parametrize(
    ("item", "high"),
    [
        ("MS-1", Portion(7, 10)),
        ("MS-2", Portion(9, 10)),
        ("MS-3", Portion(4, 10)),
        ("MS-4", Portion(4, 10)),
        ("MS-5", Portion(8, 10)),
        ("MS-6", Portion(8, 10)),
        ("MS-7", Portion(6, 10)),
        ("MS-8", Portion(7, 10)),
        ("MS-9", Portion(7, 10)),
    ],
)
def test_the_case_meeting_counts_as_the_demo_case_says(item, high):
    assert MT02[item].high == high


@pytest.mark.parametrize("answer", [0, 6, -1, 100, True, False, 3.0, "3"])
def test_a_vote_off_the_scale_is_refused(answer):
    with pytest.raises(ValueError, match="from 1 to 5"):
        checked(answer)


def test_the_five_steps_are_accepted():
    assert STEPS == (1, 2, 3, 4, 5)
    assert tuple(checked(step) for step in STEPS) == STEPS


def test_skipped_questions_are_missing_and_never_a_step():
    assert Counts.of([4, None, 1, 5, None, 4]) == Counts((1, 0, 0, 2, 1))


def test_nothing_answered_has_no_share():
    assert (Counts().n, Counts().high, Counts().share) == (0, Portion(0, 0), None)


@pytest.mark.parametrize("steps", [(), (1, 2, 3, 4), (0, 0, 0, 0, 0, 1)])
def test_stored_counts_have_five_steps(steps):
    with pytest.raises(ValueError, match="five steps"):
        Counts.stored(steps)


def test_no_step_is_chosen_less_than_never():
    with pytest.raises(ValueError, match="fewer than no times"):
        Counts.stored([1, 0, -1, 0, 0])


@pytest.mark.parametrize(("part", "whole"), [(-1, 3), (4, 3)])
def test_a_part_is_never_more_than_the_whole(part, whole):
    with pytest.raises(ValueError, match="between nothing and the whole"):
        Portion(part, whole)


@given(answers)
def test_the_counts_are_those_of_counting_one_by_one(given_answers):
    counts = Counts.of(given_answers)

    assert counts.steps == tuple(given_answers.count(step) for step in (1, 2, 3, 4, 5))
    assert counts.n == len([answer for answer in given_answers if answer is not None])
    assert counts.high.part == len([answer for answer in given_answers if answer is not None and answer >= 4])


@given(answers, answers)
def test_adding_counts_is_counting_together(some, others):
    assert Counts.of(some) + Counts.of(others) == Counts.of(some + others)


def test_the_focus_question_is_counted_only_when_the_series_shares_one():
    assert score.items_with_counts("Kom alle til orde?") == score.ITEMS
    assert score.items_with_counts("  ") == ("MS-1", "MS-2", "MS-3", "MS-4", "MS-5", "MS-6", "MS-7", "MS-9")


def test_the_series_index_holds_the_first_seven_and_never_the_last_two():
    assert score.series_index(MT02) == Portion(7 + 9 + 4 + 4 + 8 + 8 + 6, 70)
    assert score.series_index({"MS-8": MT02["MS-8"], "MS-9": MT02["MS-9"]}) == Portion(0, 0)


def test_time_keeping_and_preparation_lie_lowest_at_the_case_meeting():
    shares = score.shares_of(MT02)

    assert score.lowest_items(shares) == ("MS-3", "MS-4")
    assert score.items_to_work_on(shares) == ("MS-3", "MS-4")


HALF, MOST, ALL = Fraction(1, 2), Fraction(4, 5), Fraction(1)


@pytest.mark.parametrize(
    ("shares", "lowest", "to_work_on"),
    [
        ({}, (), ()),
        ({"MS-9": HALF}, (), ()),
        ({"MS-1": HALF}, (), ()),
        ({"MS-1": HALF, "MS-2": HALF}, (), ()),
        ({"MS-1": MOST, "MS-2": HALF}, ("MS-2",), ("MS-2",)),
        ({"MS-2": HALF, "MS-1": HALF, "MS-3": ALL}, ("MS-1", "MS-2"), ("MS-1", "MS-2")),
        ({"MS-1": None, "MS-2": HALF, "MS-3": ALL}, ("MS-2",), ("MS-2",)),
        ({"MS-1": MOST, "MS-2": ALL, "MS-8": HALF}, ("MS-1",), ("MS-1",)),
        ({"MS-1": MOST, "MS-2": ALL, "MS-9": HALF}, ("MS-1",), ("MS-1", "MS-9")),
        ({"MS-1": MOST, "MS-2": MOST, "MS-9": HALF}, (), ("MS-9",)),
        ({"MS-1": MOST, "MS-2": ALL, "MS-9": MOST}, ("MS-1",), ("MS-1",)),
        ({"MS-1": MOST, "MS-2": ALL, "MS-9": None}, ("MS-1",), ("MS-1",)),
    ],
)
def test_the_lowest_question_is_named_and_the_focus_never(shares, lowest, to_work_on):
    assert score.lowest_items(shares) == lowest
    assert score.items_to_work_on(shares) == to_work_on


def test_a_hidden_question_is_compared_with_nothing():
    assert score.shares_of({"MS-1": None, "MS-2": Counts((0, 0, 1, 3, 6))}) == {"MS-1": None, "MS-2": Fraction(9, 10)}


@pytest.mark.parametrize(
    ("counts", "possible", "sentence"),
    [
        # "6 of 8 answered: 5 gave 4 or 5, 1 gave 2."
        (Counts((0, 1, 0, 3, 2)), 8, MeetingSentence(6, 8, 5, ((2, 1),))),
        (MT02["MS-9"], 11, MeetingSentence(10, 11, 7, ((3, 3),))),
        (MT02["MS-3"], 11, MeetingSentence(10, 11, 4, ((1, 1), (2, 2), (3, 3)))),
        (Counts((0, 0, 0, 2, 3)), 5, MeetingSentence(5, 5, 5, ())),
        # More answers than people: nobody is to read "6 of 5".
        (Counts((0, 0, 0, 2, 4)), 5, MeetingSentence(6, None, 6, ())),
    ],
)
def test_one_meeting_is_told_in_counts(counts, possible, sentence):
    assert score.one_meeting(counts, possible) == sentence


@given(answers, st.integers(0, 40))
def test_the_sentence_accounts_for_every_answer(given_answers, possible):
    sentence = score.one_meeting(Counts.of(given_answers), possible)

    assert sentence.high + sum(number for _, number in sentence.lower) == sentence.answered
