"""The texts of a talk: each side's own, what is said to the other, and what both write together."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from haandgreb.dialogues.actions.talk import locked
from haandgreb.dialogues.models import Dialogue, TalkText
from haandgreb.dialogues.queries.talk_reading import Reader, reader_of, text_to_write, texts_of
from haandgreb.dialogues.rules.texts import TEXTS, Reads
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.shared.versions import Stale


class NotOfTheTwo(Exception):
    """Only the two write in a talk."""


def reader(dialogue: Dialogue, by: Person, today: date | None = None) -> Reader:
    """The one who writes, as one of the two. Raises NotOfTheTwo."""
    found = reader_of(dialogue, by, today or clock.today())
    if found is None:
        raise NotOfTheTwo
    return found


@transaction.atomic
def write(
    dialogue: Dialogue,
    key: str,
    text: str,
    *,
    by: Person,
    version: int | None = 0,
    quietly: bool = False,
    now: datetime | None = None,
) -> TalkText | None:
    """
    Write the text of a key of rules.texts. `version` is the one the form was filled from, 0 where nothing stood there;
    None writes over whatever stands. `quietly`: while it is typed, without an audit entry each time.

    Raises versions.Stale where somebody has written since, talk.Closed, NotOfTheTwo, KeyError for no such key.
    """
    kind = TEXTS[key].reads
    row = locked(dialogue)
    who = reader(row, by)
    found = text_to_write(who, key, texts_of(who))
    current = found.version if found is not None else 0
    if version is not None and version != current:
        raise Stale
    if found is None and not text:
        return None
    if found is None:
        writer = None if kind is Reads.TOGETHER else by
        turns = row.texts.model.everything.filter(dialogue=row, key=key, writer=writer).values_list("turn", flat=True)
        found = TalkText(dialogue=row, key=key, writer=writer, version=0, turn=max(turns, default=-1) + 1)
    found.text, found.changed_by, found.changed_at = text, by, now or clock.now()
    found.version += 1
    found.save()
    if not quietly:
        audit.record("talk text written", by=by, about=row, key=key)
    return found
