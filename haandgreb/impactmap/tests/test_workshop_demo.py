"""The demo's two workshops: one held on S1 in Inspection & Law, one ahead on S2 in Grants."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from haandgreb.impactmap.models import Workshop, WorkshopOutcome
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock
from haandgreb.site.operator import preparing
from haandgreb.strategy.models import Barrier, PracticeChange, Result

pytestmark = pytest.mark.django_db


def test_the_two_workshops_of_the_demo_and_what_came_of_the_first():
    cache.clear()
    preparing.load_content()
    preparing.load_demo()
    today = clock.today()

    ahead, held = Workshop.objects.order_by("-held_on")

    assert (held.goal.code, held.unit.name, held.state, held.steps.count()) == ("S1", "Tilsyn og Jura", "closed", 7)
    assert today - timedelta(days=40) <= held.held_on <= today - timedelta(days=33)
    assert (ahead.goal.code, ahead.unit.name, ahead.state) == ("S2", "Tilskud", "planned")
    assert (str(ahead.facilitator), ahead.participants.count()) == ("Gorm Vangsted", 7)
    assert today + timedelta(days=3) <= ahead.held_on <= today + timedelta(days=10)
    cards = {kind: set(held.outcomes.filter(kind=kind).values_list("card", flat=True)) for kind in WorkshopOutcome.Kind}
    assert cards["result"] == set(Result.objects.filter(code__in=["R1.1", "R1.3"]).values_list("pk", flat=True))
    assert cards["practice"] == set(PracticeChange.objects.filter(code__in=["C03", "C04"]).values_list("pk", flat=True))
    assert cards["barrier"] == set(Barrier.objects.filter(practice__in=cards["practice"]).values_list("pk", flat=True))
    page = sign_in(Client(), held.facilitator).get(f"/map/workshops/{held.pk}/").content.decode()
    assert "Vi ringer til klageren inden tre hverdage" in page
