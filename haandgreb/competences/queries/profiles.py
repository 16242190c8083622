"""What the pages of role profiles ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from haandgreb.competences.models import EngagementProfile, Requirement, RoleProfile
from haandgreb.competences.rules.requirements import Wanted
from haandgreb.organisation.models import Engagement, Person, valid_on
from haandgreb.organisation.permissions import hr_units

PER_PAGE = 50
MOST_HISTORY = 200


def profiles(person: Person, today: date, *, page: str = "1", with_closed: bool = False) -> Page[RoleProfile]:
    """The profiles with how much each asks for; two queries however many profiles."""
    found = RoleProfile.objects.visible_to(person)
    if not with_closed:
        found = found.active()
    asked = Requirement.objects.filter(valid_on(today), profile=OuterRef("pk"))
    counted = found.annotate(asked=_count(asked)).order_by("sort_key", "pk")
    paginator = Paginator(counted, PER_PAGE)
    paginator.count = found.order_by().count()
    return paginator.get_page(page)


def _count(rows: QuerySet[Any]) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values("profile").annotate(count=Count("pk")).values("count")), 0)


@dataclass(frozen=True)
class ProfilePage:
    """What a role asks for, and has asked for."""

    profile: RoleProfile
    asked: Sequence[Requirement]
    before: Sequence[Requirement]
    titles: Sequence[str]
    held: int


def profile_page(profile: RoleProfile, today: date) -> ProfilePage:
    """What it asks for today, the most important first; what it asked for before, the latest first."""
    rows = profile.requirements.select_related("competence", "goal", "said")
    held = EngagementProfile.objects.on(today).filter(valid_on(today, "engagement__"), profile=profile)
    before = rows.filter(valid_to__lte=today).order_by("-valid_to", "competence__sort_key", "-valid_from")
    return ProfilePage(
        profile=profile,
        asked=list(rows.filter(valid_on(today)).order_by("-importance", "competence__sort_key", "competence")),
        before=list(before[:MOST_HISTORY]),
        titles=list(profile.job_titles.values_list("job_title", flat=True)),
        held=held.count(),
    )


def table(profile: RoleProfile) -> list[Requirement]:
    """The rows of the table as it is edited, in Danish order."""
    rows = profile.requirements.filter(valid_to=None).select_related("competence", "goal")
    return list(rows.order_by("competence__sort_key", "competence"))


def as_wanted(row: Requirement) -> Wanted:
    """A row of the table as it is."""
    return Wanted(row.level, row.importance, row.is_common, row.goal_id)


@dataclass(frozen=True)
class WithoutProfile:
    """Engagements for which no role says what is asked."""

    titles: Page[dict[str, Any]]
    total: int
    engagements: Page[Engagement] | None
    title: str | None


def without_profile(person: Person, today: date, *, page: str = "1", title: str | None = None) -> WithoutProfile:
    """
    Engagements of today without a profile, within the units this person is HR for: by job title, the most first; and
    of one title, each of them.
    """
    has_one = Exists(EngagementProfile.objects.filter(engagement=OuterRef("pk"), valid_to=None))
    units = hr_units(person, today).order_by().values("pk")
    rows = Engagement.objects.on(today).filter(~has_one, unit__in=units)
    if title is not None:
        of_title = rows.filter(job_title=title).select_related("person", "unit").order_by("person__sort_key", "pk")
        listed = Paginator(of_title, PER_PAGE).get_page(page)
        return WithoutProfile(Paginator([], PER_PAGE).get_page(1), listed.paginator.count, listed, title)
    # A workplace has far fewer titles than people: they are counted once, and paged here.
    by_title = list(rows.order_by().values("job_title").annotate(count=Count("pk")).order_by("-count", "job_title"))
    total = sum(row["count"] for row in by_title)
    return WithoutProfile(Paginator(by_title, PER_PAGE).get_page(page), total, None, None)


@dataclass(frozen=True)
class EngagementLine:
    """One of somebody's engagements, and its profiles today."""

    engagement: Engagement
    rows: Sequence[EngagementProfile]

    @property
    def by_hand(self) -> set[UUID]:
        return {row.profile_id for row in self.rows if row.source == EngagementProfile.Source.HAND}


def engagements(person: Person, today: date) -> list[EngagementLine]:
    """The person's engagements that have not ended, each with the profiles that have not."""
    not_over = Q(valid_to=None) | Q(valid_to__gt=today)
    found = person.engagements.filter(not_over).select_related("unit").order_by("-is_primary", "valid_from", "pk")
    held = EngagementProfile.objects.filter(not_over, engagement__person=person).select_related("profile")
    by_engagement: dict[UUID, list[EngagementProfile]] = {}
    for row in held.order_by("profile__sort_key", "pk"):
        by_engagement.setdefault(row.engagement_id, []).append(row)
    return [EngagementLine(one, by_engagement.get(one.pk, [])) for one in found]


def personal_data(person: Person) -> list[dict[str, Any]]:
    """Which role profiles her engagements have had, for her copy."""
    rows = EngagementProfile.objects.filter(engagement__person=person).select_related("profile", "engagement__unit")
    return [
        {
            "profile": row.profile.title,
            "job_title": row.engagement.job_title,
            "unit": row.engagement.unit.name,
            "how": row.get_source_display(),
            "from": row.valid_from,
            "to": row.valid_to,
        }
        for row in rows.order_by("valid_from", "pk")
    ]
