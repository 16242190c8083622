"""The board "Mine – Ours together – The workplace's" as one of the two sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from haandgreb.dialogues.models import Card
from haandgreb.dialogues.queries.talk_reading import Reader, cards_of, is_earlier, is_open, may_change_card
from haandgreb.dialogues.queries.talk_words import words_of
from haandgreb.dialogues.rules.talk_board import Line, lay

Column = Card.Column


@dataclass
class Laid:
    """One card: `words` None where its key is lost; `builds_on` are the cards of the sides it points to."""

    card: Card
    words: str | None
    row: int = 1
    is_open: bool = False
    is_own: bool = False
    may_change: bool = False
    is_joined: bool = False
    builds_on: list[Laid] = field(default_factory=list)

    @property
    def is_alone(self) -> bool:
        """An open card of a side that nothing in the middle builds on yet."""
        return self.is_open and not self.is_joined and self.card.column != Column.OURS

    @property
    def may_turn_back(self) -> bool:
        return self.is_open and self.is_own and not self.is_joined and self.card.column != Column.OURS


@dataclass(frozen=True)
class Board:
    """The three columns, the lines between them, and cards from the time of an earlier manager."""

    mine: Sequence[Laid]
    ours: Sequence[Laid]
    work: Sequence[Laid]
    rows: int
    lines: Sequence[Line]
    earlier: Sequence[Laid]

    @property
    def columns(self) -> list[tuple[str, Sequence[Laid]]]:
        return [(Column.MINE.value, self.mine), (Column.OURS.value, self.ours), (Column.WORK.value, self.work)]

    @property
    def is_empty(self) -> bool:
        return not (self.mine or self.ours or self.work)

    def open_of(self, column: str) -> list[Laid]:
        """The cards of a side a card in the middle can point to."""
        return [one for one in dict(self.columns)[column] if one.is_open]


def board(reader: Reader) -> Board:
    """Four queries, however many cards."""
    cards = cards_of(reader)
    found = {card.pk: _laid(reader, card) for card in cards}
    for laid in found.values():
        if laid.card.column == Column.OURS and not is_earlier(reader, laid.card):
            laid.builds_on = [found[one.pk] for one in laid.card.points_to.all() if one.pk in found]
            for one in laid.builds_on:
                one.is_joined = True
    now = [one for one in found.values() if not _is_put_away(reader, one)]
    columns = {column: [one for one in now if one.card.column == column] for column in Column.values}
    points = {one.card.pk: [under.card.pk for under in one.builds_on] for one in columns[Column.OURS]}
    mine, ours, work = ([one.card.pk for one in columns[column]] for column in Column.values)
    placed = lay(mine, ours, work, points)
    for one in now:
        one.row = placed.row[one.card.pk]
    earlier = [one for one in found.values() if _is_put_away(reader, one)]
    return Board(columns["mine"], columns["ours"], columns["work"], placed.rows, placed.lines, earlier)


def _is_put_away(reader: Reader, one: Laid) -> bool:
    """Of an earlier manager's time. The employee's own cards stay on the board: hers, until she shows them again."""
    if not is_earlier(reader, one.card):
        return False
    return not (one.is_own and one.card.column == reader.own_column)


def _laid(reader: Reader, card: Card) -> Laid:
    return Laid(
        card,
        words_of(card),
        is_open=is_open(reader, card),
        is_own=card.writer_id == reader.person.pk,
        may_change=may_change_card(reader, card),
    )
