"""What roles ask for, and who has which role profile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from haandgreb.competences.actions.catalogue import give_column
from haandgreb.competences.actions.following import end_rows, follow_titles
from haandgreb.competences.models import (
    Competence,
    EngagementProfile,
    ProfileTitle,
    Requirement,
    RoleProfile,
)
from haandgreb.competences.queries.profiles import as_wanted
from haandgreb.competences.rules.requirements import Wanted
from haandgreb.organisation.models import Engagement, Person
from haandgreb.shared import audit, clock
from haandgreb.shared.versions import raise_version
from haandgreb.strategy.models import GoalVersion

CHANGEABLE = ("code", "title", "title_en", "description")


@dataclass(frozen=True)
class Changes:
    """How many rows of a table were new, changed and taken out."""

    new: int
    changed: int
    ended: int

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.ended)


@transaction.atomic
def create(*, by: Person, titles: Iterable[str] = (), **facts: Any) -> RoleProfile:
    """Make a role profile, which asks for nothing yet; everybody with one of the job titles gets it."""
    profile = RoleProfile.objects.create(**facts)
    audit.record("profile made", by=by, about=profile)
    _set_titles(profile, titles, by=by)
    return profile


@transaction.atomic
def change(
    profile: RoleProfile,
    facts: Mapping[str, Any],
    *,
    by: Person,
    titles: Iterable[str] | None = None,
    version: int | None = None,
) -> RoleProfile:
    """
    Change what a profile is called and which job titles it goes with. People follow at once.

    With `version`, only a profile that is still as it was then; else raises Stale, and nothing is written.
    """
    raise_version(profile, version)
    named = [name for name in CHANGEABLE if name in facts]
    for name in named:
        setattr(profile, name, facts[name])
    profile.save(update_fields=[*named, "sort_key"])
    audit.record("profile changed", by=by, about=profile)
    if titles is not None:
        _set_titles(profile, titles, by=by)
    return profile


@transaction.atomic
def give_by_title(profile: RoleProfile, job_title: str, *, by: Person) -> bool:
    """Everybody with the job title gets the profile; False where the title goes with another one already."""
    row, is_new = ProfileTitle.objects.get_or_create(job_title=job_title, defaults={"profile": profile})
    if is_new:
        audit.record("job title given a profile", by=by, about=profile)
        follow_titles(clock.today(), by=by)
    return row.profile_id == profile.pk


def _set_titles(profile: RoleProfile, titles: Iterable[str], *, by: Person) -> None:
    wanted = set(titles)
    held = set(profile.job_titles.values_list("job_title", flat=True))
    if wanted == held:
        return
    profile.job_titles.exclude(job_title__in=wanted).delete()
    ProfileTitle.objects.bulk_create(ProfileTitle(profile=profile, job_title=title) for title in sorted(wanted - held))
    audit.record("profile's job titles changed", by=by, about=profile, titles=len(wanted))
    follow_titles(clock.today(), by=by)


@transaction.atomic
def close(profile: RoleProfile, *, by: Person, today: date | None = None) -> None:
    """Close a profile: from today it asks nothing of anybody. What it has asked for stays readable."""
    day = today or clock.today()
    if profile.state == RoleProfile.State.CLOSED:
        return
    profile.state = RoleProfile.State.CLOSED
    profile.save(update_fields=["state", "sort_key"])
    profile.job_titles.all().delete()
    ended = end_rows(EngagementProfile.objects.filter(profile=profile, valid_to=None), day)
    audit.record("profile closed", by=by, about=profile, engagements=ended)
    follow_titles(day, by=by)


@transaction.atomic
def reopen(profile: RoleProfile, *, by: Person) -> None:
    """Open a closed profile. Nobody gets it back by that: it is given anew."""
    if profile.state == RoleProfile.State.CLOSED:
        profile.state = RoleProfile.State.ACTIVE
        profile.save(update_fields=["state", "sort_key"])
        audit.record("profile reopened", by=by, about=profile)


@transaction.atomic
def set_requirements(
    profile: RoleProfile,
    wanted: Mapping[UUID, Wanted],
    *,
    by: Person,
    version: int | None = None,
    today: date | None = None,
) -> Changes:
    """
    From today the profile asks for these levels (by competence id) and nothing else.

    A row that changes ends today and a new one begins, so what was asked for stays readable; a row from today is simply
    corrected, and what was changed and changed back in one day leaves no trace in the table. A row that names a goal
    keeps what the goal said when it was written. With `version`, only a table that is still as it was then; else raises
    Stale, and nothing is written.
    """
    day = today or clock.today()
    raise_version(profile, version)
    held = {row.competence_id: row for row in profile.requirements.filter(valid_to=None)}
    different = {key for key in wanted.keys() & held.keys() if wanted[key] != as_wanted(held[key])}
    gone = held.keys() - wanted.keys()
    new = wanted.keys() - held.keys()
    for key in different | gone:
        _end(held[key], day)
    back = _reopen(profile, {key: wanted[key] for key in different | new}, day)
    _begin(profile, {key: wanted[key] for key in (different | new) - back}, day)
    changes = Changes(len(new), len(different), len(gone))
    if changes:
        audit.record(
            "requirements changed",
            by=by,
            about=profile,
            new=changes.new,
            changed=changes.changed,
            ended=changes.ended,
        )
    return changes


def _end(row: Requirement, day: date) -> None:
    if row.valid_from >= day:
        row.delete()
    else:
        row.valid_to = day
        row.save(update_fields=["valid_to"])


def _reopen(profile: RoleProfile, rows: Mapping[UUID, Wanted], day: date) -> set[UUID]:
    """Rows that ended today and are wanted again just as they were go on; returns their competences."""
    ended = profile.requirements.filter(valid_to=day, competence__in=list(rows))
    again = [row for row in ended if as_wanted(row) == rows[row.competence_id]]
    profile.requirements.filter(pk__in=[row.pk for row in again]).update(valid_to=None)
    return {row.competence_id for row in again}


def _begin(profile: RoleProfile, rows: Mapping[UUID, Wanted], day: date) -> None:
    goals = [row.goal for row in rows.values() if row.goal is not None]
    said = {one.goal_id: one for one in GoalVersion.objects.filter(goal__in=goals).order_by("number")}
    for competence in Competence.objects.filter(pk__in=list(rows), column=None).order_by("sort_key", "pk"):
        give_column(competence)
    Requirement.objects.bulk_create(
        Requirement(
            profile=profile,
            competence_id=competence,
            level=row.level,
            importance=row.importance,
            is_common=row.is_common,
            goal_id=row.goal,
            said=said.get(row.goal) if row.goal is not None else None,
            valid_from=day,
        )
        for competence, row in rows.items()
    )


@transaction.atomic
def choose_profiles(
    engagement: Engagement, profiles: Iterable[RoleProfile], *, by: Person, today: date | None = None
) -> None:
    """The engagement has these profiles from today, whatever its job title says; with none it follows its title."""
    day = today or clock.today()
    wanted = {profile.pk: profile for profile in profiles}
    rows = EngagementProfile.objects.filter(engagement=engagement, valid_to=None)
    by_hand = rows.filter(source=EngagementProfile.Source.HAND)
    kept = set(by_hand.filter(profile__in=list(wanted)).values_list("profile_id", flat=True))
    if wanted:
        end_rows(rows.exclude(pk__in=by_hand.filter(profile__in=list(wanted)).order_by().values("pk")), day)
    else:
        end_rows(by_hand, day)
    EngagementProfile.objects.bulk_create(
        EngagementProfile(
            engagement=engagement,
            profile=profile,
            source=EngagementProfile.Source.HAND,
            valid_from=max(engagement.valid_from, day),
        )
        for pk, profile in wanted.items()
        if pk not in kept
    )
    audit.record("profiles chosen by hand", by=by, about=engagement, profiles=len(wanted))
    if not wanted:
        follow_titles(day, by=by)
