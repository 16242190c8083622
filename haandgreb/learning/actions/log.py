"""The learning log: written, shown, taken back."""

from __future__ import annotations

from django.db import transaction

from haandgreb.learning.actions.steps import end_key
from haandgreb.learning.models import Enrolment, LogEntry
from haandgreb.learning.models.steps import Actor
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of
from haandgreb.shared import audit, clock
from haandgreb.shared.versions import Stale, raise_version

TEXTS = ("point", "used_where", "first_step")


@transaction.atomic
def write(
    enrolment: Enrolment,
    half_day: int,
    texts: dict[str, str],
    *,
    shown_to_manager: bool,
    shown_to_buddy: bool,
    version: int | None,
    by: Person,
) -> LogEntry | None:
    """
    Keep what the learner took from a half day, and say who else reads it; the step of that half day ends.

    `version` is 0 where nothing was written yet. With all texts empty the entry goes (None). Raises Stale.
    """
    Enrolment.objects.select_for_update(no_key=True, of=("self",)).get(pk=enrolment.pk)
    entry = LogEntry.objects.filter(enrolment=enrolment, half_day=half_day).first()
    if version is not None and version != (entry.version if entry is not None else 0):
        raise Stale
    kept = {name: texts.get(name) or None for name in TEXTS}
    if not any(kept.values()):
        _delete(entry, by)
        return None
    if entry is None:
        entry = LogEntry(enrolment=enrolment, half_day=half_day, changed_at=clock.now())
    else:
        raise_version(entry, None)
    for name, text in kept.items():
        setattr(entry, name, text)
    nearest = managers_of(enrolment.person, clock.today()) if shown_to_manager else []
    entry.managers, entry.shown_to_buddy = [str(manager.pk) for manager in nearest], shown_to_buddy
    entry.changed_at = clock.now()
    entry.save()
    audit.record("log entry written", by=by, about=entry)
    end_key(enrolment, f"log-{half_day}", actor=Actor.LEARNER, by=by)
    return entry


def _delete(entry: LogEntry | None, by: Person) -> None:
    if entry is not None:
        audit.record("log entry deleted", by=by, about=entry)
        entry.delete()
