"""The demo's workshops: one that was held on S1 in Inspection & Law, one that is planned on S2 in Grants."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.urls import reverse

from haandgreb.followups.models import FollowUp
from haandgreb.impactmap import workshop_steps
from haandgreb.impactmap.actions import workshop as actions
from haandgreb.impactmap.models import Workshop, WorkshopOutcome, WorkshopStep
from haandgreb.shared import clock
from haandgreb.shared.demo import Demo
from haandgreb.strategy.actions.barriers import SOURCE
from haandgreb.strategy.models import Barrier

HELD, AHEAD = -40, 3
BEGAN = time(9, 0)
Kind = WorkshopOutcome.Kind

_HELD_PEOPLE = ("P29", "P30", "P36", "P37", "P39", "P42")
_AHEAD_PEOPLE = ("P07", "P09", "P10", "P11", "P14", "P15", "P16")
_CAME = {Kind.RESULT: ("R1.1", "R1.3"), Kind.PRACTICE: ("C03", "C04")}


def same_id(*key: object) -> UUID:
    """The same id every time for the same key."""
    return uuid5(NAMESPACE_URL, "haandgreb-demo-workshop-" + "-".join(str(part) for part in key))


def load_demo(demo: Demo) -> None:
    """The two workshops; what came of the first one stands on the map already. Sends nothing."""
    _held(demo)
    actions.plan(
        by=demo.people["P06"],
        goal=demo.things["goals"]["S2"],
        unit=demo.units["TIL"],
        facilitator=demo.people["P07"],
        people=[demo.people[key] for key in _AHEAD_PEOPLE],
        held_on=demo.day(AHEAD, working=True),
        id=same_id("ahead"),
        is_demo=True,
    )
    _lead_promises_to_the_map()


def remove_demo() -> None:
    """Workshops go before the goals, units and people they name."""
    Workshop.objects.all().delete()


def _lead_promises_to_the_map() -> None:
    """Whoever has promised to remove a barrier gets from the promise to the practice it stands by."""
    for barrier in Barrier.objects.filter(practice__is_demo=True):
        page = reverse("impactmap:practice", args=[barrier.practice_id])
        FollowUp.objects.filter(source=SOURCE, source_id=barrier.pk, source_url="").update(source_url=page)


def _held(demo: Demo) -> None:
    held_on = demo.day(HELD, working=True)
    began = datetime.combine(held_on, BEGAN, tzinfo=clock.COPENHAGEN)
    workshop = actions.plan(
        by=demo.people["P28"],
        goal=demo.things["goals"]["S1"],
        unit=demo.units["TSY"],
        facilitator=demo.people["P28"],
        people=[demo.people[key] for key in _HELD_PEOPLE],
        held_on=held_on,
        id=same_id("held"),
        is_demo=True,
        state=Workshop.State.CLOSED,
        step=len(workshop_steps.steps()),
        began_at=began,
        closed_at=began + timedelta(minutes=workshop_steps.minutes() + 4),
    )
    at = began
    for text in workshop_steps.steps():
        WorkshopStep.objects.create(
            workshop=workshop, number=text.number, started_at=at, used_seconds=text.minutes * 60, is_open=True
        )
        at += timedelta(minutes=text.minutes)
    WorkshopOutcome.objects.bulk_create(_outcomes(demo, workshop))


def _outcomes(demo: Demo, workshop: Workshop) -> list[WorkshopOutcome]:
    practices = [demo.things["practices"][key] for key in _CAME[Kind.PRACTICE]]
    cards: list[tuple[str, Any]] = [(Kind.RESULT, demo.things["results"][key]) for key in _CAME[Kind.RESULT]]
    cards += [(Kind.MOMENT, one.situation) for one in practices if one.situation is not None]
    cards += [(Kind.PRACTICE, one) for one in practices]
    cards += [(Kind.BARRIER, one) for one in Barrier.objects.filter(practice__in=practices)]
    goals = demo.things.get("learning_goals", {})
    cards += [(Kind.LEARNING, goals[key]) for key in _CAME[Kind.PRACTICE] if key in goals]
    return [WorkshopOutcome(workshop=workshop, kind=kind, card=card.pk, title=str(card)[:400]) for kind, card in cards]
