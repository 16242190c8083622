"""The ten questions: begun, a side chosen, each side's levels, then together, then done with its promises."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from haandgreb.dialogues.models import Check, CheckAnswer, CheckMember, CheckSide, Side
from haandgreb.dialogues.rules.check import KEYS, is_whole
from haandgreb.followups import actions as followups
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.shared.turns import alone
from haandgreb.shared.versions import raise_version

SOURCE = "dialogues"
State = Check.State
_BEGINNING = UUID("7c0e0b1a-2b51-4d3e-9a65-1f6f6f3b5c10")  # the name of the lock; nothing else has it


class WrongStep(Exception):
    """The check is at another step; what was asked for does not fit there."""


class NotWhole(Exception):
    """A level is missing; `missing` are the questions, or those with a step and no owner or day."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


@transaction.atomic
def begin(*, by: Person, held_on: date | None = None) -> Check:
    """A check with ten empty answers, or the one that is under way: of two who begin at once both get the same one."""
    alone(_BEGINNING)
    running = Check.objects.select_for_update().exclude(state=State.DONE).first()
    if running is not None:
        return running
    check = Check.objects.create(held_on=held_on or clock.today(), made_by=by)
    CheckAnswer.objects.bulk_create(CheckAnswer(check_run=check, key=key) for key in KEYS)
    CheckSide.objects.bulk_create(CheckSide(check_run=check, side=side) for side in Side.values)
    audit.record("check begun", by=by, about=check)
    return check


@transaction.atomic
def choose_side(check: Check, side: str, *, by: Person) -> None:
    """
    Which side somebody speaks for. Once; a mistake is put right while her side has written nothing.

    Raises WrongStep after that, and once both sides are in.
    """
    row = _locked(check, State.SIDES)
    found = CheckMember.objects.filter(check_run=row, person=by).first()
    if found is not None and found.side == side:
        return
    if found is not None and row.answers.exclude(**{found.side: None}).exists():
        raise WrongStep
    CheckMember.objects.update_or_create(check_run=row, person=by, defaults={"side": side})
    audit.record("check side chosen", by=by, about=row, side=side)


def own_side(check: Check, person: Person) -> CheckSide:
    """The side the person speaks for. Raises WrongStep where she has chosen none."""
    member = CheckMember.objects.filter(check_run=check, person=person).first()
    if member is None:
        raise WrongStep
    return CheckSide.objects.get(check_run=check, side=member.side)


@transaction.atomic
def give_levels(check: Check, levels: Mapping[str, int | None], *, version: int | None, by: Person) -> None:
    """One side's levels so far. Raises Stale where another of the side saved meanwhile, WrongStep once it is in."""
    row = _locked(check, State.SIDES)
    side = own_side(row, by)
    if side.is_in:
        raise WrongStep
    raise_version(side, version)
    for answer in row.answers.all():
        setattr(answer, side.side, levels.get(answer.key))
        answer.save(update_fields=[side.side])
    audit.record("check levels given", by=by, about=row, side=side.side)


@transaction.atomic
def hand_in(check: Check, *, by: Person) -> Check:
    """
    The side's levels are its common ones. When the second side hands in, both read both.

    Raises NotWhole where a level is missing, WrongStep where it fits no more.
    """
    row = _locked(check, State.SIDES)
    side = own_side(row, by)
    levels = dict(row.answers.values_list("key", side.side))
    if not is_whole(levels):
        raise NotWhole([key for key in KEYS if levels.get(key) is None])
    side.is_in = True
    side.save(update_fields=["is_in"])
    audit.record("check side handed in", by=by, about=row, side=side.side)
    if not row.sides.filter(is_in=False).exists():
        _start_from_agreement(row)
        row.state = State.TOGETHER
        row.save(update_fields=["state"])
        audit.record("check opened to both sides", by=by, about=row)
    return row


def _start_from_agreement(check: Check) -> None:
    """Where both sides say the same, that is the common level to begin with."""
    for answer in check.answers.all():
        if answer.management == answer.staff:
            answer.common = answer.management
            answer.save(update_fields=["common"])


@transaction.atomic
def take_back(check: Check, *, by: Person) -> None:
    """The side wants to change something: only while the other side is not in. Raises WrongStep."""
    row = _locked(check, State.SIDES)
    side = own_side(row, by)
    side.is_in = False
    side.save(update_fields=["is_in"])
    audit.record("check side taken back", by=by, about=row, side=side.side)


@transaction.atomic
def agree(answer: CheckAnswer, facts: Mapping[str, Any], *, version: int | None, by: Person) -> None:
    """What we do today, the common level, evidence and the next step of one question. Raises Stale, WrongStep."""
    check = _locked(answer.check_run, State.TOGETHER)
    row = CheckAnswer.objects.get(pk=answer.pk)
    raise_version(row, version)
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=list(facts))
    audit.record("check question agreed", by=by, about=row, check=str(check.pk), key=row.key)


@transaction.atomic
def finish(check: Check, *, by: Person, today: date | None = None) -> Check:
    """Done: it stays as it is, and each next step is promised by its owner. Raises WrongStep, NotWhole."""
    row = _locked(check, State.TOGETHER)
    answers = list(row.answers.select_related("owner"))
    missing = [answer.key for answer in answers if answer.common is None or _is_half(answer)]
    if missing:
        raise NotWhole(missing)
    row.state = State.DONE
    row.save(update_fields=["state"])
    for answer in answers:
        if answer.next_step:
            _promise(row, answer, by, today or clock.today())
    audit.record("check done", by=by, about=row)
    return row


def _is_half(answer: CheckAnswer) -> bool:
    return bool(answer.next_step) != bool(answer.owner_id and answer.due_on)


def _promise(check: Check, answer: CheckAnswer, by: Person, today: date) -> None:
    assert answer.owner is not None
    assert answer.due_on is not None
    followups.promise(
        what=answer.next_step,
        owner=answer.owner,
        due_on=answer.due_on,
        source=SOURCE,
        source_id=check.pk,
        source_label=answer.key,
        source_url=reverse("dialogues:check", args=[check.pk]),
        by=by,
        promised_on=today,
    )


def _locked(check: Check, state: str) -> Check:
    row = Check.objects.select_for_update().get(pk=check.pk)
    if row.state != state:
        raise WrongStep
    return row
