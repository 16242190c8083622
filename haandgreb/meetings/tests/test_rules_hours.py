"""Person-hours a month, and what the verdicts of a service check free: the twelve series of the demo case."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.meetings.rules import hours
from haandgreb.meetings.rules.hours import Cadence, Freed, Verdict

# Series, people, cadence, minutes, person-hours a month as the demo case rounds them.
TWELVE = [
    ("MT01", 8, Cadence.WEEKLY, 120, 69),
    ("MT02", 12, Cadence.WEEKLY, 60, 52),
    ("MT03", 22, Cadence.EVERY_2_WEEKS, 90, 72),
    ("MT04", 9, Cadence.DAILY, 15, 47),
    ("MT05", 6, Cadence.EVERY_2_WEEKS, 60, 13),
    ("MT06", 10, Cadence.WEEKLY, 45, 33),
    ("MT07", 4, Cadence.WEEKLY, 30, 9),
    ("MT08", 9, Cadence.EVERY_2_WEEKS, 60, 20),
    ("MT09", 7, Cadence.MONTHLY, 90, 11),
    ("MT10", 7, Cadence.EVERY_6_WEEKS, 120, 10),
    ("MT11", 11, Cadence.EVERY_2_WEEKS, 120, 48),
    ("MT12", 84, Cadence.WEEKLY, 30, 182),
]


def of(name: str) -> Fraction:
    return next(
        hours.person_hours(cadence, minutes, people) for key, people, cadence, minutes, _ in TWELVE if key == name
    )


@pytest.mark.parametrize(("name", "people", "cadence", "minutes", "rounded"), TWELVE)
def test_each_series_costs_what_the_demo_case_says(name, people, cadence, minutes, rounded):
    assert hours.half_up(hours.person_hours(cadence, minutes, people)) == rounded


def test_the_twelve_are_summed_before_rounding():
    exact = sum(of(name) for name, *_ in TWELVE)

    assert round(float(exact), 2) == 564.03
    assert hours.half_up(Fraction(exact)) == 564
    assert sum(rounded for *_, rounded in TWELVE) == 566


def test_the_friday_information_costs_42_hours_a_week():
    assert hours.a_week(of("MT12")) == 42


@pytest.mark.parametrize(
    ("cadence", "a_year"),
    [
        (Cadence.DAILY, 252),
        (Cadence.THREE_A_WEEK, 156),
        (Cadence.WEEKLY, 52),
        (Cadence.EVERY_2_WEEKS, 26),
        (Cadence.EVERY_3_WEEKS, Fraction(52, 3)),
        (Cadence.MONTHLY, 12),
        (Cadence.EVERY_6_WEEKS, Fraction(52, 6)),
        (Cadence.QUARTERLY, 4),
        (Cadence.HALF_YEARLY, 2),
        (Cadence.AS_NEEDED, 0),
        (Cadence.ONCE, 0),
    ],
)
def test_a_year_has_52_weeks_and_252_work_days(cadence, a_year):
    assert hours.meetings_a_month(cadence) * 12 == a_year


def test_every_cadence_has_a_number():
    assert all(hours.meetings_a_month(cadence) >= 0 for cadence in Cadence)


@pytest.mark.parametrize(
    ("number", "rounded"), [("0", 0), ("1/2", 1), ("3/2", 2), ("5/2", 3), ("49/100", 0), ("-1/2", 0), ("-3/5", -1)]
)
def test_a_half_is_rounded_up(number, rounded):
    assert hours.half_up(Fraction(number)) == rounded


TEN, FOUR = Fraction(10), Fraction(4)


@pytest.mark.parametrize(
    ("verdict", "after", "freed"),
    [
        (Verdict.KEEP, None, 0),
        (Verdict.KEEP, FOUR, 0),
        (Verdict.ADJUST, None, 0),
        (Verdict.ADJUST, FOUR, 6),
        (Verdict.MERGE, None, 0),
        (Verdict.MERGE, FOUR, 6),
        (Verdict.LESS_OFTEN, None, 0),
        (Verdict.LESS_OFTEN, FOUR, 6),
        (Verdict.SHORTER, FOUR, 6),
        (Verdict.SHORTER, Fraction(12), -2),
        (Verdict.REPLACE, None, 10),
        (Verdict.REPLACE, FOUR, 6),
        (Verdict.CLOSE, None, 10),
        (Verdict.CLOSE, FOUR, 10),
        (Verdict.MISSING, None, 0),
        (Verdict.MISSING, FOUR, -4),
    ],
)
def test_a_decision_frees_what_is_no_longer_met(verdict, after, freed):
    assert hours.hours_freed(verdict, TEN, after) == freed


def test_the_service_check_of_the_demo_frees_sixty_hours_a_week():
    freed = [
        hours.hours_freed(Verdict.CLOSE, of("MT12")),
        hours.hours_freed(Verdict.SHORTER, of("MT03"), hours.person_hours(Cadence.EVERY_2_WEEKS, 45, 22)),
        hours.hours_freed(Verdict.REPLACE, of("MT11"), of("MT11") / 2),
        hours.hours_freed(Verdict.LESS_OFTEN, of("MT04"), hours.person_hours(Cadence.THREE_A_WEEK, 15, 9)),
    ]

    assert [hours.half_up(one) for one in freed] == [182, 36, 24, 18]
    assert hours.half_up(sum(freed, Fraction(0))) == 260
    assert hours.half_up(hours.a_week(sum(freed, Fraction(0)))) == 60


@pytest.mark.parametrize(("freed", "booked", "left"), [(60, 46, 14), (60, 60, 0), (60, 75, 0), (0, 0, 0), (-3, 0, 0)])
def test_hours_not_booked_are_named(freed, booked, left):
    assert Freed(Fraction(freed), Fraction(booked)).left == left


@pytest.mark.parametrize(
    ("votes", "differ"),
    [
        ([], False),
        ([Verdict.KEEP], False),
        ([Verdict.KEEP] * 7, False),
        ([Verdict.KEEP] * 6 + [Verdict.CLOSE], True),
    ],
)
def test_only_where_votes_differ_is_there_something_to_talk_about(votes, differ):
    assert hours.votes_differ(votes) is differ


def test_votes_are_told_in_the_order_of_the_list_and_not_by_result():
    votes = [Verdict.CLOSE] * 2 + [Verdict.REPLACE] * 5

    assert hours.tally(votes) == ((Verdict.REPLACE, 5), (Verdict.CLOSE, 2))
    assert hours.tally([]) == ()


@given(
    st.lists(st.sampled_from(Verdict), max_size=12).flatmap(
        lambda votes: st.tuples(st.just(votes), st.permutations(votes))
    )
)
def test_the_order_of_voting_leaves_no_trace(drawn):
    votes, mixed = drawn

    assert hours.tally(votes) == hours.tally(mixed)
    assert sum(number for _, number in hours.tally(votes)) == len(votes)
    assert hours.votes_differ(votes) == any(one is not other for one, other in product(votes, votes))


@given(st.sampled_from(Cadence), st.integers(5, 720), st.integers(0, 300), st.integers(0, 300))
def test_two_halves_of_a_group_cost_what_the_group_costs(cadence, minutes, some, others):
    together = hours.person_hours(cadence, minutes, some + others)

    assert together == hours.person_hours(cadence, minutes, some) + hours.person_hours(cadence, minutes, others)
