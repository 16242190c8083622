"""Page × who → answer, for acts, barriers, the manager's list, days off and numbers."""

from datetime import timedelta

import pytest
from django.urls import reverse

from haandgreb.learning.actions.check_ins import name_barrier
from haandgreb.learning.actions.steps import begin_steps
from haandgreb.learning.models import DayOff
from haandgreb.learning.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]
NOBODY = dict.fromkeys(ROLES, 404)
TWO = {**NOBODY, "person": 200, "manager": 200}
HERS = {**NOBODY, "person": 200, "manager": 403}
MANAGERS = {**NOBODY, "manager": 200, "deputy": 200, "above": 200, "other_manager": 200}
ACCESS = {
    "learning:step": HERS,
    "learning:step_skip": {**HERS, "person": 422},
    "learning:step_again": {**HERS, "person": 302},
    "learning:barrier_new": TWO,
    "learning:barrier": TWO,
    "learning:staff_steps": MANAGERS,
    "learning:days_off": {**dict.fromkeys(ROLES, 403), "hr": 200, "admin": 200},
    "learning:day_off_remove": {**dict.fromkeys(ROLES, 403), "hr": 302, "admin": 302},
    "learning:act_numbers": {**NOBODY, "hr": 200, "council": 200},
}
POSTED = {"learning:step_skip", "learning:step_again", "learning:day_off_remove"}


def page_of(name, place):
    last = clock.today() - timedelta(days=8)
    enrolment = place.enrolment("completed", starts_on=last, ends_on=last)
    begin_steps(enrolment, by=place.manager)
    step = enrolment.steps.get(key="first_use")
    arguments = {
        "learning:barrier_new": [enrolment.pk],
        "learning:barrier": [name_barrier(enrolment, kind="time", by=place.person).pk],
        "learning:staff_steps": [],
        "learning:days_off": [],
        "learning:act_numbers": [],
        "learning:day_off_remove": [DayOff.objects.create(title="Juleaften", day=last).pk],
    }
    return reverse(name, args=arguments.get(name, [step.pk]))


@pytest.mark.parametrize(("name", "role"), [(name, role) for name in ACCESS for role in ROLES])
def test_access(client, name, role):
    place = Workplace()
    page = page_of(name, place)
    sign_in(client, getattr(place, role))

    answer = client.post(page) if name in POSTED else client.get(page)

    assert answer.status_code == ACCESS[name][role]


def test_the_managers_own_act_is_hers_and_not_the_learners(client):
    place = Workplace()
    enrolment = place.enrolment()
    begin_steps(enrolment, by=place.manager)
    page = reverse("learning:step", args=[enrolment.steps.get(key="manager_asks").pk])
    answers = {}
    for role in ROLES:
        sign_in(client, getattr(place, role))
        answers[role] = client.get(page).status_code

    assert answers == {**NOBODY, "person": 403, "manager": 200}


def test_an_ended_enrolment_asks_for_nothing_more(client):
    place = Workplace()
    enrolment = place.enrolment()
    begin_steps(enrolment, by=place.manager)
    enrolment.state = "cancelled"
    enrolment.save()
    sign_in(client, place.person)

    assert client.get(reverse("learning:step", args=[enrolment.steps.get(key="effect").pk])).status_code == 403


@pytest.mark.parametrize("name", ACCESS)
def test_nobody_signed_in_is_led_to_the_sign_in(client, name):
    page = page_of(name, Workplace())

    assert (client.post(page) if name in POSTED else client.get(page)).status_code == 302
