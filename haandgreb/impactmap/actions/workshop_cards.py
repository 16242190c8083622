"""What a workshop puts on the map: results, moments, changed practice, barriers, learning goals, for its own unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db import models, transaction
from django.urls import reverse

from haandgreb.competences.actions import learning
from haandgreb.competences.models import LearningGoal
from haandgreb.impactmap.actions.workshop import locked
from haandgreb.impactmap.models import Workshop, WorkshopNote, WorkshopOutcome
from haandgreb.organisation.models import Person
from haandgreb.strategy.actions import barriers, practice, results
from haandgreb.strategy.models import Barrier, PracticeChange, Result, Situation, Strength

Kind = WorkshopOutcome.Kind
Made = TypeVar("Made", bound=models.Model)


class AlreadyUsed(Exception):
    """Somebody has put this note on the map meanwhile."""


@transaction.atomic
def add_result(
    workshop: Workshop, facts: dict[str, Any], *, by: Person, note: WorkshopNote | None = None, strength: str
) -> Result:
    """A result under the workshop's goal. Raises AlreadyUsed, and WrongState unless it runs."""
    return _from_note(
        workshop,
        note,
        Kind.RESULT,
        lambda row: results.create(by=by, goal=row.goal, strength=strength, **facts),
    )


@transaction.atomic
def choose_moment(workshop: Workshop, note: WorkshopNote, *, by: Person) -> WorkshopOutcome:
    """A moment that matters, chosen by the group. It stands on the map with the first practice that is about it."""
    row = locked(workshop, Workshop.State.RUNNING)
    found = _free(row, note)
    found.fate = WorkshopNote.Fate.USED
    found.save(update_fields=["fate"])
    return WorkshopOutcome.objects.create(workshop=row, kind=Kind.MOMENT, card=uuid4(), title=found.text)


@transaction.atomic
def add_practice(
    workshop: Workshop,
    facts: dict[str, Any],
    *,
    under: Iterable[Result],
    by: Person,
    note: WorkshopNote | None = None,
    moment: WorkshopOutcome | None = None,
    strength: str = Strength.EXPERIENCE,
) -> PracticeChange:
    """A changed practice of the workshop's unit; a moment that was chosen becomes its situation."""

    def make(row: Workshop) -> PracticeChange:
        situation = Situation.objects.filter(pk=moment.card).first() if moment is not None else None
        made = practice.add(
            by=by,
            results=under,
            strength=strength,
            units=[row.unit],
            situation=situation,
            new_situation=moment.title[:200] if moment is not None and situation is None else "",
            **facts,
        )
        if moment is not None and situation is None and made.situation_id is not None:
            WorkshopOutcome.objects.filter(pk=moment.pk).update(card=made.situation_id)
        return made

    return _from_note(workshop, note, Kind.PRACTICE, make)


@transaction.atomic
def add_barrier(
    workshop: Workshop,
    facts: dict[str, Any],
    *,
    under: PracticeChange,
    by: Person,
    note: WorkshopNote | None = None,
) -> Barrier:
    """What stands in the way of a practice; an owner with a day has promised to see to it."""
    page = reverse("impactmap:practice", args=[under.pk])
    return _from_note(workshop, note, Kind.BARRIER, lambda row: barriers.add(under, by=by, page=page, **facts))


@transaction.atomic
def add_learning(
    workshop: Workshop,
    facts: dict[str, Any],
    *,
    under: PracticeChange,
    by: Person,
    note: WorkshopNote | None = None,
    strength: str = Strength.EXPERIENCE,
) -> LearningGoal:
    """A learning goal of the workshop's unit under a practice."""
    return _from_note(
        workshop,
        note,
        Kind.LEARNING,
        lambda row: learning.add_goal(by=by, practices=[under], strength=strength, units=[row.unit], **facts),
    )


def _from_note(workshop: Workshop, note: WorkshopNote | None, kind: str, make: Callable[[Workshop], Made]) -> Made:
    row = locked(workshop, Workshop.State.RUNNING)
    found = _free(row, note) if note is not None else None
    made = make(row)
    pk: UUID = made.pk
    WorkshopOutcome.objects.create(workshop=row, kind=kind, card=pk, title=str(made)[:400])
    if found is not None:
        found.fate, found.became = WorkshopNote.Fate.USED, pk
        found.save(update_fields=["fate", "became"])
    return made


def _free(row: Workshop, note: WorkshopNote) -> WorkshopNote:
    found = row.notes.filter(pk=note.pk, writer=None).first()
    if found is None or found.fate == WorkshopNote.Fate.USED:
        raise AlreadyUsed
    return found
