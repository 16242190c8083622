"""What people do with series: make, change, review, close; who is in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from haandgreb.meetings.actions import score
from haandgreb.meetings.models import Membership, Series
from haandgreb.meetings.rules import deadlines
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.shared.versions import raise_version

CHANGEABLE = (
    "title",
    "unit",
    "purpose",
    "type",
    "cadence",
    "minutes",
    "place",
    "chair",
    "owner",
    "template",
    "scoring",
    "focus_question",
    "expires_on",
)


@transaction.atomic
def create(*, by: Person, participants: Iterable[Person] = (), today: date | None = None, **facts: Any) -> Series:
    """Make a series. Chair and owner are `by` unless named, and always in it; it runs out in twelve months at most."""
    day = today or clock.today()
    facts.setdefault("chair", by)
    facts.setdefault("owner", by)
    facts["expires_on"] = _no_later(facts.get("expires_on"), day)
    series = Series(reviewed_on=day, focus_since=day if facts.get("focus_question") else None, **facts)
    series.save()
    for person in [series.chair, series.owner, *participants]:
        _ensure_in(series, person)
    audit.record("series made", by=by, about=series, people=series.memberships.count())
    return series


@transaction.atomic
def change(
    series: Series,
    facts: Mapping[str, Any],
    *,
    by: Person,
    version: int | None = None,
    today: date | None = None,
) -> Series:
    """
    Change what is known of a series; a new focus question counts from today. Chair and owner are always in it.

    With `version`, only a series that is still as it was then; else raises Stale, and nothing is written.
    """
    day = today or clock.today()
    raise_version(series, version)
    if facts.get("focus_question", series.focus_question) != series.focus_question:
        series.focus_since = day
    named = [name for name in CHANGEABLE if name in facts]
    for name in named:
        setattr(series, name, facts[name])
    series.expires_on = min(series.expires_on, deadlines.expires_on(day))
    series.save(update_fields=[*named, "expires_on", "focus_since", "sort_key"])
    for person in {series.chair, series.owner}:
        _ensure_in(series, person)
    score.plan_scores(series)
    audit.record("series changed", by=by, about=series)
    return series


@transaction.atomic
def review(series: Series, *, by: Person, today: date | None = None) -> Series:
    """Say that the series is still worth its time: it lives twelve months more."""
    day = today or clock.today()
    series.reviewed_on, series.expires_on = day, deadlines.expires_on(day)
    series.save(update_fields=["reviewed_on", "expires_on", "sort_key"])
    audit.record("series reviewed", by=by, about=series)
    return series


@transaction.atomic
def close(series: Series, *, by: Person | None, today: date | None = None) -> Series:
    """Close the series: no more meetings are planned in it; what was held can be read until it is deleted."""
    if series.state == Series.State.ACTIVE:
        series.state, series.closed_on = Series.State.CLOSED, today or clock.today()
        series.save(update_fields=["state", "closed_on", "sort_key"])
        audit.record("series closed", by=by, about=series)
    return series


@transaction.atomic
def add_people(series: Series, people: Iterable[Person], *, by: Person, is_core: bool = True) -> int:
    """Add people who are not in the series yet; returns how many were new."""
    before = series.memberships.count()
    Membership.objects.bulk_create(
        [Membership(series=series, person=person, is_core=is_core) for person in people], ignore_conflicts=True
    )
    new = series.memberships.count() - before
    if new:
        audit.record("people added to series", by=by, about=series, people=new)
    return new


@transaction.atomic
def set_core(series: Series, person: Person, is_core: bool, *, by: Person) -> None:
    """Say whether somebody is needed in the series or chooses to come."""
    if Membership.objects.filter(series=series, person=person).update(is_core=is_core):
        audit.record("series participation changed", by=by, about=series, core=is_core)


@transaction.atomic
def remove_person(series: Series, person: Person, *, by: Person) -> bool:
    """Take somebody out of the series; False for chair and owner, who are in it as long as they are that."""
    if person.pk in {series.chair_id, series.owner_id}:
        return False
    if Membership.objects.filter(series=series, person=person).delete()[0]:
        audit.record("person removed from series", by=by, about=series)
    return True


def _ensure_in(series: Series, person: Person) -> None:
    Membership.objects.get_or_create(series=series, person=person)


def _no_later(wanted: date | None, today: date) -> date:
    latest = deadlines.expires_on(today)
    return min(wanted, latest) if wanted else latest
