"""Limits: so many failures a minute and no more. Subjects are kept as keyed hashes."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db.models import F, Sum
from django.http import HttpRequest

from haandgreb.shared import clock
from haandgreb.shared.models import Throttle


def hashed(kind: str, subject: str) -> str:
    """A keyed hash of who or what is counted."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{kind}\n{subject}".encode(), sha256).hexdigest()


def count(kind: str, subject: str, now: datetime | None = None) -> None:
    """Count one event for the subject in this minute."""
    minute = (now or clock.now()).replace(second=0, microsecond=0)
    row, _ = Throttle.objects.get_or_create(subject=hashed(kind, subject), minute=minute)
    Throttle.objects.filter(pk=row.pk).update(count=F("count") + 1)


def take_back(kind: str, subject: str, now: datetime) -> None:
    """Take back one event counted at that moment: it was none."""
    minute = now.replace(second=0, microsecond=0)
    Throttle.objects.filter(subject=hashed(kind, subject), minute=minute, count__gt=0).update(count=F("count") - 1)


def too_many(kind: str, subject: str, *, most: int, minutes: int = 1, now: datetime | None = None) -> bool:
    """Whether the subject has used up `most` events within the last `minutes`."""
    return counted(kind, subject, now, minutes=minutes) >= most


def counted(kind: str, subject: str, now: datetime | None = None, *, minutes: int = 1) -> int:
    """How many events of the subject were counted within the last `minutes`."""
    since = (now or clock.now()).replace(second=0, microsecond=0) - timedelta(minutes=minutes - 1)
    rows = Throttle.objects.filter(subject=hashed(kind, subject), minute__gte=since)
    return rows.aggregate(total=Sum("count"))["total"] or 0


def address_of(request: HttpRequest) -> str:
    """The caller's address; a forwarded one only where a trusted proxy sent the request."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    if forwarded and direct in settings.TRUSTED_PROXIES:
        return forwarded.split(",")[-1].strip()
    return direct


def forget_old(now: datetime) -> None:
    """Delete counts older than an hour."""
    Throttle.objects.filter(minute__lt=now - timedelta(hours=1)).delete()
