"""A form may be sent twice (double click, back button, retry): the second sending gets the first result."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from haandgreb.shared import clock
from haandgreb.shared.models import Once

KEEP_DAYS = 7


def claim(request: HttpRequest) -> str | None:
    """Inside the act's transaction: None the first time, afterwards the address that `settle` kept ("" if none)."""
    token = _token(request)
    if not token:
        return None
    person = _person(request)
    try:
        with transaction.atomic():
            Once.objects.create(token=token, person=person, at=clock.now())
    except IntegrityError:
        return Once.objects.values_list("result", flat=True).get(token=token, person=person)
    return None


def earlier(request: HttpRequest) -> str | None:
    """Where the first sending led; None where there was none. For forms whose second sending is no longer valid."""
    token = _token(request)
    if not token:
        return None
    return Once.objects.filter(token=token, person=_person(request)).values_list("result", flat=True).first()


def settle(request: HttpRequest, result: str) -> None:
    """Keep where the first sending led."""
    token = _token(request)
    if token:
        Once.objects.filter(token=token, person=_person(request)).update(result=result)


def forget_old(now: datetime) -> None:
    """Nobody sends a form again after a week, and who did what when is not ours to keep."""
    Once.objects.filter(at__lt=now - timedelta(days=KEEP_DAYS)).delete()


def _token(request: HttpRequest) -> str:
    return request.POST.get("once", "").replace("\0", "")[:64]


def _person(request: HttpRequest) -> Any:
    return request.user.pk if request.user.is_authenticated else None
