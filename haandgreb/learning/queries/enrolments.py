"""What pages about enrolments ask: what can be chosen, who waits for a yes, what staff take part in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.lookups import StartsWith

from haandgreb.competences.models import DevelopmentGoal
from haandgreb.competences.queries.development_reading import readable
from haandgreb.learning.models import Activity, Enrolment, Offering, Step
from haandgreb.learning.models.activities import Size
from haandgreb.learning.models.steps import Actor
from haandgreb.learning.rules.where import TALK_DAYS, talk_is_missed
from haandgreb.organisation.models import Engagement, Person, UnitManager
from haandgreb.organisation.queries.managers import staff_of

State = Enrolment.State
ENDED = (State.DECLINED, State.ABSENT, State.CANCELLED, State.REPLACED)
TALK = "talk"
MOST_IN_A_LIST = 100
A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Time:
    """One time an activity takes place, and how many seats are left; None where nobody counts them."""

    offering: Offering
    left: int | None


def coming_times(activity: Activity, today: date, but: Enrolment | None = None) -> list[Time]:
    """The times one can still choose, the first ones first; the one `but` has already is among them."""
    taken = Count("enrolments", filter=Q(enrolments__state__in=(State.APPROVED, State.COMPLETED)))
    coming = Q(state=Offering.State.PLANNED, starts_on__gte=today)
    if but is not None and but.offering_id is not None:
        coming |= Q(pk=but.offering_id)
    rows = activity.offerings.filter(coming).annotate(taken=taken).order_by("starts_on", "pk")
    return [Time(row, None if row.seats is None else max(0, row.seats - row.taken)) for row in rows]


def is_large_catalogue() -> bool:
    """Whether there is too much to choose from a list: then one searches."""
    return Activity.objects.open().order_by()[: MOST_IN_A_LIST + 1].count() > MOST_IN_A_LIST


def goals_to_choose(person: Person) -> QuerySet[DevelopmentGoal]:
    """Her own goals somebody still works on."""
    return DevelopmentGoal.objects.filter(person=person).active()


def goal_for(enrolment: Enrolment, reader: Person, today: date) -> DevelopmentGoal | None:
    """The development goal it serves, in the words this reader may read; None where she may not know of it."""
    if enrolment.development_goal_id is None:
        return None
    rows = DevelopmentGoal.objects.visible_to(reader, today).filter(pk=enrolment.development_goal_id)
    return next(iter(readable(rows, reader)), None)


def of_goal(goal: DevelopmentGoal, reader: Person, today: date) -> list[Enrolment]:
    """What serves the goal, as far as this reader may see it; what ended is left out."""
    rows = Enrolment.objects.visible_to(reader, today).filter(development_goal=goal).exclude(state__in=ENDED)
    return list(rows.select_related("activity"))


def taken_over_by(enrolment: Enrolment, reader: Person, today: date) -> Enrolment | None:
    """The place somebody else has instead, for a manager of both."""
    rows = Enrolment.objects.visible_to(reader, today).filter(replaces=enrolment)
    return rows.select_related("person").first() if enrolment.state == State.REPLACED else None


def asked_of(manager: Person, today: date) -> list[Enrolment]:
    """Wishes of her staff that wait for her yes, the oldest first."""
    staff = staff_of(manager, today)
    if not staff:
        return []
    rows = Enrolment.objects.filter(person__in=staff, state=State.ASKED).select_related("person", "activity")
    return list(rows.order_by("asked_at", "pk"))


def staff_lines(manager: Person, today: date) -> list[tuple[Person, list[Enrolment]]]:
    """
    Her staff in Danish order, each with what she takes part in, has asked for, and has completed in the last year; who
    has nothing is left out.
    """
    staff = staff_of(manager, today)
    recent = ~Q(state=State.COMPLETED) | Q(completed_on__gte=today - A_YEAR)
    rows = Enrolment.objects.filter(recent, person__in=staff, plan__hidden_at=None).exclude(
        state__in=(State.WISHED, *ENDED)
    )
    found: dict[UUID, list[Enrolment]] = {}
    for row in rows.select_related("activity"):
        found.setdefault(row.person_id, []).append(row)
    return [(person, found[person.pk]) for person in staff if person.pk in found]


def without_talk(person: Person, today: date) -> list[Enrolment]:
    """Her own and her staff's enrolments a week before the course or less, where the talk before is missed."""
    talks = Step.objects.filter(key=TALK, actor=Actor.LEARNER, state=Step.State.OPEN)
    talks = talks.filter(enrolment__state=State.APPROVED, enrolment__starts_on__gt=today)
    talks = talks.filter(enrolment__starts_on__lte=_a_week_on(today))
    talks = talks.filter(Q(enrolment__person=person) | Q(enrolment__person__in=staff_of(person, today)))
    rows = [step.enrolment for step in talks.select_related("enrolment__person", "enrolment__activity")]
    return [row for row in rows if _is_asked(row) and talk_is_missed(today, row.starts_on, row.talk_on)]


def may_wait(person: Person, today: date) -> QuerySet[Enrolment]:
    """
    Enrolments of which something may wait for her, told in one query: wider than what does, as she may manage a unit
    above the person's and another one be nearer.
    """
    led = UnitManager.objects.in_office(today).filter(
        StartsWith(OuterRef("unit__path"), F("unit__path")), person=person
    )
    below = Exists(Engagement.objects.on(today).filter(Exists(led), person=OuterRef("person")))
    soon = Q(state=State.APPROVED, starts_on__gt=today, starts_on__lte=_a_week_on(today))
    return Enrolment.objects.filter((Q(state=State.ASKED) & below) | (soon & (Q(person=person) | below)))


def talk_of(enrolment: Enrolment) -> Step | None:
    """The learner's step of the talk before; None where there is none."""
    return Step.objects.filter(enrolment=enrolment, key=TALK, actor=Actor.LEARNER).first()


def is_without_talk(enrolment: Enrolment, today: date) -> bool:
    """Whether the two have to choose: a time for the talk, or the course without it."""
    is_missed = talk_is_missed(today, enrolment.starts_on, enrolment.talk_on)
    if enrolment.state != State.APPROVED or not is_missed or not _is_asked(enrolment):
        return False
    talk = talk_of(enrolment)
    return talk is not None and talk.state == Step.State.OPEN


def _is_asked(enrolment: Enrolment) -> bool:
    """Of twenty mandatory minutes nobody has to give reasons."""
    return not (enrolment.is_mandatory and enrolment.size == Size.LIGHT)


def seen_by(person: Person, ids: Collection[UUID], today: date) -> set[UUID]:
    """Of these enrolments, those she can open."""
    return set(Enrolment.objects.visible_to(person, today).filter(pk__in=ids).values_list("pk", flat=True))


def _a_week_on(today: date) -> date:
    return date.fromordinal(today.toordinal() + TALK_DAYS)
