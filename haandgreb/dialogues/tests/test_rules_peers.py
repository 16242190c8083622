"""Everybody in one pair or one trio, drawn alike for the same seed and fairly over many."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.dialogues.rules.peers import asked_in, asks, circles

people = st.sets(st.integers(0, 10_000), max_size=40)


@pytest.mark.parametrize(
    ("many", "sizes"), [(0, []), (1, []), (2, [2]), (3, [3]), (4, [2, 2]), (5, [2, 3]), (9, [2, 2, 2, 3])]
)
def test_how_many_are_together(many, sizes):
    assert sorted(len(circle) for circle in circles(range(many), "seed")) == sizes


@given(people, st.text(max_size=20))
def test_everybody_is_in_exactly_one_circle_of_two_and_at_most_one_of_three(everybody, seed):
    found = circles(everybody, seed)
    placed = [one for circle in found for one in circle]

    assert sorted(placed) == (sorted(everybody) if len(everybody) > 1 else [])
    assert sum(len(circle) == 3 for circle in found) == (len(everybody) % 2 if len(everybody) > 1 else 0)
    assert all(len(circle) in (2, 3) for circle in found)


@given(people, st.text(max_size=20))
def test_everybody_asks_one_and_is_asked_by_one_and_never_by_herself(everybody, seed):
    pairs = [pair for circle in circles(everybody, seed) for pair in asks(circle)]

    assert len({asker for asker, _ in pairs}) == len(pairs) == len({asked for _, asked in pairs})
    assert all(asker != asked for asker, asked in pairs)


@given(
    st.lists(st.integers(0, 500), unique=True, max_size=30).flatmap(
        lambda some: st.tuples(st.just(some), st.permutations(some))
    ),
    st.text(max_size=10),
)
def test_the_order_people_come_in_makes_no_difference(orders, seed):
    one, other = orders

    assert circles(one, seed) == circles(other, seed)


def test_over_many_seeds_everybody_meets_everybody_equally_often():
    met = Counter(pair for seed in range(3_000) for circle in circles("abcdef", str(seed)) for pair in asked_in(circle))

    assert len(met) == 15
    assert all(520 <= count <= 680 for count in met.values())  # 600 is fair; five standard deviations are 110


def test_colleagues_of_last_year_are_put_together_anew():
    last_year = {frozenset(pair) for pair in (("a", "b"), ("c", "d"), ("e", "f"))}
    found = [circles("abcdef", str(seed), last_year) for seed in range(50)]

    assert all(not last_year & {pair for circle in one for pair in asked_in(circle)} for one in found)


def test_two_who_were_together_are_together_again_where_there_is_nobody_else():
    assert circles("ab", "seed", {frozenset("ab")}) in ([("a", "b")], [("b", "a")])
