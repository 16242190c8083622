"""A person, her manager and her development goal, for the tests. Nothing is random."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from haandgreb.competences.actions import development as actions
from haandgreb.competences.actions import development_sharing as sharing
from haandgreb.competences.models import DevelopmentGoal
from haandgreb.competences.queries.development_links import Chain
from haandgreb.competences.tests.level_factory import Pair
from haandgreb.organisation.models import Person
from haandgreb.shared import clock

TITLE = "Skrive et afslag, som foreningen kan gengive"


def in_days(days: int) -> date:
    """Today plus so many days."""
    return clock.today() + timedelta(days=days)


def a_text(manager: Person | None, **changes: Any) -> actions.Text:
    """A whole goal, ready to be agreed; `chain`, `path`, `support` and `days` are the text's own, the rest facts."""
    parts: dict[str, Any] = {
        "chain": Chain(),
        "path": [{"text": "Fire timer hos Jette", "room": "formal", "handle": "HG-02", "due_on": in_days(20)}],
        "support": [{"who": manager, "text": "Læser to breve", "due_on": in_days(10)}] if manager else [],
        "days": [in_days(30)],
    }
    facts = {
        "title": TITLE,
        "local_task": "Breve fra tilskud",
        "changed_practice": "Når jeg giver delvist afslag, skriver jeg vægtningen først",
        "sign": "Makkeren kan gengive brevet",
        "sign_where": "user",
        "why": "Jeg vil gerne forstås",
    }
    parts |= {name: value for name, value in changes.items() if name in parts}
    facts |= {name: value for name, value in changes.items() if name not in parts}
    return actions.Text(facts=facts, **parts)


def a_goal(pair: Pair, **changes: Any) -> DevelopmentGoal:
    """A goal of hers that only she sees."""
    return actions.write(pair.person, a_text(pair.manager, **changes))


def a_shared_goal(pair: Pair, **changes: Any) -> DevelopmentGoal:
    """A goal she has shared with her manager."""
    goal = a_goal(pair, **changes)
    sharing.share(goal, pair.manager, by=pair.person)
    return goal


def an_agreed_goal(pair: Pair, **changes: Any) -> DevelopmentGoal:
    """A goal both have said yes to."""
    goal = a_shared_goal(pair, **changes)
    sharing.say_yes(goal, goal.version, by=pair.person)
    sharing.say_yes(goal, goal.version, by=pair.manager)
    return goal
