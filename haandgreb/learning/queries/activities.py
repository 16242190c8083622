"""What the catalogue and the page of an activity ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, DateField, Exists, Min, OuterRef, Q, QuerySet, Subquery

from haandgreb.competences.models import Competence, PlannedActivity, Room
from haandgreb.learning import activity_words as words_of
from haandgreb.learning.models import Activity, Enrolment, Offering, Track
from haandgreb.learning.models.activities import CatalogueQuerySet
from haandgreb.organisation.models import Person
from haandgreb.shared import danish
from haandgreb.strategy.models import PracticeChange

PER_PAGE = 50
_MOST_WORDS = 8
MOST_PAST = 10
TAKING_PART = ("asked", "approved", "completed")


@dataclass(frozen=True)
class CataloguePage:
    """One page of the catalogue, as it was searched."""

    page: Page[Activity]
    q: str
    room: str
    form: str
    which: str
    with_closed: bool

    @property
    def is_filtered(self) -> bool:
        return bool(self.q or self.room or self.form or self.which)


@dataclass(frozen=True)
class Search:
    """What somebody looks for: words, a room, a form, and mandatory or chosen."""

    words: str = ""
    room: str = ""
    form: str = ""
    which: str = ""
    page: str = "1"
    with_closed: bool = False


def matching(entries: CatalogueQuerySet, words: str) -> CatalogueQuerySet:
    """Entries where every word stands in the code or the title, in either language."""
    for word in danish.search_key(words.replace("\0", " ")).split()[:_MOST_WORDS]:
        entries = entries.filter(search_key__contains=word)
    return entries


def catalogue(search: Search, today: date) -> CataloguePage:
    """The entries in Danish order, each with the next day it begins; three queries however many entries."""
    entries = Activity.objects.all() if search.with_closed else Activity.objects.open()
    if search.room in Room.values:
        entries = entries.filter(room=search.room)
    if search.form in words_of.forms():
        entries = entries.filter(form=search.form)
    if search.which in ("mandatory", "chosen"):
        entries = entries.filter(is_mandatory=search.which == "mandatory")
    entries = matching(entries, search.words)
    paginator = Paginator(_listed(entries, today), PER_PAGE)
    paginator.count = entries.order_by().count()
    page = paginator.get_page(search.page)
    return CataloguePage(page, search.words, search.room, search.form, search.which, search.with_closed)


def _listed(entries: CatalogueQuerySet, today: date) -> QuerySet[Activity]:
    to_come = Offering.objects.filter(
        activity=OuterRef("pk"), state=Offering.State.PLANNED, starts_on__gte=today
    ).order_by()
    first = to_come.values("activity").annotate(first=Min("starts_on")).values("first")
    return entries.select_related("provider").defer("words").annotate(next_on=Subquery(first, output_field=DateField()))


@dataclass(frozen=True)
class OfferingLine:
    """One time it takes place, how many seats are taken, and her own place in it."""

    offering: Offering
    taken: int
    mine: Enrolment | None

    @property
    def left(self) -> int | None:
        """Seats left; None where there is no limit."""
        seats = self.offering.seats
        return None if seats is None else max(seats - self.taken, 0)


@dataclass(frozen=True)
class ActivityPage:
    """What stands about one activity."""

    to_come: Sequence[OfferingLine]
    past: Sequence[OfferingLine]
    practices: Sequence[PracticeChange]
    planned: Sequence[PlannedActivity]
    competences: Sequence[Competence]
    tracks: Sequence[Track]
    mine: Sequence[Enrolment]
    is_floating: bool

    @property
    def has_days(self) -> bool:
        """Whether a time is planned that one can ask for a place in; else one begins when it suits."""
        return any(line.offering.state == Offering.State.PLANNED for line in self.to_come)

    @property
    def hangs_elsewhere(self) -> bool:
        """On a part of the map she does not read."""
        return not (self.practices or self.planned or self.is_floating)


def activity_page(person: Person, activity: Activity, today: date) -> ActivityPage:
    """A constant number of queries, whatever hangs on it."""
    mine = list(Enrolment.objects.filter(person=person, activity=activity).select_related("offering"))
    to_come, past = _offerings(activity, mine, today)
    practices = list(PracticeChange.objects.filter(learning_activities=activity).visible_to(person))
    planned = list(PlannedActivity.objects.filter(real=activity).visible_to(person))
    tracks = Track.objects.filter(module_links__activity=activity, state=Track.State.OPEN)
    return ActivityPage(
        to_come,
        past,
        practices,
        planned,
        list(activity.competences.all()),
        list(tracks),
        mine,
        floating(Activity.objects.filter(pk=activity.pk)).exists(),
    )


def _offerings(
    activity: Activity, mine: Sequence[Enrolment], today: date
) -> tuple[list[OfferingLine], list[OfferingLine]]:
    counted = Count("enrolments", filter=Q(enrolments__state__in=TAKING_PART))
    own = {one.offering_id: one for one in mine if one.state in (*TAKING_PART, "wished")}
    rows: list[Any] = list(activity.offerings.annotate(taken=counted).order_by("starts_on", "pk"))
    lines = [OfferingLine(row, row.taken, own.get(row.pk)) for row in rows]
    to_come = [one for one in lines if one.offering.ends_on >= today and one.offering.state != "held"]
    past = [one for one in lines if one not in to_come]
    return to_come, past[::-1][:MOST_PAST]


def floating(entries: CatalogueQuerySet) -> CatalogueQuerySet:
    """
    Floating courses: open, not mandatory, and with neither a changed practice nor a line of the plan behind them.

    What somebody keeps for herself on the map is no line of the workplace's.
    """
    practices = Activity.practices.through._default_manager.filter(
        activity=OuterRef("pk"), practice__person=None, practice__state=PracticeChange.State.ACTIVE
    )
    planned = Activity.planned.through._default_manager.filter(
        activity=OuterRef("pk"), plannedactivity__person=None, plannedactivity__learning_goals__isnull=False
    )
    return entries.open().filter(~Exists(practices), ~Exists(planned), is_mandatory=False)


def taken_by_id(offering_id: UUID) -> int:
    """How many have a seat, or have asked for one."""
    return Enrolment.objects.filter(offering=offering_id, state__in=TAKING_PART).count()
