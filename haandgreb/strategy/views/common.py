"""What the views of direction and goals share."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock
from haandgreb.shared.passport import pages_about
from haandgreb.strategy.models import Result, StrategicGoal
from haandgreb.strategy.permissions import sees_names


def goal_of(request: PersonRequest, goal_id: UUID) -> StrategicGoal:
    """A goal this person may see, or 404."""
    goals = StrategicGoal.objects.visible_to(request.user).select_related("owner", "unit", "parent__unit")
    return get_object_or_404(goals, pk=goal_id)


def result_of(request: PersonRequest, result_id: UUID) -> Result:
    """A result this person may see, or 404."""
    return get_object_or_404(Result.objects.visible_to(request.user).select_related("owner"), pk=result_id)


def around(request: PersonRequest, thing: Any, today: date | None = None) -> dict[str, Any]:
    """What every page about a thing shows around it: whether names, the day, and pages further up the map."""
    today = today or clock.today()
    return {
        "today": today,
        "names": sees_names(request.user, today),
        "links": pages_about(request.user, thing) if thing is not None else [],
    }
