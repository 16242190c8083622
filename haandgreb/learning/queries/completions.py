"""Who has completed what, as far as one may read it; platforms, their lists, and what waits to be placed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, Max, Min, Q, QuerySet

from haandgreb.learning.completion_words import notice_words, wrong_words
from haandgreb.learning.models import Activity, Enrolment, Platform, PlatformList, WaitingCompletion
from haandgreb.organisation import import_files
from haandgreb.organisation.models import Engagement, Person, Role, valid_on
from haandgreb.organisation.permissions import hr_units, is_hr, is_hr_everywhere
from haandgreb.organisation.queries.managers import staff_of
from haandgreb.shared import danish

PER_PAGE = 50
MOST_WAITING = 100
_LATEST = 10
_MOST_WORDS = 6
_UNDER_WAY = (
    PlatformList.State.COLUMNS,
    PlatformList.State.READING,
    PlatformList.State.READY,
    PlatformList.State.SAVING,
)


@dataclass(frozen=True)
class Search:
    """What one looks for among completions."""

    words: str = ""
    which: str = ""  # "", "chosen", "mandatory"
    who: str = ""  # "" everybody one may read, "me"
    page: str = "1"


@dataclass(frozen=True)
class Completions:
    """One page of completions. `reads_others`: more than one's own may stand there."""

    page: Page[Enrolment]
    search: Search
    platforms: Mapping[str, str]
    reads_others: bool
    may_take_back: bool
    opens: frozenset[UUID] = frozenset()  # whose enrolments the reader may open: her own and her staff's

    def rows(self) -> list[tuple[Enrolment, str, bool]]:
        """Each with the platform that told of it ("" where it was recorded here), and whether its page is hers too."""
        return [(one, self.platforms.get(one.source, one.source), one.person_id in self.opens) for one in self.page]

    @property
    def is_filtered(self) -> bool:
        """Whether only some of them are asked for."""
        return bool(self.search.words or self.search.which or self.search.who)


def seen_by(person: Person, today: date) -> QuerySet[Enrolment]:
    """
    Completions are read by the person herself, her nearest manager today, and HR within assigned units (security 1,
    course completions).
    """
    rows = Enrolment.objects.filter(state=Enrolment.State.COMPLETED)
    if is_hr_everywhere(person, today):
        return rows
    may = Q(person__in=[person.pk, *(one.pk for one in staff_of(person, today))])
    if is_hr(person, today):
        places = Engagement.objects.on(today).filter(unit__in=hr_units(person, today)).order_by()
        may |= Q(person__in=places.values("person"))
    return rows.filter(may)


def completions(person: Person, search: Search, today: date) -> Completions:
    """The completions one may read that match, the latest first, fifty at a time; a fixed number of queries."""
    rows = seen_by(person, today)
    for word in danish.search_key(search.words.replace("\0", " ")).split()[:_MOST_WORDS]:
        people = Person.objects.filter(search_key__contains=word).order_by().values("pk")
        activities = Activity.objects.filter(search_key__contains=word).order_by().values("pk")
        rows = rows.filter(Q(person__in=people) | Q(activity__in=activities))
    if search.which in ("chosen", "mandatory"):
        rows = rows.filter(is_mandatory=search.which == "mandatory")
    if search.who == "me":
        rows = rows.filter(person=person)
    rows = rows.select_related("person", "activity").order_by("-completed_on", "pk")
    acts_as_hr, staff = is_hr(person, today), staff_of(person, today)
    return Completions(
        page=Paginator(rows, PER_PAGE).get_page(search.page),
        search=search,
        platforms=dict(Platform.objects.values_list("key", "name")),
        reads_others=acts_as_hr or bool(staff),
        may_take_back=acts_as_hr,
        opens=frozenset([person.pk, *(one.pk for one in staff)]),
    )


def platforms() -> QuerySet[Platform]:
    """Every platform with its last list and how many completions wait; one query."""
    saved = Q(lists__state=PlatformList.State.SAVED)
    return Platform.objects.annotate(
        told_at=Max("lists__finished_at", filter=saved), waits=Count("waiting", distinct=True)
    ).order_by("name")


