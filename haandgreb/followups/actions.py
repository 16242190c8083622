"""What people do with promised things, and the reminder that leaves."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from haandgreb.followups.models import FollowUp, Move
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock


@transaction.atomic
def promise(
    *,
    what: str,
    owner: Person,
    due_on: date,
    source: str,
    by: Person | None,
    source_id: UUID | None = None,
    source_label: str = "",
    source_url: str = "",
    promised_on: date | None = None,
) -> FollowUp:
    """Somebody has the ball: one owner, one date. `source` is the capability it comes from."""
    follow_up = FollowUp.objects.create(
        what=what,
        owner=owner,
        due_on=due_on,
        source=source,
        source_id=source_id,
        source_label=source_label[:200],
        source_url=source_url,
        promised_on=promised_on or clock.today(),
        promised_by=by,
    )
    audit.record("promised", by=by, about=follow_up, source=source)
    return follow_up


@transaction.atomic
def mark_done(follow_up: FollowUp, *, by: Person, on: date | None = None) -> FollowUp:
    """It is done; reminders stop. Marking it twice changes nothing."""
    row = _locked(follow_up)
    if row.state == FollowUp.State.DONE:
        return row
    row.state, row.closed_on, row.why_skipped = FollowUp.State.DONE, on or clock.today(), ""
    row.save(update_fields=["state", "closed_on", "why_skipped"])
    audit.record("promise done", by=by, about=row)
    return row


@transaction.atomic
def reopen(follow_up: FollowUp, *, by: Person) -> FollowUp:
    """It was ticked by mistake."""
    row = _locked(follow_up)
    if row.state == FollowUp.State.OPEN:
        return row
    row.state, row.closed_on, row.why_skipped = FollowUp.State.OPEN, None, ""
    row.save(update_fields=["state", "closed_on", "why_skipped"])
    audit.record("promise reopened", by=by, about=row)
    return row


@transaction.atomic
def move(follow_up: FollowUp, *, to_day: date, reason: str, by: Person) -> FollowUp:
    """A new date, with the reason. The day it moves from is kept; a later digest may tell of it again."""
    row = _locked(follow_up)
    Move.objects.create(
        follow_up=row, from_day=row.due_on, to_day=to_day, reason=reason, moved_by=by, moved_on=clock.today()
    )
    row.due_on, row.reminded_on = to_day, None
    row.save(update_fields=["due_on", "reminded_on"])
    audit.record("promise moved", by=by, about=row)
    return row


@transaction.atomic
def skip(follow_up: FollowUp, *, reason: str, by: Person | None) -> FollowUp:
    """It will not be done, and why."""
    row = _locked(follow_up)
    row.state, row.closed_on, row.why_skipped = FollowUp.State.SKIPPED, clock.today(), reason
    row.save(update_fields=["state", "closed_on", "why_skipped"])
    audit.record("promise skipped", by=by, about=row)
    return row


def _locked(follow_up: FollowUp) -> FollowUp:
    return FollowUp.objects.select_for_update().get(pk=follow_up.pk)
