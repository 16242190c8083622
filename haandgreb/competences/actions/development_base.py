"""What every act on a development goal begins with."""

from __future__ import annotations

from haandgreb.competences.actions.levels import hold
from haandgreb.competences.models import DevelopmentGoal
from haandgreb.shared import drafts


def draft_key(goal: DevelopmentGoal) -> str:
    """Under which name what somebody types into the form of this goal is kept."""
    return f"competences-goal-{goal.pk}"


def take_from(goal: DevelopmentGoal) -> None:
    """Whom it was shared with keeps nothing of it: also what she was typing goes."""
    if goal.shared_with is not None:
        drafts.drop(goal.shared_with, draft_key(goal))


def not_with(goal: DevelopmentGoal) -> None:
    """A text written since the agreement is shared with nobody any more; save afterwards."""
    take_from(goal)
    goal.shared_with, goal.shared_at = None, None
    forget_yes(goal)


def held(goal: DevelopmentGoal) -> DevelopmentGoal:
    """The goal as it is now, with nobody beside us until the transaction ends."""
    hold(goal.person)
    return DevelopmentGoal.objects.select_related("person", "shared_with", "yes_by", "agreed_with").get(pk=goal.pk)


def forget_yes(goal: DevelopmentGoal) -> None:
    """A first yes no longer counts; save afterwards."""
    goal.yes_by, goal.yes_version, goal.yes_at = None, None, None
