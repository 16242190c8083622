"""A staff list into the database: the state as the planner reads it, and a plan carried out in one transaction."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model, Q

from haandgreb.organisation.actions.carrying_out import Work, batches
from haandgreb.organisation.actions.due import apply_due_changes, rebuild_paths
from haandgreb.organisation.actions.units import NotPossible, check_tree
from haandgreb.organisation.importing.mapping import TableMapping
from haandgreb.organisation.importing.own_posts import own_posts
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
    Deputy,
    Engagement,
    ImportRun,
    Person,
    Role,
    Session,
    Unit,
    UnitManager,
)
from haandgreb.organisation.models.people import here_on
from haandgreb.shared import audit, clock

BATCH = 2000
# What the planner reads of each table, in the order of its own rows.
_UNIT = ("pk", "ext_id", "name", "kind", "parent", "valid_from", "valid_to", "imported")
_PERSON = ("pk", "ext_id", "given", "surname", "email", "login")
_ENGAGEMENT = (
    "pk", "ext_id", "person", "unit", "valid_from", "valid_to",
    "employee_no", "job_title", "disco", "is_primary", "imported",
)  # fmt: skip
_MANAGER = ("pk", "unit", "person", "valid_from", "valid_to", "imported")


def _rows(model: type[Model], names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    return iter(model._default_manager.order_by("pk").values_list(*names).iterator(BATCH))


def current_state() -> State:
    """The whole organisation as the planner reads it, ended rows included; four queries."""
    units = [
        CurrentUnit(str(pk), ext_id, name, kind, str(parent or ""), *rest)
        for pk, ext_id, name, kind, parent, *rest in _rows(Unit, _UNIT)
    ]
    people = [CurrentPerson(str(pk), ext_id or "", *rest) for pk, ext_id, *rest in _rows(Person, _PERSON)]
    engagements = [
        CurrentEngagement(str(pk), ext_id or "", str(person), str(unit), *rest)
        for pk, ext_id, person, unit, *rest in _rows(Engagement, _ENGAGEMENT)
    ]
    managers = [
        CurrentManager(str(pk), str(unit), str(person or ""), *rest)
        for pk, unit, person, *rest in _rows(UnitManager, _MANAGER)
    ]
    roots = [unit.id for unit in units if not unit.parent and unit.valid_to is None]
    # A list without a tree hangs its units under the one there is.
    return State(units, people, engagements, managers, roots[0] if len(roots) == 1 else "")


def state_mark() -> str:
    """Another text whenever anything in current_state() is another; takes no memory."""
    digest = hashlib.sha256()
    tables: list[tuple[type[Model], Sequence[str]]] = [
        (Unit, _UNIT), (Person, _PERSON), (Engagement, _ENGAGEMENT), (UnitManager, _MANAGER),
    ]  # fmt: skip
    for model, names in tables:
        for row in _rows(model, names):
            digest.update(repr(row).encode())
    return digest.hexdigest()


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
def carry_out(
    plan: Plan, *, by: Person | None, today: date, about: ImportRun | None = None, end_managers: bool = True
) -> None:
    """
    Make all changes of the plan, or none: one transaction, so that a crash leaves everything as it was.

    Who has no place left afterwards is out the same moment. Saving the same list again changes nothing. `end_managers`:
    the managers of a unit end with it, as the list says nothing about managers. Raises NotPossible where a change that
    is planned for a later day would then put a unit below itself, and where the one who saves would make herself a
    manager (four eyes; see own_posts).
    """
    if by is not None and own_posts(plan.changes, str(by.pk), today):
        raise NotPossible("import-own-post")
    work = Work(today, by=by, end_managers=end_managers)
    work.units([change for change in plan.changes if change.kind == "units"])
    work.people([change for change in plan.changes if change.kind == "people"])
    work.let_go(plan.release)
    work.engagements([change for change in plan.changes if change.kind == "engagements"])
    work.managers([change for change in plan.changes if change.kind == "managers"])
    if any(change.kind == "units" for change in plan.changes):
        rebuild_paths()
        check_tree(today)
    apply_due_changes(today)
    out = _out(plan, today)
    counts = {name: getattr(plan.counts, name) for name in ("rows_read", "new", "changed", "leaving", "rejected")}
    audit.record("staff-list.saved", by=by, about=about, **counts, **out)


def _out(plan: Plan, today: date) -> dict[str, int]:
    """Sessions, roles and delegations of those who have no place any more end at once; returns how many."""
    touched = {
        UUID(change.person)
        for change in plan.changes
        if change.kind == "engagements" and change.person and not change.person.startswith(NEW)
    }
    ended: Counter[str] = Counter()
    for some in batches(sorted(touched, key=str)):
        here = Person.objects.filter(here_on(today), pk__in=some).values("pk")
        gone = list(Person.objects.filter(pk__in=some).exclude(pk__in=here).values_list("pk", flat=True))
        ended["sessions_ended"] += Session.objects.filter(person_id__in=gone).delete()[0]
        for name, rows in (("roles_ended", Role.objects.all()), ("deputies_ended", Deputy.objects.all())):
            still = rows.filter(Q(valid_to=None) | Q(valid_to__gt=today), person__in=gone)
            ended[name] += still.filter(valid_from__gte=today).delete()[0]
            ended[name] += still.update(valid_to=today)
    return {name: count for name, count in ended.items() if count}
