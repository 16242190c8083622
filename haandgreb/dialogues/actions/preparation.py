"""What people do with a preparation: write it, share it field by field, take it back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from haandgreb.dialogues.models import Dialogue, Prepared
from haandgreb.dialogues.queries import preparation as queries
from haandgreb.dialogues.rules import preparation as rules
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock

Inputs = Mapping[str, Mapping[str, str]]
"""What was sent: by key of the question, by name of the input."""


class Closed(Exception):
    """The talk has been held, or the dialogue is off: the preparation stays as it is."""


class Held(Exception):
    """The talk has been held: what was shared is not taken back any more."""


class Changed(Exception):
    """What the page showed is not what stands now: another text, or another reader."""


@dataclass(frozen=True)
class Clash:
    """One input that was changed here and elsewhere."""

    key: str
    part: str
    mine: str
    theirs: str


class BothWrote(Exception):
    """Nothing was saved: these inputs were changed in two windows."""

    def __init__(self, clashes: list[Clash]) -> None:
        super().__init__(f"{len(clashes)} inputs")
        self.clashes = clashes


@transaction.atomic
def write(
    dialogue: Dialogue, sent: Inputs, marks: Inputs, *, by: Person, side: str, now: datetime | None = None
) -> int:
    """
    Save one side's preparation; returns how many fields changed. A field that is emptied is gone.

    `marks` are those of the texts the page was filled from (rules.preparation.mark); an input without one is taken as
    sent. What is shared stays shared, with its new text. Raises Closed, and BothWrote where two windows disagree.
    """
    dialogue = _hold(dialogue)
    now = now or clock.now()
    mine = queries.own(dialogue, by, side, clock.local_day(now))
    if not mine.may_write:
        raise Closed
    fields = {one.question.key: one for one in mine.asked}
    clashes: list[Clash] = []
    changed: list[tuple[queries.Field, dict[str, str]]] = []
    for key, inputs in sent.items():
        field = fields.get(key)
        if field is None or field.parts is None:  # not asked any more, or its key is lost: it stays as it is
            continue
        parts, found = _merged(field, inputs, marks.get(key, {}))
        clashes += found
        if parts != field.parts:
            changed.append((field, parts))
    if clashes:
        raise BothWrote(clashes)
    for field, parts in changed:
        _save(dialogue, field, parts, by, now)
    if changed:
        audit.record("preparation written", by=by, about=dialogue, fields=len(changed))
    return len(changed)


def _merged(
    field: queries.Field, inputs: Mapping[str, str], marks: Mapping[str, str]
) -> tuple[dict[str, str], list[Clash]]:
    parts, clashes = dict(field.parts or {}), []
    for name in rules.PARTS[field.question.kind]:
        if name not in inputs:
            continue
        merged = rules.merge(inputs[name], parts[name], marks.get(name))
        if merged.clashes:
            clashes.append(Clash(field.question.key, name, inputs[name], parts[name]))
        parts[name] = merged.text
    return parts, clashes


def _save(dialogue: Dialogue, field: queries.Field, parts: dict[str, str], by: Person, now: datetime) -> None:
    value = rules.value_of(field.question.kind, parts)
    row = field.row
    if not value:
        if row is not None:
            row.delete()
        return
    if row is None:
        Prepared.objects.create(dialogue=dialogue, writer=by, key=field.question.key, text=value, changed_at=now)
        return
    row.text, row.changed_at, row.version = value, now, row.version + 1
    row.save(update_fields=["text", "changed_at", "version"])


@transaction.atomic
def share(
    dialogue: Dialogue,
    seen: Mapping[str, str],
    *,
    reader: Person,
    by: Person,
    side: str,
    today: date | None = None,
    now: datetime | None = None,
) -> int:
    """
    Share these fields with the other one, as they stand; returns how many.

    `seen`: for each key the mark of what the page showed that would be read. Raises Changed where that is another text
    now, or the other one somebody else than the `reader` the page named; Closed where nothing is shared any more.
    """
    dialogue, now = _hold(dialogue), now or clock.now()
    mine = queries.own(dialogue, by, side, today or clock.local_day(now))
    if mine.reader is None or mine.reader.pk != reader.pk:
        raise Changed
    if not mine.may_share:
        raise Closed
    fields = {one.question.key: one for one in mine.asked}
    for key, mark in seen.items():
        field = fields.get(key)
        if field is None or not field.can_be_shared or field.seen_mark != mark:
            raise Changed
    for waits in (False, True):
        keys = [key for key in seen if fields[key].question.in_talk is waits]
        _rows(dialogue, by, keys).update(shared_with=reader, shared_at=now, waits_for_talk=waits)
    if seen:
        audit.record("preparation shared", by=by, about=dialogue, fields=len(seen), reader=str(reader.pk))
    return len(seen)


@transaction.atomic
def open_now(dialogue: Dialogue, key: str, *, by: Person) -> int:
    """Let the other one read now what was kept for the talk; returns how many fields that was, one or none."""
    changed = _rows(_hold(dialogue), by, [key]).filter(waits_for_talk=True).update(waits_for_talk=False)
    if changed:
        audit.record("preparation opened before the talk", by=by, about=dialogue)
    return changed


@transaction.atomic
def withdraw(dialogue: Dialogue, keys: Collection[str] | None, *, by: Person) -> int:
    """Take these fields back, or all of them (None); returns how many. Raises Held after the talk."""
    dialogue = _hold(dialogue)
    if not rules.may_withdraw(dialogue.is_held()):
        raise Held
    rows = _rows(dialogue, by, keys).filter(shared_at__isnull=False)
    changed = rows.update(shared_with=None, shared_at=None, waits_for_talk=False)
    if changed:
        audit.record("preparation withdrawn", by=by, about=dialogue, fields=changed)
    return changed


def _rows(dialogue: Dialogue, by: Person, keys: Collection[str] | None) -> QuerySet[Prepared]:
    rows = Prepared.objects.filter(dialogue=dialogue, writer=by)
    return rows if keys is None else rows.filter(key__in=keys)


def _hold(dialogue: Dialogue) -> Dialogue:
    """The dialogue as it stands now, for one at a time. SQLite writes one at a time already."""
    rows = Dialogue.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("person", "manager", "kind").get(pk=dialogue.pk)
