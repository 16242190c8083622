"""What is held about a person in direction, goals and practice, for her own copy."""

from __future__ import annotations

from typing import Any

from haandgreb.organisation.models import Person
from haandgreb.strategy.models import (
    Barrier,
    GoalVersion,
    Measurement,
    PracticeChange,
    Result,
    Statement,
    StrategicGoal,
)


def personal_data(person: Person) -> dict[str, Any]:
    """What she owns and has written; her personal practice changes whole."""
    practice = ("title", "who", "before", "after", "kind", "sign", "state")
    return {
        "goals_owned": list(StrategicGoal.objects.filter(owner=person).values("title", "state")),
        "results_owned": list(Result.objects.filter(owner=person).values("title", "state")),
        "barriers_owned": list(Barrier.objects.filter(owner=person).values("text", "due_on", "state")),
        "practice_of_my_own": list(PracticeChange.objects.filter(person=person).values(*practice)),
        "direction_written": list(Statement.objects.filter(written_by=person).values("kind", "text", "written_at")),
        "goals_written": list(GoalVersion.objects.filter(written_by=person).values("title", "number", "written_at")),
        "measured": list(
            Measurement.objects.filter(written_by=person).values("result__title", "measured_on", "value", "note")
        ),
    }
