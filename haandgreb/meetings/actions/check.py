"""The service check: map, purpose, silent vote, talk, decide with a date, look again after three months."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.followups.actions import promise
from haandgreb.meetings import improving
from haandgreb.meetings.models import Booking, CheckedSeries, CheckVoter, Series, ServiceCheck, Verdict
from haandgreb.meetings.rules import deadlines, hours
from haandgreb.meetings.rules.showing import shuffled
from haandgreb.organisation.models import Person, Unit
from haandgreb.shared import audit, clock

SOURCE = "meetings"
CONFIDENTIAL_TYPES = ("one-to-one",)
_dice = random.SystemRandom()
_ORDER = list(ServiceCheck.Step)


class WrongStep(Exception):
    """The check is at another step; what was asked for does not fit there."""


class Stale(Exception):
    """Somebody else saved the row meanwhile."""


def series_to_check(*, unit: Unit | None, owner: Person | None = None) -> list[Series]:
    """The running series of a unit and what is below it, of the whole house, or of one owner; no one-to-ones."""
    found = Series.objects.filter(state=Series.State.ACTIVE).exclude(type__in=CONFIDENTIAL_TYPES)
    if owner is not None:
        found = found.filter(owner=owner)
    elif unit is not None:
        found = found.filter(unit__path__startswith=unit.path)
    return list(found.prefetch_related("memberships"))


@transaction.atomic
def start(
    *,
    title: str,
    series: Iterable[Series],
    voters: Iterable[Person],
    by: Person,
    unit: Unit | None = None,
    today: date | None = None,
) -> ServiceCheck:
    """Begin a check: the series as they are today, and who votes. The one who begins it leads it."""
    check = ServiceCheck.objects.create(title=title, unit=unit, leader=by, started_on=today or clock.today())
    rows = [
        CheckedSeries(
            check_of=check,
            series=one,
            title=one.title,
            type=one.type,
            people=len(one.memberships.all()),
            minutes=one.minutes,
            cadence=one.cadence,
            purpose=one.purpose,
        )
        for one in series
    ]
    CheckedSeries.objects.bulk_create(rows)
    people = dict.fromkeys([by, *voters])
    CheckVoter.objects.bulk_create(CheckVoter(check_of=check, person=person) for person in people)
    audit.record("service check begun", by=by, about=check, series=len(rows), voters=len(people))
    return check


@transaction.atomic
def go_on(check: ServiceCheck, *, to: str, by: Person, today: date | None = None) -> ServiceCheck:
    """To the next step; going to the talk closes the vote. Raises WrongStep unless `to` is the one after the present."""
    row = _locked(check)
    if (
        to not in ServiceCheck.Step.values
        or _ORDER.index(ServiceCheck.Step(to)) != _ORDER.index(ServiceCheck.Step(row.step)) + 1
    ):
        raise WrongStep
    if to == ServiceCheck.Step.TALK:
        _close_vote(row)
    if to == ServiceCheck.Step.LOOK:
        row.look_on = deadlines.check_on(today or clock.today())
    row.step = to
    row.save(update_fields=["step", "look_on"])
    if to == ServiceCheck.Step.LOOK:
        promise_to_look(row, by=by)
    audit.record("service check went on", by=by, about=row, step=to)
    return row


@transaction.atomic
def write_purpose(row: CheckedSeries, *, purpose: str, who_would_miss_it: str, seen: int, by: Person) -> None:
    """One sentence on what the meeting is for, and who would miss it. Raises Stale and WrongStep."""
    check = _locked(row.check_of)
    if check.step not in {ServiceCheck.Step.MAP, ServiceCheck.Step.PURPOSE}:
        raise WrongStep
    _change(row, {"purpose": purpose, "who_would_miss_it": who_would_miss_it}, seen=seen)
    audit.record("service check purpose written", by=by, about=check)


@transaction.atomic
def vote(check: ServiceCheck, verdicts: Mapping[Any, str], *, by: Person) -> None:
    """Somebody's silent verdicts, by row; given again they replace the earlier ones. Nothing is audited.

    The person stands beside the verdict only until the vote closes. Raises WrongStep when it is not open.
    """
    row = _locked(check)
    if row.step != ServiceCheck.Step.VOTE:
        raise WrongStep
    Verdict.objects.filter(row__check_of=row, person=by).delete()
    Verdict.objects.bulk_create(
        Verdict(row_id=row_id, person=by, verdict=verdict) for row_id, verdict in verdicts.items() if verdict
    )


def _close_vote(check: ServiceCheck) -> None:
    """Write the verdicts anew without their people, in random order and under new ids."""
    found = list(Verdict.objects.filter(row__check_of=check).values_list("row", "verdict"))
    Verdict.objects.filter(row__check_of=check).delete()
    Verdict.objects.bulk_create(
        Verdict(id=uuid4(), row_id=row, person=None, verdict=verdict) for row, verdict in shuffled(found, _dice)
    )


@transaction.atomic
def decide(row: CheckedSeries, facts: Mapping[str, Any], *, seen: int, by: Person) -> None:
    """A verdict with its change, day, owner and expiry; the owner gets the ball, the series its new expiry date.

    Raises WrongStep outside the talk and the decisions, Stale where somebody decided meanwhile.
    """
    check = _locked(row.check_of)
    if check.step not in {ServiceCheck.Step.TALK, ServiceCheck.Step.DECIDE}:
        raise WrongStep
    first = not row.decision
    _change(row, facts, seen=seen)
    row.refresh_from_db()
    if row.series is not None and row.review_on is not None:
        closes = row.decision == hours.Verdict.CLOSE and row.from_day is not None
        row.series.expires_on = row.from_day if closes and row.from_day is not None else row.review_on
        row.series.reviewed_on = clock.today()
        row.series.save()
    if first and row.owner is not None and row.from_day is not None and row.decision != hours.Verdict.KEEP:
        _hand_over(row, by=by)
    audit.record("service check decided", by=by, about=check, verdict=row.decision)


def _hand_over(row: CheckedSeries, *, by: Person) -> None:
    assert row.owner is not None
    assert row.from_day is not None
    what = _("%(verdict)s: %(title)s") % {
        "verdict": improving.verdicts()[row.decision].label,
        "title": row.title,
    }
    promise(
        what=what[:200],
        owner=row.owner,
        due_on=row.from_day,
        source=SOURCE,
        source_id=row.check_of_id,
        source_label=row.check_of.title,
        source_url=reverse("meetings:check", args=[row.check_of_id]),
        by=by,
    )


@transaction.atomic
def add_missing(check: ServiceCheck, facts: Mapping[str, Any], *, by: Person) -> CheckedSeries:
    """A meeting that nobody holds today and that ought to be there; it costs hours."""
    row = _locked(check)
    if row.step not in {ServiceCheck.Step.TALK, ServiceCheck.Step.DECIDE}:
        raise WrongStep
    made = CheckedSeries.objects.create(
        check_of=row, decision=hours.Verdict.MISSING, people=0, minutes=0, series=None, cadence="once", type="", **facts
    )
    if made.owner is not None and made.from_day is not None:
        _hand_over(made, by=by)
    audit.record("service check missing meeting", by=by, about=row)
    return made


@transaction.atomic
def book(check: ServiceCheck, *, what: str, hours_a_week: Any, from_day: date, by: Person) -> Booking:
    """What freed hours are used for: booked, or they vanish."""
    made = Booking.objects.create(check_of=check, what=what, hours_a_week=hours_a_week, from_day=from_day)
    audit.record("freed hours booked", by=by, about=check)
    return made


@transaction.atomic
def unbook(booking: Booking, *, by: Person) -> None:
    """A booking that came to nothing."""
    audit.record("booking dropped", by=by, about=booking.check_of)
    booking.delete()


@transaction.atomic
def finish(check: ServiceCheck, *, note: str, by: Person) -> ServiceCheck:
    """Three months on: what came of it. Raises WrongStep before the decisions are made."""
    row = _locked(check)
    if row.step not in {ServiceCheck.Step.LOOK, ServiceCheck.Step.DONE}:
        raise WrongStep
    row.look_note, row.step = note, ServiceCheck.Step.DONE
    row.save(update_fields=["look_note", "step"])
    audit.record("service check looked at again", by=by, about=row)
    return row


def promise_to_look(check: ServiceCheck, *, by: Person) -> None:
    """The leader gets the ball of looking again after three months."""
    assert check.look_on is not None
    promise(
        what=_("Look again at the service check: did it hold?"),
        owner=check.leader,
        due_on=check.look_on,
        source=SOURCE,
        source_id=check.pk,
        source_label=check.title,
        source_url=reverse("meetings:check", args=[check.pk]),
        by=by,
    )


def _locked(check: ServiceCheck) -> ServiceCheck:
    return ServiceCheck.objects.select_for_update(of=("self",)).select_related("leader").get(pk=check.pk)


def _change(row: CheckedSeries, facts: Mapping[str, Any], *, seen: int) -> None:
    """Check and write in one statement, so that two at the same moment cannot both win."""
    if not CheckedSeries.objects.filter(pk=row.pk, version=seen).update(**facts, version=seen + 1):
        raise Stale
