"""
Who reads what of a talk: every text, card and feedback that a page shows comes from here.

The law is rules.talk.may_read. Hidden rows are left out by the models themselves (models.kept).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from haandgreb.dialogues.models import Card, Dialogue, Feedback, TalkText
from haandgreb.dialogues.permissions import EMPLOYEE, side_of
from haandgreb.dialogues.rules.talk import Side, Written, is_shared_now, may_read
from haandgreb.dialogues.rules.texts import TEXTS, Reads
from haandgreb.organisation.models import Person

Row = TypeVar("Row", TalkText, Card, Feedback)


@dataclass(frozen=True)
class Reader:
    """Somebody who reads one dialogue: which of its two she is."""

    dialogue: Dialogue
    person: Person
    side: Side

    @property
    def is_employee(self) -> bool:
        return self.side is Side.EMPLOYEE

    @property
    def other(self) -> Person | None:
        """The other of the two."""
        return self.dialogue.manager if self.is_employee else self.dialogue.person

    @property
    def own_column(self) -> str:
        """The column of the board she fills by herself."""
        return Card.Column.MINE if self.is_employee else Card.Column.WORK


def reader_of(dialogue: Dialogue, person: Person, today: date) -> Reader | None:
    """The person as a reader of this dialogue; None for everybody but the two."""
    side = side_of(dialogue, person, today)
    if not side:
        return None
    return Reader(dialogue, person, Side.EMPLOYEE if side == EMPLOYEE else Side.MANAGER)


def written(row: TalkText | Card | Feedback, person: Person) -> Written:
    """What decides who reads the row."""
    if isinstance(row, TalkText):
        open_at = _open_at(row)
        return Written(row.writer_id == person.pk, row.changed_at, open_at)
    if isinstance(row, Card):
        return Written(row.writer_id == person.pk, row.changed_at, row.shown_at)
    return Written(row.giver_id == person.pk, row.changed_at, row.given_at)


def _open_at(row: TalkText) -> datetime | None:
    """A key nobody knows any more is nobody's but its writer's."""
    found = TEXTS.get(row.key)
    return None if found is None or found.reads is Reads.PRIVATE else row.changed_at


def reads(reader: Reader, row: TalkText | Card | Feedback) -> bool:
    """Whether she reads the row."""
    return may_read(reader.side, written(row, reader.person), reader.dialogue.manager_since)


def is_open(reader: Reader, row: TalkText | Card | Feedback) -> bool:
    """Whether both of today's two read it."""
    return is_shared_now(written(row, reader.person), reader.dialogue.manager_since)


def is_earlier(reader: Reader, row: TalkText | Card | Feedback) -> bool:
    """Opened while the dialogue had another manager: only the employee reads it, apart from what is open today."""
    found = written(row, reader.person)
    return found.open_at is not None and found.open_at < reader.dialogue.manager_since


def _readable(reader: Reader, rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if reads(reader, row)]


def cards_of(reader: Reader) -> list[Card]:
    """The cards she reads, in their places, with what they point to."""
    rows = reader.dialogue.cards.select_related("writer").prefetch_related("points_to")
    return _readable(reader, rows)


def may_change_card(reader: Reader, card: Card) -> bool:
    """
    Her own, and what lies open in the middle; the employee also what lay there under an earlier manager. Of cards she
    reads.
    """
    if card.writer_id == reader.person.pk:
        return True
    return card.column == Card.Column.OURS and (reader.is_employee or is_open(reader, card))


def texts_of(reader: Reader) -> list[TalkText]:
    """The texts she reads, the latest turn first."""
    rows = reader.dialogue.texts.select_related("writer", "changed_by").order_by("-turn", "changed_at", "pk")
    return _readable(reader, rows)


def feedback_of(reader: Reader) -> list[Feedback]:
    """The feedback she reads: what was given, and what she is still writing."""
    return _readable(reader, reader.dialogue.feedback.select_related("giver"))


def text_to_write(reader: Reader, key: str, rows: Iterable[TalkText]) -> TalkText | None:
    """
    Of the texts she reads, the one she goes on writing in; None where she begins one.

    Of a text said or written together that is only one that both of today's two read: what was written under an
    earlier manager stays as it is.
    """
    kind = TEXTS[key].reads
    writer = None if kind is Reads.TOGETHER else reader.person.pk
    mine = [row for row in rows if row.key == key and row.writer_id == writer]
    if kind is not Reads.PRIVATE:
        mine = [row for row in mine if is_open(reader, row)]
    return max(mine, key=lambda row: row.turn, default=None)
