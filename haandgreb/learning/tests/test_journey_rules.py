"""The plan of a learning journey: nothing to know without its use within ten days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.learning.journeys_content import patterns
from haandgreb.learning.models.journeys import LONGEST, SHORTEST
from haandgreb.learning.rules import journey as rules
from haandgreb.learning.rules.journey import Planned
from haandgreb.shared.tests.content import flaws

KNOW_1 = Planned(1, 3, "know")
STEPS = st.builds(
    Planned,
    week=st.integers(1, 16),
    day=st.integers(1, 5),
    kind=st.sampled_from(["engage", "know", "practise", "apply", "feedback", "reflect", "prove"]),
)


@pytest.mark.parametrize(
    ("then", "holds"),
    [
        ([], False),
        ([Planned(1, 3, "apply")], True),  # the same day
        ([Planned(2, 5, "apply")], True),  # nine days after
        ([Planned(3, 1, "apply")], False),  # twelve days after
        ([Planned(1, 2, "apply")], False),  # the day before
        ([Planned(1, 5, "practise")], False),  # practice is no use at work
        ([Planned(3, 1, "apply"), Planned(2, 1, "apply")], True),
    ],
)
def test_what_one_gets_to_know_is_used_within_ten_days(then, holds):
    assert (rules.without_use([KNOW_1, *then]) == []) is holds


def test_ten_days_are_within_and_eleven_are_not():
    know = Planned(1, 1, "know")

    assert rules.without_use([know, Planned(2, 4, "apply")]) == []  # Thursday in the next week: ten days
    assert rules.without_use([know, Planned(2, 5, "apply")]) == [know]


@given(st.lists(STEPS, max_size=20))
def test_a_use_on_the_day_of_each_thing_to_know_makes_every_plan_hold(steps):
    uses = [Planned(step.week, step.day, "apply") for step in rules.without_use(steps)]

    assert rules.without_use([*steps, *uses]) == []


@given(st.lists(STEPS, max_size=20), STEPS.filter(lambda step: step.kind != "know"))
def test_one_step_more_never_takes_a_use_away(steps, more):
    assert set(rules.without_use([*steps, more])) <= set(rules.without_use(steps))


@pytest.mark.parametrize(
    ("steps", "may"),
    [
        ([], False),
        ([Planned(1, 1, "engage")], True),
        ([Planned(7, 1, "engage")], False),
        ([KNOW_1], False),
    ],
)
def test_a_journey_begins_with_a_plan_that_holds(steps, may):
    assert rules.may_begin(steps, weeks=6) is may


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        (date(2026, 11, 23), date(2026, 11, 23)),
        (date(2026, 11, 24), date(2026, 11, 30)),
        (date(2026, 11, 29), date(2026, 11, 30)),
        (date(2026, 12, 31), date(2027, 1, 4)),
    ],
)
def test_a_journey_begins_on_a_monday(day, monday):
    assert rules.first_monday(day) == monday


def test_days_are_counted_from_the_first_monday():
    assert rules.day_of(date(2026, 11, 23), Planned(3, 4, "apply")) == date(2026, 12, 10)
    assert rules.last_day(date(2026, 11, 23), 6) == date(2027, 1, 3)


def test_every_pattern_holds_and_lasts_as_long_as_a_journey_may():
    for pattern in patterns().values():
        steps = [Planned(row["week"], row["day"], row["kind"], row["who"]) for row in pattern.steps(LONGEST)]

        assert rules.may_begin(steps, pattern.row["weeks"]), pattern.key
        assert SHORTEST <= pattern.row["weeks"] <= LONGEST
        assert not rules.is_without_manager(steps)
        assert flaws(pattern.row) == []
