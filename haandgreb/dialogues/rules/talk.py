"""Who reads what of a talk, until when it is written in, and what a card in the middle must point to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

# The talk is written in until what was agreed is agreed; afterwards it is read.
OPEN_STATES = frozenset({"invited", "booked", "held", "agreeing"})
# Who writes of the talk: before it is held it may be held.
BEFORE_STATES = frozenset({"invited", "booked"})


class Side(Enum):
    """Which of the two reads."""

    EMPLOYEE = "employee"
    MANAGER = "manager"


@dataclass(frozen=True)
class Written:
    """
    What decides about one text, card or feedback.

    `open_at`: when both could read it first: shown, said, given, or written together; None while it is its writer's.
    """

    is_own: bool
    changed_at: datetime
    open_at: datetime | None


def may_read(side: Side, written: Written, manager_since: datetime) -> bool:
    """
    The employee reads her own, and what was ever opened to her. The manager reads her own and what was opened, both
    only since she became the manager of this dialogue: what was written under an earlier one stays the employee's.

    Source: security-and-privacy.md 1 ("Manager changes").
    """
    if side is Side.EMPLOYEE:
        return written.is_own or written.open_at is not None
    at = written.changed_at if written.is_own else written.open_at
    return at is not None and at >= manager_since


def is_shared_now(written: Written, manager_since: datetime) -> bool:
    """Whether both of today's two read it."""
    return written.open_at is not None and written.open_at >= manager_since


def is_ahead(starts_at: datetime | None, now: datetime) -> bool:
    """Whether the booked hour is still to come: nobody says before it that the talk was held."""
    return starts_at is not None and now < starts_at


def is_enough(stands_from: datetime | None, now: datetime) -> bool:
    """Whether the manager's word alone makes the talk held: its hour is one that stands for both, and has come."""
    return stands_from is not None and now >= stands_from


def lacks(only: str, points_to: Collection[str]) -> list[str]:
    """
    Which sides ("mine", "work") a card in the middle still must point to. `points_to` are the columns of its cards.

    A card that says it is only a demand or only a wish lacks nothing (dialogue.md 1).
    """
    return [] if only else [side for side in ("mine", "work") if side not in points_to]
