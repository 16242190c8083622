"""Silent notes: hers alone until the round is opened, then without her; afterwards sorted by whoever runs it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max

from haandgreb.impactmap.actions.workshop import WrongState, locked, locked_at
from haandgreb.impactmap.models import Workshop, WorkshopNote, WorkshopStep
from haandgreb.impactmap.rules.workshop import is_step, shuffled
from haandgreb.organisation.models import Person
from haandgreb.shared import audit

MOST_NOTES = 40
"""So many silent notes of one person at one step: more than anybody writes in twenty minutes."""

Fate = WorkshopNote.Fate
_dice = random.SystemRandom()


class RoundIsOpen(Exception):
    """The notes of this step are shown already: what is written now is not silent."""


class TooMany(Exception):
    """She has written as many notes at this step as there is room for."""


@transaction.atomic
def write(
    workshop: Workshop, number: int, text: str, *, by: Person, about: UUID | None = None, openly: bool = False
) -> None:
    """
    A silent note at a step. No audit entry: nothing but the note says that she wrote.

    Raises RoundIsOpen where the step's notes are shown already, unless she writes `openly`: then it is shown at once,
    without her name. Raises TooMany, and WrongState unless the workshop runs and has come to the step.
    """
    row = locked(workshop, Workshop.State.RUNNING)
    step = row.steps.filter(number=number).first() if is_step(number) else None
    if step is None:
        raise WrongState
    own = row.notes.filter(writer=by, step=number).count()
    if own >= MOST_NOTES:
        raise TooMany
    if step.is_open and not openly:
        raise RoundIsOpen
    if step.is_open:
        WorkshopNote.objects.create(workshop=row, step=number, text=text, about=about, place=_next_place(row, number))
    else:
        WorkshopNote.objects.create(workshop=row, step=number, text=text, about=about, writer=by, place=own)


@transaction.atomic
def change(note: WorkshopNote, text: str, *, by: Person) -> None:
    """Her own note, while it is silent. Raises RoundIsOpen where it is not hers alone any more."""
    locked(note.workshop, Workshop.State.RUNNING)
    if not WorkshopNote.objects.filter(pk=note.pk, writer=by).update(text=text):
        raise RoundIsOpen


@transaction.atomic
def delete(note: WorkshopNote, *, by: Person) -> None:
    """Her own note, while it is silent."""
    WorkshopNote.objects.filter(pk=note.pk, writer=by).delete()


@transaction.atomic
def open_round(workshop: Workshop, *, version: int | None, by: Person) -> int:
    """
    Show the notes of the present step to all; says how many.

    They are written anew without their writers, in random order and under new ids: nothing leads back.
    """
    row = locked_at(workshop, version)
    silent = list(row.notes.filter(step=row.step, writer__isnull=False).values_list("text", "about"))
    row.notes.filter(step=row.step, writer__isnull=False).delete()
    first = _next_place(row, row.step)
    WorkshopNote.objects.bulk_create(
        WorkshopNote(id=uuid4(), workshop=row, step=row.step, text=text, about=about, place=place)
        for place, (text, about) in enumerate(shuffled(silent, _dice), first)
    )
    row.steps.filter(number=row.step).update(is_open=True)
    audit.record("workshop round opened", by=by, about=row, step=row.step, notes=len(silent))
    return len(silent)


@transaction.atomic
def write_again(workshop: Workshop, *, version: int | None, by: Person) -> None:
    """One more round of silence at the present step; what was shown stays."""
    row = locked_at(workshop, version)
    WorkshopStep.objects.filter(workshop=row, number=row.step).update(is_open=False)
    audit.record("workshop round closed", by=by, about=row, step=row.step)


@transaction.atomic
def merge(workshop: Workshop, notes: Sequence[WorkshopNote], *, version: int | None, by: Person) -> None:
    """These say the same: the others lie under the first of them. Fewer than two: nothing happens."""
    row = locked_at(workshop, version)
    found = _shown(row, notes)
    if len(found) < 2:
        return
    first, others = found[0], [note.pk for note in found[1:]]
    row.notes.filter(under__in=others).update(under=first)
    row.notes.filter(pk__in=others).update(under=first)
    audit.record("workshop notes merged", by=by, about=row, notes=len(found))


@transaction.atomic
def part(workshop: Workshop, note: WorkshopNote, *, version: int | None, by: Person) -> None:
    """They did not say the same after all: those under the note stand by themselves again."""
    row = locked_at(workshop, version)
    row.notes.filter(under=note).update(under=None)
    audit.record("workshop notes parted", by=by, about=row)


@transaction.atomic
def settle(workshop: Workshop, note: WorkshopNote, fate: str, *, version: int | None, by: Person) -> None:
    """Let a note lie, or take it up again. What is on the map stays used."""
    row = locked_at(workshop, version)
    if fate not in {Fate.FREE, Fate.LIES}:
        raise WrongState
    row.notes.filter(pk=note.pk, writer=None).exclude(fate=Fate.USED).update(fate=fate)
    audit.record("workshop note settled", by=by, about=row, fate=fate)


def _shown(row: Workshop, notes: Sequence[WorkshopNote]) -> list[WorkshopNote]:
    """Those of them that are shown, stand by themselves and are free, in the order of the round."""
    pks = [note.pk for note in notes]
    return list(row.notes.filter(pk__in=pks, writer=None, under=None, fate=Fate.FREE, step=row.step))


def _next_place(row: Workshop, number: int) -> int:
    last = row.notes.filter(step=number, writer=None).aggregate(last=Max("place"))["last"]
    return 0 if last is None else last + 1
