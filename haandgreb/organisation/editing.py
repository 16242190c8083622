"""What editing pages share: acts done once, drafts, versions, and two people who changed the same thing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Person
from haandgreb.shared import clock, drafts, once
from haandgreb.shared.conflict import Conflict, clashes_between
from haandgreb.shared.models import AuditEntry


@dataclass(frozen=True)
class Change:
    """Somebody, and when; nobody where it is not known any more."""

    person: Person | None = None
    at: datetime | None = None


def last_change(thing: models.Model, action: str) -> Change:
    """The latest such act on the thing, from the audit trail."""
    entry = AuditEntry.objects.filter(about_id=thing.pk, action=action).order_by("-id").first()
    if entry is None or entry.actor is None:
        return Change()
    return Change(Person.objects.filter(pk=entry.actor).first(), entry.at)


def require(allowed: bool) -> None:
    """403 unless allowed."""
    if not allowed:
        raise PermissionDenied


def only_once(request: PersonRequest, act: Callable[[], str]) -> tuple[str, bool]:
    """
    Do the act, which returns the address it leads to, unless this form was sent before.

    Gives the address, and whether the act was done now; a second press leads to the first result.
    """
    with transaction.atomic():
        earlier = once.claim(request)
        if earlier is not None:
            return earlier, False
        address = act()
        once.settle(request, address)
    return address, True


def with_draft(request: PersonRequest, key: str, form: forms.Form) -> QueryDict | None:
    """Fill an unsent form with what this person had typed and not saved; None where there is nothing of the kind."""
    draft = drafts.find(request.user, key) if request.method == "GET" else None
    if draft is None:
        return None
    for name, field in form.fields.items():
        if name in draft:
            several = getattr(field.widget, "allow_multiple_selected", False)
            form.initial[name] = draft.getlist(name) if several else draft.get(name)
    return draft


def version_in(sent: QueryDict | None, current: int) -> int:
    """The version a form was filled from; an old draft carries the old one, so that nobody's later text is lost."""
    text = sent.get("version", "") if sent is not None else ""
    return int(text) if text and text.isdecimal() and len(text) < 9 else current


def conflict_with(form: forms.Form, theirs: Mapping[str, str], version: int, who: Change) -> Conflict | None:
    """Where a form's texts differ from those saved meanwhile, None where nowhere; the other fields travel along."""
    mine = {name: as_text(form.cleaned_data.get(name)) for name in theirs}
    clashes = clashes_between(mine, theirs, {name: str(form.fields[name].label) for name in theirs})
    if not clashes:
        return None
    clashing = {clash.name for clash in clashes}
    data = form.data
    assert isinstance(data, QueryDict)
    kept = [(name, value) for name in form.fields if name not in clashing for value in data.getlist(name)]
    other = str(who.person) if who.person is not None else _("Somebody else")
    return Conflict(other=other, at=who.at or clock.now(), version=version, clashes=clashes, kept=kept)


def number(request: PersonRequest, name: str) -> int:
    """A whole number a form sent; 0 for anything else."""
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def as_text(value: Any) -> str:
    """A form value as the text people see and send."""
    if isinstance(value, time):
        return value.isoformat("minutes")
    return "" if value is None else str(getattr(value, "pk", value))
