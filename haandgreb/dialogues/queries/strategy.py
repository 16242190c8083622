"""The strategy in the middle of the wheel: the goals that hold where somebody works (dialogue.md 3)."""

from __future__ import annotations

from datetime import date

from haandgreb.dialogues.models import Dialogue
from haandgreb.organisation.models import Engagement, Person, Unit
from haandgreb.strategy.models import StrategicGoal

MOST_GOALS = 6  # beside a talk


def strategy_behind(dialogue: Dialogue, reader: Person, today: date) -> list[StrategicGoal]:
    """The goals that hold where the dialogue's person works, the nearest unit's first; those the reader sees."""
    unit = _unit_of(dialogue, today)
    if unit is None:
        return []
    goals = StrategicGoal.objects.visible_to(reader).active().for_unit(unit).select_related("unit")
    depth = {pk: number for number, pk in enumerate(unit.ancestor_ids())}
    found = sorted(goals, key=lambda goal: -depth.get(goal.unit_id, -1) if goal.unit_id else 1)
    return found[:MOST_GOALS]


def _unit_of(dialogue: Dialogue, today: date) -> Unit | None:
    if dialogue.engagement is not None:
        return dialogue.engagement.unit
    rows = Engagement.objects.on(today).filter(person=dialogue.person).select_related("unit")
    found = rows.order_by("-is_primary", "valid_from").first()
    return found.unit if found is not None else None
