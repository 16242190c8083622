"""Each day: what waited is placed where it can be, and else deleted when its days are over."""

from __future__ import annotations

from datetime import date, timedelta

from haandgreb.confidentiality.actions import let_go
from haandgreb.confidentiality.classes import data_classes
from haandgreb.confidentiality.queries import days_of
from haandgreb.learning.actions.completions import place_waiting
from haandgreb.learning.models import Platform, WaitingCompletion
from haandgreb.organisation.models import Person
from haandgreb.shared import clock

KEPT = "waiting-completion"


def daily(today: date) -> None:
    """Harmless when run twice."""
    for platform in Platform.objects.exclude(waiting=None).distinct():
        place_waiting(platform)
    data_class = data_classes()[KEPT]
    before = today - timedelta(days=days_of(data_class))
    rows = WaitingCompletion.objects.filter(told_on__lt=before)
    let_go(data_class, rows, people=lambda rows: ("person",), now=clock.now())


def forget(person: Person) -> None:
    """What waits for her course is deleted."""
    WaitingCompletion.objects.filter(person=person).delete()
