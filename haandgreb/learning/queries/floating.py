"""Floating courses: what is offered and serves no practice, beside the lines of the map that hang in the air."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef

from haandgreb.impactmap.permissions import editor
from haandgreb.impactmap.queries import lists
from haandgreb.impactmap.queries.lists import Line
from haandgreb.learning.models import Activity, Enrolment, Offering
from haandgreb.learning.models.activities import CatalogueQuerySet
from haandgreb.learning.queries.activities import floating
from haandgreb.organisation.models import Person

PER_PAGE = 50
MOST_LINES = 20


@dataclass(frozen=True)
class FloatingPage:
    """The courses without a line up, how many courses there are, and the map's own loose lines."""

    page: Page[Activity]
    courses: int  # with days set, or somebody in them
    among_courses: int
    lines: Sequence[Line]
    lines_in_all: int


def courses() -> CatalogueQuerySet:
    """Open activities that are in use: days are set, or somebody takes part. What only stands there costs nothing."""
    days = Offering.objects.filter(activity=OuterRef("pk"))
    people = Enrolment.objects.under_way().filter(activity=OuterRef("pk"))
    return Activity.objects.open().filter(Exists(days) | Exists(people))


def share() -> tuple[int, int]:
    """How many courses in use float, and how many are in use."""
    return floating(courses()).count(), courses().count()


def floating_page(reader: Person, today: date, page: str) -> FloatingPage:
    """A page of floating activities, those in use counted, and the loose lines of the map the reader sees."""
    found = Paginator(floating(Activity.objects.all()).select_related("provider"), PER_PAGE).get_page(page)
    among, in_all = share()
    lines = lists.floating(editor(reader, today))
    return FloatingPage(found, in_all, among, lines[:MOST_LINES], len(lines))
