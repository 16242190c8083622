"""A fælles klik as a calendar knows it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from haandgreb.learning.models import SharedClick
from haandgreb.shared import ical


def file_of(click: SharedClick, address: str, now: datetime) -> str:
    """One event: the module and the talk about it. It asks nobody to answer."""
    length = timedelta(minutes=click.minutes + click.talk_minutes)
    happening = ical.Happening(
        uid=f"{click.pk}@haandgreb",
        starts_at=click.starts_at,
        ends_at=click.starts_at + length,
        title=_("Fælles klik: %(title)s") % {"title": click.activity},
        stamp=now,
        sequence=click.version,
        place=click.place,
        url=address,
        is_cancelled=click.state == SharedClick.State.CANCELLED,
    )
    return ical.mail(happening, "PUBLISH")
