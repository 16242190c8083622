"""The tree: every unit once, under a parent that exists, and nowhere in a ring."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from haandgreb.organisation.importing.finding import Finder
from haandgreb.organisation.importing.problems import Reason, Value, shorten
from haandgreb.organisation.importing.records import MADE_UP, NEW, UnitRecord, other_lines
from haandgreb.organisation.importing.rejecting import Rejections
from haandgreb.organisation.importing.state import CurrentUnit, State
from haandgreb.organisation.importing.values import fold

# The root included. A path of ids is kept with every unit and has room for so many.
MOST_LEVELS = 20


def check_units(drafts: Sequence[UnitRecord], state: State, rejections: Rejections) -> list[UnitRecord]:
    """
    The units with references to themselves and their parents.

    Rejected are: two different rows with one id, a parent that is not there or was rejected, rings, and more than 20
    levels.
    """
    units = _one_each(drafts, rejections)
    _refer(units, state)
    units = _with_parents(units, state, rejections)
    while found := _in_rings(units, state):
        for unit, ring in found:
            rejections.add(unit.at, unit.name, Reason("cycle", "", {"ring": ring}))
        gone = {unit.ref for unit, _ in found}
        units = _without(units, gone, state, rejections)
    return _not_too_deep(units, state, rejections)


def _content(unit: UnitRecord) -> tuple[object, ...]:
    return unit.name, unit.kind, unit.parent, unit.valid_from, unit.valid_to


def _one_each(drafts: Iterable[UnitRecord], rejections: Rejections) -> list[UnitRecord]:
    groups: dict[str, list[UnitRecord]] = {}
    for unit in drafts:
        groups.setdefault(unit.ext_id, []).append(unit)
    units: list[UnitRecord] = []
    for ext_id, group in groups.items():
        if len({_content(unit) for unit in group}) == 1:
            units.append(group[0])
            rejections.repeated += len(group) - 1
            continue
        for unit, line in zip(group, other_lines([unit.at for unit in group]), strict=True):
            rejections.add(unit.at, unit.name, Reason("duplicate_ext_id", "", {"value": shorten(ext_id), "line": line}))
    return units


def _refer(units: Sequence[UnitRecord], state: State) -> None:
    """By ext_id; else by taking over the only unit of that name whose id we had made up."""
    by_ext = {unit.ext_id: unit for unit in state.units}
    made: dict[str, list[CurrentUnit]] = {}
    for current in state.units:
        if current.ext_id.startswith(MADE_UP):
            made.setdefault(fold(current.name), []).append(current)
    taken = {by_ext[unit.ext_id].id for unit in units if unit.ext_id in by_ext}
    for unit in sorted(units, key=lambda one: one.ext_id):
        found = by_ext.get(unit.ext_id)
        if found is None:
            same_name = [current for current in made.get(fold(unit.name), []) if current.id not in taken]
            found = same_name[0] if len(same_name) == 1 and not unit.ext_id.startswith(MADE_UP) else None
        unit.ref = found.id if found else NEW + unit.ext_id
        taken.add(unit.ref)


def units_finder(units: Sequence[UnitRecord], state: State, listed: bool, rejections: Rejections) -> Finder:
    """
    What a cell may refer to: the units of the list; when there is no list of units, all there are; and else those whose
    own row was rejected, and those made by hand.
    """
    finder = Finder()
    for unit in units:
        finder.add(unit.ref, ("" if unit.ext_id.startswith(MADE_UP) else unit.ext_id,), (unit.name,), unit.name)
    refs = {unit.ref for unit in units}
    for current in state.units:
        held = any(rejections.speaks_of("units", word) for word in (current.ext_id, current.name))
        if current.id not in refs and (not listed or held or not current.imported):
            finder.add(current.id, (current.ext_id,), (current.name,), current.name)
    return finder


def _with_parents(units: list[UnitRecord], state: State, rejections: Rejections) -> list[UnitRecord]:
    finder = units_finder(units, state, True, rejections)
    good: list[UnitRecord] = []
    for unit in units:
        if unit.parent:
            found = finder.find(unit.parent)
            if found is None:
                _reject_parent(unit, finder, rejections)
                continue
            unit.parent = found
        good.append(unit)
    gone = {unit.ref for unit in units} - {unit.ref for unit in good}
    return _without(units, gone, state, rejections)


def _reject_parent(unit: UnitRecord, finder: Finder, rejections: Rejections) -> None:
    called = unit.parent or ""
    heading = rejections.heading(unit.at, "parent_ext_id")
    code = "ambiguous_unit" if finder.is_ambiguous(called) else "unknown_parent"
    if code == "unknown_parent" and rejections.speaks_of("units", called):
        code = "parent_rejected"
    params: dict[str, Value] = {"value": shorten(called)}
    if code == "unknown_parent":
        params["nearest"] = shorten(finder.nearest(called))
    rejections.add(unit.at, unit.name, Reason(code, heading, params))


def _without(units: list[UnitRecord], gone: set[str], state: State, rejections: Rejections) -> list[UnitRecord]:
    """The units that remain when some are rejected: what stands under one that does not exist yet goes with it."""
    existing = {unit.id for unit in state.units}
    children: dict[str, list[UnitRecord]] = {}
    for unit in units:
        if unit.parent:
            children.setdefault(unit.parent, []).append(unit)
    names = {unit.ref: unit.name for unit in units}
    gone = set(gone)
    waiting = [ref for ref in gone if ref not in existing]
    while waiting:
        for child in children.get(waiting.pop(), []):
            if child.ref in gone:
                continue
            gone.add(child.ref)
            rejections.add(
                child.at,
                child.name,
                Reason("parent_rejected", "", {"value": shorten(names.get(child.parent or "", ""))}),
            )
            if child.ref not in existing:
                waiting.append(child.ref)
    return [unit for unit in units if unit.ref not in gone]


def parents_of(units: Iterable[UnitRecord], state: State) -> dict[str, str]:
    """Who will stand under whom: as the list says, and else as it is."""
    parents = {unit.id: unit.parent for unit in state.units}
    for unit in units:
        if unit.parent is not None:
            parents[unit.ref] = unit.parent
        else:
            parents.setdefault(unit.ref, state.root if state.root != unit.ref else "")
    return parents


def _in_rings(units: Sequence[UnitRecord], state: State) -> list[tuple[UnitRecord, str]]:
    """The units of the list that stand in a ring, each with the ring as »A → B → A«."""
    parents = parents_of(units, state)
    names = {unit.id: unit.name for unit in state.units} | {unit.ref: unit.name for unit in units}
    records = {unit.ref: unit for unit in units}
    done: set[str] = set()
    found: list[tuple[UnitRecord, str]] = []
    for start in sorted(records):
        trail: dict[str, int] = {}
        at = start
        while at and at not in done and at not in trail:
            trail[at] = len(trail)
            at = parents.get(at, "")
        if at in trail:
            ring = list(trail)[trail[at] :]
            shown = shorten(" → ".join(names.get(ref, "") for ref in [*ring, ring[0]]))
            found += [(records[ref], shown) for ref in ring if ref in records and records[ref].parent is not None]
        done.update(trail)
    return found


def _not_too_deep(units: list[UnitRecord], state: State, rejections: Rejections) -> list[UnitRecord]:
    parents = parents_of(units, state)
    deep: set[str] = set()
    for unit in units:
        levels, at = 0, unit.ref
        while at and levels <= MOST_LEVELS:
            levels, at = levels + 1, parents.get(at, "")
        if levels > MOST_LEVELS:
            deep.add(unit.ref)
            rejections.add(unit.at, unit.name, Reason("too_deep", "", {"most": MOST_LEVELS}))
    return [unit for unit in units if unit.ref not in deep]
