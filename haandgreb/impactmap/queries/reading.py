"""A line of sight read backwards: because we can …, we do …, so we see …, so … comes closer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import pgettext

from haandgreb.impactmap.queries.cards import GOAL, LEARNING, PRACTICE, RESULT, Card


@dataclass(frozen=True)
class Piece:
    """One step: the word that leads to it, and what the card says, as it stands in the middle of a sentence."""

    word: str
    text: str
    url: str


@dataclass(frozen=True)
class Sentence:
    """The pieces from learning up to the goal."""

    pieces: Sequence[Piece]

    def __str__(self) -> str:
        return ", ".join(f"{piece.word} {piece.text}".strip() for piece in self.pieces) + "."


def sentence(way: Sequence[Card]) -> Sentence:
    """Read the cards, given from the goal down, from the last one up."""
    return Sentence([_piece(card) for card in reversed(way)])


def _piece(card: Card) -> Piece:
    text = in_the_middle(card.title)
    if card.kind == PRACTICE and (turned := _turned(card.title)) is not None:
        return Piece("", turned, card.url)
    return Piece(_word(card.kind, card.title), text, card.url)


def _word(kind: str, title: str) -> str:
    if kind == LEARNING:
        says_who = _first_word(title) in {"jeg", "vi", "i", "we", "alle", "everybody", "mindst", "at"}
        return pgettext("read", "Because") if says_who else pgettext("read", "Because we learn:")
    words = {
        PRACTICE: pgettext("read", "we do this:"),
        RESULT: pgettext("read", "so that we see:"),
        GOAL: pgettext("read", "and come closer to:"),
    }
    return words[kind]


def _turned(title: str) -> str | None:
    """A practice that is a sentence about us reads on: "Vi ringer op" → "ringer vi op", "We call" → "we call"."""
    words = in_the_middle(title).split(" ")
    if len(words) < 2 or words[0] not in {"vi", "we"}:
        return None
    if words[0] == "vi":
        words[0], words[1] = words[1], words[0]
    return " ".join(words)


def _first_word(title: str) -> str:
    return title.strip().split(" ", 1)[0].lower()


def in_the_middle(title: str) -> str:
    """Without full stop and with a small first letter, unless the first word is written in capitals; I stays I."""
    text = title.strip().rstrip(".")
    first = text.split(" ", 1)[0]
    if len(first) > 1 and first[1:] != first[1:].lower():
        return text
    return text if first == "I" else text[:1].lower() + text[1:]
