"""What is written around a course is kept for three years after the effect check; that it was taken part in stays."""

from datetime import timedelta

import pytest
from django.urls import reverse

from haandgreb.confidentiality.actions import set_gate
from haandgreb.learning.actions import keeping
from haandgreb.learning.models import CheckIn, Enrolment, Step, TransferPlan
from haandgreb.learning.tests.factories import Workplace, make_plan
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

DAYS = 1095 + 90


def over(place, days):
    ended = clock.today() - timedelta(days=days)
    made = place.enrolment("completed", starts_on=ended, ends_on=ended)
    make_plan(made, goal="sige nej")
    CheckIn.objects.create(enrolment=made, day=90, happened="Det gik godt", answered_on=ended)
    return made


@pytest.mark.parametrize(("days", "left"), [(DAYS, 1), (DAYS + 1, 0)])
def test_the_words_go_and_the_place_stays(days, left):
    place = Workplace()
    set_gate(is_on=False, why="Ikke omfattet", by=place.admin)
    over(place, days)

    for _time in range(2):
        keeping.daily(clock.today())

    assert (TransferPlan.objects.count(), CheckIn.objects.count()) == (left, left)
    assert Enrolment.objects.get().state == "completed"


@pytest.mark.parametrize("has_plan", [True, False])
def test_where_the_archives_have_not_spoken_it_is_hidden_from_everybody_and_never_deleted(client, has_plan):
    place = Workplace()
    set_gate(is_on=True, why="Statslig", by=place.admin)
    made = over(place, DAYS + 1)
    if not has_plan:
        TransferPlan.objects.all().delete()
    step = Step.objects.create(enrolment=made, key="effect", phase="after", actor="learner", due_on=made.ends_on)

    for _time in range(2):
        keeping.daily(clock.today())

    assert TransferPlan.objects.get().hidden_at is not None
    for somebody in (place.person, place.manager):
        sign_in(client, somebody)
        for name in ("enrolment", "plan", "plan_edit"):
            assert client.get(reverse(f"learning:{name}", args=[made.pk])).status_code == 404
        assert client.get(reverse("learning:step", args=[step.pk])).status_code == 404
        for name in ("home", "staff"):
            assert str(made.pk) not in client.get(reverse(f"learning:{name}")).content.decode()


@pytest.mark.parametrize(("is_on", "left"), [(False, 0), (True, 1)])
def test_who_is_forgotten_is_gone_where_the_archives_let_her(is_on, left):
    place = Workplace()
    set_gate(is_on=is_on, why="Prøve", by=place.admin)
    over(place, 10)
    other = make_plan(place.enrolment(activity=None), buddy=place.person)
    other.enrolment.person = place.colleague
    other.enrolment.save()

    keeping.forget(place.person)

    assert Enrolment.objects.filter(person=place.person).count() == left
    other.refresh_from_db()
    assert other.buddy is None


def test_who_is_forgotten_is_named_as_buddy_in_no_agreed_text():
    place = Workplace()
    agreed = {"act": "ringe først", "buddy": str(place.colleague), "buddy_key": str(place.colleague.pk)}
    facts = {"agreed_at": clock.now(), "agreed_version": 1, "agreed_text": agreed}
    plan = make_plan(place.enrolment(), buddy=None, **facts)

    keeping.forget(place.colleague)

    plan.refresh_from_db()
    assert plan.agreed_text == {"act": "ringe først", "buddy": "", "buddy_key": ""}
