"""The laws of a group's talk: states, ballots, dots, thresholds, days."""

from datetime import date, timedelta
from itertools import product
from random import Random
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.dialogues.models import GroupTalk
from haandgreb.dialogues.rules import group as rules
from haandgreb.shared.states import may_step

KEY = b"a key of at least sixteen bytes"
ALLOWED = [
    "invited>talking",
    "invited>cancelled",
    "talking>writing",
    "writing>shown",
    "shown>writing",
    "shown>voting",
    "shown>planning",
    "voting>planning",
    "planning>following",
    "following>closed",
]
STATES = GroupTalk.State.values


@pytest.mark.parametrize(("before", "after"), list(product(STATES, repeat=2)))
def test_only_steps_of_the_table_are_taken(before, after):
    assert may_step(rules.GROUP, before, after) is (f"{before}>{after}" in ALLOWED)


def test_the_table_has_every_state():
    assert set(rules.GROUP) == set(STATES)


@given(st.uuids(), st.uuids(), st.uuids(), st.uuids())
def test_two_ballots_have_the_same_name_only_for_the_same_person_and_talk(person, talk, other, another):
    name = rules.ballot(KEY, "dots", person, talk)

    assert name == rules.ballot(KEY, "dots", person, talk)
    assert (name == rules.ballot(KEY, "dots", other, another)) is ((person, talk) == (other, another))
    assert name != rules.ballot(KEY, "levels", person, talk)
    assert name != rules.ballot(KEY + b"2", "dots", person, talk)
    assert person.hex not in name


def test_a_short_key_makes_no_ballots():
    with pytest.raises(ValueError, match="16 bytes"):
        rules.ballot(b"short", "dots", uuid4(), uuid4())


@pytest.mark.parametrize(
    ("dots", "are_right"),
    [
        ({}, True),
        ({"a": 3}, True),
        ({"a": 1, "b": 2}, True),
        ({"a": 2, "b": 2}, False),
        ({"a": 4}, False),
        ({"a": -1, "b": 3}, False),
        ({"x": 1}, False),
        ({"x": 0}, False),
    ],
)
def test_dots_are_on_cards_that_are_there_and_no_more_than_one_has(dots, are_right):
    assert rules.dots_are_right(dots, ["a", "b"], 3) is are_right


@pytest.mark.parametrize("present", range(12))
@pytest.mark.parametrize("yes", [True, False])
def test_five_may_always_vote_three_or_four_only_when_all_said_yes(present, yes):
    assert rules.may_vote(present, everybody_said_yes=yes) is (present >= 5 or (yes and present in {3, 4}))


@given(st.integers(0, 12), st.integers(0, 12), st.booleans())
def test_counts_of_fewer_than_five_are_shown_only_when_each_of_three_or_four_said_yes(voters, yeses, is_open):
    yeses = min(yeses, voters)

    shown = rules.counts_are_shown(voters, yeses, open_vote=is_open)

    assert shown is (voters >= 5 or (is_open and voters in {3, 4} and yeses == voters))


BALLOTS = st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(0, 3)), max_size=9)


@given(BALLOTS)
def test_no_dot_is_lost_and_none_is_doubled(ballots):
    counted = rules.total(ballots, "abc")

    assert sum(counted.values()) == sum(sum(one.values()) for one in ballots)
    assert set(counted) == set("abc")


@given(BALLOTS, st.randoms())
def test_the_order_of_ballots_says_nothing(ballots, dice):
    assert rules.total(ballots, "abc") == rules.total(rules.shuffled(ballots, dice), "abc")


@given(st.lists(st.dictionaries(st.sampled_from("ab"), st.integers(-1, 6)), max_size=9))
def test_a_spoke_is_shown_from_five_answers(ballots):
    wheel = rules.wheel(ballots)

    for spoke in "ab":
        said = [one[spoke] for one in ballots if spoke in one and 0 <= one[spoke] <= 5]
        assert wheel.get(spoke) == ([said.count(level) for level in range(6)] if len(said) >= 5 else None)


@given(st.lists(st.integers()), st.integers())
def test_shuffling_keeps_what_is_there(things, seed):
    assert sorted(rules.shuffled(things, Random(seed))) == sorted(things)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_plan_is_looked_at_every_six_weeks_and_at_half_a_year(day):
    days = rules.review_days(day)

    assert [due_on - day for due_on, _half in days] == [timedelta(days=n) for n in (42, 84, 126, 168, 182)]
    assert [half for _due, half in days] == [False] * 4 + [True]
    assert rules.plan_due_on(day) == day + timedelta(days=5)


def test_ids_are_told_apart_by_their_bytes():
    assert rules.ballot(KEY, "dots", UUID(int=1), UUID(int=2)) != rules.ballot(KEY, "dots", UUID(int=2), UUID(int=1))
