"""What a service check decides: written down while it is talked about, settled together, applied when its day comes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from haandgreb.meetings import improving
from haandgreb.meetings.actions import series as series_actions
from haandgreb.meetings.actions.service_check import Step, WrongStep, change_row, locked, promise, promise_to_look
from haandgreb.meetings.models import CheckedSeries, Series, ServiceCheck
from haandgreb.meetings.rules import deadlines
from haandgreb.meetings.rules.hours import Verdict
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.shared.outbox import in_language_of

DECIDING = {Step.TALK, Step.DECIDE}
AFTER = {Step.LOOK, Step.DONE}


@transaction.atomic
def decide(
    row: CheckedSeries, facts: Mapping[str, Any], *, version: int, by: Person, now: datetime | None = None
) -> bool:
    """A verdict with its change, day, owner and expiry; it can be changed until the decisions are settled.

    False where another decision was saved meanwhile. Raises WrongStep before the talk and after the settling.
    """
    check = locked(row.check_of)
    if check.step not in DECIDING:
        raise WrongStep
    if not change_row(row, facts, version=version, by=by, now=now):
        return False
    audit.record("service check decided", by=by, about=check, verdict=facts["decision"])
    return True


@transaction.atomic
def add_missing(check: ServiceCheck, facts: Mapping[str, Any], *, by: Person) -> CheckedSeries:
    """A meeting that nobody holds today and that ought to be there: it costs hours. Raises WrongStep."""
    row = locked(check)
    if row.step not in DECIDING:
        raise WrongStep
    made = CheckedSeries.objects.create(
        check_of=row,
        decision=Verdict.MISSING,
        people=0,
        minutes=0,
        cadence=Series.Cadence.ONCE,
        changed_by=by,
        changed_at=clock.now(),
        **facts,
    )
    audit.record("service check missing meeting", by=by, about=row)
    return made


@transaction.atomic
def drop_missing(row: CheckedSeries, *, by: Person) -> None:
    """The new meeting was not needed after all. Raises WrongStep once the decisions are settled."""
    check = locked(row.check_of)
    if check.step not in DECIDING or row.decision != Verdict.MISSING:
        raise WrongStep
    row.delete()
    audit.record("service check missing meeting dropped", by=by, about=check)


@transaction.atomic
def settle(check: ServiceCheck, *, by: Person, today: date | None = None) -> ServiceCheck:
    """The decisions are made: each owner gets the ball, each series its expiry date, and what is due is applied.

    The leader promises to look again after three months. Raises WrongStep unless the check is at its decisions.
    """
    day = today or clock.today()
    row = locked(check)
    if row.step != Step.DECIDE:
        raise WrongStep
    decided = list(row.rows.exclude(decision="").select_related("series", "owner", "check_of", "merge_with"))
    for one in decided:
        _hand_over(row, one, by=by)
        _set_expiry(one, day)
    CheckedSeries.objects.bulk_update(decided, ["promise"])
    with in_language_of(row.leader):
        row.look_promise = promise_to_look(row, by=by, today=day).pk
    row.step, row.decided_on = Step.LOOK, day
    row.save(update_fields=["step", "decided_on", "look_on", "look_promise"])
    audit.record("service check settled", by=by, about=row, decisions=len(decided))
    apply_due(day)
    return row


def _hand_over(check: ServiceCheck, row: CheckedSeries, *, by: Person) -> None:
    """Who has the ball, where there is something to do."""
    if row.decision == Verdict.KEEP or row.owner is None or row.from_day is None:
        return
    with in_language_of(row.owner):
        label = str(improving.verdicts()[row.decision].label)
        what = _("%(series)s: %(verdict)s") % {"series": row.title, "verdict": label}
        if row.change:
            what = f"{what}. {row.change}"
        row.promise = promise(check, what=what, to=row.owner, due_on=row.from_day, by=by).pk


def _set_expiry(row: CheckedSeries, day: date) -> None:
    """Every series runs out: twelve months ahead at most, and at once where it is closed."""
    if row.series is None or row.review_on is None:
        return
    expires = row.from_day if row.decision == Verdict.CLOSE and row.from_day else row.review_on
    row.series.expires_on = min(expires, deadlines.expires_on(day))
    row.series.reviewed_on = day
    row.series.save(update_fields=["expires_on", "reviewed_on", "sort_key"])


@transaction.atomic
def apply_due(today: date) -> int:
    """Change the series whose decision has come to its day: closed, shorter or less often. Returns how many.

    Harmless when run twice. Who is in a meeting is for its owner to change, as is what two merged meetings become.
    """
    due = (
        CheckedSeries.objects.select_for_update(of=("self",))
        .filter(
            Q(decision=Verdict.CLOSE) | Q(new_minutes__isnull=False) | ~Q(new_cadence=""),
            check_of__step__in=AFTER,
            applied_on__isnull=True,
            from_day__lte=today,
            series__state=Series.State.ACTIVE,
        )
        .select_related("series", "changed_by")
        .order_by("from_day", "pk")
    )
    applied = 0
    for row in due:
        _apply(row, today)
        row.applied_on = today
        row.save(update_fields=["applied_on"])
        applied += 1
    return applied


def _apply(row: CheckedSeries, today: date) -> None:
    assert row.series is not None
    if row.decision == Verdict.CLOSE:
        series_actions.close(row.series, by=row.changed_by, today=today)
        return
    row.series.minutes = row.new_minutes or row.series.minutes
    row.series.cadence = row.new_cadence or row.series.cadence
    row.series.version += 1
    row.series.save(update_fields=["minutes", "cadence", "version", "sort_key"])
    audit.record("series changed by a service check", by=row.changed_by, about=row.series)
