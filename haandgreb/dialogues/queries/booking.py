"""What the pages about a talk's time ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Prefetch, Q, QuerySet, Value

from haandgreb.dialogues.models import Dialogue, ProposedTime
from haandgreb.dialogues.permissions import MANAGER, side_of
from haandgreb.dialogues.rules.times import LONGEST, Span, overlap, span
from haandgreb.organisation.models import Person
from haandgreb.shared import clock

State = Dialogue.State
MOST_AT_ONCE = 500
BACK, AHEAD = timedelta(days=30), timedelta(days=400)


def other_of(dialogue: Dialogue, person: Person) -> Person | None:
    """The other of the two; None where no manager is found yet."""
    return dialogue.manager if person.pk == dialogue.person_id else dialogue.person


def can_be_booked(dialogue: Dialogue) -> bool:
    """Whether there are two, and the talk waits for a time or has one ahead."""
    return dialogue.manager_id is not None and dialogue.state in (State.INVITED, State.BOOKED)


def proposals_of(dialogue: Dialogue) -> list[ProposedTime]:
    """The times that are proposed by one of the two of today, the earliest first."""
    two = {dialogue.person_id, dialogue.manager_id}
    return [row for row in dialogue.proposed_times.all() if row.by_id in two]


def is_taken(dialogue: Dialogue, starts_at: datetime, minutes: int) -> bool:
    """Whether one of the two is in another talk then."""
    two = [one for one in (dialogue.person_id, dialogue.manager_id) if one is not None]
    wanted = span(starts_at, minutes)
    return any(overlap(wanted, one) for one in taken_of(two, wanted[0], wanted[1], without=dialogue))


def taken_of(people: Iterable[object], begins: datetime, ends: datetime, without: Dialogue | None = None) -> list[Span]:
    """When any of these people (by id) is in a talk that touches the time; one query."""
    ids = list(people)
    rows = Dialogue.objects.filter(Q(person__in=ids) | Q(manager__in=ids), state=State.BOOKED)
    rows = rows.filter(starts_at__gt=begins - timedelta(minutes=LONGEST), starts_at__lt=ends)
    if without is not None:
        rows = rows.exclude(pk=without.pk)
    found = [span(starts_at, minutes) for starts_at, minutes in rows.values_list("starts_at", "minutes") if starts_at]
    return [one for one in found if overlap(one, (begins, ends))]


@dataclass(frozen=True)
class Offered:
    """A proposed time as the page shows it; one that cannot be picked says why."""

    row: ProposedTime
    is_past: bool
    is_taken: bool

    @property
    def can_be_picked(self) -> bool:
        """Still ahead, and neither is in another talk then."""
        return not (self.is_past or self.is_taken)


@dataclass(frozen=True)
class Time:
    """Where the time of a talk stands, for one of the two."""

    dialogue: Dialogue
    side: str
    other: Person | None
    offered: list[Offered]
    is_theirs: bool  # the other has proposed them
    without_mail: list[Person]
    is_over: bool  # the booked time has passed
    ends_at: datetime | None

    @property
    def leads(self) -> bool:
        """Whether the reader is the manager."""
        return self.side == MANAGER


def time_of(dialogue: Dialogue, person: Person, now: datetime) -> Time:
    """Everything a page says about the talk's time; two queries more than the dialogue."""
    rows = proposals_of(dialogue)
    busy: list[Span] = []
    if rows:
        two = [one for one in (dialogue.person_id, dialogue.manager_id) if one is not None]
        latest = max(span(row.starts_at, row.minutes)[1] for row in rows)
        busy = taken_of(two, rows[0].starts_at, latest, without=dialogue)
    offered = [
        Offered(row, row.starts_at <= now, any(overlap(span(row.starts_at, row.minutes), one) for one in busy))
        for row in rows
    ]
    ends_at = span(dialogue.starts_at, dialogue.minutes)[1] if dialogue.starts_at else None
    two_people = [one for one in (dialogue.person, dialogue.manager) if one is not None]
    return Time(
        dialogue=dialogue,
        side=side_of(dialogue, person, clock.local_day(now)),
        other=other_of(dialogue, person),
        offered=offered,
        is_theirs=bool(rows) and rows[0].by_id != person.pk,
        without_mail=[one for one in two_people if not one.email],
        is_over=ends_at is not None and ends_at <= now,
        ends_at=ends_at,
    )


def to_book(manager: Person, today: date) -> list[Dialogue]:
    """
    The dialogues the person leads that have no time, in Danish order; at most 500, with what is proposed in each.

    As many queries for one as for five hundred.
    """
    proposed = Prefetch("proposed_times", ProposedTime.objects.order_by("starts_at"))
    found = Dialogue.objects.visible_to(manager, today).filter(manager=manager, state=State.INVITED)
    rows = found.select_related("person", "kind", "round").prefetch_related(proposed)
    return list(rows.order_by("person__sort_key", "pk")[:MOST_AT_ONCE])


def booked_by(manager: Person, now: datetime) -> list[Span]:
    """When the person is in talks from now on."""
    return taken_of([manager.pk], now, now + 2 * AHEAD)


def for_feed(person: Person, now: datetime) -> QuerySet[Dialogue]:
    """The talks that stand in the person's calendar, from a month back."""
    seen = Dialogue.objects.visible_to(person, clock.local_day(now)).filter(state=State.BOOKED)
    return seen.filter(starts_at__gte=now - BACK, starts_at__lte=now + AHEAD).order_by("starts_at", "pk")


@dataclass(frozen=True)
class Waits:
    """What waits for a person about times."""

    to_answer: list[Dialogue]  # the other proposes times
    unsent: list[Dialogue]  # booked, and the person has no mail address
    to_book: int  # talks she leads without a time, and nothing proposed


def waits_for(person: Person, today: date) -> Waits:
    """What waits for her about times; two queries beside who her staff are."""
    now = clock.now()
    seen = Dialogue.objects.visible_to(person, today).filter(state__in=(State.INVITED, State.BOOKED))
    offered = ProposedTime.objects.filter(dialogue=OuterRef("pk"), starts_at__gt=now).exclude(by=person)
    theirs = Exists(offered.filter(Q(by=OuterRef("person")) | Q(by=OuterRef("manager"))))
    ahead = Q(state=State.BOOKED, starts_at__gt=now)
    untold = Value(False) if person.email else ExpressionWrapper(ahead, BooleanField())
    asked = seen.annotate(is_offered=theirs, is_untold=untold).filter(Q(is_offered=True) | Q(is_untold=True))
    found: list[Any] = list(asked.select_related("person", "manager").order_by("starts_at", "pk"))
    left = seen.filter(manager=person, state=State.INVITED, proposed_times=None).count()
    answer = [one for one in found if one.is_offered]
    unsent = [one for one in found if one.is_untold]
    return Waits(answer, unsent, left)
