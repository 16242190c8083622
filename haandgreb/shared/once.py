"""A form may be sent twice (double click, back button, retry): the second sending gets the first result."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from haandgreb.shared import clock
from haandgreb.shared.models import Once


def claim(request: HttpRequest) -> str | None:
    """Inside the act's transaction: None the first time, afterwards the address that `settle` kept ("" if none)."""
    token = request.POST.get("once", "")[:64]
    if not token:
        return None
    person = _person(request)
    try:
        with transaction.atomic():
            Once.objects.create(token=token, person=person, at=clock.now())
    except IntegrityError:
        return Once.objects.values_list("result", flat=True).get(token=token, person=person)
    return None


def settle(request: HttpRequest, result: str) -> None:
    """Keep where the first sending led."""
    token = request.POST.get("once", "")[:64]
    if token:
        Once.objects.filter(token=token, person=_person(request)).update(result=result)


def _person(request: HttpRequest) -> Any:
    return request.user.pk if request.user.is_authenticated else None
