"""How much of a question's answers is told, and that it never tells more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.questions.showing import NOTHING, How, Level, Shown, roughly, shown


def answers(fewest, most):
    """Counts of so many answers over the five steps."""
    steps = st.lists(st.integers(1, 5), min_size=fewest, max_size=most)
    return steps.map(lambda given_steps: [given_steps.count(step) for step in range(1, 6)])


@pytest.mark.parametrize(
    ("given_counts", "expected"),
    [
        ([0, 0, 0, 0, 0], NOTHING),
        ([1, 1, 1, 1, 0], NOTHING),
        # Five to nine: no count anywhere, shares in tenths.
        ([1, 1, 1, 1, 1], Shown(How.THIRDS, "5–9", thirds=(4, 2, 4), mean=30)),
        ([0, 1, 2, 4, 2], Shown(How.THIRDS, "5–9", thirds=(1, 2, 7), mean=38)),
        # Nearly all at one end.
        ([4, 1, 0, 0, 0], Shown(How.WORDS, "5–9", most=Level.LOW)),
        ([0, 0, 0, 1, 4], Shown(How.WORDS, "5–9", most=Level.HIGH)),
        ([3, 1, 1, 0, 0], Shown(How.THIRDS, "5–9", thirds=(8, 2, 0), mean=16)),
        # In the middle most may be shown, unless all are alike.
        ([0, 0, 4, 1, 0], Shown(How.THIRDS, "5–9", thirds=(0, 8, 2), mean=32)),
        ([0, 0, 5, 0, 0], Shown(How.WORDS, "5–9", most=Level.MIDDLE)),
        ([0, 5, 0, 0, 0], Shown(How.WORDS, "5–9", most=Level.LOW)),
        ([0, 0, 0, 30, 0], Shown(How.WORDS, "30", most=Level.HIGH)),
        ([1, 0, 0, 0, 9], Shown(How.COUNTS, "10", (1, 0, 0, 0, 9))),
    ],
)
def test_what_is_shown(given_counts, expected):
    assert shown(given_counts) == expected


@given(answers(0, 4), answers(0, 4))
def test_whatever_fewer_than_five_said_it_looks_the_same(one, other):
    assert shown(one) == shown(other) == NOTHING


@given(answers(5, 9))
def test_of_five_to_nine_no_count_and_no_exact_number_is_told(found):
    told = shown(found)

    assert (told.n, told.counts) == ("5–9", ())


@given(st.integers(0, 4), st.integers(5, 40))
def test_where_all_answered_alike_there_is_no_mean_and_no_share(step, n):
    told = shown([n if place == step else 0 for place in range(5)])

    assert (told.how, told.counts, told.thirds, told.mean) == (How.WORDS, (), (0, 0, 0), 0)


@pytest.mark.parametrize("wrong", [[1, 2, 3], [-1, 0, 0, 0, 9]])
def test_counts_that_cannot_be(wrong):
    with pytest.raises(ValueError, match="five steps"):
        shown(wrong)


def test_the_threshold_is_raised_and_never_lowered():
    assert shown([2, 2, 2, 1, 1], fewest=10) == NOTHING
    with pytest.raises(ValueError, match="never lowered"):
        shown([2, 2, 2, 1, 1], fewest=4)


@pytest.mark.parametrize(("n", "said"), [(0, ""), (4, ""), (5, "5–9"), (9, "5–9"), (10, "10"), (41, "41")])
def test_how_many_answered_in_words(n, said):
    assert roughly(n) == said
