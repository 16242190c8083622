"""What every act on a development goal begins with."""

from __future__ import annotations

from haandgreb.competences.actions.levels import hold
from haandgreb.competences.models import DevelopmentGoal


def held(goal: DevelopmentGoal) -> DevelopmentGoal:
    """The goal as it is now, with nobody beside us until the transaction ends."""
    hold(goal.person)
    return DevelopmentGoal.objects.select_related("person", "shared_with", "yes_by", "agreed_with").get(pk=goal.pk)


def forget_yes(goal: DevelopmentGoal) -> None:
    """A first yes no longer counts; save afterwards."""
    goal.yes_by, goal.yes_version, goal.yes_at = None, None, None
