"""Parts in learning journeys and the ledger of handles are hidden or deleted in time, or when somebody is forgotten."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from haandgreb.confidentiality import queries as gate
from haandgreb.confidentiality.actions import LetGo, let_go
from haandgreb.confidentiality.classes import data_classes
from haandgreb.learning.models import HandleTrial, JourneyPart
from haandgreb.learning.models.journeys import LONGEST, SHORTEST
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock

JOURNEY, TRIAL = "learning-journey", "handle-trial"


def daily(today: date) -> None:
    """Whose time is up: past the archive gate; harmless when run twice."""
    ended_before = today - timedelta(days=gate.days_of(data_classes()[JOURNEY]))
    _let_go(JOURNEY, JourneyPart.everything.filter(_over_before(ended_before)))
    tried_before = today - timedelta(days=gate.days_of(data_classes()[TRIAL]))
    _let_go(TRIAL, HandleTrial.everything.filter(tried_on__lt=tried_before))


def forget_journeys(person: Person) -> None:
    """Her parts in journeys, and she as somebody's buddy, go; plans she made stay, without her name."""
    _forget(JOURNEY, JourneyPart.everything.filter(person=person), person)
    JourneyPart.everything.filter(buddy=person).update(buddy=None)


def forget_trials(person: Person) -> None:
    """What she wrote into the ledger goes."""
    _forget(TRIAL, HandleTrial.everything.filter(person=person), person)


def _over_before(day: date) -> Q:
    """The last week of the journey was over before the day."""
    found = Q()
    for weeks in range(SHORTEST, LONGEST + 1):
        found |= Q(journey__weeks=weeks, journey__starts_on__lt=day - timedelta(weeks=weeks))
    return found


@transaction.atomic
def _forget(key: str, rows: QuerySet[Any], person: Person) -> None:
    gone = _let_go(key, rows)
    audit.record(f"{key} forgotten", about=person, deleted=gone.deleted)


def _let_go(key: str, rows: QuerySet[Any]) -> LetGo:
    return let_go(data_classes()[key], rows, people=lambda _rows: ("person",), now=clock.now())
