"""The cards of the board: written, turned over, joined in the middle."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from haandgreb.dialogues.actions.talk import locked
from haandgreb.dialogues.actions.talk_texts import reader
from haandgreb.dialogues.models import Card, Dialogue
from haandgreb.dialogues.queries.talk_reading import Reader, cards_of, is_open, may_change_card
from haandgreb.dialogues.rules.talk import lacks
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.shared.versions import Stale

MOST_CARDS = 40  # of a talk; each side soon loses sight of more
Column = Card.Column


class TooMany(Exception):
    """There are as many cards as there is room for."""


class NotHers(Exception):
    """The card is not one she may do this with."""


class PointsNowhere(Exception):
    """A card in the middle points to cards of both sides, or says that it is only a demand or only a wish."""


class Joined(Exception):
    """A card in the middle points to it: it lies open as long as that one stands."""


@transaction.atomic
def add(
    dialogue: Dialogue,
    column: str,
    text: str,
    *,
    by: Person,
    only: str = "",
    points_to: Collection[UUID] = (),
    now: datetime | None = None,
) -> Card:
    """
    A new card. In her own column it is hers alone until she turns it over; in the other's it is what was just said
    aloud, and in the middle what both write: those lie open at once.

    Raises PointsNowhere, TooMany, talk.Closed, talk_texts.NotOfTheTwo.
    """
    row, now = locked(dialogue), now or clock.now()
    who = reader(row, by)
    if Card.everything.filter(dialogue=row).count() >= MOST_CARDS:
        raise TooMany
    place = (Card.everything.filter(dialogue=row).aggregate(last=Max("place"))["last"] or 0) + 1
    card = Card(dialogue=row, column=Column(column), writer=by, text=text, place=place, changed_at=now, changed_by=by)
    if column != who.own_column:
        card.shown_at = now
    pointed = _pointed(who, card, only, points_to)
    card.save(force_insert=True)
    card.points_to.set(pointed)
    audit.record("talk card added", by=by, about=row)
    return card


@transaction.atomic
def change(
    card: Card,
    text: str,
    *,
    by: Person,
    version: int | None,
    only: str = "",
    points_to: Collection[UUID] = (),
    now: datetime | None = None,
) -> Card:
    """
    Write a card anew. Raises versions.Stale where somebody changed it since, NotHers, PointsNowhere, talk.Closed.
    """
    who, found = _held(card, by)
    if version is not None and version != found.version:
        raise Stale
    pointed = _pointed(who, found, only, points_to)
    found.text, found.changed_at, found.changed_by = text, now or clock.now(), by
    found.version += 1
    found.save()
    found.points_to.set(pointed)
    audit.record("talk card changed", by=by, about=found.dialogue)
    return found


@transaction.atomic
def show(card: Card, *, by: Person, now: datetime | None = None) -> None:
    """Turn it over: both read it now. Raises NotHers, talk.Closed."""
    who, found = _held(card, by)
    if is_open(who, found):
        return
    found.shown_at = now or clock.now()
    found.save(update_fields=["shown_at"])
    audit.record("talk card shown", by=by, about=found.dialogue)


@transaction.atomic
def turn_back(card: Card, *, by: Person) -> None:
    """
    Turn one's own card back. Raises NotHers, and where the talk is held or a card in the middle points to it, Joined.
    """
    who, found = _held(card, by)
    if found.column != who.own_column or found.writer_id != by.pk:
        raise NotHers
    if who.dialogue.is_held() or Card.everything.filter(points_to=found).exists():
        raise Joined
    found.shown_at = None
    found.save(update_fields=["shown_at"])
    audit.record("talk card turned back", by=by, about=found.dialogue)


@transaction.atomic
def remove(card: Card, *, by: Person) -> None:
    """Take a card away. Raises NotHers, Joined where a card in the middle points to it, talk.Closed."""
    who, found = _held(card, by)
    if found.pointed_from.exists():
        raise Joined
    found.delete()
    audit.record("talk card removed", by=by, about=who.dialogue)


def _held(card: Card, by: Person) -> tuple[Reader, Card]:
    """The card as it is now, for who may change it, and who that is."""
    row = locked(card.dialogue)
    who = reader(row, by)
    found = next((one for one in cards_of(who) if one.pk == card.pk), None)
    if found is None or not may_change_card(who, found):
        raise NotHers
    return who, found


def _pointed(who: Reader, card: Card, only: str, points_to: Collection[UUID]) -> list[Card]:
    """The open cards of the sides it points to; sets what it is only."""
    if card.column != Column.OURS:
        return []
    wanted = set(points_to)
    found = [one for one in cards_of(who) if one.pk in wanted and one.column != Column.OURS and is_open(who, one)]
    card.only = Card.Only(only) if only else ""
    if lacks(card.only, {one.column for one in found}):
        raise PointsNowhere
    return found
