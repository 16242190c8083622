"""Two at the same moment, on both databases: the last seat is given once, a plan is agreed once."""

from datetime import timedelta

import pytest

from haandgreb.competences.tests.test_development_at_once import at_once
from haandgreb.followups.models import FollowUp
from haandgreb.learning.actions import enrolments, plans
from haandgreb.learning.actions.enrolments import Full
from haandgreb.learning.actions.plans import Outcome
from haandgreb.learning.models import Enrolment, TransferPlan
from haandgreb.learning.tests.factories import Workplace, make_activity, make_enrolment, make_offering
from haandgreb.shared import clock
from haandgreb.shared.states import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def tried(act):
    """Its answer, or what it was refused with."""
    try:
        return act()
    except (Full, Refused) as error:
        return type(error).__name__


def test_the_last_seat_is_given_to_one_of_two():
    place, activity = Workplace(), make_activity()
    offering = make_offering(activity, clock.today() + timedelta(days=50), seats=1)
    rows = [make_enrolment(one, activity, "asked", offering=offering) for one in (place.person, place.colleague)]

    found = at_once(*(lambda row=row: tried(lambda: enrolments.approve(row, by=place.manager)) for row in rows))

    assert sorted(found, key=str) == ["Full", None]
    assert Enrolment.objects.filter(state="approved").count() == 1


def test_two_presses_on_yes_are_one_yes():
    place = Workplace()
    made = place.enrolment("asked")
    mine, hers = (Enrolment.objects.get(pk=made.pk) for _ in range(2))

    found = at_once(*(lambda row=row: tried(lambda: enrolments.approve(row, by=place.manager)) for row in (mine, hers)))

    assert sorted(found, key=str) == [None, "Refused"]
    keys = list(made.steps.values_list("key", "actor"))
    assert len(keys) == len(set(keys))


def test_both_say_yes_to_a_plan_at_the_same_moment_and_it_is_agreed_once():
    place = Workplace()
    plan = plans.plan_of(place.enrolment(size="light"))
    needs = [{"kind": "time", "text": "To formiddage", "due_on": None}]
    facts = {"goal": "lytte", "situation": "det går op", "act": "spørge", "sign": "ro"}
    plans.write(plan, facts, needs, by=place.person)
    plans.share(plan, place.manager, by=place.person)
    mine, hers = (TransferPlan.objects.get(pk=plan.pk) for _ in range(2))

    found = at_once(
        lambda: plans.say_yes(mine, plan.version, by=place.person),
        lambda: plans.say_yes(hers, plan.version, by=place.manager),
    )

    assert sorted(found) == [Outcome.AGREED, Outcome.ASKED]
    assert FollowUp.objects.count() == 1
