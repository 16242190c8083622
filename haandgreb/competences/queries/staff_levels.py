"""A nearest manager's own staff, in Danish order of their names; and what is in the history of one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from haandgreb.competences.models import AgreedLevel, Competence, LevelProposal, SelfLevel
from haandgreb.organisation.models import Engagement, Person
from haandgreb.organisation.queries.managers import staff_of
from haandgreb.shared import danish

MOST_FOUND = 8


@dataclass(frozen=True)
class StaffLine:
    """One of the staff: never how large a gap is, and no order but that of names."""

    person: Person
    title: str
    shared_at: datetime | None
    agreed_at: datetime | None
    for_you: int  # proposals that wait for the viewer
    for_her: int  # the viewer's proposals that wait for her


def staff_lines(manager: Person, today: date) -> list[StaffLine]:
    """What stands about each of the staff; as many queries for one as for fifty."""
    people = staff_of(manager, today)
    shared = _latest(SelfLevel.objects.filter(shared_with=manager, person__in=people), "shared_at")
    agreed = _latest(AgreedLevel.objects.current().filter(person__in=people), "agreed_at")
    waiting = LevelProposal.objects.filter(state=LevelProposal.State.OPEN, person__in=people).order_by()
    for_you = dict(waiting.filter(to=manager).values_list("person").annotate(Count("pk")))
    for_her = dict(waiting.filter(proposed_by=manager).values_list("person").annotate(Count("pk")))
    titles: dict[UUID, str] = {}
    for engagement in Engagement.objects.on(today).filter(person__in=people).order_by("-is_primary", "valid_from"):
        titles.setdefault(engagement.person_id, engagement.title)
    return [
        StaffLine(
            person=person,
            title=titles.get(person.pk, ""),
            shared_at=shared.get(person.pk),
            agreed_at=agreed.get(person.pk),
            for_you=for_you.get(person.pk, 0),
            for_her=for_her.get(person.pk, 0),
        )
        for person in people
    ]


def _latest(rows: QuerySet[Any], name: str) -> dict[UUID, datetime]:
    return dict(rows.order_by().values_list("person").annotate(Max(name)))


def agreed_history(person: Person) -> list[AgreedLevel]:
    """All levels that were ever agreed, by competence in Danish order, the latest first."""
    rows = AgreedLevel.objects.filter(person=person).select_related("competence", "agreed_with")
    return list(rows.order_by("competence__sort_key", "competence", "-valid_from", "-agreed_at"))


def own_history(person: Person) -> list[SelfLevel]:
    """All her own estimates, by competence in Danish order, the latest first. For herself only."""
    rows = SelfLevel.objects.filter(person=person).select_related("competence")
    return list(rows.order_by("competence__sort_key", "competence", "-written_at"))


def find_competences(words: str, without: set[UUID]) -> list[Competence]:
    """The first few of the catalogue where every word stands; nothing for no words."""
    wanted = danish.search_key(words.replace("\0", " ")).split()[:8]
    if not wanted:
        return []
    rows = Competence.objects.active().exclude(pk__in=without)
    for word in wanted:
        rows = rows.filter(search_key__contains=word)
    return list(rows[:MOST_FOUND])
