"""A platform's key, and what it tells with it."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from haandgreb.confidentiality.actions import let_go
from haandgreb.confidentiality.classes import data_classes
from haandgreb.confidentiality.queries import days_of
from haandgreb.integrations.xapi.meaning import Meant
from haandgreb.integrations.xapi.models import Statement, StatementSource
from haandgreb.learning.actions.completions import bring_in, drop_told
from haandgreb.learning.models import Platform
from haandgreb.learning.rules.told import Told, course_keys
from haandgreb.organisation.actions.inserting import insert
from haandgreb.organisation.importing.values import fold
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock, turns

KEPT = "xapi-statement"


class Conflict(ValueError):
    """The id was told before, with another content. Nothing of the batch is taken."""


@transaction.atomic
def make_key(platform: Platform, *, by: Person) -> tuple[StatementSource, str]:
    """Make a key and end the old one. Gives the source, and the key, which is shown once: only a hash is kept."""
    key = secrets.token_urlsafe(32)
    facts = {"key_hash": hashed(key), "made_by": by, "made_at": clock.now()}
    source, _new = StatementSource.objects.update_or_create(
        platform=platform, defaults=facts, create_defaults={**facts, "login": secrets.token_hex(10)}
    )
    audit.record("xapi.key_made", by=by, about=source)
    return source, key


@transaction.atomic
def end_key(platform: Platform, *, by: Person) -> None:
    """The platform tells nothing more; what it has told stays."""
    source = StatementSource.objects.filter(platform=platform).first()
    if source is not None:
        audit.record("xapi.key_ended", by=by, about=source)
        source.delete()


def hashed(key: str) -> str:
    """How a key is kept. It is long and random, so a plain hash cannot be turned back."""
    return sha256(key.encode()).hexdigest()


@transaction.atomic
def receive(source: StatementSource, batch: Sequence[Meant], *, now: datetime | None = None) -> int:
    """
    Take a batch, all of it or nothing; how many of it were new and are read.

    An id told again with the same content changes nothing. Raises Conflict where the content is another.
    """
    turns.alone(source.platform_id)
    now = now or clock.now()
    read = [one for one in batch if one.is_read]
    known = _known(source, {one.statement_id for one in read})
    for one in read:
        if (there := known.get(one.statement_id)) is not None and not _matches(one, there):
            raise Conflict
    fresh = [one for one in read if one.statement_id not in known]
    if not fresh:
        return 0
    insert(Statement, [_row(source, one, clock.local_day(now)) for one in fresh])
    _place(source, fresh, now)
    return len(fresh)


def _known(source: StatementSource, ids: Collection[UUID]) -> dict[UUID, tuple[str, datetime | None]]:
    rows = Statement.objects.filter(source=source, statement_id__in=ids)
    return {pk: (mark, at) for pk, mark, at in rows.values_list("statement_id", "fingerprint", "happened_at")}


def _matches(one: Meant, there: tuple[str, datetime | None]) -> bool:
    """A timestamp counts where both say one: a record store sets it where it is missing."""
    fingerprint, happened_at = there
    differs = None not in (one.happened_at, happened_at) and one.happened_at != happened_at
    return one.fingerprint == fingerprint and not differs


def _row(source: StatementSource, one: Meant, today: date) -> Statement:
    told = one.told
    return Statement(
        source=source,
        statement_id=one.statement_id,
        fingerprint=one.fingerprint,
        happened_at=one.happened_at,
        told_on=today,
        person_key=told.person if told is not None else "",
        course_key=told.courses[0] if told is not None else "",
        title=told.title if told is not None else "",
        completed_on=told.completed_on if told is not None else None,
        voids=one.voids,
    )


def _place(source: StatementSource, fresh: Sequence[Meant], now: datetime) -> None:
    """Bring in what was told, without what is voided already; take back what is voided now."""
    ids = [one.statement_id for one in fresh if one.told is not None]
    voided = set(Statement.objects.filter(source=source, voids__in=ids).values_list("voids", flat=True))
    told = [one.told for one in fresh if one.told is not None and one.statement_id not in voided]
    back = _voided(source, {one.voids for one in fresh if one.voids is not None} - set(ids))
    waiting = drop_told(source.platform, back)
    told += [replace(one, back=True) for one in back if one not in waiting]
    if told:
        bring_in(source.platform, told, by=None, now=now)


def _voided(source: StatementSource, ids: Collection[UUID]) -> list[Told]:
    """The completions these statements told of; a voiding statement itself is not voided."""
    rows = Statement.objects.filter(source=source, statement_id__in=ids, voids=None).exclude(completed_on=None)
    return [
        Told(number, row.person_key, course_keys(row.course_key, row.title), row.title, row.completed_on)
        for number, row in enumerate(rows)
        if row.completed_on is not None and not _told_by_another(row, ids)
    ]


def _told_by_another(row: Statement, ids: Collection[UUID]) -> bool:
    """Another statement that still stands tells of the same completion: it was completed and passed, say."""
    same = Statement.objects.filter(
        source=row.source_id, person_key=row.person_key, course_key=row.course_key, completed_on=row.completed_on
    ).exclude(statement_id__in=ids)
    gone = Statement.objects.filter(source=row.source_id).exclude(voids=None).values("voids")
    return same.exclude(statement_id__in=gone).exists()


def daily(today: date) -> None:
    """Statements whose days are over are forgotten; the completions they told of stay."""
    data_class = data_classes()[KEPT]
    rows = Statement.objects.filter(told_on__lt=today - timedelta(days=days_of(data_class)))
    let_go(data_class, rows, people=lambda rows: (), now=clock.now())


def forget(person: Person) -> None:
    """What was told of her is forgotten by every key she has."""
    Statement.objects.filter(of(person)).delete()


def of(person: Person) -> Q:
    """The statements that name her by login, mail address or number."""
    numbers = person.engagements.exclude(employee_no="").values_list("employee_no", flat=True)
    keys = {fold(key) for key in (person.ext_id, person.email, person.login, *numbers) if key}
    return Q(person_key__in=keys)
