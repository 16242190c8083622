"""A list with one row per person, unfolded: its people, units, engagements, and who manages which unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from haandgreb.organisation.importing.checking_people import made_up
from haandgreb.organisation.importing.drafting import StaffRow
from haandgreb.organisation.importing.finding import Finder
from haandgreb.organisation.importing.problems import Reason, Value, shorten
from haandgreb.organisation.importing.records import (
    EngagementRecord,
    ManagerRecord,
    PersonRecord,
    Place,
    Question,
    UnitRecord,
)
from haandgreb.organisation.importing.rejecting import Rejections
from haandgreb.organisation.importing.state import CurrentUnit, State, alive
from haandgreb.organisation.importing.values import fold

ONE, ALL = "one", "all"


def accepted_rows(rows: Sequence[StaffRow], people: Iterable[PersonRecord], rejections: Rejections) -> list[StaffRow]:
    """The rows whose person was accepted, now with the person's reference; the others are rejected."""
    refs = {person.ext_id: person.ref for person in people}
    accepted: list[StaffRow] = []
    for row in rows:
        ref = refs.get(row.person.ext_id, "")
        if ref and row.at not in rejections:
            row.person.ref = row.job.person = ref
            accepted.append(row)
        elif row.at not in rejections:
            rejections.add(row.at, row.person.name, Reason("person_rejected", "", {"value": shorten(row.person.name)}))
    return accepted


def with_managers(
    rows: Sequence[StaffRow], finder: Finder, rejections: Rejections
) -> tuple[list[StaffRow], dict[Place, str]]:
    """The rows whose manager exists, and by row who that is. A manager whose own row was rejected is passed over."""
    managers: dict[Place, str] = {}
    bad: list[StaffRow] = []
    for row in rows:
        found = finder.find(row.manager) if row.manager else None
        if found:
            managers[row.at] = found
        elif row.manager and (finder.is_ambiguous(row.manager) or not rejections.speaks_of("people", row.manager)):
            bad.append(row)
    # Only now, as a rejection changes of whom rejected rows speak.
    for row in bad:
        _reject_manager(row, finder, rejections)
    return [row for row in rows if row.at not in rejections], managers


def _reject_manager(row: StaffRow, finder: Finder, rejections: Rejections) -> None:
    heading = rejections.heading(row.at, "manager")
    if finder.is_ambiguous(row.manager):
        reason = Reason("ambiguous_person", heading, {"value": shorten(row.manager)})
    else:
        nearest = shorten(finder.nearest(row.manager))
        reason = Reason("unknown_manager", heading, {"value": shorten(row.manager), "nearest": nearest})
    rejections.add(row.at, row.person.name, reason)


def people_with_rows(people: Sequence[PersonRecord], rows: Iterable[StaffRow], listed: set[str]) -> list[PersonRecord]:
    """The people of whom at least one row is left, or who stand in a list of people."""
    with_row = {row.person.ext_id for row in rows} | listed
    return [person for person in people if person.ext_id in with_row]


class _UnitNames:
    """The units there are, by name and by the name of the unit above."""

    def __init__(self, state: State, today: date) -> None:
        self._names = {unit.id: fold(unit.name) for unit in state.units}
        self._by_name: dict[str, list[CurrentUnit]] = {}
        for unit in sorted(state.units, key=lambda one: (not alive(one.valid_to, today), one.ext_id)):
            self._by_name.setdefault(fold(unit.name), []).append(unit)

    def ext_id(self, name: str, parent: str, several: bool) -> str:
        """The id of the unit of that name (and that parent, when several have the name), else one made up."""
        found = self._by_name.get(fold(name), [])
        if several or len(found) > 1:
            found = [unit for unit in found if self._names.get(unit.parent, "") == fold(parent)] or (
                [] if several else found
            )
        if found:
            return found[0].ext_id
        return made_up("unit", f"{fold(parent)}/{fold(name)}" if several else name)


@dataclass(slots=True)
class _Mentioned:
    """What the rows say of one unit."""

    at: Place
    has_id: bool
    names: Counter[str] = field(default_factory=Counter)
    parents: Counter[str] = field(default_factory=Counter)


def _commonest(counted: Counter[str]) -> str:
    return min(counted, key=lambda word: (-counted[word], word)) if counted else ""


def units_of(
    rows: Sequence[StaffRow], state: State, today: date, rejections: Rejections
) -> tuple[list[StaffRow], list[UnitRecord]]:
    """
    The units the rows speak of, those above included. Each row is given its unit's id.

    Without ids, units of one name under different parents are different units; a row that does not say which is
    rejected.
    """
    names = _UnitNames(state, today)
    above: dict[str, set[str]] = {}
    for row in rows:
        if not row.unit_ext_id and row.parent_unit:
            above.setdefault(fold(row.unit), set()).add(fold(row.parent_unit))
    kept: list[StaffRow] = []
    mentioned: dict[str, _Mentioned] = {}
    for row in rows:
        several = len(above.get(fold(row.unit), ())) > 1
        if not row.unit_ext_id and several and not row.parent_unit:
            heading = rejections.heading(row.at, "unit")
            rejections.add(row.at, row.person.name, Reason("ambiguous_unit", heading, {"value": shorten(row.unit)}))
            continue
        has_id = bool(row.unit_ext_id)
        row.unit_ext_id = row.unit_ext_id or names.ext_id(row.unit, row.parent_unit, several)
        unit = mentioned.setdefault(row.unit_ext_id, _Mentioned(row.at, has_id))
        unit.has_id = unit.has_id or has_id
        unit.names.update([row.unit] if row.unit else [])
        unit.parents.update([row.parent_unit] if row.parent_unit else [])
        kept.append(row)
    return kept, _as_records(mentioned, names)


