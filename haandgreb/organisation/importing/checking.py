"""Tables to records: read each row, compare the rows with each other and with what exists, keep what holds together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from haandgreb.organisation.importing import staff
from haandgreb.organisation.importing.checking_people import check_people, people_finder
from haandgreb.organisation.importing.checking_places import (
    check_engagements,
    check_managers,
    refer_engagements,
    refer_managers,
    titled,
)
from haandgreb.organisation.importing.checking_units import check_units, parents_of, units_finder
from haandgreb.organisation.importing.drafting import draft
from haandgreb.organisation.importing.headings import Kind
from haandgreb.organisation.importing.mapping import TableMapping
from haandgreb.organisation.importing.problems import ImportProblem
from haandgreb.organisation.importing.records import Checked
from haandgreb.organisation.importing.rejecting import Rejections
from haandgreb.organisation.importing.state import State
from haandgreb.organisation.importing.tables import Source, Table


def check(
    source: Source,
    mappings: Mapping[str, TableMapping],
    state: State,
    *,
    today: date,
    answers: Mapping[str, str] | None = None,
) -> Checked:
    """
    What the source says, read by the mappings, next to what exists.

    Every row is either among the records, or repeated, or left out as no longer active, or rejected with its reasons.
    Raises ImportProblem when a table lacks a column it must have, or nothing is to be read at all.
    """
    chosen = answers or {}
    _check_mappings(source.tables, mappings)
    drafts = draft(source.tables, mappings, today, chosen)
    rejections = Rejections(source, mappings, drafts)
    kinds = _kinds(source.tables, mappings)
    jobs = drafts.jobs

    people = check_people(drafts, state, rejections)
    listed = {person.ext_id for person in drafts.people}
    persons = people_finder(people, state, "people" in kinds, rejections)
    rows = staff.accepted_rows(drafts.staff, people, rejections)
    rows, bosses = staff.with_managers(rows, persons, rejections)
    rows, staff_units = staff.units_of(rows, state, today, rejections)
    units = check_units([*drafts.units, *staff_units], state, rejections)
    rows, staff_jobs = staff.jobs_of(rows, units, rejections)

    if drafts.staff:
        people = staff.people_with_rows(people, rows, listed)
        persons = people_finder(people, state, "people" in kinds, rejections)
    bosses = {at: ref for at, ref in bosses.items() if persons.label(ref)}
    places = units_finder(units, state, "units" in kinds, rejections)
    engagements = refer_engagements(drafts.engagements, persons, places, jobs, rejections)
    engagements += [titled(job, jobs) for job in staff_jobs]
    managers = refer_managers(drafts.managers, persons, places, rejections)
    by_rows, questions = staff.managers_of(
        rows, bosses, parents_of(units, state), persons, chosen.get("unit_managers", "")
    )
    return Checked(
        units=units,
        people=people,
        engagements=check_engagements(engagements, persons.label, rejections),
        managers=check_managers([*managers, *by_rows], places.label, rejections),
        kinds=kinds,
        flat=any(mappings[table.name].kind == "staff" for table in source.tables if table.name in mappings),
        rows_read=drafts.rows_read,
        rejected=rejections.sorted(),
        notices=[*source.notices, *rejections.notices],
        questions=[*drafts.questions, *questions],
        held=rejections.held(),
        repeated=rejections.repeated,
        left_out=drafts.left_out,
    )


def _check_mappings(tables: Sequence[Table], mappings: Mapping[str, TableMapping]) -> None:
    used = [(table, mappings[table.name]) for table in tables if table.name in mappings]
    if not any(mapping.kind not in ("ignore", "jobs") for _, mapping in used):
        raise ImportProblem("nothing_recognised")
    for table, mapping in used:
        for group in mapping.missing():
            cpr = ", ".join(table.refused)
            code = "column_missing_cpr" if table.refused and "ext_id" in group else "column_missing"
            raise ImportProblem(code, table=table.name, field=group[0], refused=cpr)
        if not set(mapping.columns.values()) <= set(table.headings):
            raise ImportProblem("mapping_unusable")


def _kinds(tables: Sequence[Table], mappings: Mapping[str, TableMapping]) -> frozenset[Kind]:
    """Of which kinds the source claims to tell everything."""
    kinds: set[Kind] = set()
    for table in tables:
        mapping = mappings.get(table.name)
        if mapping is None:
            continue
        if mapping.kind != "staff":
            kinds.add(mapping.kind)
            continue
        kinds |= {"units", "people", "engagements"}
        if "manager" in mapping.columns or "is_manager" in mapping.columns:
            kinds.add("managers")
    return frozenset(kinds - {"ignore", "jobs"})
