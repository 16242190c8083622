"""A platform's courses into the catalogue: looked through first, then saved in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from haandgreb.competences.models import Room
from haandgreb.learning.actions.completions import place_waiting
from haandgreb.learning.models import Activity, Platform, WaitingCompletion
from haandgreb.learning.models.activities import Size
from haandgreb.learning.queries.placing import Placing, activities_by_key, some
from haandgreb.learning.rules.told import Course
from haandgreb.organisation.importing.values import fold
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, turns
from haandgreb.shared.twolang import Text

COURSE = "RM-E1"
"""What a platform has is the deck's first form: courses, e-learning, virtual classes."""

A_DAY, FIVE_DAYS = 444, 5 * 444  # minutes
MANDATORY = Text(da="Obligatorisk ifølge platformen", en="Mandatory says the platform")


@dataclass
class CoursePlan:
    """What saving the list would do."""

    new: list[Course] = field(default_factory=list)
    changed: list[tuple[UUID, Course]] = field(default_factory=list)
    same: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether the catalogue is as the list says already."""
        return not (self.new or self.changed)


def plan(platform: Platform, courses: Sequence[Course], fields: Sequence[str]) -> CoursePlan:
    """What is new, and what the list says otherwise; only the `fields` that have a column count."""
    known, found = activities_by_key(platform, with_titles=False), CoursePlan()
    meant = {known[fold(one.key)]: one for one in courses if fold(one.key) in known}
    rows = {row.pk: row for batch in some(meant) for row in Activity.objects.filter(pk__in=batch)}
    for one in courses:
        pk = known.get(fold(one.key))
        if pk is None:
            found.new.append(one)
        elif _facts(one, fields, rows[pk], platform):
            found.changed.append((pk, one))
        else:
            found.same += 1
    return found


@transaction.atomic
def save(platform: Platform, courses: Sequence[Course], fields: Sequence[str], *, by: Person | None) -> CoursePlan:
    """Put the list into the catalogue. What is not in it stays as it is; what waited for a course is placed."""
    turns.alone(platform.pk)
    looked = plan(platform, courses, fields)
    if looked.is_empty:
        return looked
    made = [_new(platform, one, by) for one in looked.new]
    Activity.objects.bulk_create(made, batch_size=500)
    _change(platform, dict(looked.changed), fields, by)
    audit.record("courses brought in", by=by, about=platform, new=len(made), changed=len(looked.changed))
    place_waiting(platform, by=by)
    return looked


@transaction.atomic
def add_waiting(platform: Platform, key: str, *, by: Person) -> tuple[Activity, Placing] | None:
    """A course that completions wait for comes into the catalogue; None where nothing waits for it any more."""
    turns.alone(platform.pk)
    told = WaitingCompletion.objects.filter(platform=platform, course_key=key).first()
    if told is None:
        return None
    activity = _new(platform, Course(0, told.course_key, told.title or told.course_key), by)
    activity.save(force_insert=True)
    audit.record("activity added", by=by, about=activity)
    return activity, place_waiting(platform, by=by)


def _new(platform: Platform, one: Course, by: Person | None) -> Activity:
    row = Activity(
        code=one.key[:100],
        title=one.title,
        title_en=one.title_en,
        form=COURSE,
        room=Room.EXTERNAL,
        words=one.words,
        size=_size(one.minutes),
        minutes=one.minutes,
        link=one.link,
        is_mandatory=one.mandatory,
        why_mandatory=str(MANDATORY) if one.mandatory else "",
        source=platform.key,
        external_id=one.key,
        changed_by=by,
    )
    row.fill_keys()
    return row


def _change(platform: Platform, changed: dict[UUID, Course], fields: Sequence[str], by: Person | None) -> None:
    for batch in some(changed):
        rows = list(Activity.objects.select_for_update(of=("self",)).filter(pk__in=batch).order_by("pk"))
        names: set[str] = set()
        for row in rows:
            facts = _facts(changed[row.pk], fields, row, platform)
            for name, value in facts.items():
                setattr(row, name, value)
            row.changed_by, row.version = by, row.version + 1
            row.fill_keys()
            names |= facts.keys()
        Activity.objects.bulk_update(rows, [*sorted(names), "changed_by", "version", "sort_key", "search_key"])


def _facts(one: Course, fields: Sequence[str], row: Activity, platform: Platform) -> dict[str, Any]:
    """What of the activity would become something else. A cell without anything in it says nothing."""
    said: dict[str, Any] = {"title": one.title, "title_en": one.title_en, "words": one.words, "link": one.link}
    said = {name: value for name, value in said.items() if name in fields and value}
    if one.minutes:
        said["minutes"] = one.minutes
    if "mandatory" in fields:
        said["is_mandatory"] = one.mandatory
        if one.mandatory and not row.why_mandatory:
            said["why_mandatory"] = str(MANDATORY)
    if not row.source:
        said |= {"source": platform.key, "external_id": one.key}
    return {name: value for name, value in said.items() if getattr(row, name) != value}


def _size(minutes: int) -> str:
    if minutes < A_DAY:
        return Size.LIGHT
    return Size.STANDARD if minutes <= FIVE_DAYS else Size.FULL
