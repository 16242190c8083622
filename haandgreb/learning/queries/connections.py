"""What an activity can be connected with, as far as the reader sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from haandgreb.competences.models import Competence, PlannedActivity
from haandgreb.competences.queries.catalogue import matching
from haandgreb.learning.models import Activity
from haandgreb.organisation.models import Person
from haandgreb.strategy.models import PracticeChange

MOST = 12
KINDS = {
    "practice": _("Changed practice"),
    "planned": _("Lines of the plan"),
    "competence": _("Competences"),
}


@dataclass(frozen=True)
class Group:
    """Things of one kind: those it hangs on, and those it could."""

    kind: str
    label: Any
    linked: Sequence[Any]
    found: Sequence[Any]


def _of(kind: str, person: Person) -> QuerySet[Any]:
    """What the reader may connect: shared things she sees on the map, and competences in use."""
    if kind == "practice":
        return PracticeChange.objects.visible_to(person).active().filter(person=None)
    if kind == "planned":
        return PlannedActivity.objects.visible_to(person).filter(person=None)
    return Competence.objects.active()


def thing_of(kind: str, pk: UUID, person: Person) -> Any | None:
    """One thing of the kind she may connect; None for anything else."""
    return _of(kind, person).filter(pk=pk).first() if kind in KINDS else None


def groups(person: Person, activity: Activity, words: str) -> list[Group]:
    """For each kind what it hangs on, and the first that match the words; six queries."""
    linked: dict[str, list[Any]] = {
        "practice": list(PracticeChange.objects.filter(learning_activities=activity).visible_to(person)),
        "planned": list(PlannedActivity.objects.filter(real=activity).visible_to(person)),
        "competence": list(activity.competences.all()),
    }
    return [
        Group(kind, label, linked[kind], list(_search(kind, person, words).exclude(pk__in=_ids(linked[kind]))[:MOST]))
        for kind, label in KINDS.items()
    ]


def _search(kind: str, person: Person, words: str) -> QuerySet[Any]:
    if kind == "competence":
        entries = Competence.objects.active()
        return matching(entries, words) if words else entries.filter(source=Competence.Source.OWN)
    rows = _of(kind, person)
    for word in words.replace("\0", " ").split()[:8]:
        rows = rows.filter(Q(title__icontains=word) | Q(title_en__icontains=word) | Q(code__icontains=word))
    return rows


def _ids(rows: Sequence[Any]) -> list[UUID]:
    return [row.pk for row in rows]
