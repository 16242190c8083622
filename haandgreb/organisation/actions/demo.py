"""The demo workplace in and out: units, people, managers and roles; removing it leaves no trace of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from haandgreb.organisation import demo_content
from haandgreb.organisation.actions.due import rebuild_paths
from haandgreb.organisation.actions.setting_up import Newcomer, found_workplace
from haandgreb.organisation.models import (
    Deputy,
    Engagement,
    ImportRun,
    Person,
    Role,
    Session,
    Unit,
    UnitManager,
    UnitPeriod,
)
from haandgreb.shared import audit, clock, installation
from haandgreb.shared.demo import Changed, Demo
from haandgreb.shared.models import Draft, OutboxMessage
from haandgreb.shared.passport import capabilities
from haandgreb.shared.twolang import Text

# The agency is older than anybody in it.
_FOUNDED = -30 * 365
# Before the key of the case, in the ids of what comes from there.
_MARK = "demo-"


@transaction.atomic
def load(demo: Demo) -> None:
    """Put the demo's organisation in, and say that this installation is a demo."""
    content = demo_content.load()
    _units(demo, content)
    _people(demo, content)
    _managers(demo, content)
    _roles(demo, content)
    name = Text.of(content["organisation"]["name"])
    installation.change(name=name.da, is_demo=True, set_up_at=clock.now(), set_up_code="")
    audit.record("demo.loaded", people=len(demo.people), units=len(demo.units))


def _units(demo: Demo, content: dict[str, Any]) -> None:
    founded = demo.day(_FOUNDED)
    for facts in content["unit"]:
        name, kind = Text.of(facts["name"]), Text.of(facts["kind"])
        parent = demo.units.get(facts.get("parent", ""))
        unit = Unit(
            ext_id=f"{_MARK}{facts['id']}",
            name=name.da,
            name_en=name.en,
            kind=kind.da,
            parent=parent,
            valid_from=founded,
            is_demo=True,
        )
        unit.save()
        UnitPeriod.objects.create(
            unit=unit, name=name.da, name_en=name.en, kind=kind.da, parent=parent, valid_from=founded
        )
        demo.units[facts["id"]] = unit
    rebuild_paths()
    for unit in demo.units.values():
        unit.refresh_from_db()


def _people(demo: Demo, content: dict[str, Any]) -> None:
    domain = content["organisation"]["mail_domain"]
    order = {facts["person"]: number for number, facts in enumerate(content["persona"], 1)}
    people, engagements = [], []
    for facts in content["people"]["list"]:
        key = facts["id"]
        person = Person(
            ext_id=f"{_MARK}{key}",
            given=facts["given"],
            surname=facts["surname"],
            email=f"{key.lower()}@{domain}",
            login=key.lower(),
            persona=order.get(key),
            is_demo=True,
        )
        person.set_unusable_password()
        person.fill_keys()
        people.append(person)
        demo.people[key] = person
        engagements.append(_engagement(demo, content, person, facts))
    Person.objects.bulk_create(people)
    Engagement.objects.bulk_create(engagements)


def _engagement(demo: Demo, content: dict[str, Any], person: Person, facts: dict[str, Any]) -> Engagement:
    title = Text.of(content["title"][facts["title"]])
    engagement = Engagement(
        ext_id=f"{_MARK}{facts['id']}",
        person=person,
        unit=demo.units[facts["unit"]],
        employee_no=facts["id"].removeprefix("P").zfill(5),
        job_title=title.da,
        job_title_en=title.en,
        kind=facts.get("kind", ""),
        site=facts["site"],
        valid_from=demo.day(facts["hired"]),
        leave_until=demo.day(facts["leave_until"]) if "leave_until" in facts else None,
    )
    engagement.fill_keys()
    return engagement


def _managers(demo: Demo, content: dict[str, Any]) -> None:
    begin: dict[str, date] = {facts["id"]: demo.day(facts["hired"]) for facts in content["people"]["list"]}
    UnitManager.objects.bulk_create(
        UnitManager(
            unit=demo.units[facts["id"]],
            person=demo.people[facts["manager"]],
            valid_from=begin[facts["manager"]],
        )
        for facts in content["unit"]
    )


def _roles(demo: Demo, content: dict[str, Any]) -> None:
    for facts in content["role"]:
        for key in facts["people"]:
            role = Role.objects.create(
                person=demo.people[key],
                kind=facts["kind"],
                valid_from=max(demo.day(-365), demo.people[key].engagements.get().valid_from),
            )
            role.units.set([demo.units[unit] for unit in facts.get("units", [])])


def find(demo: Demo) -> None:
    """The people and units that were put in once. Raises Changed where one of them is no longer here."""
    content = demo_content.load()
    people = Person.objects.here_on(demo.today).filter(is_demo=True)
    units = Unit.objects.on(demo.today).filter(is_demo=True)
    demo.people |= _by_key(people, [facts["id"] for facts in content["people"]["list"]])
    demo.units |= _by_key(units, [facts["id"] for facts in content["unit"]])


def _by_key(rows: Iterable[Any], keys: list[str]) -> dict[str, Any]:
    found = {row.ext_id: row for row in rows}
    try:
        return {key: found[f"{_MARK}{key}"] for key in keys}
    except KeyError as missing:
        raise Changed from missing


@transaction.atomic
def leave(*, name: str, administrator: Newcomer, hr: Newcomer, language: str, by: Person | None) -> Person:
    """The demo is removed with all that hangs on it, and a real workplace begins; returns its administrator.

    Anybody can walk into a demo and give somebody a role there, so nobody and nothing stays: all of it is the demo's.
    """
    audit.record("demo.removed", by=by)
    Person.objects.update(is_demo=True)
    Unit.objects.update(is_demo=True)
    for capability in capabilities():
        capability.remove_demo()
    return found_workplace(name=name, administrator=administrator, hr=hr, language=language)


@transaction.atomic
def remove_people_and_units() -> None:
    """Take out the demo's people and units, and what only they hold; what hangs on them elsewhere is already gone."""
    people = Person.objects.filter(is_demo=True)
    units = Unit.objects.filter(is_demo=True)
    Session.objects.filter(person_id__in=people.values("pk")).delete()
    Draft.objects.filter(person__in=people.values("pk")).delete()
    # What a demo has queued must never leave: from now on mail is sent.
    OutboxMessage.objects.exclude(state=OutboxMessage.State.SENT).delete()
    ImportRun.objects.filter(started_by__in=people).delete()
    Engagement.objects.filter(Q(person__in=people) | Q(unit__in=units)).delete()
    UnitManager.objects.filter(Q(person__in=people) | Q(unit__in=units)).delete()
    Deputy.objects.filter(Q(person__in=people) | Q(unit__in=units)).delete()
    people.delete()
    # A unit holds the ones below it: from the leaves up.
    for unit in sorted(units, key=lambda one: len(one.path), reverse=True):
        Unit.objects.filter(parent=unit, is_demo=False).update(parent=None)
        unit.delete()
    rebuild_paths()
