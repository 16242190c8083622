"""The audit trail: written inside the action it tells about, so that a change without a trace cannot happen."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry

_LOCK = 7_411_202
_START = "0" * 64
# Twelve months: security and privacy, section 7.
KEEP_DAYS = 365
_BATCH = 2000


def record(action: str, *, by: Any = None, about: models.Model | None = None, **details: Any) -> AuditEntry:
    """Add an entry. `details` are plain facts (counts, states, field names), never content or answers.

    Raises TransactionManagementError outside a transaction: the entry stands or falls with the act.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An audit entry is written in the transaction of its act.")
    _one_at_a_time()
    last = AuditEntry.objects.order_by("-id").values_list("hash", flat=True).first() or _START
    entry = AuditEntry(
        at=clock.now(),
        actor=by.pk if by is not None else None,
        action=action,
        about=about._meta.label if about is not None else "",
        about_id=about.pk if about is not None and isinstance(about.pk, UUID) else None,
        details=details,
        before=last,
    )
    entry.hash = fingerprint(entry)
    entry.save(force_insert=True)
    return entry


def fingerprint(entry: AuditEntry) -> str:
    """SHA-256 over the entry and the hash of the entry before."""
    facts = [
        entry.before,
        entry.at.isoformat(timespec="microseconds"),
        str(entry.actor or ""),
        entry.action,
        entry.about,
        str(entry.about_id or ""),
        json.dumps(entry.details, sort_keys=True, ensure_ascii=False, default=str),
    ]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


def first_broken_link() -> AuditEntry | None:
    """The first entry that was changed or whose predecessor is missing; None where the chain holds.

    The oldest entry kept may point to one that retention has deleted.
    """
    before: str | None = None
    for entry in AuditEntry.objects.order_by("id").iterator(chunk_size=2000):
        if entry.hash != fingerprint(entry) or (before is not None and entry.before != before):
            return entry
        before = entry.hash
    return None


def forget_old(now: datetime) -> int:
    """Delete entries older than twelve months, some at a time so that nobody waits; returns how many.

    Only from the old end: an entry stays as long as any before it does, so that the chain has no gap.
    """
    kept = AuditEntry.objects.filter(at__gte=now - timedelta(days=KEEP_DAYS)).order_by("id")
    first = kept.values_list("id", flat=True).first()
    old = AuditEntry.objects.order_by("id") if first is None else AuditEntry.objects.filter(id__lt=first).order_by("id")
    count = 0
    while some := list(old.values_list("id", flat=True)[:_BATCH]):
        count += AuditEntry.objects.filter(id__lte=some[-1]).delete()[0]
    return count


def _one_at_a_time() -> None:
    """Two entries may not follow the same one. SQLite writes one at a time already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
