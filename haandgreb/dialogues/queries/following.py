"""Followed up, or not: what status pages count, and the days of one dialogue."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from haandgreb.dialogues.models import Dialogue, FollowUpTalk
from haandgreb.dialogues.rules.following import is_in_time
from haandgreb.organisation.models import Person
from haandgreb.shared.keyring import Unreadable


@dataclass(frozen=True)
class Followed:
    """How many of the agreements were followed up within six months of the talk."""

    followed: int
    agreed: int


def followed_up(agreed: QuerySet[Dialogue]) -> Followed:
    """
    How many these dialogues are, and how many of them were followed up in time; two queries.

    Counts only: whoever shows them keeps the threshold. Only days are read, also of those whose note waits for the
    archive's word. Measure: dialogue.md 9 (question 9).
    """
    held = FollowUpTalk.everything.filter(dialogue__in=agreed.order_by().values("pk"), held_on__isnull=False)
    rows = held.order_by().values_list("dialogue", "dialogue__held_on", "held_on")
    followed = {pk for pk, talk_on, day in rows if talk_on and day and is_in_time(talk_on, [day])}
    return Followed(len(followed), agreed.count())


@dataclass(frozen=True)
class Days:
    """The days the two look at it again: those to come, and those held."""

    coming: list[FollowUpTalk]
    held: list[FollowUpTalk]
    lost: set[UUID] = field(default_factory=set)  # whose note cannot be opened here


def days_of(dialogue: Dialogue, reader: Person) -> Days:
    """The days, each held one with its note where the reader was there: the employee, or the manager of that day."""
    rows = list(FollowUpTalk.objects.filter(dialogue=dialogue, hidden_at=None).select_related("held_with"))
    for row in rows:
        if not reads_note(row, dialogue, reader):
            row.note = None
    coming, held = ([row for row in rows if (row.held_on is not None) is was_held] for was_held in (False, True))
    return Days(coming, held, {row.pk for row in rows if is_lost(row)})


def is_lost(row: FollowUpTalk) -> bool:
    """Whether the key the note was sealed with is not there."""
    try:
        bool(row.note)
    except Unreadable:
        row.note = None
        return True
    return False


def reads_note(row: FollowUpTalk, dialogue: Dialogue, reader: Person) -> bool:
    """The note is of the two of that day (confidentiality.md 2: a new manager never reads earlier minutes)."""
    return reader.pk in (dialogue.person_id, row.held_with_id)