def lists_under_way() -> QuerySet[PlatformList]:
    """Lists that wait for somebody, the latest first."""
    return _lists().filter(state__in=_UNDER_WAY)[:_LATEST]


def lists_saved(platform: Platform | None = None) -> QuerySet[PlatformList]:
    """The latest lists that were saved, of one platform or of all."""
    rows = _lists().filter(state=PlatformList.State.SAVED)
    return (rows.filter(platform=platform) if platform is not None else rows)[:_LATEST]


def _lists() -> QuerySet[PlatformList]:
    return PlatformList.objects.select_related("platform", "started_by").defer("preview", "reading")


@dataclass(frozen=True)
class WaitingCourse:
    """A course of a platform that nobody has said what is."""

    platform: Platform
    key: str
    title: str
    count: int
    since: date
    near: Sequence[Activity] = ()


@dataclass(frozen=True)
class WaitingPage:
    """What waits: courses nobody has named, and how many completions of people we do not know."""

    courses: list[WaitingCourse]
    more: int
    people: list[tuple[Platform, str, int]]
    people_count: int


def waiting_page() -> WaitingPage:
    """What waits to be placed, most first; a fixed number of queries."""
    by_id = Platform.objects.in_bulk()
    courses = (
        WaitingCompletion.objects.exclude(person=None)
        .order_by()
        .values("platform", "course_key")
        .annotate(count=Count("pk"), since=Min("told_on"), called=Max("title"))
        .order_by("-count", "course_key")
    )
    found = list(courses[: MOST_WAITING + 1])
    people = (
        WaitingCompletion.objects.filter(person=None)
        .order_by()
        .values("platform", "person_key")
        .annotate(count=Count("pk"))
        .order_by("person_key")
    )
    return WaitingPage(
        courses=[
            WaitingCourse(by_id[one["platform"]], one["course_key"], one["called"], one["count"], one["since"])
            for one in found[:MOST_WAITING]
        ],
        more=max(0, courses.count() - MOST_WAITING) if len(found) > MOST_WAITING else 0,
        people=[(by_id[one["platform"]], one["person_key"], one["count"]) for one in people[:MOST_WAITING]],
        people_count=WaitingCompletion.objects.filter(person=None).count(),
    )


def may_wait(person: Person, today: date) -> QuerySet[Role]:
    """Wider than what waits: she is HR somewhere, and something waits for a course."""
    waiting = WaitingCompletion.objects.exclude(person=None)
    return Role.objects.filter(valid_on(today), Exists(waiting), person=person, kind=Role.Kind.HR)


def courses_waiting() -> int:
    """How many courses nobody has named have completions that wait."""
    rows = WaitingCompletion.objects.exclude(person=None).order_by()
    return rows.values("platform", "course_key").distinct().count()


def look(one: PlatformList, page: str) -> dict[str, Any]:
    """Everything on the page where one looks through; the rows that are not read fifty at a time."""
    shown = one.preview
    wrong = Paginator(range(shown.get("wrong", 0)), PER_PAGE).get_page(page)
    start = max(wrong.start_index() - 1, 0)
    rows = islice(import_files.rejected(one.stored_as), start, start + PER_PAGE)
    return {
        **figures(one),
        "notices": [notice_words(notice) for notice in shown.get("notices", ())],
        "wrong": [(row["line"], row["about"], wrong_words(row["code"], row["params"])) for row in rows],
        "wrong_page": wrong,
        "courses": shown.get("courses", [])[:PER_PAGE],
        "courses_more": max(0, len(shown.get("courses", [])) - PER_PAGE),
        "first": [(line, cells) for line, *cells in shown.get("first", ())],
    }


def figures(one: PlatformList) -> dict[str, Any]:
    """What was counted of a list, before it is saved and after."""
    counts = one.preview.get("counts", {})
    return {
        "shown": one.preview,
        "counts": counts,
        "ready": sum(counts.get(name, 0) for name in ("new", "ends", "back")),
        "people_waiting": counts.get("nobody", 0) + counts.get("several", 0),
    }
