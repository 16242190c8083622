"""What a person does with her calendar link."""

from __future__ import annotations

import secrets
from hashlib import sha256

from django.db import transaction

from haandgreb.integrations.ical.models import Feed
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock


@transaction.atomic
def make(*, by: Person) -> str:
    """Make a link and end the old one. Returns its token, which is shown once: only a hash is kept."""
    token = secrets.token_urlsafe(32)
    feed, _new = Feed.objects.update_or_create(
        person=by, defaults={"token_hash": hashed(token), "made_at": clock.now()}
    )
    audit.record("calendar link made", by=by, about=feed)
    return token


@transaction.atomic
def end(*, by: Person) -> None:
    """End the link: whoever has it gets nothing more."""
    feed = Feed.objects.filter(person=by).first()
    if feed is not None:
        audit.record("calendar link ended", by=by, about=feed)
        feed.delete()


def hashed(token: str) -> str:
    """How a token is kept. It is long and random, so a plain hash cannot be turned back."""
    return sha256(token.encode()).hexdigest()
