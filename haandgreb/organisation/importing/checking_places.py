"""Who works where and who manages what: references found, periods that cannot both be true rejected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from haandgreb.organisation.importing.finding import Finder
from haandgreb.organisation.importing.headings import Kind
from haandgreb.organisation.importing.problems import Reason, Value, shorten
from haandgreb.organisation.importing.records import EngagementRecord, ManagerRecord, Place
from haandgreb.organisation.importing.rejecting import Rejections

MOST_FOR_ONE = 50

Period = tuple[date | None, date | None]
Dated = TypeVar("Dated", EngagementRecord, ManagerRecord)


def overlap(one: Period, other: Period) -> bool:
    """Whether two half-open periods share a day; None is open at that end."""
    starts_before_end = one[0] is None or other[1] is None or one[0] < other[1]
    return starts_before_end and (other[0] is None or one[1] is None or other[0] < one[1])


def _found(
    called: str, finder: Finder, kind: Kind, field: str, at: Place, label: str, rejections: Rejections
) -> str | None:
    found = finder.find(called)
    if found is not None:
        return found
    what = "person" if kind == "people" else "unit"
    params: dict[str, Value] = {"value": shorten(called)}
    if finder.is_ambiguous(called):
        code = f"ambiguous_{what}"
    elif rejections.speaks_of(kind, called):
        code = f"{what}_rejected"
    else:
        code = f"unknown_{what}"
        params["nearest"] = shorten(finder.nearest(called))
    rejections.add(at, label, Reason(code, rejections.heading(at, field), params))
    return None


def refer_engagements(
    drafts: Iterable[EngagementRecord], people: Finder, units: Finder, jobs: dict[str, str], rejections: Rejections
) -> list[EngagementRecord]:
    """The engagements of a list of engagements, with references to person and unit and with titles for job codes."""
    good: list[EngagementRecord] = []
    for job in drafts:
        person = _found(job.person, people, "people", "person_ext_id", job.at, job.person, rejections)
        unit = _found(job.unit, units, "units", "unit_ext_id", job.at, job.person, rejections)
        if person is None or unit is None:
            continue
        good.append(titled(replace(job, person=person, unit=unit), jobs))
    return good


def titled(job: EngagementRecord, jobs: dict[str, str]) -> EngagementRecord:
    """The engagement with the title its job code stands for, "" when the code is unknown."""
    if "job_ext_id" not in job.stated or "job_title" in job.stated:
        return job
    return replace(job, job_title=jobs.get(job.job_title, ""), stated=job.stated | {"job_title"})


def _content(job: EngagementRecord) -> tuple[object, ...]:
    return job.person, job.unit, job.ext_id, job.employee_no, job.job_title, job.disco, job.primary, *_order(job)


def _order(record: EngagementRecord | ManagerRecord) -> tuple[date, date]:
    return record.valid_from or date.min, record.valid_to or date.max


def check_engagements(
    jobs: Sequence[EngagementRecord], label: Callable[[str], str], rejections: Rejections
) -> list[EngagementRecord]:
    """
    The engagements without repetitions and without two that cannot both be true.

    One id may come back for a later period: the last one keeps it, the earlier are history.
    """
    ordered = sorted(jobs, key=lambda job: (*_order(job), job.person, job.unit, *map(str, _content(job))))
    unique = _without_repetitions(ordered, _content, rejections)
    groups: dict[tuple[str, ...], list[EngagementRecord]] = {}
    for job in unique:
        key = (job.ext_id,) if job.ext_id else (job.person, job.unit, job.employee_no, job.job_title)
        groups.setdefault(key, []).append(job)
    good: list[EngagementRecord] = []
    for group in groups.values():
        apart = _apart(group, "overlapping_periods", lambda job: label(job.person), rejections)
        good += [replace(job, ext_id="") for job in apart[:-1]] + apart[-1:]
    return _few_enough(good, lambda job: job.person, lambda job: label(job.person), rejections)


def refer_managers(
    drafts: Iterable[ManagerRecord], people: Finder, units: Finder, rejections: Rejections
) -> list[ManagerRecord]:
    """The managers of a list of managers, with references; no person means that the post is vacant."""
    good: list[ManagerRecord] = []
    for row in drafts:
        unit = _found(row.unit, units, "units", "unit_ext_id", row.at, row.unit, rejections)
        person: str | None = ""
        if row.person:
            person = _found(row.person, people, "people", "person_ext_id", row.at, row.unit, rejections)
        if unit is not None and person is not None:
            good.append(replace(row, unit=unit, person=person))
    return good


def check_managers(
    managers: Sequence[ManagerRecord], label: Callable[[str], str], rejections: Rejections
) -> list[ManagerRecord]:
    """The managers without repetitions; the same person twice for a unit at the same time is rejected."""
    ordered = sorted(managers, key=lambda row: (*_order(row), row.unit, row.person))
    unique = _without_repetitions(ordered, lambda row: (row.unit, row.person, *_order(row)), rejections)
    groups: dict[tuple[str, str], list[ManagerRecord]] = {}
    for row in unique:
        groups.setdefault((row.unit, row.person), []).append(row)
    good: list[ManagerRecord] = []
    for group in groups.values():
        good += _apart(group, "manager_twice", lambda row: label(row.unit), rejections)
    return _few_enough(good, lambda row: row.unit, lambda row: label(row.unit), rejections)


def _without_repetitions(
    records: Sequence[Dated], content: Callable[[Dated], tuple[object, ...]], rejections: Rejections
) -> list[Dated]:
    unique = list({content(record): record for record in reversed(records)}.values())[::-1]
    rejections.repeated += len(records) - len(unique)
    return unique


def _apart(group: Sequence[Dated], code: str, label: Callable[[Dated], str], rejections: Rejections) -> list[Dated]:
    """
    Those of the group that overlap none before them; the others are rejected.

    The group is in the order of beginnings, so comparing with the one kept last is enough.
    """
    apart: list[Dated] = []
    for record in group:
        if not apart or not overlap(_period(apart[-1]), _period(record)):
            apart.append(record)
        else:
            rejections.add(record.at, label(record), Reason(code, "", {"line": apart[-1].at.line}))
    return apart


def _few_enough(
    records: Sequence[Dated], of: Callable[[Dated], str], label: Callable[[Dated], str], rejections: Rejections
) -> list[Dated]:
    """The first fifty that belong to the same person or unit; nobody has more, and a file that says so is broken."""
    counted: Counter[str] = Counter()
    good: list[Dated] = []
    for record in records:
        counted[of(record)] += 1
        if counted[of(record)] <= MOST_FOR_ONE:
            good.append(record)
        else:
            rejections.add(record.at, label(record), Reason("too_many_for_one", "", {"most": MOST_FOR_ONE}))
    return good


def _period(record: EngagementRecord | ManagerRecord) -> Period:
    return record.valid_from, record.valid_to
