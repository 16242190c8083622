"""What is held about a person's development goals, for her own copy."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from haandgreb.competences.models import DevelopmentGoal, DevelopmentGoalVersion, Support
from haandgreb.competences.queries.development import with_links
from haandgreb.competences.queries.development_reading import supporters
from haandgreb.competences.queries.development_text import wording
from haandgreb.competences.queries.goal_opening import openings_of
from haandgreb.organisation.models import Person


def personal_data(person: Person) -> dict[str, Any]:
    """Her goals with their earlier texts and follow-ups, whom they were shared with, and support she gives others."""
    goals = with_links(DevelopmentGoal.objects.filter(person=person))
    return {
        "development_goals": [_goal(goal) for goal in goals],
        "support_in_the_goals_of_others": _support_of_others(person),
    }


def _support_of_others(person: Person) -> list[dict[str, Any]]:
    """The lines two have agreed on; of a goal changed since, those of the text that was agreed."""
    agreed = DevelopmentGoal.State.AGREED
    lines = Support.objects.filter(who=person, goal__state=agreed, goal__agreed_version=F("goal__version"))
    found = [{"text": one.text, "due_on": one.due_on.isoformat() if one.due_on else None} for one in lines]
    changed = DevelopmentGoalVersion.objects.filter(goal__state=agreed, number=F("goal__agreed_version"))
    for version in changed.order_by("goal"):
        rows = zip(supporters(version.text), version.text["support"], strict=True)
        found += [{"text": row["text"], "due_on": row["due_on"] or None} for who, row in rows if who == person.pk]
    return found


def _goal(goal: DevelopmentGoal) -> dict[str, Any]:
    return {
        **wording(goal),
        "status": goal.status,
        "brake": goal.brake,
        "state": goal.state,
        "shared_with": str(goal.shared_with) if goal.shared_with else None,
        "agreed_with": str(goal.agreed_with) if goal.agreed_with else None,
        "agreed_at": goal.agreed_at.isoformat() if goal.agreed_at else None,
        "hr_may_read": goal.hr_by_person,
        "colleagues_may_read_the_title": goal.title_open,
        "earlier_texts": [
            {"text": version.text, "written_at": version.written_at.isoformat()} for version in goal.versions.all()
        ],
        "opened by": [{"name": one.name, "role": "manager", "at": one.at} for one in openings_of(goal)],
        "follow_ups": [
            {
                "due_on": row.due_on.isoformat(),
                "held_on": row.held_on.isoformat() if row.held_on else None,
                "status": row.status,
                "note": row.note,
            }
            for row in goal.follow_ups.all()
        ],
    }
