"""What editing pages share: acts done once, drafts, versions, and two people who changed the same thing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from haandgreb.organisation.fields import UnitField
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Person
from haandgreb.shared import clock, drafts, once
from haandgreb.shared.conflict import Conflict, clash_of_choices, clashes_between
from haandgreb.shared.formats import long_date
from haandgreb.shared.models import AuditEntry
from haandgreb.shared.templatetags.look import current_language


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


def conflict_with(
    form: forms.Form,
    theirs: Mapping[str, str],
    version: int,
    who: Change,
    choices: Mapping[str, Any] | None = None,
) -> Conflict | None:
    """Where a form differs from what was saved meanwhile, None where nowhere; the other fields travel along.

    `theirs` are the saved texts, `choices` the saved values of fields in which one chooses (a person, a unit, a day,
    a key of the list, or several of them).
    """
    labels = {name: str(form.fields[name].label) for name in (*theirs, *(choices or {}))}
    mine = {name: as_text(form.cleaned_data.get(name)) for name in theirs}
    found = {clash.name: clash for clash in clashes_between(mine, theirs, {name: labels[name] for name in theirs})}
    for name, saved in (choices or {}).items():
        field, several = form.fields[name], isinstance(saved, list)
        chosen, other = _answers(field, _chosen(form, name)), _answers(field, saved)
        if (clash := clash_of_choices(name, labels[name], chosen, other, several=several)) is not None:
            found[name] = clash
    if not found:
        return None
    data = form.data
    assert isinstance(data, QueryDict)
    kept = [
        (name, value) for name in form.fields if name not in found and name != "version" for value in data.getlist(name)
    ]
    clashes = [found[name] for name in form.fields if name in found]
    other_name = str(who.person) if who.person is not None else _("Somebody else")
    return Conflict(other=other_name, at=who.at or clock.now(), version=version, clashes=clashes, kept=kept)


def _chosen(form: forms.Form, name: str) -> Any:
    """What was chosen: of a plain list as it was sent, as a form may make something else of it."""
    field = form.fields[name]
    is_key = isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField | UnitField)
    return form.data.get(name, "") if is_key else form.cleaned_data.get(name)


def _answers(field: forms.Field, value: Any) -> list[tuple[str, str]]:
    """Each value as the form sends it, with what it is called."""
    values = value if isinstance(value, list | QuerySet) else [value]
    labels = {str(key): str(label).strip() for key, label in getattr(field, "choices", ())}
    return [(sent := as_text(field.prepare_value(one)), labels.get(sent) or _in_words(one, sent)) for one in values]


def _in_words(value: Any, sent: str) -> str:
    if isinstance(value, Decimal):
        return sent
    if isinstance(value, date):
        return long_date(value, current_language())
    return "" if value is None else str(value)


def number(request: PersonRequest, name: str) -> int:
    """A whole number a form sent; 0 for anything else."""
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def as_text(value: Any) -> str:
    """A form value as the text people see and send."""
    if isinstance(value, time):
        return value.isoformat("minutes")
    return "" if value is None else str(getattr(value, "pk", value))
