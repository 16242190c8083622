"""The last step: each marks the sentences in silence; the weakest half is proposed; whoever runs it confirms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from haandgreb.competences.models import LearningGoal
from haandgreb.impactmap.actions import closing
from haandgreb.impactmap.actions.workshop import WrongState, locked, locked_at
from haandgreb.impactmap.actions.workshop_notes import RoundIsOpen
from haandgreb.impactmap.models import Workshop, WorkshopMark, WorkshopOutcome, WorkshopVerdict
from haandgreb.impactmap.queries.workshop_sentences import practices_to_mark
from haandgreb.impactmap.rules.workshop import LAST, Marks, has_everybody, weakest_half
from haandgreb.organisation.models import Person, Unit
from haandgreb.shared import audit
from haandgreb.strategy.actions import practice
from haandgreb.strategy.models import PracticeChange


@transaction.atomic
def mark(workshop: Workshop, marks: Mapping[UUID, bool], *, by: Person) -> bool:
    """
    Keep (True) or cut (False), by the sentence's practice; marked again it replaces what she said before.

    When everybody in it has marked, the marks are opened: says whether they were. No audit entry tells who marked.
    Raises RoundIsOpen where they are open already, and WrongState before the last step.
    """
    row = locked(workshop, Workshop.State.RUNNING)
    step = row.steps.filter(number=LAST).first()
    if step is None:
        raise WrongState
    if step.is_open:
        raise RoundIsOpen
    there = {one.pk for one in practices_to_mark(row)}
    row.marks.filter(person=by).delete()
    WorkshopMark.objects.bulk_create(
        WorkshopMark(workshop=row, practice_id=pk, person=by, keep=keep) for pk, keep in marks.items() if pk in there
    )
    marked = row.marks.values("person").distinct().count()
    if not has_everybody(marked, row.participants.count()):
        return False
    _open(row)
    return True


@transaction.atomic
def open_marks(workshop: Workshop, *, version: int | None, by: Person) -> None:
    """Show what those who have marked say, without waiting for the others. Raises Stale, WrongState."""
    row = locked_at(workshop, version)
    if not row.steps.filter(number=LAST, is_open=False).exists():
        raise WrongState
    _open(row)
    audit.record("workshop marks opened", by=by, about=row)


@transaction.atomic
def mark_again(workshop: Workshop, *, version: int | None, by: Person) -> None:
    """Begin anew with the marks; what is closed already stays closed."""
    row = locked_at(workshop, version)
    row.verdicts.all().delete()
    row.steps.filter(number=LAST).update(is_open=False)
    audit.record("workshop marks begun anew", by=by, about=row)


@transaction.atomic
def cut(
    workshop: Workshop, practices: Iterable[PracticeChange], *, version: int | None, by: Person
) -> list[PracticeChange]:
    """
    Close these, with the reason that they were cut here, and learning that serves nothing else. Gives what was cut.

    What other units do too goes on there, without this unit. Those who built on what is closed are told. The rest of
    the sentences are decided too: they stay. Raises Stale, WrongState.
    """
    row = locked_at(workshop, version)
    if not row.steps.filter(number=LAST, is_open=True).exists():
        raise WrongState
    wanted = {one.pk for one in practices}
    found = [one for one in practices_to_mark(row) if one.pk in wanted]
    why = _("Cut in the workshop on “%(goal)s”.") % {"goal": row.goal}
    for one in found:
        _outcome(row, WorkshopOutcome.Kind.PRACTICE, one)
        if elsewhere := list(one.units.exclude(path__startswith=row.unit.path)):
            practice.change(one, {"units": elsewhere}, by=by)
            continue
        closing.close(one, why[:400], by=by)
        for aim in _serves_only(one, row):
            closing.close(aim, why[:400], by=by)
            _outcome(row, WorkshopOutcome.Kind.LEARNING, aim)
    row.verdicts.update(is_decided=True)
    audit.record("workshop cut", by=by, about=row, cards=len(found))
    return found


def _open(row: Workshop) -> None:
    """Count, propose, and forget who said what."""
    said: dict[UUID, list[bool]] = {one.pk: [] for one in practices_to_mark(row)}
    for pk, keep in row.marks.values_list("practice", "keep"):
        if pk in said:
            said[pk].append(keep)
    counted = [Marks(pk, keep=sum(words), cut=len(words) - sum(words)) for pk, words in said.items()]
    weak = weakest_half(counted)
    row.marks.all().delete()
    row.verdicts.all().delete()
    WorkshopVerdict.objects.bulk_create(
        WorkshopVerdict(workshop=row, practice_id=one.key, keep=one.keep, cut=one.cut, is_weak=one.key in weak)
        for one in counted
    )
    row.steps.filter(number=LAST).update(is_open=True)


def _serves_only(one: PracticeChange, row: Workshop) -> list[LearningGoal]:
    """The unit's learning goals, nobody's own, that hang on this practice and on no other that is active."""
    elsewhere = LearningGoal.objects.filter(units__in=Unit.objects.exclude(path__startswith=row.unit.path))
    aims = LearningGoal.objects.active().filter(practices=one, person=None, units__path__startswith=row.unit.path)
    aims = aims.exclude(pk__in=elsewhere.values("pk")).distinct()
    active = PracticeChange.objects.active().exclude(pk=one.pk)
    return list(aims.exclude(pk__in=LearningGoal.objects.filter(practices__in=active).values("pk")))


def _outcome(row: Workshop, kind: str, card: PracticeChange | LearningGoal) -> None:
    WorkshopOutcome.objects.get_or_create(
        workshop=row, kind=kind, card=card.pk, is_cut=True, defaults={"title": str(card)[:400]}
    )
