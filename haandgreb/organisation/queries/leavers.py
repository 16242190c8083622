"""Who has left."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from haandgreb.organisation.models import Engagement, Person


def gone_before(day: date) -> QuerySet[Person]:
    """People whose last place here ended before the day; nobody who has one to come."""
    places = Engagement.objects.filter(person=OuterRef("pk"))
    still = places.filter(Q(valid_to=None) | Q(valid_to__gte=day))
    return Person.objects.filter(Exists(places), ~Exists(still))
