"""What the pages of learning journeys ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.lookups import StartsWith

from haandgreb.learning.models import Journey, JourneyAct, JourneyPart, JourneyStep
from haandgreb.learning.permissions import LEARNER, MANAGER, may_end_journey_act
from haandgreb.learning.rules import journey as rules
from haandgreb.organisation.models import Engagement, Person, UnitManager
from haandgreb.organisation.queries.managers import staff_of

AHEAD = timedelta(days=7)
State = JourneyPart.State


@dataclass
class Week:
    """The steps of one week, and for one who takes part how they ended."""

    number: int
    starts_on: date | None
    steps: list[JourneyStep] = field(default_factory=list)
    acts: list[Line] = field(default_factory=list)
    is_open: bool = False


@dataclass
class Line:
    """An act as one reader sees it."""

    act: JourneyAct
    may_end: bool
    note: str = ""
    is_next: bool = False


@dataclass(frozen=True)
class Problems:
    """What keeps a draft from beginning, and one hint."""

    is_empty: bool
    without_use: list[JourneyStep]
    too_late: list[JourneyStep]
    is_without_manager: bool

    @property
    def may_begin(self) -> bool:
        """Nothing stands in the way."""
        return not (self.is_empty or self.without_use or self.too_late)


@dataclass(frozen=True)
class Overview:
    """The page of all journeys."""

    mine: list[JourneyPart]
    led: list[Journey]
    others: list[Journey]
    waiting: list[JourneyPart]  # staff who have said yes and wait for hers


def overview(person: Person, today: date) -> Overview:
    """Her own, those she leads, those under way she is not in, and of her staff who waits for her yes."""
    parts = JourneyPart.objects.filter(person=person).exclude(state=State.LEFT).select_related("journey__owner")
    mine = sorted(parts, key=lambda part: (part.journey.state == Journey.State.ENDED, part.journey.sort_key))
    seen = Journey.objects.visible_to(person).select_related("owner")
    led = [journey for journey in seen if journey.owner_id == person.pk]
    in_them = {part.journey_id for part in mine} | {journey.pk for journey in led}
    return Overview(mine, led, [one for one in seen if one.pk not in in_them], waiting_for_yes(person, today))


def may_wait(person: Person, today: date) -> QuerySet[JourneyPart]:
    """Parts of which something may wait for her: her own, those of people in units she leads. Wider than what does."""
    led = UnitManager.objects.in_office(today).filter(
        StartsWith(OuterRef("unit__path"), F("unit__path")), person=person
    )
    below = Engagement.objects.on(today).filter(Exists(led), person=OuterRef("person"))
    return JourneyPart.objects.exclude(journey__state=Journey.State.ENDED).filter(Q(person=person) | Exists(below))


def waiting_for_yes(person: Person, today: date) -> list[JourneyPart]:
    """Her staff who take part and have no manager's yes yet."""
    staff = staff_of(person, today)
    if not staff:
        return []
    rows = JourneyPart.objects.filter(person__in=staff, state=State.JOINED, manager_yes_on=None)
    return list(rows.exclude(journey__state=Journey.State.ENDED).select_related("journey", "person"))


def problems(journey: Journey, steps: Sequence[JourneyStep]) -> Problems:
    """What the rules say of the plan."""
    by_rule: dict[rules.Planned, list[JourneyStep]] = {}
    for step in steps:
        by_rule.setdefault(rules.Planned(step.week, step.day, step.kind, step.who), []).append(step)
    plan = list(by_rule)
    return Problems(
        is_empty=not steps,
        without_use=[step for one in rules.without_use(plan) for step in by_rule[one]],
        too_late=[step for one in rules.too_late(plan, journey.weeks) for step in by_rule[one]],
        is_without_manager=rules.is_without_manager(plan),
    )


def weeks_of(journey: Journey, steps: Iterable[JourneyStep]) -> list[Week]:
    """Every week that has steps."""
    found: dict[int, Week] = {}
    for step in steps:
        found.setdefault(step.week, Week(step.week, _monday(journey, step.week))).steps.append(step)
    return [found[number] for number in sorted(found)]


def way_of(part: JourneyPart, reader: Person, side: str) -> list[Week]:
    """The acts of one who takes part, by week; the first open one of hers is the next."""
    acts = part.acts.select_related("step").order_by("step__week", "step__day", "due_on", "pk")
    found: dict[int, Week] = {}
    following = ""
    for act in acts:
        may_end = may_end_journey_act(act, side)
        may_read = side == LEARNER or (side == MANAGER and act.shared and act.shared_with_id == reader.pk)
        note = str(act.note or "") if may_read else ""
        line = Line(act, may_end, note, is_next=not following and may_end and act.state == JourneyAct.State.OPEN)
        following = following or ("yes" if line.is_next else "")
        week = found.setdefault(act.step.week, Week(act.step.week, _monday(part.journey, act.step.week)))
        week.acts.append(line)
        week.is_open = week.is_open or line.is_next
    return [found[number] for number in sorted(found)]


def due_for(person: Person, until: date) -> list[JourneyAct]:
    """Her open acts until the day: her own, those of a colleague she asks, and the manager's for her staff."""
    rows = JourneyAct.objects.filter(
        state=JourneyAct.State.OPEN, due_on__lte=until, part__state=State.JOINED, part__hidden_at=None
    )
    own = rows.filter(part__person=person).exclude(step__who=JourneyStep.Who.MANAGER)
    found = list(own.select_related("step", "part__journey", "part__person"))
    staff = staff_of(person, until)
    if staff:
        theirs = rows.filter(part__person__in=staff, step__who=JourneyStep.Who.MANAGER)
        found += theirs.select_related("step", "part__journey", "part__person")
    return sorted(found, key=lambda act: (act.due_on, act.step.week, act.step.day))


def _monday(journey: Journey, week: int) -> date | None:
    return None if journey.starts_on is None else journey.starts_on + timedelta(days=(week - 1) * rules.WEEK)
