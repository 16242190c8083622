"""What came of one course: the learner reads all of it, her manager what is shared."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from haandgreb.learning.models import CheckIn, Enrolment, Step
from haandgreb.learning.queries.effect import effect_of
from haandgreb.learning.tests.factories import Workplace, make_plan
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


def over(place: Workplace) -> Enrolment:
    """Mads's course, over fifty days ago."""
    ended = clock.today() - timedelta(days=50)
    return place.enrolment("completed", starts_on=ended - timedelta(days=1), ends_on=ended)


def tell(enrolment: Enrolment, day: int, source: str = "learner", **facts: object) -> CheckIn:
    return CheckIn.objects.create(
        enrolment=enrolment, day=day, source=source, answered_on=clock.today() - timedelta(days=50 - day), **facts
    )


def act(enrolment: Enrolment, key: str, phase: str, state: str = "open", actor: str = "learner") -> Step:
    ended = clock.today() if state != "open" else None
    return Step.objects.create(
        enrolment=enrolment,
        key=key,
        phase=phase,
        actor=actor,
        due_on=clock.today(),
        minutes=15,
        used_minutes=20 if state == "done" else None,
        state=state,
        ended_on=ended,
    )


def test_the_manager_reads_her_own_words_and_what_is_shared():
    place = Workplace()
    enrolment = over(place)
    tell(enrolment, 7, use=1, happened="Det er mit")
    shared = tell(enrolment, 45, use=2, happened="Læs det gerne", shared=True)
    own = tell(enrolment, 45, "manager", use=2)

    found = effect_of(enrolment, place.manager, clock.today())

    assert (set(found.check_ins), found.hidden) == ({shared, own}, True)


def test_the_bars_are_the_learners_until_the_plan_is_shared():
    place = Workplace()
    enrolment = over(place)
    act(enrolment, "talk", "before", "done")
    plan = make_plan(enrolment)
    alone = effect_of(enrolment, place.manager, clock.today()).bars
    plan.shared_at, plan.shared_with = clock.now(), place.manager
    plan.save()
    told = effect_of(enrolment, place.manager, clock.today()).bars

    assert (alone, told["before"].used if told else None) == (None, 20)


def test_the_teaching_itself_is_planned_time_during():
    place = Workplace()
    bars = effect_of(over(place), place.person, clock.today()).bars

    assert bars is not None
    assert (bars["during"].planned, bars["during"].used) == (840, 840)


def test_the_page_names_the_one_next_step(client):
    place = Workplace()
    enrolment = over(place)
    act(enrolment, "talk", "before", "done")
    act(enrolment, "first_use", "after")
    sign_in(client, place.person)

    page = client.get(reverse("learning:effect", args=[enrolment.pk]))

    assert page.context["next"]["step"].key == "first_use"


def test_what_only_she_may_read_is_not_on_her_managers_page(client):
    place = Workplace()
    enrolment = over(place)
    tell(enrolment, 90, use=1, contribution="probably", contribution_why="Kun til mig selv")
    answers = {}
    for role in ("person", "manager"):
        sign_in(client, getattr(place, role))
        answers[role] = "Kun til mig selv" in client.get(reverse("learning:effect", args=[enrolment.pk])).text

    assert answers == {"person": True, "manager": False}


def test_the_page_of_the_enrolment_leads_to_it(client):
    place = Workplace()
    enrolment = over(place)
    sign_in(client, place.person)

    page = client.get(reverse("learning:enrolment", args=[enrolment.pk]))

    assert reverse("learning:effect", args=[enrolment.pk]) in page.text


def test_the_page_costs_the_same_however_much_was_told(client, django_assert_max_num_queries):
    place = Workplace()
    enrolment = over(place)
    for number in range(12):
        act(enrolment, f"log-{number + 1}", "during", "done")
    for day in (0, 7, 45):
        tell(enrolment, day, use=1)
    sign_in(client, place.person)

    with django_assert_max_num_queries(20):
        client.get(reverse("learning:effect", args=[enrolment.pk]))


def test_a_manager_reads_her_own_acts_and_what_is_shared_of_her_staff(client):
    place = Workplace()
    enrolment = over(place)
    act(enrolment, "talk", "before", "done")
    act(enrolment, "manager_asks", "after", actor="manager")
    tell(enrolment, 7, use=3)
    tell(enrolment, 45, use=1, shared=True)
    sign_in(client, place.manager)

    found = client.get(reverse("learning:effect_staff")).context["staff"]

    assert (found.talked, found.asked) == ((1, 1), (0, 1))
    assert [(line.talked, line.asked, line.said.use) for line in found.lines] == [(True, False, 1)]


def test_the_list_of_staff_costs_the_same_for_many(client, django_assert_max_num_queries):
    place = Workplace()
    for _number in range(12):
        tell(over(place), 7, use=1, shared=True)
    sign_in(client, place.manager)

    with django_assert_max_num_queries(24):
        client.get(reverse("learning:effect_staff"))
