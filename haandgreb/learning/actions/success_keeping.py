"""Answers and cards of success case studies go when their time is up, or somebody is forgotten; the counts stay."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from haandgreb.confidentiality import queries as gate
from haandgreb.confidentiality.actions import LetGo, let_go
from haandgreb.confidentiality.classes import data_classes
from haandgreb.learning.models import SuccessAnswer
from haandgreb.organisation.models import Person
from haandgreb.shared import clock

KEY = "success-cases"


def daily(today: date) -> LetGo:
    """Whose time is up: past the archive gate; harmless when run twice. A card goes with its answer."""
    before = today - timedelta(days=gate.days_of(data_classes()[KEY]))
    return _let_go(SuccessAnswer.objects.filter(study__closes_on__lt=before))


@transaction.atomic
def forget(person: Person) -> None:
    """Hers go now, where the archive gate and no legal hold say otherwise."""
    _let_go(SuccessAnswer.objects.filter(enrolment__person=person))


def _let_go(rows: QuerySet[SuccessAnswer]) -> LetGo:
    return let_go(data_classes()[KEY], rows, people=_people, now=clock.now())


def _people(rows: QuerySet[Any]) -> tuple[str, ...]:
    return ("enrolment__person",)
