"""
What a development goal holds before two people can agree on it, and what would make it better (dialogue.md 4c).

What is missing stops an agreement and never a draft. Hints stop nothing. The criteria are those the secretariat has
published (strategically anchored, meaningful, concrete, with signs) and four of ours: used at work, somebody's to do by
a day, within one's own influence, at most three at a time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_ACTIVE = 3
"""More goals than this at a time are too many to practise."""

FEWEST_WORDS = 4
"""What one does differently, and when, takes at least so many words."""

FIGURES = "figures"
"""Where a sign shows: in the figures, which many people move."""

_COURSE = re.compile(r"\b(kursus|kurser|kurset|uddannelse|diplom\w*|course|courses|workshop|seminar)\b", re.IGNORECASE)
_ALREADY = re.compile(r"^\s*(jeg vil kunne|i will be able to|at)\b", re.IGNORECASE)


class Missing(StrEnum):
    """What an agreement waits for."""

    TITLE = "title"
    LINK = "link"
    PRACTICE = "practice"
    SIGN = "sign"
    PATH = "path"
    AT_WORK = "at work"
    SUPPORT = "support"
    FOLLOW_UP = "follow-up"


class Hint(StrEnum):
    """What would make the goal better."""

    ANCHORED = "anchored"
    A_COURSE = "a course"
    TWICE = "twice"
    CONCRETE = "concrete"
    MEANINGFUL = "meaningful"
    SIGN_WHERE = "sign where"
    INFLUENCE = "influence"
    DATES = "dates"
    TOO_MANY = "too many"


@dataclass(frozen=True)
class Step:
    """One step of the learning path."""

    at_work: bool = False
    has_day: bool = False


@dataclass(frozen=True)
class Help:
    """One thing somebody does for it; it can be promised when it says who, what and by when."""

    is_whole: bool = False


@dataclass(frozen=True)
class Goal:
    """What the goal says. `active` counts the person's active goals, this one included."""

    title: str = ""
    hangs_on_strategy: bool = False
    local_task: str = ""
    practice: str = ""
    sign: str = ""
    sign_where: str = ""
    why: str = ""
    path: Sequence[Step] = ()
    support: Sequence[Help] = ()
    follow_ups: int = 0
    active: int = 1


def missing(goal: Goal) -> list[Missing]:
    """What must be there before two can agree, in the order of the form."""
    wanted = [
        (Missing.TITLE, bool(goal.title.strip())),
        (Missing.LINK, goal.hangs_on_strategy or bool(goal.local_task.strip())),
        (Missing.PRACTICE, bool(goal.practice.strip())),
        (Missing.SIGN, bool(goal.sign.strip())),
        (Missing.PATH, bool(goal.path)),
        (Missing.AT_WORK, not goal.path or any(step.at_work for step in goal.path)),
        (Missing.SUPPORT, any(one.is_whole for one in goal.support)),
        (Missing.FOLLOW_UP, goal.follow_ups > 0),
    ]
    return [what for what, is_there in wanted if not is_there]


def hints(goal: Goal) -> list[Hint]:
    """What would make it better, in the order of the form; nothing about what is missing anyway."""
    title = goal.title.strip()
    wanted = [
        (Hint.A_COURSE, _COURSE.search(title) is not None),
        (Hint.TWICE, _ALREADY.search(title) is not None),
        (Hint.ANCHORED, not goal.hangs_on_strategy and bool(goal.local_task.strip())),
        (Hint.CONCRETE, 0 < len(goal.practice.split()) < FEWEST_WORDS),
        (Hint.SIGN_WHERE, bool(goal.sign.strip()) and not goal.sign_where),
        (Hint.INFLUENCE, bool(goal.sign.strip()) and goal.sign_where == FIGURES),
        (Hint.MEANINGFUL, not goal.why.strip()),
        (Hint.DATES, bool(goal.path) and not any(step.has_day for step in goal.path)),
        (Hint.TOO_MANY, goal.active > MOST_ACTIVE),
    ]
    return [what for what, holds in wanted if holds]


def next_status(status: str) -> str:
    """The status one press leads to; "" at the end of the way."""
    way = ("not_begun", "trying", "using", "part")
    return way[way.index(status) + 1] if status in way[:-1] else ""
