"""The archive gate at work: what has run out is deleted with a receipt, or hidden until it may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Min, Q, QuerySet

from haandgreb.confidentiality.classes import DataClass
from haandgreb.confidentiality.models import (
    ArchiveGate,
    Authority,
    DeletionReceipt,
    KeepDays,
    LegalHold,
    WaitingRows,
)
from haandgreb.confidentiality.queries import gate_is_on, holds_on, working_authority
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock

_AT_ONCE = 200
People = Callable[[QuerySet[Any]], Sequence[str]]


class NotPossible(Exception):
    """What was asked is against the rules of the class; `code` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class LetGo:
    """What one run did with one class."""

    deleted: int = 0
    hidden: int = 0


def let_go(data_class: DataClass, *sets: QuerySet[Any], people: People, now: datetime) -> LetGo:
    """
    Take rows whose time is up out of use: `sets` are querysets of rows that have run out, hidden ones among them.

    The gate on and no authority registered: rows are hidden (where their table can), never deleted. Otherwise they are
    deleted and a receipt is kept. A legal hold stops both; `people` tells the paths from a row to whom it is about.
    Some rows in each transaction: a run that is stopped goes on where it was. Source: confidentiality.md 6.
    """
    free = [rows for one in sets if (rows := _not_held(data_class, one, people)) is not None]
    authority = working_authority(data_class, now)
    deleted = hidden = 0
    for rows in free:
        if authority is not None or not data_class.gated or not gate_is_on():
            allowed = _through(rows, authority, now) if authority is not None and data_class.gated else rows
            deleted += _delete(data_class, allowed, authority if data_class.gated else None, clock.local_day(now))
        if data_class.gated and gate_is_on():
            hidden += _hide(rows, now)
    _count_waiting(data_class, free if data_class.gated and gate_is_on() else [], now)
    return LetGo(deleted, hidden)


def _not_held(data_class: DataClass, rows: QuerySet[Any], people: People) -> QuerySet[Any] | None:
    """The rows no hold stands on; None where everything of the class is held."""
    holds = holds_on(data_class)
    if any(hold.person_id is None for hold in holds):
        return None
    held = [hold.person_id for hold in holds]
    if not held:
        return rows
    about = Q()
    for path in people(rows):
        about |= Q(**{f"{path}__in": held})
    return rows.exclude(pk__in=rows.model._base_manager.filter(about).values("pk"))


def _can_hide(rows: QuerySet[Any]) -> bool:
    return any(column.name == "hidden_at" for column in rows.model._meta.concrete_fields)


def _through(rows: QuerySet[Any], authority: Authority, now: datetime) -> QuerySet[Any]:
    """Of an archive version only what had run out by its day is in it; the rest waits for the next one."""
    if authority.through is None:
        return rows
    if not _can_hide(rows):
        return rows if authority.through >= clock.local_day(now) else rows.none()
    return rows.filter(hidden_at__date__lte=authority.through)


def _delete(data_class: DataClass, rows: QuerySet[Any], authority: Authority | None, today: date) -> int:
    count = 0
    ids = list(rows.order_by("pk").values_list("pk", flat=True).distinct())
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        with transaction.atomic():
            gone = rows.model._base_manager.filter(pk__in=some)
            number = gone.count()
            gone.delete()
            if number:
                _receipt(data_class, authority, number, today)
            count += number
    return count


def _receipt(data_class: DataClass, authority: Authority | None, number: int, today: date) -> None:
    reference = authority.reference if authority is not None else ""
    receipt, _new = DeletionReceipt.objects.get_or_create(
        data_class=data_class.key, deleted_on=today, reference=reference, defaults={"authority": authority}
    )
    DeletionReceipt.objects.filter(pk=receipt.pk).update(rows=F("rows") + number)
    audit.record("kept-data.deleted", about=receipt, data_class=data_class.key, rows=number)


