"""Fælles klik and its seats: planned, changed, cancelled, held."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from haandgreb.learning.actions import together_mail as mail
from haandgreb.learning.models import Activity, ClickSeat, SharedClick
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.shared.versions import raise_version

CLICK_FACTS = ("starts_at", "minutes", "talk_minutes", "place", "seats", "question")


class Full(ValueError):
    """No seat is left."""


class Over(ValueError):
    """It has been, or is cancelled."""


class TooFewSeats(ValueError):
    """More people have a seat than there would be. `taken` is how many."""

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken


@transaction.atomic
def plan_click(activity: Activity, *, by: Person, **facts: Any) -> SharedClick:
    """Somebody hosts: the same module at the same time. The host has no need of a seat."""
    click = SharedClick.objects.create(activity=activity, host=by, **facts)
    audit.record("click planned", by=by, about=click)
    return click


@transaction.atomic
def change_click(click: SharedClick, facts: Mapping[str, Any], *, by: Person, version: int | None = None) -> None:
    """Another time or place: those with a seat are told of a new time. Raises Stale, TooFewSeats."""
    raise_version(click, version)
    row = SharedClick.objects.select_for_update().get(pk=click.pk)
    taken = row.taken.count()
    if facts["seats"] < taken:
        raise TooFewSeats(taken)
    is_moved = facts["starts_at"] != row.starts_at
    for name in CLICK_FACTS:
        setattr(row, name, facts[name])
    row.save(update_fields=list(CLICK_FACTS))
    audit.record("click changed", by=by, about=row, moved=is_moved)
    if is_moved:
        for seat in row.taken.select_related("person"):
            mail.click_moved(row, seat.person)


@transaction.atomic
def cancel_click(click: SharedClick, *, why: str, by: Person) -> None:
    """It will not be; those with a seat are told. Twice is once."""
    row = SharedClick.objects.select_for_update().get(pk=click.pk)
    if row.state != SharedClick.State.PLANNED:
        return
    row.state, row.why_cancelled = SharedClick.State.CANCELLED, why
    row.save(update_fields=["state", "why_cancelled"])
    audit.record("click cancelled", by=by, about=row)
    for seat in row.taken.select_related("person"):
        mail.click_cancelled(row, seat.person)


@transaction.atomic
def hold_click(click: SharedClick, *, by: Person) -> None:
    """It has been, and they talked about it."""
    if click.state == SharedClick.State.PLANNED:
        click.state = SharedClick.State.HELD
        click.save(update_fields=["state"])
        audit.record("click held", by=by, about=click)


@transaction.atomic
def take_seat(click: SharedClick, *, by: Person, now: datetime | None = None) -> None:
    """A seat for her; two at the same moment never get the same one. Raises Full, Over."""
    now = now or clock.now()
    row = SharedClick.objects.select_for_update().get(pk=click.pk)
    if row.state != SharedClick.State.PLANNED or row.starts_at <= now:
        raise Over
    if row.host_id == by.pk or row.taken.filter(person=by).exists():
        return
    if row.taken.count() >= row.seats:
        raise Full
    ClickSeat.objects.create(click=row, person=by, taken_at=now)
    audit.record("click seat taken", by=by, about=row)


@transaction.atomic
def give_seat_back(click: SharedClick, *, by: Person) -> None:
    """Somebody else can have it."""
    if click.taken.filter(person=by).delete()[0]:
        audit.record("click seat given back", by=by, about=click)
