"""Who is due for a talk: none for twelve months, or back from a long leave. By name for HR and the nearest manager."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q

from haandgreb.dialogues.models import Dialogue, Round
from haandgreb.dialogues.rules.rounds import IS_BACK, LONG_AWAY, SOON, YEAR, why_due
from haandgreb.organisation.models import Engagement, Person, PersonQuerySet, Unit, UnitManager, UnitQuerySet
from haandgreb.organisation.models.people import EngagementQuerySet

ON_ITS_WAY = (Dialogue.State.INVITED, Dialogue.State.BOOKED)


@dataclass(frozen=True)
class Due:
    """Somebody who is due, why, when she talked last, and what is planned."""

    person: Person
    unit: Unit | None
    last: date | None
    is_back: bool
    planned: str = ""  # the state of a talk that is on its way
    starts_at: datetime | None = None


def due_people(
    today: date, *, units: UnitQuerySet | None = None, among: Iterable[UUID] | None = None
) -> PersonQuerySet:
    """
    Those who are due, in Danish order: at work in these units, or among these people; without whoever is on leave.

    Left out is whoever a round leaves out by her kind of job, and who leads the whole: she talks outside.
    """
    jobs = Engagement.objects.on(today).exclude(kind__in=_kinds_out())
    if units is not None:
        jobs = jobs.filter(unit__in=units)
    away = Engagement.objects.on(today).filter(person=OuterRef("pk"), leave_until__gt=today)
    heads = UnitManager.objects.in_office(today).filter(unit__parent=None).values("person")
    people = Person.objects.filter(Exists(jobs.filter(person=OuterRef("pk")))).exclude(pk__in=heads)
    if among is not None:
        people = people.filter(pk__in=list(among))
    people = people.filter(~Exists(away))
    return people.filter(Q(pk__in=_back_in(jobs, today)) | _without_talk_for_a_year(today))


def about(people: Sequence[Person], today: date) -> list[Due]:
    """What a page tells of each; four queries for a page of any length."""
    ids = [person.pk for person in people]
    back = set(_back_in(Engagement.objects.on(today).filter(person__in=ids), today))
    jobs: dict[UUID, Unit] = {}
    rows = Engagement.objects.on(today).filter(person__in=ids).select_related("unit").order_by("-is_primary", "pk")
    for job in rows:
        jobs.setdefault(job.person_id, job.unit)
    last = _last_talks(ids)
    planned: dict[UUID, tuple[str, datetime | None]] = {}
    ahead = Dialogue.objects.filter(person__in=ids, state__in=ON_ITS_WAY, kind__is_group=False).order_by("-made_at")
    for one in ahead:
        planned.setdefault(one.person_id, (one.get_state_display(), one.starts_at))
    return [
        Due(one, jobs.get(one.pk), last.get(one.pk), one.pk in back, *planned.get(one.pk, ("", None))) for one in people
    ]


def _without_talk_for_a_year(today: date) -> Q:
    talks = Dialogue.objects.filter(person=OuterRef("pk"), kind__is_group=False, held_on__gt=today - YEAR)
    long_here = Engagement.objects.filter(person=OuterRef("pk"), valid_from__lte=today - YEAR)
    return ~Q(Exists(talks)) & Q(Exists(long_here))


def _back_in(jobs: EngagementQuerySet, today: date) -> list[UUID]:
    """Who of those with these jobs is just back from a long leave or a long time away, and has not talked since."""
    fresh = jobs.filter(Q(leave_until__gt=today - SOON, leave_until__lte=today) | Q(valid_from__gt=today - SOON))
    ids = list(fresh.order_by().values_list("person", flat=True).distinct())
    history: dict[UUID, list[Engagement]] = defaultdict(list)
    for row in Engagement.objects.filter(person__in=ids, valid_from__lte=today).order_by("valid_from"):
        history[row.person_id].append(row)
    last = _last_talks(list(history))
    found = []
    for pk, rows in history.items():
        why = why_due(since=rows[0].valid_from, last=last.get(pk), back_on=_back_on(rows, today), today=today)
        if why == IS_BACK:
            found.append(pk)
    return found


def _back_on(rows: Sequence[Engagement], today: date) -> date | None:
    """The first day after the latest long absence that is over; `rows` from the first to the last."""
    ends = [row.leave_until for row in rows if row.leave_until is not None and row.leave_until <= today]
    gone: date | None = None
    for row in rows:
        if gone is not None and row.valid_from - gone >= LONG_AWAY:
            ends.append(row.valid_from)
        if row.valid_to is None:
            gone = date.max
        elif gone is None or row.valid_to > gone:
            gone = row.valid_to
    return max(ends, default=None)


def _last_talks(ids: Sequence[UUID]) -> dict[UUID, date]:
    rows = Dialogue.objects.filter(person__in=ids, kind__is_group=False, held_on__isnull=False).order_by()
    return dict(rows.values("person").annotate(last=Max("held_on")).values_list("person", "last"))


def _kinds_out() -> list[str]:
    """What the latest round about single people leaves out."""
    latest = Round.objects.filter(kind__is_group=False, kind__level_up=False).exclude(started_at=None)
    kinds = latest.order_by("-started_at").values_list("kinds_out", flat=True).first() or []
    return [kind for kind in kinds if kind]
