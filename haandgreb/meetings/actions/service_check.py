"""The service check: map, purpose, silent vote, talk, decide with a date, look again after three months."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.confidentiality.rules import enough_people
from haandgreb.followups import actions as followups
from haandgreb.followups.models import FollowUp
from haandgreb.meetings.models import (
    Booking,
    CheckedSeries,
    CheckVoter,
    Series,
    ServiceCheck,
    Verdict,
    WantedMeeting,
)
from haandgreb.meetings.queries.service_check import silent_name
from haandgreb.meetings.rules import deadlines
from haandgreb.meetings.rules.showing import shuffled
from haandgreb.organisation.models import Person, Unit
from haandgreb.shared import audit, clock

SOURCE = "meetings"
Step = ServiceCheck.Step
_ORDER = list(Step)
_dice = random.SystemRandom()


class WrongStep(Exception):
    """The check is at another step; what was asked for does not fit there."""


class NothingToCheck(Exception):
    """There is no running series in what was chosen."""


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
    """Begin a check: the series as they are today, and who votes. The one who begins it leads it.

    Raises NothingToCheck without any series.
    """
    found = list(series)
    if not found:
        raise NothingToCheck
    check = ServiceCheck.objects.create(title=title, unit=unit, leader=by, started_on=today or clock.today())
    CheckedSeries.objects.bulk_create(
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
        for one in found
    )
    people = {person.pk: person for person in voters}
    CheckVoter.objects.bulk_create(CheckVoter(check_of=check, person=person) for person in people.values())
    audit.record("service check begun", by=by, about=check, series=len(found), voters=len(people))
    return check


@transaction.atomic
def go_on(check: ServiceCheck, *, to: str, by: Person, today: date | None = None) -> ServiceCheck:
    """To the next step. Going to the talk ends the vote for good. Raises WrongStep unless `to` comes next.

    The decisions are settled by `check_decisions.settle`, and the check ends with `finish`: neither is a mere step.
    """
    row = locked(check)
    place = _ORDER.index(Step(row.step))
    if to not in {Step.PURPOSE, Step.VOTE, Step.TALK, Step.DECIDE} or _ORDER[place + 1] != to:
        raise WrongStep
    if to == Step.TALK:
        row.voted_on = today or clock.today()
        _end_vote(row)
    row.step = to
    row.save(update_fields=["step", "voted_on"])
    audit.record("service check went on", by=by, about=row, step=to)
    return row


@transaction.atomic
def write_purpose(
    row: CheckedSeries,
    *,
    purpose: str,
    who_would_miss_it: str,
    version: int,
    by: Person,
    now: datetime | None = None,
) -> bool:
    """One sentence on what the meeting is for, and who would miss it; the series keeps the sentence.

    False where somebody saved another meanwhile, and nothing is written then. Raises WrongStep once voting has begun.
    """
    check = locked(row.check_of)
    if check.step not in {Step.MAP, Step.PURPOSE}:
        raise WrongStep
    facts = {"purpose": purpose, "who_would_miss_it": who_would_miss_it}
    if not change_row(row, facts, version=version, by=by, now=now):
        return False
    if row.series is not None:
        Series.objects.filter(pk=row.series.pk).update(purpose=purpose)
    audit.record("service check purpose written", by=by, about=check)
    return True


@transaction.atomic
def vote(check: ServiceCheck, verdicts: Mapping[UUID, str], *, by: Person, wanted: str = "") -> None:
    """Somebody's silent verdicts by row, and a meeting that is missing; given again they replace the earlier ones.

    Only a keyed hash stands beside a verdict, and only until the vote ends; no audit entry tells of it. Raises
    WrongStep where the vote is not open.
    """
    row = locked(check)
    if row.step != Step.VOTE:
        raise WrongStep
    voter = silent_name(row, by)
    Verdict.objects.filter(row__check_of=row, voter=voter).delete()
    WantedMeeting.objects.filter(check_of=row, voter=voter).delete()
    Verdict.objects.bulk_create(Verdict(row_id=pk, voter=voter, verdict=verdict) for pk, verdict in verdicts.items())
    if wanted:
        WantedMeeting.objects.create(check_of=row, voter=voter, text=wanted)
    CheckVoter.objects.filter(check_of=row, person=by).update(has_voted=bool(verdicts or wanted))


def _end_vote(check: ServiceCheck) -> None:
    """Write verdicts and missed meetings anew without their voters, in random order and under new ids.

    What fewer than five people say cannot be without a name: missed meetings are then not kept (2.5).
    """
    verdicts = list(Verdict.objects.filter(row__check_of=check).values_list("row", "verdict"))
    texts = list(WantedMeeting.objects.filter(check_of=check).values_list("text", flat=True))
    voted = CheckVoter.objects.filter(check_of=check, has_voted=True).count()
    Verdict.objects.filter(row__check_of=check).delete()
    WantedMeeting.objects.filter(check_of=check).delete()
    Verdict.objects.bulk_create(
        Verdict(id=uuid4(), row_id=pk, verdict=verdict) for pk, verdict in shuffled(verdicts, _dice)
    )
    if enough_people(voted):
        WantedMeeting.objects.bulk_create(
            WantedMeeting(id=uuid4(), check_of=check, text=text) for text in shuffled(texts, _dice)
        )


@transaction.atomic
def book(check: ServiceCheck, *, what: str, hours_a_week: Decimal, from_day: date, by: Person) -> Booking:
    """What freed hours are used for: booked, or they vanish. Raises WrongStep before the decisions."""
    row = locked(check)
    if row.step not in {Step.DECIDE, Step.LOOK}:
        raise WrongStep
    made = Booking.objects.create(check_of=row, what=what, hours_a_week=hours_a_week, from_day=from_day)
    audit.record("freed hours booked", by=by, about=row)
    return made


@transaction.atomic
def unbook(booking: Booking, *, by: Person) -> None:
    """A booking that came to nothing. Raises WrongStep once the check is finished."""
    row = locked(booking.check_of)
    if row.step not in {Step.DECIDE, Step.LOOK}:
        raise WrongStep
    audit.record("booking of freed hours dropped", by=by, about=row)
    booking.delete()


@transaction.atomic
def finish(check: ServiceCheck, *, note: str, version: int, by: Person) -> bool:
    """Three months on: what came of it. The promise to look is kept with it.

    False where another note was saved meanwhile. Raises WrongStep before the decisions are made.
    """
    row = locked(check)
    if row.step not in {Step.LOOK, Step.DONE}:
        raise WrongStep
    if not ServiceCheck.objects.filter(pk=row.pk, version=version).update(
        look_note=note, step=Step.DONE, version=version + 1
    ):
        return False
    if row.look_promise is not None:
        for promised in FollowUp.objects.filter(pk=row.look_promise, state=FollowUp.State.OPEN):
            followups.mark_done(promised, by=by)
    audit.record("service check looked at again", by=by, about=row)
    return True


def promise_to_look(check: ServiceCheck, *, by: Person, today: date) -> FollowUp:
    """The leader gets the ball of looking again after three months."""
    check.look_on = deadlines.check_on(today)
    return promise(
        check, what=_("Look again at the service check: did it hold?"), to=check.leader, due_on=check.look_on, by=by
    )


def promise(check: ServiceCheck, *, what: str, to: Person, due_on: date, by: Person | None) -> FollowUp:
    """Somebody has the ball for something the check decided; the page of the check says why."""
    return followups.promise(
        what=what[:200],
        owner=to,
        due_on=due_on,
        source=SOURCE,
        source_id=check.pk,
        source_label=check.title,
        source_url=reverse("meetings:check", args=[check.pk]),
        by=by,
    )


def locked(check: ServiceCheck) -> ServiceCheck:
    """The check as it is now, held until the transaction ends."""
    return ServiceCheck.objects.select_for_update(of=("self",)).select_related("leader").get(pk=check.pk)


def change_row(
    row: CheckedSeries, facts: Mapping[str, object], *, version: int, by: Person, now: datetime | None = None
) -> bool:
    """Compare and write in one statement, so that two at the same moment cannot both win."""
    rows = CheckedSeries.objects.filter(pk=row.pk, version=version)
    return bool(rows.update(**facts, version=version + 1, changed_by=by, changed_at=now or clock.now()))
