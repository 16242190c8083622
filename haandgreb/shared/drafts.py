"""What somebody is typing is kept on the server every few seconds: it survives logout, expiry and a crash."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import QueryDict

from haandgreb.shared import clock
from haandgreb.shared.cpr import holds_cpr
from haandgreb.shared.inserting import insert_unless_there
from haandgreb.shared.keyring import Unreadable
from haandgreb.shared.models import Draft

_LARGEST = 200_000
_MOST = 50
KEEP_DAYS = 30
_NOT_KEPT = {"csrfmiddlewaretoken", "once", "password"}


Merge = Callable[[QueryDict | None], QueryDict]


@transaction.atomic
def keep(person: Any, form: str, fields: QueryDict | Merge) -> datetime:
    """Keep the fields of a form; returns when. Raises RequestDataTooBig where they are absurdly long.

    `fields` may be a function that is given what is kept already: two windows at once then lose nothing. A text with
    a CPR number in it is not kept, not even for a moment: the form will not take it either. Of one person's drafts
    the latest fifty stay.
    """
    rows, moment = Draft.objects.filter(person=person.pk, form=_name(form)), clock.now()
    row = rows.select_for_update().first()
    kept = _kept(fields if isinstance(fields, QueryDict) else fields(_as_sent(row)))
    if row is not None:
        row.fields, row.at = kept, moment
        row.save(update_fields=["fields", "at"])
    elif insert_unless_there(Draft(person=person.pk, form=_name(form), fields=kept, at=moment)):
        older = Draft.objects.filter(person=person.pk).order_by("-at", "pk").values_list("pk", flat=True)[_MOST:]
        Draft.objects.filter(pk__in=list(older)).delete()
    else:  # another window was first, just now
        return keep(person, form, fields)
    return moment


def _kept(fields: QueryDict) -> dict[str, list[str]]:
    kept = {
        _plain(name): [_plain(value) for value in values]
        for name, values in fields.lists()
        if name not in _NOT_KEPT and not any(holds_cpr(value) for value in values)
    }
    if len(json.dumps(kept)) > _LARGEST:
        raise RequestDataTooBig
    return kept


def _name(form: str) -> str:
    return _plain(form)[:120]


def _plain(text: str) -> str:
    """Without NUL, which PostgreSQL does not store."""
    return text.replace("\0", "")


def find(person: Any, form: str) -> QueryDict | None:
    """
    The kept fields of a form, as a browser would have sent them.

    None also where the key they were sealed with is lost: the form opens without them, and `haandgreb check` tells.
    """
    return _as_sent(Draft.objects.filter(person=person.pk, form=form).first())


def _as_sent(draft: Draft | None) -> QueryDict | None:
    kept = read(draft) if draft is not None else None
    if kept is None:
        return None
    fields = QueryDict(mutable=True)
    for name, values in kept.items():
        fields.setlist(name, values)
    return fields


def read(draft: Draft) -> dict[str, Any] | None:
    """What the draft holds; None where it cannot be opened here."""
    try:
        held: dict[str, Any] = draft.fields
    except Unreadable:
        return None
    return held


def drop(person: Any, form: str) -> None:
    """Forget the draft: call in the transaction that saves the form."""
    Draft.objects.filter(person=person.pk, form=form).delete()


def drop_old(now: datetime) -> None:
    """Forget drafts nobody came back to."""
    Draft.objects.filter(at__lt=now - timedelta(days=KEEP_DAYS)).delete()
