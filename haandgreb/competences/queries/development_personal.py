"""What is held about a person's development goals, for her own copy."""

from __future__ import annotations

from typing import Any

from haandgreb.competences.models import DevelopmentGoal, Support
from haandgreb.competences.queries.development import with_links
from haandgreb.competences.queries.development_text import wording
from haandgreb.organisation.models import Person


def personal_data(person: Person) -> dict[str, Any]:
    """Her goals with their earlier texts and follow-ups, whom they were shared with, and support she gives others."""
    goals = with_links(DevelopmentGoal.objects.filter(person=person))
    return {
        "development_goals": [_goal(goal) for goal in goals],
        "support_in_the_goals_of_others": [
            {"text": one.text, "due_on": one.due_on.isoformat() if one.due_on else None}
            for one in Support.objects.filter(who=person, goal__state=DevelopmentGoal.State.AGREED)
        ],
    }


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
