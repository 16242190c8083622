"""What the page of one dialogue says about the talk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q

from haandgreb.dialogues.models import Dialogue, TalkClock
from haandgreb.dialogues.queries.talk_reading import is_open, reader_of, texts_of
from haandgreb.dialogues.rules.talk import BEFORE_STATES, OPEN_STATES
from haandgreb.organisation.models import Person
from haandgreb.shared.clock import COPENHAGEN, local_day


@dataclass(frozen=True)
class Talk:
    """Whether it is still to come, whether it has begun, and whether anything can be read afterwards."""

    dialogue: Dialogue
    other: Person | None
    is_before: bool
    is_open: bool
    has_begun: bool
    is_today: bool
    is_written: bool


def begun_today(person: Person, today: date) -> list[UUID]:
    """Her talks that were begun today and are still written in, by id; one query where there is none."""
    begins = datetime.combine(today, time(0), tzinfo=COPENHAGEN)
    clocks = TalkClock.objects.filter(started_at__gte=begins, started_at__lt=begins + timedelta(days=1))
    clocks = clocks.filter(Q(dialogue__person=person) | Q(dialogue__manager=person), dialogue__state__in=OPEN_STATES)
    ids = list(clocks.values_list("dialogue", flat=True))
    return (
        list(Dialogue.objects.visible_to(person, today).filter(pk__in=ids).values_list("pk", flat=True)) if ids else []
    )


def section_of(dialogue: Dialogue, person: Person, today: date) -> Talk | None:
    """Nothing for anybody but the two, nor of a talk that is put off and in which nothing was written."""
    reader = reader_of(dialogue, person, today)
    if reader is None:
        return None
    clock = TalkClock.objects.filter(dialogue=dialogue).first()
    written = any(is_open(reader, row) or row.writer_id == person.pk for row in texts_of(reader))
    if dialogue.state not in OPEN_STATES and not written and not dialogue.is_held():
        return None
    starts = dialogue.starts_at
    return Talk(
        dialogue,
        reader.other,
        is_before=dialogue.state in BEFORE_STATES,
        is_open=dialogue.state in OPEN_STATES,
        has_begun=clock is not None and clock.started_at is not None,
        is_today=starts is not None and local_day(starts) == today,
        is_written=written,
    )
