"""A staff list into the database: the state as the planner reads it, and a plan carried out in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from haandgreb.organisation.actions.carrying_out import Work, batches
from haandgreb.organisation.actions.due import apply_due_changes, rebuild_paths
from haandgreb.organisation.actions.staff import leave
from haandgreb.organisation.importing.mapping import TableMapping
from haandgreb.organisation.importing.plans import Plan
from haandgreb.organisation.importing.records import NEW
from haandgreb.organisation.importing.state import (
    CurrentEngagement,
    CurrentManager,
    CurrentPerson,
    CurrentUnit,
    State,
)
from haandgreb.organisation.models import (
    ColumnMapping,
    Engagement,
    ImportRun,
    Person,
    Unit,
    UnitManager,
)
from haandgreb.shared import audit, clock

BATCH = 2000


def current_state() -> State:
    """The whole organisation as the planner reads it, ended rows included; four queries."""
    units = [
        CurrentUnit(str(pk), ext_id, name, kind, str(parent or ""), starts, ends, imported)
        for pk, ext_id, name, kind, parent, starts, ends, imported in Unit.objects.order_by("pk").values_list(
            "pk", "ext_id", "name", "kind", "parent", "valid_from", "valid_to", "imported"
        )
    ]
    people = [
        CurrentPerson(str(pk), ext_id or "", given, surname, email, login)
        for pk, ext_id, given, surname, email, login in Person.objects.order_by("pk")
        .values_list("pk", "ext_id", "given", "surname", "email", "login")
        .iterator(BATCH)
    ]
    roots = [unit.id for unit in units if not unit.parent and unit.valid_to is None]
    # A list without a tree hangs its units under the one there is.
    return State(units, people, list(_engagements()), list(_managers()), roots[0] if len(roots) == 1 else "")


def _engagements() -> Iterator[CurrentEngagement]:
    names = (
        "pk", "ext_id", "person", "unit", "valid_from", "valid_to",
        "employee_no", "job_title", "disco", "is_primary", "imported",
    )  # fmt: skip
    for row in Engagement.objects.order_by("pk").values_list(*names).iterator(BATCH):
        pk, ext_id, person, unit, starts, ends, number, title, disco, primary, imported = row
        yield CurrentEngagement(
            str(pk), ext_id or "", str(person), str(unit), starts, ends, number, title, disco, primary, imported
        )


def _managers() -> Iterator[CurrentManager]:
    names = ("pk", "unit", "person", "valid_from", "valid_to", "imported")
    for pk, unit, person, starts, ends, imported in UnitManager.objects.order_by("pk").values_list(*names):
        yield CurrentManager(str(pk), str(unit), str(person or ""), starts, ends, imported)


def remembered() -> dict[str, Any]:
    """How lists with these headings were read last time."""
    return dict(ColumnMapping.objects.values_list("signature", "mapping"))


def remember(mappings: Mapping[str, TableMapping], answers: Mapping[str, str]) -> None:
    """Read lists with these headings (signature → mapping) the same way next time, questions included."""
    for signature, mapping in mappings.items():
        stored = mapping.to_json() | ({"answers": dict(answers)} if mapping.kind == "staff" else {})
        ColumnMapping.objects.update_or_create(
            signature=signature, defaults={"mapping": stored, "used_at": clock.now()}
        )


@transaction.atomic
def carry_out(plan: Plan, *, by: Person | None, about: ImportRun | None = None, today: date) -> None:
    """
    Make all changes of the plan, or none: one transaction, so that a crash leaves everything as it was.

    Who has no place left afterwards is out the same moment. Saving the same list again changes nothing.
    """
    work = Work(today)
    work.units([change for change in plan.changes if change.kind == "units"])
    work.people([change for change in plan.changes if change.kind == "people"])
    work.let_go(plan.release)
    work.engagements([change for change in plan.changes if change.kind == "engagements"])
    work.managers([change for change in plan.changes if change.kind == "managers"])
    rebuild_paths()
    apply_due_changes(today)
    _out(plan, today, by=by)
    counts = {name: getattr(plan.counts, name) for name in ("rows_read", "new", "changed", "leaving", "rejected")}
    audit.record("staff-list.saved", by=by, about=about, **counts)


def _out(plan: Plan, today: date, *, by: Person | None) -> None:
    """Sessions, roles and delegations of those who have no place any more."""
    touched = {
        UUID(change.person)
        for change in plan.changes
        if change.kind == "engagements" and change.person and not change.person.startswith(NEW)
    }
    for some in batches(sorted(touched, key=str)):
        gone = Person.objects.filter(pk__in=some, engagements__valid_to__lte=today).exclude(
            pk__in=Person.objects.here_on(today).filter(pk__in=some).values("pk")
        )
        for person in gone.distinct():
            leave(person, today, by=by)
