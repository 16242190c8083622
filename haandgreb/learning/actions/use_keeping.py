"""Weekly taps and sixteen answers go when their time is up, or somebody is forgotten; what was counted stays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from haandgreb.confidentiality import queries as gate
from haandgreb.confidentiality.actions import LetGo, let_go
from haandgreb.confidentiality.classes import data_classes
from haandgreb.learning.factors_content import SET
from haandgreb.learning.models import AskedWeek, Enrolment
from haandgreb.organisation.models import Person
from haandgreb.questions.models import AnswerSheet
from haandgreb.shared import clock

KEY = "use-answers"


def daily(today: date) -> LetGo:
    """Whose time is up: past the archive gate; harmless when run twice."""
    before = today - timedelta(days=gate.days_of(data_classes()[KEY]))
    dated = Enrolment.objects.annotate(over_on=Coalesce("ends_on", "completed_on", "starts_on"))
    return _let_go(dated.filter(over_on__lt=before))


@transaction.atomic
def forget(person: Person) -> None:
    """Hers go now, where the archive gate and no legal hold say otherwise."""
    _let_go(Enrolment.objects.filter(person=person))


def _let_go(enrolments: QuerySet[Any]) -> LetGo:
    ids = enrolments.order_by().values("pk")
    sheets = AnswerSheet.objects.filter(question_set__key=SET, about__in=ids)
    return let_go(
        data_classes()[KEY], AskedWeek.objects.filter(enrolment__in=ids), sheets, people=_people, now=clock.now()
    )


def _people(rows: QuerySet[Any]) -> tuple[str, ...]:
    return ("person",) if rows.model is AnswerSheet else ("enrolment__person",)
