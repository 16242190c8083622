"""What happens to the tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from haandgreb.organisation.importing.plans import Change, FieldValue
from haandgreb.organisation.importing.problems import Reason, shorten
from haandgreb.organisation.importing.records import Checked, EngagementRecord, ManagerRecord, UnitRecord
from haandgreb.organisation.importing.state import CurrentUnit, State, alive
from haandgreb.organisation.importing.threads import ONE_DAY, settled_start
from haandgreb.organisation.importing.values import fold


def plan_units(checked: Checked, state: State, parents: Mapping[str, str], today: date) -> list[Change]:
    """New and changed units, from the root down. Missing ones are ended later, when it is known who is left in them."""
    current = {unit.id: unit for unit in state.units}
    begin = _beginnings(checked, parents, today)
    depth = _depths(parents)
    changes: list[Change] = []
    for unit in sorted(checked.units, key=lambda one: (depth.get(one.ref, 0), fold(one.name), one.ref)):
        now = current.get(unit.ref)
        if now is None:
            changes.append(_new(unit, parents.get(unit.ref, ""), begin[unit.ref], today))
        elif (change := _changed(unit, now, today)) is not None:
            changes.append(change)
    return changes


def _depths(parents: Mapping[str, str]) -> dict[str, int]:
    depths: dict[str, int] = {"": -1}

    def of(ref: str) -> int:
        trail = []
        while ref not in depths:
            trail.append(ref)
            ref = parents.get(ref, "")
        for one in reversed(trail):
            depths[one] = depths[ref] + 1
            ref = one
        return depths[ref]

    for ref in parents:
        of(ref)
    return depths


def _beginnings(checked: Checked, parents: Mapping[str, str], today: date) -> dict[str, date]:
    """From when each unit of the list is: as it says, else as early as anything in or below it."""
    begin: dict[str, date] = {unit.ref: unit.valid_from or today for unit in checked.units}
    said = {unit.ref for unit in checked.units if unit.valid_from}
    placed: list[EngagementRecord | ManagerRecord] = [*checked.engagements, *checked.managers]
    for row in placed:
        if row.valid_from and row.unit in begin and row.unit not in said:
            begin[row.unit] = min(begin[row.unit], row.valid_from)
    depth = _depths(parents)
    for ref in sorted(begin, key=lambda one: -depth.get(one, 0)):
        parent = parents.get(ref, "")
        if parent in begin and parent not in said:
            begin[parent] = min(begin[parent], begin[ref])
    return begin


def _new(unit: UnitRecord, parent: str, begins: date, today: date) -> Change:
    ends = max(unit.valid_to, begins + ONE_DAY) if unit.valid_to else None
    values: dict[str, FieldValue] = {
        "ext_id": unit.ext_id,
        "name": unit.name,
        "kind": unit.kind,
        "parent": parent,
        "valid_from": begins,
        "valid_to": ends,
    }
    return _change("new", unit, values, {})


def _changed(unit: UnitRecord, now: CurrentUnit, today: date) -> Change | None:
    wanted: dict[str, FieldValue] = {"ext_id": unit.ext_id}
    if "name" in unit.stated:
        wanted["name"] = unit.name
    if "kind" in unit.stated:
        wanted["kind"] = unit.kind
    if unit.parent is not None:
        wanted["parent"] = unit.parent
    wanted["valid_from"] = start = settled_start(unit, now, (), today)
    if "valid_to" in unit.stated:
        wanted["valid_to"] = max(unit.valid_to, start + ONE_DAY) if unit.valid_to else None
    else:
        # It is in the list, so it is there.
        wanted["valid_to"] = now.valid_to if alive(now.valid_to, today) else None
    before: dict[str, FieldValue] = {name: getattr(now, name) for name in wanted}
    values = {name: value for name, value in wanted.items() if value != before[name]}
    if not values:
        return None
    ends = values.get("valid_to") is not None and (now.valid_to is None or values["valid_to"] < now.valid_to)  # type: ignore[operator]  # both are dates
    return _change("ended" if ends and len(values) == 1 else "changed", unit, values, before)


def _change(what: str, unit: UnitRecord, values: dict[str, FieldValue], before: dict[str, FieldValue]) -> Change:
    return Change(
        "units",
        what,  # type: ignore[arg-type]  # one of What
        unit.ref,
        unit.name,
        values,
        {name: before[name] for name in values} if before else {},
        unit=unit.ref,
        table=unit.at.table,
        line=unit.at.line,
    )


def plan_missing_units(
    checked: Checked, state: State, parents: Mapping[str, str], used: set[str], today: date
) -> tuple[list[Change], list[Reason]]:
    """End the units the list no longer has, unless somebody still works there or a unit below goes on."""
    if "units" not in checked.kinds:
        return [], []
    listed = {unit.ref for unit in checked.units}
    held = checked.held.get("units", frozenset())
    depth = _depths(parents)
    living = {unit.id for unit in state.units if alive(unit.valid_to, today)} | listed
    children: dict[str, set[str]] = {}
    for ref in living:
        children.setdefault(parents.get(ref, ""), set()).add(ref)
    changes: list[Change] = []
    notices: list[Reason] = []
    for unit in sorted(state.units, key=lambda one: (-depth.get(one.id, 0), fold(one.name), one.id)):
        if unit.id in listed or unit.id not in living or not unit.imported:
            continue
        if fold(unit.ext_id) in held or fold(unit.name) in held:
            continue
        if unit.id in used or children.get(unit.id):
            if not checked.flat:
                notices.append(Reason("unit_still_used", "", {"name": shorten(unit.name)}))
            continue
        ends = max(today, unit.valid_from + ONE_DAY)
        children.get(parents.get(unit.id, ""), set()).discard(unit.id)
        if unit.valid_to != ends:
            before: dict[str, FieldValue] = {"valid_to": unit.valid_to}
            changes.append(Change("units", "ended", unit.id, unit.name, {"valid_to": ends}, before, unit=unit.id))
    return changes, notices


def moved_or_ended(changes: Sequence[Change]) -> set[str]:
    """The units a plan would end or put under another parent."""
    return {
        change.ref
        for change in changes
        if change.kind == "units" and (change.what == "ended" or "parent" in change.before)
    }
