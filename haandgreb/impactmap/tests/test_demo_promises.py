"""Promises to remove a barrier lead to the card it stands on, also in the demo."""

from datetime import date

import pytest
from django.urls import reverse

from haandgreb.followups.models import FollowUp
from haandgreb.impactmap.demo import load_demo
from haandgreb.organisation.actions.demo import load as load_organisation
from haandgreb.shared.demo import Demo
from haandgreb.strategy.demo import load_demo as load_goals
from haandgreb.strategy.models import Barrier


@pytest.mark.django_db
def test_every_promise_to_remove_a_barrier_leads_to_its_practice():
    demo = Demo(date(2026, 3, 4))
    load_organisation(demo)
    load_goals(demo)

    load_demo(demo)

    pages = {barrier.pk: reverse("impactmap:practice", args=[barrier.practice_id]) for barrier in Barrier.objects.all()}
    promises = FollowUp.objects.filter(source="strategy")
    assert promises.count() == 15
    assert {promise.source_url == pages[promise.source_id] for promise in promises} == {True}
