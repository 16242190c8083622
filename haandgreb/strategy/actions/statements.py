"""Core task, vision, mission, values and challenges: every saved text is a new version."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.shared.versions import Stale
from haandgreb.strategy.models import Statement


@transaction.atomic
def write(kind: str, *, by: Person, text: str, text_en: str = "", version: int | None = None) -> Statement:
    """
    The whole workplace's new text of this kind; the earlier one stays readable. The same text again changes nothing.

    `version` is the one it was written from, 0 for none. Raises Stale where there is another one by now.
    """
    now = Statement.objects.current().filter(kind=kind, unit=None).select_for_update().first()
    if version is not None and version != (now.version if now else 0):
        raise Stale
    if now is not None and (now.text, now.text_en) == (text, text_en):
        return now
    moment = clock.now()
    if now is not None:
        now.replaced_at = moment
        now.save(update_fields=["replaced_at"])
    try:
        with transaction.atomic():
            written = Statement.objects.create(
                kind=kind,
                text=text,
                text_en=text_en,
                version=now.version + 1 if now else 1,
                written_at=moment,
                written_by=by,
            )
    except IntegrityError as other:  # two wrote the very first text at once
        raise Stale from other
    audit.record("direction written", by=by, about=written, kind=kind)
    return written
