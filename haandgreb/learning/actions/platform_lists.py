"""A platform's list on its way: read, paired, looked through, saved or dropped. Before it is saved nothing counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from haandgreb.learning.actions import completions, course_lists
from haandgreb.learning.models import Platform, PlatformList
from haandgreb.learning.queries.placing import Placing, place
from haandgreb.learning.rules import platform_lists as rules
from haandgreb.learning.rules.platform_lists import Reading
from haandgreb.learning.rules.told import Course, Read, Told, read_catalogue, read_completions
from haandgreb.organisation import import_files
from haandgreb.organisation.importing.problems import Reason
from haandgreb.organisation.importing.reading import Upload, read_files
from haandgreb.organisation.importing.tables import Source, Table
from haandgreb.organisation.models import ColumnMapping, Person
from haandgreb.organisation.rules import KEEP_FILES, MANY_ROWS
from haandgreb.shared import audit, clock

Kind, S = PlatformList.Kind, PlatformList.State
OPEN = (S.COLUMNS, S.READING, S.READY, S.SAVING)
WAITING = (S.COLUMNS, S.READY)
MOST_SHOWN = 50


@dataclass(frozen=True)
class Begun:
    """A list that was read, and whether its columns are known already."""

    list: PlatformList
    is_known: bool


def begin(kind: str, platform: Platform, uploads: Sequence[Upload], *, by: Person) -> Begun:
    """
    Read the file and keep what it says, without anything that looks like a CPR number, until somebody has looked.

    Raises ImportProblem where it cannot be used; then nothing is kept.
    """
    source = read_files(uploads)
    table = _best(kind, source)
    notices = [
        *source.notices,
        *(Reason("other_table", "", {"table": one.name}) for one in source.tables if one is not table),
    ]
    remembered = ColumnMapping.objects.filter(signature=rules.signature(kind, table.headings)).first()
    reading = rules.suggested(kind, table)
    if remembered is not None:
        reading = rules.fitted(kind, table, Reading.from_json(remembered.mapping))
    made = PlatformList.objects.create(
        kind=kind,
        platform=platform,
        file_name=table.name[:200],
        stored_as=import_files.keep(Source((table,), tuple(notices))),
        rows=len(table.rows),
        reading=reading.to_json(),
        started_by=by,
        started_at=clock.now(),
    )
    return Begun(made, remembered is not None and is_ready(kind, table, reading))


def _best(kind: str, source: Source) -> Table:
    """The table one can read as it stands, else the longest."""
    return max(source.tables, key=lambda one: (not rules.suggested(kind, one).missing(kind), len(one.rows)))


def is_ready(kind: str, table: Table, reading: Reading) -> bool:
    """Whether every field that must has its column, and every word under status its meaning."""
    return not reading.missing(kind) and all(rules.statuses_in(table, reading).values())


def table_of(one: PlatformList) -> Table:
    """The list as it was read. Raises FileGone."""
    return import_files.read(one.stored_as).tables[0]


def reading_of(one: PlatformList) -> Reading:
    """How it is read."""
    return Reading.from_json(one.reading)


def is_large(one: PlatformList) -> bool:
    """Whether looking through and saving are left to the worker."""
    return one.rows > MANY_ROWS


@transaction.atomic
def pair(one: PlatformList, reading: Reading) -> None:
    """The columns mean this; remembered for lists with the same headings."""
    headings = table_of(one).headings
    one.reading = reading.to_json()
    one.save(update_fields=["reading"])
    ColumnMapping.objects.update_or_create(
        signature=rules.signature(one.kind, headings), defaults={"mapping": one.reading, "used_at": clock.now()}
    )


def set_state(one: PlatformList, state: str, *, only_from: Iterable[str]) -> bool:
    """Step on, if the list still is where it is thought to be."""
    if not PlatformList.objects.filter(pk=one.pk, state__in=list(only_from)).update(state=state):
        return False
    one.state = state
    return True


def look_through(one: PlatformList) -> None:
    """Work out what saving the list would do now, and keep the figures for people to see."""
    try:
        table = table_of(one)
    except import_files.FileGone:
        _set(one, S.FAILED, preview={})
        return
    reading = reading_of(one)
    if not is_ready(one.kind, table, reading):
        _set(one, S.COLUMNS)
        return
    read = _read(one.kind, table, reading)
    figures = _completion_figures(one.platform, read) if one.kind == Kind.COMPLETIONS else _course_figures(one, read)
    shown = {
        "notices": [_noted(notice) for notice in import_files.read(one.stored_as).notices],
        "headings": list(table.headings),
        "first": [[line, *cells] for line, cells in zip(table.lines, table.first_rows(), strict=False)],
        "month_first": read.month_first,
        "wrong": len(read.wrong),
        "not_done": read.not_done,
        "repeated": read.repeated,
        **figures,
    }
    import_files.keep_rejected(one.stored_as, _rejected(table, read))
    _set(one, S.READY, preview=shown)


def _read(kind: str, table: Table, reading: Reading) -> Read:
    if kind == Kind.COMPLETIONS:
        return read_completions(table, reading, clock.today())
    return read_catalogue(table, reading)


def _noted(notice: Reason) -> dict[str, Any]:
    return {"code": notice.code, "field": notice.field, "params": dict(notice.params)}


def _rejected(table: Table, read: Read) -> Iterable[dict[str, Any]]:
    for wrong in read.wrong:
        cells = list(table.rows[wrong.row])
        yield {
            "line": wrong.line,
            "about": wrong.about,
            "code": wrong.code,
            "params": dict(wrong.params),
            "cells": cells,
        }


def _completion_figures(platform: Platform, read: Read) -> dict[str, Any]:
    placing = place(platform, read.told)
    return {
        "counts": completions.counts(placing),
        "courses": _unknown_courses(placing),
        "people": list(dict.fromkeys(one.person for one in placing.nobody))[:MOST_SHOWN],
        "people_count": len({one.person for one in placing.nobody}),
        "several": list(dict.fromkeys(one.person for one in placing.several))[:MOST_SHOWN],
    }


def _unknown_courses(placing: Placing) -> list[list[Any]]:
    found = Counter((one.courses[0], one.title) for _person, one in placing.no_course)
    return [[key, title, count] for (key, title), count in found.most_common()]


def _course_figures(one: PlatformList, read: Read) -> dict[str, Any]:
    looked = course_lists.plan(one.platform, read.courses, list(reading_of(one).columns))
    return {
        "counts": {"new": len(looked.new), "changed": len(looked.changed), "same": looked.same},
        "new": [course.title for course in looked.new[:MOST_SHOWN]],
        "changed": [course.title for _pk, course in looked.changed[:MOST_SHOWN]],
    }


def save(one: PlatformList, *, with_courses: bool = False, by: Person | None) -> None:
    """
    Save what the list says, all of it or nothing; asked for twice it is done once.

    `with_courses` puts the courses we do not know into the catalogue first, so that nothing waits for them. Raises
    FileGone.
    """
    table, reading = table_of(one), reading_of(one)
    read = _read(one.kind, table, reading)
    with transaction.atomic():
        fresh = PlatformList.objects.select_for_update(of=("self",)).select_related("platform").get(pk=one.pk)
        if fresh.state not in (S.READY, S.SAVING):
            one.state = fresh.state
            return
        counts = _save(fresh, read, with_courses=with_courses, by=by)
        receipt = {"counts": counts, "wrong": len(read.wrong), "not_done": read.not_done, "repeated": read.repeated}
        stored = fresh.stored_as
        _set(fresh, S.SAVED, preview=receipt, stored_as="", finished_at=clock.now())
        transaction.on_commit(lambda: import_files.forget(stored))
    one.state = fresh.state


def _save(fresh: PlatformList, read: Read, *, with_courses: bool, by: Person | None) -> dict[str, int]:
    platform = fresh.platform
    if fresh.kind == Kind.CATALOGUE:
        done = course_lists.save(platform, read.courses, list(reading_of(fresh).columns), by=by)
        return {"new": len(done.new), "changed": len(done.changed), "same": done.same}
    more = {}
    if with_courses:
        wanted = _courses_in(place(platform, read.told))
        more["courses"] = len(course_lists.save(platform, wanted, ["title"], by=by).new)
    return completions.counts(completions.bring_in(platform, read.told, by=by)) | more


def _courses_in(placing: Placing) -> list[Course]:
    """The courses nobody knows, as the list calls them."""
    found: dict[str, Told] = {}
    for _person, told in placing.no_course:
        found.setdefault(told.courses[0], told)
    return [Course(told.line, told.course_as_written, told.title[:200]) for told in found.values()]


@transaction.atomic
def not_saved(one: PlatformList, why: str) -> None:
    """The worker could not save: it can be tried again, or dropped."""
    fresh = PlatformList.objects.select_for_update(of=("self",)).get(pk=one.pk)
    if fresh.state == S.SAVING:
        _set(fresh, S.READY, preview=fresh.preview | {"trouble": why})


@transaction.atomic
def drop(one: PlatformList, *, by: Person) -> None:
    """Nothing of the list is saved, and its file is deleted."""
    fresh = PlatformList.objects.select_for_update(of=("self",)).get(pk=one.pk)
    if fresh.state not in OPEN:
        return
    stored = fresh.stored_as
    _set(fresh, S.DROPPED, preview={}, reading={}, stored_as="", finished_at=clock.now())
    audit.record("platform list dropped", by=by, about=fresh)
    transaction.on_commit(lambda: import_files.forget(stored))


def forget_old(now: datetime) -> None:
    """Lists nobody has confirmed for a day are dropped; organisation deletes every old file."""
    with transaction.atomic():
        for one in PlatformList.objects.filter(state__in=WAITING, started_at__lt=now - KEEP_FILES):
            _set(one, S.DROPPED, preview={}, reading={}, stored_as="", finished_at=now)


def _set(one: PlatformList, state: str, **facts: Any) -> None:
    one.state = state
    for name, value in facts.items():
        setattr(one, name, value)
    # Whoever comes late changes nothing about a list that is saved or dropped.
    PlatformList.objects.filter(pk=one.pk, state__in=OPEN).update(state=state, **facts)


def wrong_rows(one: PlatformList) -> Iterable[Mapping[str, Any]]:
    """The rows that are not read, each with its reason, as they were kept."""
    return import_files.rejected(one.stored_as)
