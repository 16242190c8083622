"""Small plain makers of units, people, managers and roles for every test. No surprises: nothing is random."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.test import Client

from haandgreb.organisation.actions import due
from haandgreb.organisation.models import Deputy, Engagement, Person, Role, Unit, UnitManager, UnitPeriod
from haandgreb.organisation.sessions import ROLE, SEEN, STARTED
from haandgreb.shared import clock
from haandgreb.shared.installation import change
from haandgreb.shared.models import Installation

LONG_AGO = date(2020, 1, 1)
_number = count(1)


def make_unit(name: str = "Tilskud", parent: Unit | None = None, **facts: Any) -> Unit:
    """A unit that has been there long, with its one period and its path."""
    facts.setdefault("valid_from", LONG_AGO)
    facts.setdefault("ext_id", f"unit-{next(_number)}")
    unit = Unit(name=name, parent=parent, **facts)
    unit.path = f"{parent.path if parent else ''}{unit.pk.hex}/"
    unit.save()
    UnitPeriod.objects.create(
        unit=unit, name=name, kind=unit.kind, parent=parent, valid_from=unit.valid_from, valid_to=unit.valid_to
    )
    return unit


def make_person(name: str = "Mads Rosenklint", unit: Unit | None = None, **facts: Any) -> Person:
    """A person with a mail address of her own; with a unit she has worked there long."""
    title = facts.pop("job_title", "Sagsbehandler")
    given, _, surname = name.rpartition(" ")
    number = next(_number)
    facts.setdefault("email", f"p{number}@example.dk")
    facts.setdefault("ext_id", f"person-{number}")
    person = Person(given=given or surname, surname=surname if given else "", **facts)
    person.set_unusable_password()
    person.save()
    if unit is not None:
        engage(person, unit, job_title=title)
    return person


def engage(person: Person, unit: Unit, valid_from: date = LONG_AGO, **facts: Any) -> Engagement:
    """The person works in the unit from the day."""
    facts.setdefault("ext_id", f"engagement-{next(_number)}")
    return Engagement.objects.create(person=person, unit=unit, valid_from=valid_from, **facts)


def make_manager(person: Person, unit: Unit, valid_from: date = LONG_AGO, **facts: Any) -> UnitManager:
    """The person manages the unit from the day."""
    return UnitManager.objects.create(person=person, unit=unit, valid_from=valid_from, **facts)


def make_vacancy(unit: Unit, valid_from: date = LONG_AGO, **facts: Any) -> UnitManager:
    """The unit's post is vacant from the day."""
    return UnitManager.objects.create(person=None, unit=unit, valid_from=valid_from, **facts)


def make_deputy(person: Person, unit: Unit, by: Person | None = None, days: int = 14) -> Deputy:
    """The person stands in for the unit's manager from today, so many days."""
    today = clock.today()
    return Deputy.objects.create(
        person=person, unit=unit, granted_by=by, valid_from=today, valid_to=today + timedelta(days=days)
    )


def give_role(person: Person, kind: str, units: list[Unit] | None = None, **facts: Any) -> Role:
    """The person holds the role; HR within the units."""
    facts.setdefault("valid_from", LONG_AGO)
    role = Role.objects.create(person=person, kind=kind, **facts)
    role.units.set(units or [])
    return role


def set_up(name: str = "Prøvestyrelsen", *, is_demo: bool = False) -> Installation:
    """The installation is set up, so that pages open."""
    cache.clear()
    return change(name=name, is_demo=is_demo, set_up_at=clock.now())


def sign_in(client: Client, person: Person, role: str = "") -> Client:
    """The client is signed in as the person; `role` ("hr" or "manager") for somebody who is both."""
    if not Installation.objects.filter(set_up_at__isnull=False).exists():
        set_up()
    due.mark_applied(clock.today())
    client.force_login(person)
    session = client.session
    moment = clock.now().isoformat()
    session.update({STARTED: moment, SEEN: moment, ROLE: role})
    session.save()
    return client


class _Undone(Exception):
    """Takes back what one role has done."""


def each_answer(roles: Iterable[str], ask: Callable[[Client, str], Any]) -> dict[str, int]:
    """
    The status each role gets, in one and the same place: what one does is taken back before the next one asks.

    `ask` signs the role in and asks; what all of them need is made before.
    """
    found: dict[str, int] = {}
    for role in roles:
        with suppress(_Undone), transaction.atomic():
            found[role] = ask(Client(), role).status_code
            raise _Undone
    return found
