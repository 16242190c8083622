"""What a development goal says, as plain values: for the rules, and to be kept when it says something else."""

from __future__ import annotations

from typing import Any

from haandgreb.competences.models import DevelopmentGoal, Room
from haandgreb.competences.queries.development_links import chain_of, key_of
from haandgreb.competences.rules.development import Goal, Help, Step

PLAIN = ("title", "local_task", "changed_practice", "sign", "sign_where", "why", "level_to", "hours", "cost", "fund")


def wording(goal: DevelopmentGoal) -> dict[str, Any]:
    """All that both say yes to, as JSON: the days they look at it again are not part of it."""
    chain = chain_of(goal)
    return {
        **{name: getattr(goal, name) for name in PLAIN},
        "hangs_on": str(chain.lowest) if chain.lowest is not None else "",
        "hangs_on_key": key_of(chain.lowest),
        "competence": str(goal.competence) if goal.competence is not None else "",
        "first_tried": goal.first_tried,
        "first_tried_on": _iso(goal.first_tried_on),
        "path": [
            {"text": step.text, "room": step.room, "handle": step.handle, "due_on": _iso(step.due_on)}
            for step in goal.path.all()
        ],
        "support": [
            {"who": str(one.who) if one.who else "", "text": one.text, "due_on": _iso(one.due_on)}
            for one in goal.support.select_related("who")
        ],
    }


def kept_wording(goal: DevelopmentGoal) -> dict[str, Any]:
    """The wording, and which things and people it names, so that it can be shown again as it was agreed."""
    links = ("goal", "result", "practice", "learning_goal", "said", "competence")
    keys = {name: getattr(goal, f"{name}_id") for name in links}
    return {
        **wording(goal),
        "links": {name: "" if key is None else str(key) for name, key in keys.items()},
        "supporters": [str(one.who_id) if one.who_id else "" for one in goal.support.all()],
    }


def facts_of(goal: DevelopmentGoal) -> Goal:
    """What the rules look at."""
    active = DevelopmentGoal.objects.filter(person=goal.person_id).active().exclude(pk=goal.pk).count()
    return Goal(
        title=goal.title,
        hangs_on_strategy=chain_of(goal).lowest is not None,
        local_task=goal.local_task,
        practice=goal.changed_practice,
        sign=goal.sign,
        sign_where=goal.sign_where,
        why=goal.why,
        path=tuple(
            Step(at_work=step.room != Room.EXTERNAL, has_day=step.due_on is not None) for step in goal.path.all()
        ),
        support=tuple(Help(is_whole=one.is_whole) for one in goal.support.all()),
        follow_ups=goal.follow_ups.count(),
        active=active + 1,
    )


def _iso(day: Any) -> str:
    return "" if day is None else str(day.isoformat())
