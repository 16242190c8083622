"""Two people changed the same person or unit: both texts beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import models

from haandgreb.organisation.models import Person, Unit
from haandgreb.shared import clock
from haandgreb.shared.conflict import Conflict, clashes_between
from haandgreb.shared.models import AuditEntry


def person_conflict(person: Person, mine: Mapping[str, str], form: forms.Form) -> Conflict:
    """What I wrote about the person beside what somebody else saved meanwhile."""
    theirs = {name: getattr(person, name) for name in mine}
    return _conflict(person, person.version, mine, theirs, form)


def unit_conflict(unit: Unit, mine: Mapping[str, str], form: forms.Form) -> Conflict:
    """What I wrote about the unit beside what somebody else saved meanwhile."""
    theirs = {name: getattr(unit, name) for name in mine}
    return _conflict(unit, unit.version, mine, theirs, form)


def _conflict(
    thing: models.Model, version: int, mine: Mapping[str, str], theirs: Mapping[str, str], form: forms.Form
) -> Conflict:
    labels = {name: str(form.fields[name].label) for name in mine}
    clashes = clashes_between(mine, theirs, labels)
    clashing = {clash.name for clash in clashes}
    last = AuditEntry.objects.filter(about_id=thing.pk).order_by("-id").first()
    other = Person.objects.filter(pk=last.actor).first() if last is not None and last.actor else None
    kept = [(name, _sent(form, name)) for name in form.fields if name not in clashing and name != "version"]
    moment = last.at if last is not None else clock.now()
    return Conflict(other=other.name if other else "", at=moment, version=version, clashes=clashes, kept=kept)


def _sent(form: forms.Form, name: str) -> str:
    value: Any = form.data.get(name, "")
    return str(value)
