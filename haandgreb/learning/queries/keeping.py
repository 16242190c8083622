"""What is written around courses and whose time is up (content/keeping.toml; confidentiality.md 6)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from haandgreb.confidentiality import queries as gate
from haandgreb.confidentiality.classes import data_classes
from haandgreb.learning.models import CheckIn, GuestLink, LogEntry, TransferBarrier, TransferPlan, UseShown
from haandgreb.organisation.models import Person
from haandgreb.shared import clock

KEY = "transfer-plan"
EFFECT_CHECK = timedelta(days=90)
TEXTS: tuple[type[Any], ...] = (TransferPlan, CheckIn, TransferBarrier, LogEntry, GuestLink, UseShown)


def kept_words() -> str:
    """How long it is kept, as one sentence for the form."""
    return gate.kept_words(KEY)


def expired(today: date) -> list[QuerySet[Any]]:
    """The rows whose time is up on the day, hidden ones among them; of what has no days, counted from when it began."""
    before = today - timedelta(days=gate.days_of(data_classes()[KEY])) - EFFECT_CHECK
    morning = datetime.combine(before, time(0), tzinfo=clock.COPENHAGEN)
    over = Q(enrolment__ends_on__lt=before) | Q(enrolment__ends_on=None, enrolment__made_at__lt=morning)
    return [model._default_manager.filter(over) for model in TEXTS]


def of_person(person: Person) -> list[QuerySet[Any]]:
    """All of it that is about her."""
    return [model._default_manager.filter(enrolment__person=person) for model in TEXTS]
