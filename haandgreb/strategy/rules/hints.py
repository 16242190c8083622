"""What is worth a thought about a result or a goal. Hints never block (transfer.md 1, quality hints)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from haandgreb.strategy.rules.progress import shows_soon

MOST_RESULTS = 4
"""Two to four results make a goal clear (transfer.md 1, process step 2)."""


class Hint(Enum):
    """One thing worth a thought; its words stand in `words.py`."""

    ACTIVITY = "activity"
    NO_INDICATOR = "no_indicator"
    NO_BASELINE = "no_baseline"
    NO_TARGET = "no_target"
    LEAD_TOO_LATE = "lead_too_late"
    NO_GOAL = "no_goal"
    ALL_HOPE = "all_hope"
    NO_RESULTS = "no_results"
    TOO_MANY_RESULTS = "too_many_results"
    NO_EARLY_SIGN = "no_early_sign"


_DONE = (
    r"gennemfør(?:t|e|es)?|afholdt?|afholdes?|afvikl\w*|deltag\w*|deltog"
    r"|held|hold|completed?|carried out|attended|delivered"
)
_EVENT = (
    r"kursus|kurset|kurser\w*|undervisning\w*|uddannelse\w*|forløb\w*|møde|møder|mødet|oplæg\w*|træning\w*"
    r"|courses?|trainings?|meetings?|sessions?|class(?:es)?"
)
_ALONE = r"workshops?|workshoppen|seminar(?:er|et|s)?|temadage?n?|kickoff|kick-off|afholdt|teambuilding"
_ACTIVITY = re.compile(
    rf"\b(?:{_ALONE})\b|\b(?:{_DONE})\b.*\b(?:{_EVENT})\b|\b(?:{_EVENT})\b.*\b(?:{_DONE})\b|\bpå kursus\b",
    re.IGNORECASE,
)


def looks_like_an_activity(statement: str) -> bool:
    """
    Whether the words tell what people do ("gennemført kursus", "workshop afholdt") and not what comes of it.

    A word for an event counts only beside a word for holding it: "Kurser med aftale før og brug efter" is a result.
    """
    return _ACTIVITY.search(statement) is not None


@dataclass(frozen=True)
class ResultFacts:
    """What hints about a result read. `strengths` are those of its links to goals ("known", "experience", "hope")."""

    statements: tuple[str, ...]
    indicator: str = ""
    is_lead: bool = False
    has_baseline: bool = False
    baseline_by: date | None = None
    has_target: bool = False
    target_on: date | None = None
    last_on: date | None = None
    strengths: tuple[str, ...] = ("known",)


def result_hints(facts: ResultFacts, today: date) -> list[Hint]:
    """What is worth a thought about the result, the most important first."""
    knows_start = facts.has_baseline or facts.baseline_by is not None
    dues = [day for day in (facts.baseline_by, facts.target_on) if day is not None and day >= today]
    late = facts.is_lead and not shows_soon(facts.last_on, min(dues, default=None), today)
    checks = {
        Hint.ACTIVITY: any(looks_like_an_activity(statement) for statement in facts.statements),
        Hint.NO_INDICATOR: not facts.indicator.strip(),
        Hint.NO_BASELINE: not knows_start,
        Hint.NO_TARGET: not facts.has_target,
        Hint.LEAD_TOO_LATE: late,
        Hint.NO_GOAL: not facts.strengths,
        Hint.ALL_HOPE: bool(facts.strengths) and set(facts.strengths) == {"hope"},
    }
    return [hint for hint, holds in checks.items() if holds]


def goal_hints(leads: Sequence[bool]) -> list[Hint]:
    """What is worth a thought about a goal; `leads` says of each of its active results whether it is an early sign."""
    if not leads:
        return [Hint.NO_RESULTS]
    found = [Hint.TOO_MANY_RESULTS] if len(leads) > MOST_RESULTS else []
    return found if any(leads) else [*found, Hint.NO_EARLY_SIGN]
