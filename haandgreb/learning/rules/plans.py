"""
What a transfer plan holds before the two can say yes to it, and what would make it better (transfer.md 2 and 5).

What is missing stops a yes and never a draft. Hints stop nothing. A light plan asks for less.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

FIRST_USE_DAYS = 7
"""It is used for the first time within so many days of the last course day (TF-U6)."""

LIGHT = "light"


class Missing(StrEnum):
    """What a yes waits for."""

    GOAL = "goal"
    INTENTION = "intention"
    SIGN = "sign"
    LINK = "link"
    PRACTICE = "practice"


class Hint(StrEnum):
    """What would make it likelier that it is used."""

    NEED = "need"
    FIRST_USE = "first use"
    LATE = "late"
    BUDDY = "buddy"
    BOOSTER = "booster"
    FIGURES = "figures"


@dataclass(frozen=True)
class Plan:
    """What the plan says. `hangs_on`: on the map, on a development goal, or on the law."""

    size: str = LIGHT
    goal: str = ""
    situation: str = ""
    act: str = ""
    sign: str = ""
    sign_where: str = ""
    changed_practice: str = ""
    hangs_on: bool = False
    needs: int = 0
    boosters: int = 0
    has_buddy: bool = False
    first_use_on: date | None = None
    ends_on: date | None = None


def missing(plan: Plan) -> list[Missing]:
    """What must be there before two can say yes, in the order of the form."""
    wanted = [
        (Missing.GOAL, bool(plan.goal.strip())),
        (Missing.LINK, plan.size == LIGHT or plan.hangs_on),
        (Missing.PRACTICE, plan.size == LIGHT or bool(plan.changed_practice.strip())),
        (Missing.INTENTION, bool(plan.situation.strip() and plan.act.strip())),
        (Missing.SIGN, bool(plan.sign.strip())),
    ]
    return [what for what, is_there in wanted if not is_there]


def hints(plan: Plan) -> list[Hint]:
    """What would make it better, in the order of the form."""
    last = plan.ends_on + timedelta(days=FIRST_USE_DAYS) if plan.ends_on is not None else None
    wanted = [
        (Hint.FIGURES, bool(plan.sign.strip()) and plan.sign_where == "figures"),
        (Hint.NEED, plan.size != LIGHT and plan.needs == 0),
        (Hint.BUDDY, plan.size != LIGHT and not plan.has_buddy),
        (Hint.BOOSTER, plan.size != LIGHT and plan.boosters == 0),
        (Hint.FIRST_USE, plan.first_use_on is None),
        (Hint.LATE, plan.first_use_on is not None and last is not None and plan.first_use_on > last),
    ]
    return [what for what, holds in wanted if holds]
