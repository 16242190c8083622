"""When an activity takes place: planned, moved, held, cancelled."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from haandgreb.learning.actions import enrolments
from haandgreb.learning.actions import offering_mail as mail
from haandgreb.learning.actions.steps import move_steps
from haandgreb.learning.models import Activity, Enrolment, Offering
from haandgreb.organisation.models import Person
from haandgreb.shared import audit
from haandgreb.shared.versions import raise_version

HOLDS_A_SEAT = ("wished", "asked", "approved")


class TooFewSeats(ValueError):
    """More people have a place than there would be seats. `taken` is how many."""

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken


@transaction.atomic
def plan_offering(
    activity: Activity, *, starts_on: date, ends_on: date, by: Person, place: str = "", seats: int | None = None
) -> Offering:
    """A time it takes place. Raises ValueError where it ends before it starts."""
    if ends_on < starts_on:
        raise ValueError("It ends before it starts.")
    facts = {"starts_on": starts_on, "ends_on": ends_on, "place": place, "seats": seats}
    offering = Offering.objects.create(activity=activity, **facts)
    audit.record("offering planned", by=by, about=offering)
    return offering


@transaction.atomic
def move_offering(
    offering: Offering,
    *,
    starts_on: date,
    ends_on: date,
    by: Person,
    place: str = "",
    seats: int | None = None,
    version: int | None = None,
) -> int:
    """
    New days, or another room: the enrolments' days follow, and steps nobody has been told of move along.

    People are told of new days, never of a new room alone. Returns how many enrolments moved. Raises Stale, and
    TooFewSeats where more people have a yes than there would be seats.
    """
    if ends_on < starts_on:
        raise ValueError("It ends before it starts.")
    raise_version(offering, version)
    offering = Offering.objects.select_for_update().get(pk=offering.pk)
    taken = offering.enrolments.filter(state=Enrolment.State.APPROVED).count()
    if seats is not None and taken > seats:
        raise TooFewSeats(taken)
    is_moved = (offering.starts_on, offering.ends_on) != (starts_on, ends_on)
    offering.starts_on, offering.ends_on, offering.place, offering.seats = starts_on, ends_on, place, seats
    offering.save(update_fields=["starts_on", "ends_on", "place", "seats"])
    audit.record("offering changed", by=by, about=offering, moved=is_moved)
    return _move_enrolments(offering) if is_moved else 0


def _move_enrolments(offering: Offering) -> int:
    rows = list(offering.enrolments.filter(state__in=HOLDS_A_SEAT).select_related("person", "activity"))
    for row in rows:
        row.starts_on, row.ends_on = offering.starts_on, offering.ends_on
        row.save(update_fields=["starts_on", "ends_on"])
        if row.state == Enrolment.State.APPROVED:
            move_steps(row)
            mail.moved(row)
    return len(rows)


@transaction.atomic
def hold(offering: Offering, *, by: Person) -> None:
    """It has taken place. Who took part is said of each enrolment."""
    if offering.state == Offering.State.PLANNED:
        offering.state = Offering.State.HELD
        offering.save(update_fields=["state"])
        audit.record("offering held", by=by, about=offering)


@transaction.atomic
def cancel_offering(offering: Offering, *, why: str, by: Person) -> int:
    """
    It will not be. Everybody's enrolment is cancelled with the reason, what was to follow stops, and they are told.

    Returns how many were told. Cancelling twice changes nothing.
    """
    offering = Offering.objects.select_for_update().get(pk=offering.pk)
    if offering.state != Offering.State.PLANNED:
        return 0
    offering.state, offering.why_cancelled = Offering.State.CANCELLED, why
    offering.save(update_fields=["state", "why_cancelled"])
    audit.record("offering cancelled", by=by, about=offering)
    rows = list(offering.enrolments.filter(state__in=HOLDS_A_SEAT).select_related("person", "activity"))
    for row in rows:
        enrolments.cancel(row, by=by, why=why)
        mail.cancelled(row)
    return len(rows)
