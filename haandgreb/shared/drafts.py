"""What somebody is typing is kept on the server every few seconds: it survives logout, expiry and a crash."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import QueryDict

from haandgreb.shared import clock
from haandgreb.shared.models import Draft

_LARGEST = 200_000
KEEP_DAYS = 30
_NOT_KEPT = {"csrfmiddlewaretoken", "once", "password"}


def keep(person: Any, form: str, fields: QueryDict) -> datetime:
    """Keep the fields of a form; returns when. Raises RequestDataTooBig where they are absurdly long."""
    kept = {name: values for name, values in fields.lists() if name not in _NOT_KEPT}
    if len(json.dumps(kept)) > _LARGEST:
        raise RequestDataTooBig
    moment = clock.now()
    Draft.objects.update_or_create(person=person.pk, form=form[:120], defaults={"fields": kept, "at": moment})
    return moment


def find(person: Any, form: str) -> QueryDict | None:
    """The kept fields of a form, as a browser would have sent them."""
    draft = Draft.objects.filter(person=person.pk, form=form).first()
    if draft is None:
        return None
    fields = QueryDict(mutable=True)
    for name, values in draft.fields.items():
        fields.setlist(name, values)
    return fields


def drop(person: Any, form: str) -> None:
    """Forget the draft: call in the transaction that saves the form."""
    Draft.objects.filter(person=person.pk, form=form).delete()


def drop_old(now: datetime) -> None:
    """Forget drafts nobody came back to."""
    Draft.objects.filter(at__lt=now - timedelta(days=KEEP_DAYS)).delete()
