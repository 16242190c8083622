"""Managers' own talks with their managers (LUS): who has not had one, and the data sheet before it (dialogue.md 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from haandgreb.competences.models import DevelopmentGoal
from haandgreb.confidentiality.rules import enough_people
from haandgreb.dialogues.models import Dialogue, Round
from haandgreb.organisation.models import Engagement, Person, Unit, UnitManager, UnitQuerySet
from haandgreb.organisation.queries.managers import staff_of, units_managed_by
from haandgreb.strategy.models import StrategicGoal

A_YEAR = timedelta(days=365)
HELD = (Dialogue.State.HELD, Dialogue.State.AGREEING, Dialogue.State.AGREED, Dialogue.State.FOLLOWING)


def managers_without_lus(round_: Round, today: date, units: UnitQuerySet | None = None) -> list[Person]:
    """
    Who leads dialogues of the round and has not had her own within a year before its talks, in Danish order.

    A hint to who plans the round: a manager's own dialogue comes before those she holds. Whoever has no manager of her
    own is left out. Empty for a round one level up, and for groups. `units`: only those who work in these.
    """
    if round_.kind.level_up or round_.kind.is_group:
        return []
    leading = round_.dialogues.open().exclude(manager=None).values("manager")
    since = round_.talks_from - A_YEAR
    had = Dialogue.objects.filter(kind__level_up=True, held_on__gte=since).values("person")
    people = Person.objects.working_on(today).filter(pk__in=leading).exclude(pk__in=had)
    if units is not None:
        people = people.filter(engagements__in=Engagement.objects.on(today).filter(unit__in=units)).distinct()
    top = _on_top(today)
    return [one for one in people.order_by("sort_key", "pk") if one.pk not in top]


def _on_top(today: date) -> set[object]:
    """Who manages a unit with none above it: her own manager is not in the system."""
    roots = Unit.objects.on(today).filter(parent=None)
    return set(UnitManager.objects.in_office(today).filter(unit__in=roots).values_list("person", flat=True))


@dataclass(frozen=True)
class Sheet:
    """What the two look at before the talk; counts only where the manager's staff are five or more."""

    units: Sequence[Unit]
    earlier: Sequence[Dialogue]
    goals: Sequence[StrategicGoal]
    staff: int | None
    in_round: int | None
    held: int | None
    agreed: int | None
    with_goal: int | None
    round: Round | None


def sheet(dialogue: Dialogue, reader: Person, today: date) -> Sheet:
    """The data sheet of a manager's own talk: the same for both, so nothing in it is of one of her staff."""
    manager = dialogue.person
    units = units_managed_by(manager, today)
    staff = staff_of(manager, today)
    many = enough_people(len(staff))
    round_ = _latest_round()
    rows = round_.dialogues.filter(person__in=staff).exclude(state=Dialogue.State.CANCELLED) if round_ else None
    in_round = rows.count() if rows is not None else 0
    shown = rows is not None and enough_people(in_round)
    agreed_goal = Q(state=DevelopmentGoal.State.AGREED)
    with_goal = DevelopmentGoal.objects.filter(agreed_goal, person__in=staff).values("person").distinct().count()
    return Sheet(
        units=units,
        earlier=_earlier(dialogue, reader, today),
        goals=_goals(units),
        staff=len(staff) if many else None,
        in_round=in_round if shown else None,
        held=rows.filter(held_on__isnull=False).count() if shown and rows is not None else None,
        agreed=rows.filter(state__in=("agreed", "following", "replaced")).count()
        if shown and rows is not None
        else None,
        with_goal=with_goal if many else None,
        round=round_,
    )


def _latest_round() -> Round | None:
    """The latest round of dialogues between people and their managers."""
    rounds = Round.objects.filter(kind__is_group=False, kind__level_up=False, kind__key="mus").exclude(state="draft")
    return rounds.order_by("-talks_from").first()


def _earlier(dialogue: Dialogue, reader: Person, today: date) -> list[Dialogue]:
    """The same person's earlier talks with an agreement, where the reader may open them."""
    rows = Dialogue.objects.visible_to(reader, today).filter(person=dialogue.person, kind__level_up=True)
    return list(rows.exclude(pk=dialogue.pk).filter(held_on__isnull=False).order_by("-held_on")[:3])


def _goals(units: Sequence[Unit]) -> list[StrategicGoal]:
    found = {goal.pk: goal for unit in units for goal in StrategicGoal.objects.active().for_unit(unit)}
    return list(found.values())
