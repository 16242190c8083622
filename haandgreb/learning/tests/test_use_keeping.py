"""Taps and answers go a year after the course; what was counted stays."""

from datetime import timedelta

import pytest

from haandgreb.confidentiality.actions import set_gate
from haandgreb.learning.actions import use_keeping
from haandgreb.learning.actions.asked import tap
from haandgreb.learning.actions.factors import answer_factors
from haandgreb.learning.models import AskedWeek
from haandgreb.learning.parts.factors import load_content
from haandgreb.learning.tests.factories import Workplace
from haandgreb.questions.models import AnswerSheet
from haandgreb.shared import clock


@pytest.fixture
def place(db):
    load_content()
    return Workplace()


def answered(place, days_ago):
    ended = clock.today() - timedelta(days=days_ago)
    made = place.enrolment("completed", starts_on=ended, ends_on=ended)
    tap(made, "manager", by=place.person, today=ended + timedelta(days=14))
    answer_factors(made, {"LF-1": 2}, by=place.person, today=ended + timedelta(days=14))


def left():
    return AskedWeek.objects.count(), AnswerSheet.objects.count()


@pytest.mark.parametrize(
    ("days_ago", "gate", "found"),
    [(365, False, (1, 1)), (366, False, (0, 0)), (366, True, (1, 1))],
)
def test_whose_time_is_up(place, days_ago, gate, found):
    set_gate(is_on=gate, why="Prøve", by=place.admin)
    answered(place, days_ago)
    for _run in range(2):
        use_keeping.daily(clock.today())

    assert left() == found


@pytest.mark.parametrize(("gate", "found"), [(False, (0, 0)), (True, (1, 1))])
def test_who_is_forgotten(place, gate, found):
    set_gate(is_on=gate, why="Prøve", by=place.admin)
    answered(place, 20)
    use_keeping.forget(place.person)

    assert left() == found


def test_nobody_elses_answers_go_with_hers(place):
    set_gate(is_on=False, why="Prøve", by=place.admin)
    answered(place, 20)
    use_keeping.forget(place.colleague)

    assert left() == (1, 1)
