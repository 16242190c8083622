"""What is written around courses is hidden or deleted when its time is up, or somebody is forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from haandgreb.confidentiality.actions import LetGo, let_go
from haandgreb.confidentiality.classes import data_classes
from haandgreb.confidentiality.queries import gate_is_on
from haandgreb.learning.models import Enrolment, TransferPlan
from haandgreb.learning.queries.keeping import KEY, expired, of_person
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock


def daily(today: date) -> LetGo:
    """Whose time is up: past the archive gate; harmless when run twice."""
    rows = expired(today)
    _give_plans(rows)
    return let_go(data_classes()[KEY], *rows, people=_people, now=clock.now())


@transaction.atomic
def forget(person: Person) -> None:
    """
    What is written about her goes, or is hidden until the archives allow it; her places go with it. As buddy of others
    she stays as nobody. A legal hold on her stops it.
    """
    hers = of_person(person)
    _give_plans(hers)
    wanted = sum(rows.count() for rows in hers)
    gone = let_go(data_classes()[KEY], *hers, people=_people, now=clock.now())
    if gone.deleted == wanted:
        Enrolment.objects.filter(person=person).delete()
    TransferPlan.objects.filter(buddy=person).update(buddy=None, ask_me_about="")
    _unname(person)
    audit.record("learning forgotten", about=person, deleted=gone.deleted, hidden=gone.hidden)


def _give_plans(sets: Iterable[QuerySet[Any]]) -> None:
    """Where rows are hidden and not deleted, a plan hides the page of its enrolment: one without gets an empty one."""
    if not gate_is_on():
        return
    told = Q()
    for rows in sets:
        told |= Q(pk__in=rows.order_by().values("enrolment"))
    bare = Enrolment.objects.filter(told, plan=None).order_by().only("pk")
    TransferPlan.objects.bulk_create(TransferPlan(enrolment=row, changed_at=clock.now()) for row in bare)


def _unname(buddy: Person) -> None:
    """What two have agreed on names her no more."""
    for plan in TransferPlan.objects.filter(agreed_text__buddy_key=str(buddy.pk)).only("agreed_text"):
        plan.agreed_text = {**(plan.agreed_text or {}), "buddy": "", "buddy_key": ""}
        plan.save(update_fields=["agreed_text"])


def _people(rows: QuerySet[Any]) -> tuple[str, ...]:
    return ("enrolment__person",)
