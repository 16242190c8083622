"""Profiles that follow job titles: people get them with their engagements, whoever brought those in."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from haandgreb.competences.models import EngagementProfile, ProfileTitle, RoleProfile
from haandgreb.competences.models.catalogue import EngagementProfileQuerySet
from haandgreb.organisation.models import Engagement, Person
from haandgreb.organisation.models.people import EngagementQuerySet
from haandgreb.shared import audit, danish

S = EngagementProfile.Source
_BATCH = 2000


@transaction.atomic
def follow_titles(today: date, *, by: Person | None = None) -> tuple[int, int]:
    """
    Bring every engagement's profile in step with its job title; returns how many began and how many ended.

    A profile chosen by hand wins, and moves along to another unit: such an engagement has none by title. Upper and
    lower case and spaces in a title make no difference. Harmless when run twice; what fits already costs as many
    statements however many it is.
    """
    _move_along(today)
    titles = _titles_in_use(today)
    ended = _end_what_no_longer_fits(titles, today)
    rows = _missing(titles, today)
    EngagementProfile.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
    if rows or ended:
        audit.record("profiles follow job titles", by=by, begun=len(rows), ended=ended)
    return len(rows), ended


def end_rows(rows: EngagementProfileQuerySet, today: date) -> int:
    """From today the engagements no longer have the profile; what would have begun today or later never did."""
    found = list(rows.order_by().values_list("pk", "valid_from"))
    never = [pk for pk, begins in found if begins >= today]
    before = [pk for pk, begins in found if begins < today]
    every = EngagementProfile.objects.all()
    for at in range(0, len(never), _BATCH):
        every.filter(pk__in=never[at : at + _BATCH]).delete()
    for at in range(0, len(before), _BATCH):
        every.filter(pk__in=before[at : at + _BATCH]).update(valid_to=today)
    return len(found)


def _running(today: date) -> EngagementQuerySet:
    """Engagements that have not ended, future ones too."""
    return Engagement.objects.filter(Q(valid_to=None) | Q(valid_to__gt=today))


def _move_along(today: date) -> None:
    """A move ends an engagement and begins another the same day: with the same title, what was chosen by hand stays."""
    ended = EngagementProfile.objects.filter(source=S.HAND, valid_to=None, engagement__valid_to__lte=today)
    rows = list(ended.select_related("engagement").order_by("pk"))
    if not rows:
        return
    people = ended.order_by().values("engagement__person")
    after = {
        (one.person_id, one.valid_from, one.job_title): one
        for one in _running(today).filter(person__in=people).order_by("pk")
    }
    moved = []
    for row in rows:
        old = row.engagement
        new = after.get((old.person_id, old.valid_to or today, old.job_title))
        if new is not None:
            begins = max(new.valid_from, row.valid_from)
            moved.append(EngagementProfile(engagement=new, profile=row.profile, source=S.HAND, valid_from=begins))
            end_rows(ended.filter(pk=row.pk), new.valid_from)
    EngagementProfile.objects.bulk_create(moved, ignore_conflicts=True)


def _titles_in_use(today: date) -> dict[UUID, list[str]]:
    """Profile id → the job titles that go with it, each as the engagements write it."""
    rows = ProfileTitle.objects.filter(profile__state=RoleProfile.State.ACTIVE)
    profiles = {danish.search_key(row.job_title): row.profile_id for row in rows}
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    if profiles:
        for title in _running(today).order_by().values_list("job_title", flat=True).distinct():
            profile = profiles.get(danish.search_key(title))
            if profile is not None:
                found[profile].append(title)
    return found


def _by_hand() -> Exists:
    """Whether somebody has chosen for the engagement."""
    return Exists(EngagementProfile.objects.filter(engagement=OuterRef("engagement"), source=S.HAND, valid_to=None))


def _end_what_no_longer_fits(titles: dict[UUID, list[str]], today: date) -> int:
    """Rows by title where somebody has chosen by hand, or where the title goes with another profile or none."""
    rows = EngagementProfile.objects.filter(source=S.TITLE, valid_to=None)
    ended = end_rows(rows.filter(_by_hand()), today)
    fitting = {(profile, title) for profile, some in titles.items() for title in some}
    held = set(rows.order_by().values_list("profile_id", "engagement__job_title").distinct())
    for profile, title in held - fitting:
        ended += end_rows(rows.filter(profile=profile, engagement__job_title=title), today)
    return ended


def _missing(titles: dict[UUID, list[str]], today: date) -> list[EngagementProfile]:
    profiles = {title: profile for profile, fitting in titles.items() for title in fitting}
    has_one = Exists(EngagementProfile.objects.filter(engagement=OuterRef("pk"), valid_to=None))
    without = _running(today).filter(~has_one, job_title__in=list(profiles)).order_by()
    return [
        EngagementProfile(
            engagement_id=engagement, profile_id=profiles[title], source=S.TITLE, valid_from=max(begins, today)
        )
        for engagement, title, begins in without.values_list("pk", "job_title", "valid_from")
    ]