def _as_records(mentioned: Mapping[str, _Mentioned], names: _UnitNames) -> list[UnitRecord]:
    units: list[UnitRecord] = []
    known = {fold(ext_id) for ext_id in mentioned}
    for ext_id, unit in mentioned.items():
        name, parent = _commonest(unit.names), _commonest(unit.parents)
        # Without an id the unit was found by its name: writing that in other letters does not rename it.
        stated = {"ext_id"} | ({"name"} if name and unit.has_id else set()) | ({"parent_ext_id"} if parent else set())
        units.append(UnitRecord(unit.at, frozenset(stated), ext_id, name or ext_id, parent=parent or None))
        known.add(fold(name))
    for unit in list(mentioned.values()):
        parent = _commonest(unit.parents)
        if parent and fold(parent) not in known:
            known.add(fold(parent))
            ext_id = names.ext_id(parent, "", False)
            units.append(UnitRecord(unit.at, frozenset({"ext_id"}), ext_id, parent))
    return units


def jobs_of(
    rows: Sequence[StaffRow], units: Iterable[UnitRecord], rejections: Rejections
) -> tuple[list[StaffRow], list[EngagementRecord]]:
    """The rows whose unit was accepted, and their engagements."""
    refs = {unit.ext_id: unit.ref for unit in units}
    kept: list[StaffRow] = []
    for row in rows:
        if row.unit_ext_id in refs:
            row.job.unit = refs[row.unit_ext_id]
            kept.append(row)
        elif row.at not in rejections:
            heading = rejections.heading(row.at, "unit") or rejections.heading(row.at, "unit_ext_id")
            reason = Reason("unit_rejected", heading, {"value": shorten(row.unit or row.unit_ext_id)})
            rejections.add(row.at, row.person.name, reason)
    return kept, [replace(row.job) for row in kept]


@dataclass(slots=True)
class _Votes:
    """Whom the members of one unit name as their manager."""

    at: Place
    members: dict[str, str] = field(default_factory=dict)
    said: Counter[str] = field(default_factory=Counter)
    flagged: set[str] = field(default_factory=set)


def managers_of(
    rows: Sequence[StaffRow], managers: Mapping[Place, str], parents: Mapping[str, str], labels: Finder, answer: str
) -> tuple[list[ManagerRecord], list[Question]]:
    """
    Who manages each unit, from whom its members name.

    Somebody named as manager within the unit (or just below it), and whose own manager is not in it, manages the unit;
    where nobody is, the one most members name does. Where others are named too it is asked whether they all are to
    manage the unit, as a manager sees everybody in her unit.
    """
    units = _votes(rows, managers)
    named_below = _named_below(units, parents)
    records: list[ManagerRecord] = []
    unsettled: list[str] = []
    for ref in sorted(units):
        votes = units[ref]
        chosen, others = _choose(votes, named_below.get(ref, set()), labels)
        if others and answer not in (ONE, ALL):
            unsettled.append(ref)
        stated = frozenset({"unit_ext_id", "person_ext_id"})
        managing = sorted({*chosen, *others} if answer == ALL else chosen)
        records += [ManagerRecord(votes.at, stated, ref, person) for person in managing]
    if not unsettled:
        return records, []
    params: dict[str, Value] = {"count": len(unsettled)}
    return records, [Question("unit_managers", (ONE, ALL), ONE, params)]


def _votes(rows: Sequence[StaffRow], managers: Mapping[Place, str]) -> dict[str, _Votes]:
    units: dict[str, _Votes] = {}
    for row in rows:
        votes = units.setdefault(row.job.unit, _Votes(row.at))
        manager = managers.get(row.at, "")
        other = manager if manager != row.person.ref else ""
        votes.members[row.person.ref] = max(other, votes.members.get(row.person.ref, ""))
        if manager and manager != row.person.ref:
            votes.said[manager] += 1
        if row.is_manager:
            votes.flagged.add(row.person.ref)
    return units


def _named_below(units: Mapping[str, _Votes], parents: Mapping[str, str]) -> dict[str, set[str]]:
    below: dict[str, set[str]] = {}
    for ref, votes in units.items():
        if parents.get(ref):
            below.setdefault(parents[ref], set()).update(votes.said)
    return below


def _choose(votes: _Votes, named_below: set[str], labels: Finder) -> tuple[set[str], set[str]]:
    """Who manages the unit, and who else is named by members that manage nobody."""
    if votes.flagged:
        return votes.flagged, set()
    leaders = {person for person in votes.members if person in votes.said or person in named_below}
    tops = {person for person in leaders if votes.members[person] not in votes.members}
    said = Counter(manager for person, manager in votes.members.items() if manager and person not in leaders)
    candidates = tops | set(said)
    if len(candidates) <= 1:
        return candidates, set()
    pool = tops or set(said)
    first = min(pool, key=lambda ref: (-votes.said[ref], labels.label(ref), ref))
    return {first}, candidates - {first}
