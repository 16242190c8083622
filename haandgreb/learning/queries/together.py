"""What the pages about learning together ask: fælles klik, pairs, notes, what it means in the team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from haandgreb.learning.models import Activity, ModuleNote, SharedClick, StudyPair, TeamTalk
from haandgreb.organisation.models import Person
from haandgreb.shared import clock

PER_PAGE = 30
MOST = 5
State = StudyPair.State


def clicks_to_come(person: Person, now: datetime) -> QuerySet[Any]:
    """Planned ones that have not ended, with how many seats are taken and whether one is hers."""
    mine = SharedClick.objects.filter(pk=OuterRef("pk")).filter(Q(taken__person=person) | Q(host=person))
    rows = SharedClick.objects.filter(state=SharedClick.State.PLANNED, starts_at__gt=now - timedelta(hours=2))
    return rows.annotate(seated=Count("taken"), is_mine=Exists(mine)).select_related("activity", "host")


def click_list(person: Person, now: datetime, page: str) -> Page[Any]:
    """All that are to come, the next first; two queries."""
    return Paginator(clicks_to_come(person, now).order_by("starts_at", "pk"), PER_PAGE).get_page(page)


def click_seen(click_id: UUID) -> SharedClick | None:
    """Everybody may see that there is one, and how many seats are free."""
    return SharedClick.objects.filter(pk=click_id).select_related("activity", "host").first()


@dataclass(frozen=True)
class ClickPage:
    """A fælles klik as one reader sees it: who sits there only for the host and those who do."""

    seats: Sequence[Person]
    taken: int
    is_seated: bool

    def left(self, click: SharedClick) -> int:
        return max(click.seats - self.taken, 0)


def click_page(person: Person, click: SharedClick) -> ClickPage:
    """Seats with names for the host and for those who have one; others get the number."""
    taken = [seat.person for seat in click.taken.select_related("person")]
    is_seated = person in taken
    return ClickPage(taken if is_seated or click.host_id == person.pk else [], len(taken), is_seated)


def pair_seen(person: Person, pair_id: UUID) -> StudyPair | None:
    """A pair: the two; an open search: everybody."""
    rows = StudyPair.objects.filter(Q(first=person) | Q(second=person) | Q(state=State.OPEN))
    return rows.filter(pk=pair_id).select_related("activity", "first", "second").first()


def note_of(person: Person, activity: Activity) -> ModuleNote | None:
    """Hers alone."""
    return ModuleNote.objects.filter(person=person, activity=activity, hidden_at=None).first()


@dataclass(frozen=True)
class Together:
    """What stands on an activity's page about learning it together."""

    clicks: Sequence[Any]
    mine: Sequence[StudyPair]
    looking: Sequence[StudyPair]
    has_note: bool
    talks: Sequence[TeamTalk]

    @property
    def looks(self) -> bool:
        """Whether she looks for a partner, or has one."""
        return any(pair.state != State.ENDED for pair in self.mine)


def together(person: Person, activity: Activity) -> Together:
    """A constant number of queries."""
    now = clock.now()
    pairs = StudyPair.objects.filter(activity=activity).select_related("first", "second")
    mine = pairs.filter(Q(first=person) | Q(second=person)).exclude(state=State.ENDED)
    looking = pairs.filter(state=State.OPEN, first__is_active=True).exclude(first=person)
    talks = TeamTalk.objects.visible_to(person).filter(activity=activity).select_related("unit")
    return Together(
        list(clicks_to_come(person, now).filter(activity=activity).order_by("starts_at", "pk")[:MOST]),
        list(mine[:MOST]),
        list(looking[:MOST]),
        ModuleNote.objects.filter(person=person, activity=activity, hidden_at=None).exists(),
        list(talks[:MOST]),
    )


def talk_seen(person: Person, talk_id: UUID) -> TeamTalk | None:
    """For the unit, those who lead it, and HR for it."""
    rows = TeamTalk.objects.visible_to(person).filter(pk=talk_id)
    return rows.select_related("activity", "unit", "written_by").first()
