"""What people do with promised things, and the reminder that leaves."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from haandgreb.followups.models import Digest, FollowUp, Move
from haandgreb.followups.rules import DAYS_BETWEEN_DIGESTS, LOOK_AHEAD_DAYS, DigestPlan, Promised, digest_plan
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock, outbox


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
def skip(follow_up: FollowUp, *, reason: str, by: Person) -> FollowUp:
    """It will not be done, and why."""
    row = _locked(follow_up)
    row.state, row.closed_on, row.why_skipped = FollowUp.State.SKIPPED, clock.today(), reason
    row.save(update_fields=["state", "closed_on", "why_skipped"])
    audit.record("promise skipped", by=by, about=row)
    return row


def _locked(follow_up: FollowUp) -> FollowUp:
    return FollowUp.objects.select_for_update().get(pk=follow_up.pk)


def send_digests(today: date) -> int:
    """One mail to each person with something newly due; returns how many. Harmless when run twice."""
    due = FollowUp.objects.due_by(today).filter(reminded_on__isnull=True, owner__is_active=True)
    people = Person.objects.filter(pk__in=due.values("owner")).exclude(email="").working_on(today)
    recent = Digest.objects.filter(sent_on__gt=today - timedelta(days=DAYS_BETWEEN_DIGESTS))
    people = people.exclude(pk__in=recent.values("person"))
    promised: dict[UUID, list[Promised]] = defaultdict(list)
    waiting = FollowUp.objects.open().filter(owner__in=people, due_on__lte=today + timedelta(days=LOOK_AHEAD_DAYS))
    for owner, due_on, reminded_on in waiting.values_list("owner", "due_on", "reminded_on"):
        promised[owner].append(Promised(due_on, reminded_on is not None))
    last = dict(Digest.objects.filter(person__in=people).values_list("person").annotate(Max("sent_on")))
    sent = 0
    for person in people:
        plan = digest_plan(promised[person.pk], last_sent=last.get(person.pk), today=today)
        if plan is not None:
            _send_digest(person, plan, today)
            sent += 1
    return sent


@transaction.atomic
def _send_digest(person: Person, plan: DigestPlan, today: date) -> None:
    """The mail tells how many, never what."""
    Digest.objects.create(person=person, sent_on=today)
    horizon = today + timedelta(days=LOOK_AHEAD_DAYS)
    FollowUp.objects.open().filter(owner=person, due_on__lte=horizon, reminded_on__isnull=True).update(
        reminded_on=today
    )
    with outbox.in_language_of(person):
        outbox.put(
            kind="digest",
            person=person,
            subject=_("You have the ball"),
            text=_digest_text(person, plan),
            key=f"digest:{person.pk}:{today.isoformat()}",
        )


def _digest_text(person: Person, plan: DigestPlan) -> str:
    lines = [
        _("Hello {name}").format(name=person.given),
        "",
        ngettext("{n} thing you promised is due.", "{n} things you promised are due.", plan.due).format(n=plan.due),
    ]
    if plan.coming:
        lines.append(
            ngettext("{n} more comes within a week.", "{n} more come within a week.", plan.coming).format(n=plan.coming)
        )
    lines += ["", _("See them on your page: {address}").format(address=f"{settings.BASE_URL}/followups/"), ""]
    lines.append(_("You get this at most once a week, and only while something waits."))
    return "\n".join(lines)
