"""An enrolment from wish to completion: sent, said yes or no to, taken part in, cancelled, handed on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from haandgreb.learning.actions import enrolment_mail as mail
from haandgreb.learning.actions.base import move_to
from haandgreb.learning.actions.plan_beginning import begin_plan
from haandgreb.learning.actions.plan_promises import let_go
from haandgreb.learning.actions.steps import begin_steps, move_steps, stop_steps
from haandgreb.learning.models import Activity, Enrolment, Offering
from haandgreb.learning.rules.states import ENROLMENT
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of
from haandgreb.shared import audit, clock
from haandgreb.shared.states import Refused, may_step
from haandgreb.shared.versions import Stale, raise_version

State = Enrolment.State
OPEN = (State.WISHED, State.ASKED, State.APPROVED)
FACTS = ("need", "hours", "cost", "fund", "development_goal", "legal_ground")


class NotTheirs(ValueError):
    """Somebody else decides this."""


class AlreadyThere(ValueError):
    """She has a place, or has asked for one. `enrolment` is that one."""

    def __init__(self, enrolment: Enrolment) -> None:
        super().__init__(str(enrolment.pk))
        self.enrolment = enrolment


class Full(ValueError):
    """No seat is left."""


class Closed(ValueError):
    """The activity is offered no more, or the time is cancelled or over."""


@transaction.atomic
def wish(
    person: Person,
    activity: Activity,
    *,
    by: Person,
    offering: Offering | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    now: datetime | None = None,
    **facts: Any,
) -> Enrolment:
    """
    A place she thinks of, hers alone until she asks for it. `facts` are any of FACTS.

    Its plan begins with the situation she wants to handle better. Raises AlreadyThere, Closed.
    """
    _require_open(activity, offering)
    _require_new(person, activity, offering)
    enrolment = _make(person, activity, offering, starts_on, ends_on, now, is_mandatory=activity.is_mandatory, **facts)
    audit.record("learning.wished", by=by, about=enrolment)
    return enrolment


@transaction.atomic
def change(
    enrolment: Enrolment,
    *,
    by: Person,
    version: int | None = None,
    offering: Offering | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    **facts: Any,
) -> None:
    """
    Write a wish anew while nobody has said yes to it; one that was asked for is asked for as it now stands.

    Raises Stale, Refused where it is too late, AlreadyThere where she has that place already.
    """
    row = held(enrolment)
    if row.state not in (State.WISHED, State.ASKED, State.DECLINED):
        raise Refused(f"{row.state} is not written in")
    if offering != row.offering:
        _require_open(row.activity, offering)
        _require_new(row.person, row.activity, offering, but=row)
    raise_version(row, version)
    days = _days(offering, starts_on, ends_on)
    for name, value in {"offering": offering, **days, **facts}.items():
        setattr(row, name, value)
    row.save()
    begin_plan(row)
    audit.record("learning.wish_changed", by=by, about=row)
    enrolment.refresh_from_db()


@transaction.atomic
def set_days(
    enrolment: Enrolment,
    *,
    by: Person,
    offering: Offering | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> None:
    """
    It is on other days, or has its first ones: what nobody has been told of moves along. Raises Refused where it is
    not under way, AlreadyThere, Closed, Full.
    """
    row = held(enrolment)
    if row.state != State.APPROVED:
        raise Refused(f"{row.state} has its days")
    if offering != row.offering:
        _require_open(row.activity, offering)
        _require_new(row.person, row.activity, offering, but=row)
        _require_seat(offering)
    raise_version(row, None)
    for name, value in {"offering": offering, **_days(offering, starts_on, ends_on)}.items():
        setattr(row, name, value)
    row.talk_on = None
    row.save()
    move_steps(row)
    audit.record("learning.days_set", by=by, about=row)
    enrolment.refresh_from_db()


@transaction.atomic
def ask(enrolment: Enrolment, *, by: Person, now: datetime | None = None, today: date | None = None) -> Enrolment:
    """
    Ask the nearest manager for a yes. What is mandatory, or where she has no manager here, is approved at once.

    Raises Refused, NotTheirs for anybody but the person.
    """
    now, today = now or clock.now(), today or clock.today()
    row = held(enrolment)
    if row.person_id != by.pk:
        raise NotTheirs
    managers = managers_of(row.person, today)
    if row.state == State.WISHED and (row.is_mandatory or not managers):
        _approve(row, by=None if row.is_mandatory else by, now=now)
    else:
        move_to(row, State.ASKED, by=by, asked_at=now, why_declined="", decided_by=None, decided_at=None)
        mail.asked(row, managers)
    enrolment.refresh_from_db()
    return enrolment


@transaction.atomic
def take_back(enrolment: Enrolment, *, by: Person) -> None:
    """She asks no more for now: the wish is hers alone again. Raises Refused, NotTheirs."""
    row = held(enrolment)
    if row.person_id != by.pk:
        raise NotTheirs
    move_to(row, State.WISHED, by=by, asked_at=None)
    enrolment.refresh_from_db()


@transaction.atomic
def approve(
    enrolment: Enrolment,
    *,
    by: Person,
    version: int | None = None,
    now: datetime | None = None,
    today: date | None = None,
) -> None:
    """
    A nearest manager of today says yes to what she read (`version`); the steps before and after begin.

    Raises NotTheirs, Refused, Full, Closed, and Stale where it was changed since she read it.
    """
    row = held(enrolment)
    _require_manager(row, by, today)
    if version is not None and row.state == State.ASKED and row.version != version:
        raise Stale
    if row.offering is not None:
        _require_open(None, row.offering)
    _approve(row, by=by, now=now or clock.now())
    mail.answered(row)
    enrolment.refresh_from_db()


@transaction.atomic
def decline(
    enrolment: Enrolment, *, by: Person, why: str, now: datetime | None = None, today: date | None = None
) -> None:
    """A nearest manager says no, and why; she can ask anew. Raises NotTheirs, Refused."""
    row = held(enrolment)
    _require_manager(row, by, today)
    move_to(row, State.DECLINED, by=by, why_declined=why, decided_by=by, decided_at=now or clock.now())
    mail.answered(row)
    enrolment.refresh_from_db()


@transaction.atomic
def enrol_mandatory(
    person: Person,
    activity: Activity,
    *,
    by: Person,
    offering: Offering | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    ground: str = "",
    now: datetime | None = None,
) -> Enrolment:
    """
    A place in what the law or the workplace asks of her: nobody has to say yes, and it is counted apart.

    `ground` says why, else the activity does. Raises AlreadyThere, Closed, Full.
    """
    _require_open(activity, offering)
    _require_new(person, activity, offering)
    ground = ground or activity.why_mandatory
    days = {"starts_on": starts_on, "ends_on": ends_on}
    enrolment = _make(person, activity, offering, **days, now=now, is_mandatory=True, legal_ground=ground)
    _approve(enrolment, by=by, now=now or clock.now())
    mail.answered(enrolment)
    return enrolment


@transaction.atomic
def complete(enrolment: Enrolment, *, on: date, by: Person | None, source: str = "") -> None:
    """
    She has taken part, the last day being `on`. What nobody said yes to gets its steps now.

    What has no fixed day, and what ended on another day than planned without an offering, counts its days from `on`.
    Raises Refused.
    """
    row = held(enrolment)
    facts: dict[str, Any] = {"completed_on": on, "source": source or row.source, "why_ended": ""}
    if row.offering_id is None and row.ends_on != on:
        facts |= {"ends_on": on, "starts_on": min(row.starts_on or on, on)}
    runs = row.state == State.APPROVED and row.steps.exists()
    move_to(row, State.COMPLETED, by=by, **facts)
    if not runs:  # nobody said yes, or she was thought not to have taken part
        begin_steps(row, by=by)
    elif "ends_on" in facts:
        move_steps(row)
    enrolment.refresh_from_db()


@transaction.atomic
def mark_absent(enrolment: Enrolment, *, by: Person | None, why: str = "") -> None:
    """She did not take part; what was to follow is asked for no more. Raises Refused."""
    row = held(enrolment)
    move_to(row, State.ABSENT, by=by, why_ended=why)
    _stop(row, by)
    enrolment.refresh_from_db()


@transaction.atomic
def cancel(enrolment: Enrolment, *, by: Person | None, why: str) -> None:
    """It will not be; or a completion was told by mistake. What was to follow is asked for no more. Raises Refused."""
    row = held(enrolment)
    move_to(row, State.CANCELLED, by=by, why_ended=why)
    _stop(row, by)
    enrolment.refresh_from_db()


@transaction.atomic
def end(enrolment: Enrolment, state: str, *, by: Person, why: str) -> None:
    """One of the two notes that it was cancelled, or held without her; where it was the manager, she is told."""
    if state == State.ABSENT:
        mark_absent(enrolment, by=by, why=why)
    else:
        cancel(enrolment, by=by, why=why)
    if by.pk != enrolment.person_id:
        mail.ended(enrolment)


@transaction.atomic
def replace(enrolment: Enrolment, *, person: Person, by: Person, why: str, now: datetime | None = None) -> Enrolment:
    """
    Somebody else takes the seat, with steps and a plan of her own; nothing of what the first one wrote goes along.

    Where `by` is a nearest manager of hers too she is in at once, else her own manager is asked. Raises Refused,
    AlreadyThere.
    """
    now = now or clock.now()
    row = held(enrolment)
    _require_new(person, row.activity, row.offering)
    move_to(row, State.REPLACED, by=by, why_ended=why)
    _stop(row, by)
    if by.pk != row.person_id:
        mail.ended(row)
    facts: dict[str, Any] = {"hours": row.hours, "cost": row.cost, "legal_ground": row.legal_ground, "replaces": row}
    days = {"starts_on": row.starts_on, "ends_on": row.ends_on}
    made = _make(person, row.activity, row.offering, **days, now=now, is_mandatory=row.is_mandatory, **facts)
    managers = managers_of(person, clock.local_day(now))
    if by in managers or not managers or row.is_mandatory:
        _approve(made, by=by, now=now)
        mail.answered(made)
    else:
        move_to(made, State.ASKED, by=by, asked_at=now)
        mail.asked(made, managers)
    enrolment.refresh_from_db()
    return made


def held(enrolment: Enrolment) -> Enrolment:
    """The enrolment as it is now, with nobody beside us until the transaction ends."""
    Enrolment.objects.select_for_update(no_key=True).only("pk").get(pk=enrolment.pk)
    found: Enrolment = Enrolment.objects.select_related("person", "activity", "offering").get(pk=enrolment.pk)
    return found


def may_still(enrolment: Enrolment, state: str) -> bool:
    """Whether it can still go there."""
    return may_step(ENROLMENT, enrolment.state, state)


def _stop(row: Enrolment, by: Person | None) -> None:
    stop_steps(row, by=by)
    let_go(row, by=by)


def _approve(row: Enrolment, *, by: Person | None, now: datetime) -> None:
    _require_seat(row.offering)
    move_to(row, State.APPROVED, by=by, decided_by=by, decided_at=now, why_declined="")
    begin_steps(row, by=by)


def _make(
    person: Person,
    activity: Activity,
    offering: Offering | None,
    starts_on: date | None,
    ends_on: date | None,
    now: datetime | None,
    **facts: Any,
) -> Enrolment:
    now = now or clock.now()
    facts = {
        "hours": (activity.minutes + 59) // 60 or None,
        "cost": activity.cost or None,
        "size": activity.size,
        **facts,
    }
    facts |= _days(offering, starts_on, ends_on)
    row = Enrolment.objects.create(person=person, activity=activity, offering=offering, made_at=now, **facts)
    begin_plan(row)
    return row


def _days(offering: Offering | None, starts_on: date | None, ends_on: date | None) -> dict[str, date | None]:
    """The offering's days; else one's own, where one day alone is both."""
    if offering is not None:
        return {"starts_on": offering.starts_on, "ends_on": offering.ends_on}
    return {"starts_on": starts_on or ends_on, "ends_on": ends_on or starts_on}


def _require_open(activity: Activity | None, offering: Offering | None) -> None:
    if activity is not None and activity.state != Activity.State.OPEN:
        raise Closed
    if offering is not None and offering.state != Offering.State.PLANNED:
        raise Closed


def _require_new(person: Person, activity: Activity, offering: Offering | None, but: Enrolment | None = None) -> None:
    rows = Enrolment.objects.filter(person=person, activity=activity, offering=offering, state__in=OPEN)
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    found = rows.first()
    if found is None and offering is not None:
        done = Enrolment.objects.filter(person=person, offering=offering, state=State.COMPLETED)
        found = done.first()
    if found is not None:
        raise AlreadyThere(found)


def _require_seat(offering: Offering | None) -> None:
    if offering is None or offering.seats is None:
        return
    Offering.objects.select_for_update(no_key=True).only("pk").get(pk=offering.pk)
    taken = Enrolment.objects.filter(offering=offering, state__in=(State.APPROVED, State.COMPLETED)).count()
    if taken >= offering.seats:
        raise Full


def _require_manager(row: Enrolment, by: Person, today: date | None) -> None:
    if by not in managers_of(row.person, today or clock.today()):
        raise NotTheirs
