"""What waits on people's own page: a yes, and a course a week away without the talk."""

from datetime import timedelta

import pytest

from haandgreb.learning.actions import plans
from haandgreb.learning.models import Step
from haandgreb.learning.parts import enrolments, plan
from haandgreb.learning.queries.enrolments import may_wait
from haandgreb.learning.tests.factories import Workplace
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]


def told(part, place):
    today = clock.today()
    found = {role: [one.url for one in part.waiting_for(getattr(place, role), today)] for role in ROLES}
    return {role: urls for role, urls in found.items() if urls}


def test_a_wish_waits_for_the_nearest_manager_only():
    place = Workplace()
    made = place.enrolment("asked")

    assert told(enrolments, place) == {"manager": [f"/learning/enrolment/{made.pk}/"]}


def test_a_course_a_week_away_without_the_talk_waits_for_both():
    place = Workplace()
    made = place.enrolment(starts_on=clock.today() + timedelta(days=7))
    for actor in ("learner", "manager"):
        Step.objects.create(enrolment=made, key="talk", phase="before", actor=actor, due_on=clock.today())
    choice = [f"/learning/enrolment/{made.pk}/talk-choice/"]

    assert told(enrolments, place) == {"person": choice, "manager": choice}


def test_where_something_waits_something_may():
    place, today = Workplace(), clock.today()
    place.enrolment("asked")
    place.enrolment(starts_on=today + timedelta(days=7))

    waits = {role for role in ROLES if may_wait(getattr(place, role), today).exists()}

    assert waits == {"person", "manager", "above"}


def test_a_plan_waits_for_the_other_of_the_two():
    place = Workplace()
    made = place.enrolment(size="light")
    row = plans.plan_of(made)
    plans.write(row, {"goal": "lytte", "situation": "det går op", "act": "spørge", "sign": "ro"}, [], by=place.person)
    plans.share(row, place.manager, by=place.person)
    assert told(plan, place) == {}

    plans.say_yes(row, row.version, by=place.person)
    assert told(plan, place) == {"manager": [f"/learning/enrolment/{made.pk}/plan/"]}

    place.another_manager()
    assert told(plan, place) == {}
