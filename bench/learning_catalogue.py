"""A catalogue of five thousand activities, and a year's learning of everybody counted in three rooms."""

from __future__ import annotations

import time
from datetime import timedelta

from django.db import transaction
from django.urls import reverse

from haandgreb.learning.actions.portfolio import release_when_due
from haandgreb.learning.models import Activity, Enrolment, Offering, RoomCount
from haandgreb.organisation.models import Unit
from haandgreb.shared import clock

ACTIVITIES, WITH_DAYS = 5_000, 2_000
FORMS = (("RM-E1", "external"), ("RM-I15", "formal"), ("RM-U6", "informal"))


def fill() -> None:
    """Activities of three forms; two in five take place."""
    activities = [_activity(number) for number in range(ACTIVITIES)]
    day = clock.today() + timedelta(days=30)
    with transaction.atomic():
        Activity.objects.bulk_create(activities, batch_size=2000)
        Offering.objects.bulk_create(
            (Offering(activity=one, starts_on=day, ends_on=day, seats=20) for one in activities[:WITH_DAYS]),
            batch_size=2000,
        )


def _activity(number: int) -> Activity:
    form, room = FORMS[number % len(FORMS)]
    activity = Activity(title=f"Aktivitet {number:04}", form=form, room=room, minutes=90)
    activity.fill_keys()
    return activity


def measure() -> dict[str, float]:
    """Seconds of counting the three rooms, how many enrolments it counts, and how many lines may be shown."""
    began = time.perf_counter()
    release_when_due(clock.today())
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "enrolments": Enrolment.objects.count(), "rows": RoomCount.objects.count()}


def pages() -> dict[str, str]:
    """The catalogue as it opens and as it is searched, one activity, and the three rooms of the whole workplace."""
    one = Activity.objects.filter(offerings__isnull=False).first()
    top = Unit.objects.on(clock.today()).filter(parent=None).first()
    assert one is not None
    assert top is not None
    return {
        "catalogue": reverse("learning:activities"),
        "catalogue search": reverse("learning:activities") + "?q=0042",
        "activity": reverse("learning:activity", args=[one.pk]),
        "rooms": reverse("learning:portfolio", args=[top.pk]),
    }
