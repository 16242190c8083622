"""Hints about what is written on the map (transfer.md 1). They help, and never stop anybody from saving."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class PracticeFacts:
    """What a practice change says."""

    who: str
    situation: str
    act: str
    barriers: int
    results: int
    has_learning: bool
    decision: str


def practice_hints(facts: PracticeFacts) -> list[str]:
    """What is missing, as keys: who, situation and visible act; a barrier thought of; a line up and one down."""
    found = []
    if not facts.who.strip():
        found.append("who")
    if not facts.situation.strip():
        found.append("situation")
    if not facts.act.strip():
        found.append("act")
    if not facts.barriers:
        found.append("barrier")
    if not facts.results:
        found.append("result")
    if not facts.has_learning and not facts.decision.strip():
        found.append("learning")
    return found


def toward(baseline: Decimal | None, latest: Decimal | None, target: Decimal | None) -> float | None:
    """How much of the way from baseline to target is gone, 0 to 1; None where one of the three is unknown."""
    if baseline is None or latest is None or target is None or baseline == target:
        return None
    return float(min(max((latest - baseline) / (target - baseline), Decimal(0)), Decimal(1)))
