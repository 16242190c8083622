"""Agreements in the state a test needs. Nothing is random."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haandgreb.competences.actions import development as goal_actions
from haandgreb.competences.actions import development_sharing as sharing
from haandgreb.competences.models import DevelopmentGoal
from haandgreb.competences.tests.development_factory import a_text
from haandgreb.dialogues.actions import agreement as actions
from haandgreb.dialogues.actions import differing
from haandgreb.dialogues.models import Dialogue
from haandgreb.dialogues.tests.factories import Workplace

TEXT = "Mads får tirsdag formiddag fri til de svære sager."
MINE, HERS = "Jeg har brug for hele tirsdagen.", "En halv tirsdag er det, vi kan undvære."


def a_goal_of(place: Workplace, *, is_shared: bool = True, **changes: Any) -> DevelopmentGoal:
    """A goal of Mads's, shared with Gorm."""
    goal = goal_actions.write(place.person, a_text(place.manager, **changes))
    if is_shared:
        sharing.share(goal, place.manager, by=place.person)
    return goal


def agreement_in(place: Workplace, state: str, goals: Iterable[DevelopmentGoal] = (), text: str = TEXT) -> Dialogue:
    """Mads's dialogue with Gorm, its agreement in the state, brought there as people do it; Mads says yes first."""
    dialogue = place.dialogue("held")
    actions.write(dialogue, text, [goal.pk for goal in goals], by=place.manager)
    if state == "writing":
        return fresh(dialogue)
    actions.offer(dialogue, by=place.person, number=2)
    if state == "differing":
        differing.differ(dialogue, MINE, by=place.person, number=2)
        differing.differ(dialogue, HERS, by=place.manager, number=2)
    if state in ("one_yes", "agreed"):
        actions.say_yes(dialogue, by=place.person, number=2)
    if state == "agreed":
        actions.say_yes(dialogue, by=place.manager, number=2)
    found = fresh(dialogue)
    assert found.agreement.state == state
    return found


def fresh(dialogue: Dialogue) -> Dialogue:
    """As the database has it now."""
    return Dialogue.objects.select_related("agreement", "person", "manager").get(pk=dialogue.pk)