@transaction.atomic
def _hide(rows: QuerySet[Any], now: datetime) -> int:
    if not _can_hide(rows):
        return 0
    ids = rows.filter(hidden_at=None).values("pk")
    hidden: int = rows.model._base_manager.filter(pk__in=ids).update(hidden_at=now)
    return hidden


@transaction.atomic
def _count_waiting(data_class: DataClass, sets: Sequence[QuerySet[Any]], now: datetime) -> None:
    number, since = 0, None
    for rows in sets:
        number += rows.values("pk").distinct().count()
        if _can_hide(rows):
            first = rows.aggregate(first=Min("hidden_at"))["first"]
            since = min(filter(None, [since, first]), default=None)
    before = WaitingRows.objects.filter(pk=data_class.key).aggregate(since=Max("since"))["since"]
    WaitingRows.objects.update_or_create(
        pk=data_class.key, defaults={"rows": number, "since": (since or before or now) if number else None}
    )


@transaction.atomic
def set_gate(*, is_on: bool, why: str, by: Person) -> None:
    """Switch the gate on or off; off means that this workplace is not under the archives act, and says why."""
    facts = {"is_on": is_on, "why": why, "changed_by": by, "changed_at": clock.now()}
    gate, _new = ArchiveGate.objects.update_or_create(only=True, defaults=facts)
    audit.record("archive-gate.set", by=by, is_on=gate.is_on)


@transaction.atomic
def set_days(data_class: DataClass, days: int, *, by: Person) -> None:
    """Keep the class so many days from now on. Raises NotPossible outside its bounds."""
    if not data_class.least <= days <= data_class.most:
        raise NotPossible("outside-bounds")
    facts = {"days": days, "changed_by": by, "changed_at": clock.now()}
    KeepDays.objects.update_or_create(pk=data_class.key, defaults=facts)
    audit.record("keep-days.set", by=by, data_class=data_class.key, days=days)


@transaction.atomic
def register(
    data_class: DataClass, kind: str, *, reference: str, given_on: date, through: date | None, by: Person
) -> Authority:
    """
    Register what allows the class to be deleted. It works from the next day.

    Raises NotPossible where the class does not wait for the archive, or cannot be anybody's own notes.
    """
    if not data_class.gated or (kind == Authority.Kind.OWN_NOTES and not data_class.own_notes):
        raise NotPossible("wrong-kind")
    if kind == Authority.Kind.KEPT and through is None:
        raise NotPossible("no-day")
    made = Authority.objects.create(
        data_class=data_class.key,
        kind=kind,
        reference=reference,
        given_on=given_on,
        through=through if kind == Authority.Kind.KEPT else None,
        registered_by=by,
        registered_name=by.name,
        registered_at=clock.now(),
    )
    audit.record("archive-authority.registered", by=by, about=made, data_class=data_class.key, kind=kind)
    return made


@transaction.atomic
def end_authority(authority: Authority, *, by: Person) -> None:
    """From now on nothing is deleted by it; what was, stays deleted."""
    if Authority.objects.filter(pk=authority.pk, ended_at=None).update(ended_at=clock.now()):
        audit.record("archive-authority.ended", by=by, about=authority, data_class=authority.data_class)


@transaction.atomic
def hold(data_class: DataClass | None, person: Person | None, *, reference: str, by: Person) -> LegalHold:
    """Nothing of the class (None: of any), of the person (None: of anybody) is hidden or deleted until it is lifted."""
    key = data_class.key if data_class is not None else ""
    made = LegalHold.objects.create(
        data_class=key, person=person, reference=reference, placed_by=by, placed_at=clock.now()
    )
    audit.record("legal-hold.placed", by=by, about=made, data_class=key, of_a_person=person is not None)
    return made


@transaction.atomic
def lift(standing: LegalHold, *, by: Person) -> None:
    """The hold stands no more."""
    if LegalHold.objects.filter(pk=standing.pk, ended_at=None).update(ended_at=clock.now()):
        audit.record("legal-hold.lifted", by=by, about=standing, data_class=standing.data_class)
