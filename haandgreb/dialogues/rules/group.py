"""A group's talk as tables and small laws: its states, its hidden dots, when counts may be shown, its days."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar
from uuid import UUID

from haandgreb.confidentiality.rules import enough_people, enough_to_show, open_score_possible, open_score_shows
from haandgreb.shared.states import Machine

GROUP: Machine = {
    "invited": frozenset({"talking", "cancelled"}),
    "talking": frozenset({"writing"}),
    "writing": frozenset({"shown"}),
    "shown": frozenset({"writing", "voting", "planning"}),
    "voting": frozenset({"planning"}),
    "planning": frozenset({"following"}),
    "following": frozenset({"closed"}),
    "closed": frozenset(),
    "cancelled": frozenset(),
}
"""Dialogue.md 7. Back to writing is another round of silence; planning without voting is agreeing by talking."""

THEMES = 2
FEWEST_WRITERS = 2
"""One who wrote alone would be known by everybody who did not."""
PLAN_DAYS = 5
REVIEW_DAYS = 42
REVIEWS = 4
HALF_YEAR = 182
MOST_SPOKES = 8
TOP_LEVEL = 5
SHORTEST_KEY = 16

T = TypeVar("T")


def ballot(key: bytes, about: str, person: UUID, talk: UUID) -> str:
    """
    Give the one-way name of a person's ballot in a talk: the same person replaces hers, and nothing leads to her.

    The talk and what it is about go into the hash, so that two ballots of one person cannot be joined. Raises
    ValueError for a key under 16 bytes. The answer is 64 hexadecimal digits.
    """
    if len(key) < SHORTEST_KEY:
        raise ValueError(f"The key of the ballots needs at least {SHORTEST_KEY} bytes.")
    message = b"\0".join([b"group ballot", about.encode(), talk.bytes + person.bytes])
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def dots_are_right(dots: Mapping[str, int], cards: Iterable[str], each: int) -> bool:
    """Whether somebody's dots are on cards that are there, none of them negative, and no more than she has."""
    known = set(cards)
    return all(card in known and count >= 0 for card, count in dots.items()) and sum(dots.values()) <= each


def may_vote(present: int, *, everybody_said_yes: bool) -> bool:
    """
    Whether hidden dots make sense for so many: five or more, or three or four who all said yes to the counts.

    With fewer the group agrees by talking. Source: security-and-privacy.md 2.5.
    """
    return enough_people(present) or (everybody_said_yes and open_score_possible(present))


def counts_are_shown(voters: int, yeses: int, *, open_vote: bool) -> bool:
    """Whether the counts of so many ballots are kept at all: five or more, or an open vote in which all said yes."""
    return enough_to_show(voters) or (open_vote and open_score_shows(answers=voters, yeses=yeses))


def total(ballots: Iterable[Mapping[str, int]], cards: Iterable[str]) -> dict[str, int]:
    """How many dots each card has; a card nobody gave one has none. What is on no card counts nowhere."""
    found = dict.fromkeys(cards, 0)
    for given in ballots:
        for card, count in given.items():
            if card in found:
                found[card] += count
    return found


def wheel(ballots: Iterable[Mapping[str, int]]) -> dict[str, list[int]]:
    """Spoke → how many said each of the six levels; a spoke with fewer than five answers is left out."""
    found: dict[str, list[int]] = {}
    for given in ballots:
        for spoke, level in given.items():
            if 0 <= level <= TOP_LEVEL:
                found.setdefault(spoke, [0] * (TOP_LEVEL + 1))[level] += 1
    return {spoke: counts for spoke, counts in found.items() if enough_to_show(sum(counts))}


def shuffled(things: Sequence[T], dice: Random) -> list[T]:
    """The same things in an order that says nothing."""
    return dice.sample(list(things), len(things))


def review_days(sent_on: date) -> list[tuple[date, bool]]:
    """The days the plan is looked at again, every six weeks, and at half a year (True)."""
    every = [(sent_on + timedelta(days=REVIEW_DAYS * number), False) for number in range(1, REVIEWS + 1)]
    return [*every, (sent_on + timedelta(days=HALF_YEAR), True)]


def plan_due_on(held_on: date) -> date:
    """The plan is sent within five days of the talk."""
    return held_on + timedelta(days=PLAN_DAYS)
