"""Who has whom as manager before and after a plan: what people will ask about first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from haandgreb.organisation.importing.plans import Change, Plan
from haandgreb.organisation.importing.records import NEW
from haandgreb.organisation.importing.state import State
from haandgreb.organisation.rules import nearest_managers

Period = tuple[date, date | None]
Job = tuple[str, str, Period]


def _on(period: Period, day: date) -> bool:
    return period[0] <= day and (period[1] is None or period[1] > day)


@dataclass(slots=True)
class _Rows:
    """Parents by unit; engagements and managers by row: (person, unit, period)."""

    parents: dict[str, str]
    jobs: dict[str, Job]
    managers: dict[str, Job]


class Chart:
    """The managers of one day, from rows as they are or as they will be."""

    def __init__(self, rows: _Rows, day: date) -> None:
        self._parents = rows.parents
        self.units: dict[str, set[str]] = {}
        left: set[str] = set()
        for person, unit, period in rows.jobs.values():
            if _on(period, day):
                self.units.setdefault(person, set()).add(unit)
            elif period[1] is not None and period[1] <= day:
                left.add(person)
        self._in_office: dict[str, set[str]] = {}
        for person, unit, period in rows.managers.values():
            if person and _on(period, day) and (person in self.units or person not in left):
                self._in_office.setdefault(unit, set()).add(person)
        self._chains: dict[str, list[set[str]]] = {}

    def _chain(self, unit: str) -> list[set[str]]:
        """The managers in office from the unit to the root."""
        if unit not in self._chains:
            above = self._parents.get(unit, "")
            rest = self._chain(above) if above else []
            own = self._in_office.get(unit)
            self._chains[unit] = [own, *rest] if own else rest
        return self._chains[unit]

    def managers_of(self, person: str, units: Iterable[str] | None = None) -> set[str]:
        """The nearest managers over all her engagements of the day, or as if she worked in these units."""
        found: set[str] = set()
        for unit in self.units.get(person, ()) if units is None else units:
            found.update(nearest_managers(self._chain(unit), person))
        return found


def _standing(state: State) -> _Rows:
    return _Rows(
        {unit.id: unit.parent for unit in state.units},
        {row.id: (row.person, row.unit, (row.valid_from, row.valid_to)) for row in state.engagements},
        {row.id: (row.person, row.unit, (row.valid_from, row.valid_to)) for row in state.managers},
    )


def _after(rows: _Rows, changes: Iterable[Change]) -> _Rows:
    for number, change in enumerate(changes):
        if change.kind == "units" and "parent" in change.values:
            rows.parents[change.ref] = str(change.values["parent"] or "")
        elif change.kind == "engagements":
            _do(rows.jobs, change, f"+{number}")
        elif change.kind == "managers":
            _do(rows.managers, change, f"+{number}")
    return rows


def _do(table: dict[str, Job], change: Change, new: str) -> None:
    values: Mapping[str, object] = change.values
    if change.what == "withdrawn":
        del table[change.ref]
        return
    old = table.get(change.ref)
    if change.what == "moved" and old is not None:
        table[change.ref] = (old[0], old[1], (old[2][0], _day(values["valid_from"])))
        old = None
    begins, ends = old[2] if old else (date.min, None)
    if "valid_from" in values:
        begins = _day(values["valid_from"]) or begins
    if "valid_to" in values:
        ends = _day(values["valid_to"])
    person = str(values.get("person", old[0] if old else "") or "")
    unit = str(values.get("unit", old[1] if old else ""))
    table[change.ref if old else new] = (person, unit, (begins, ends))


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def charts(state: State, plan: Plan, today: date) -> tuple[Chart, Chart]:
    """Today's managers before the plan and after it."""
    before = Chart(_standing(state), today)
    return before, Chart(_after(_standing(state), plan.changes), today)


@dataclass(frozen=True, slots=True)
class NewManager:
    """Somebody who goes on working here and whose managers are not the same afterwards; ids, in no order."""

    person: str
    before: frozenset[str]
    after: frozenset[str]

    @property
    def losing(self) -> frozenset[str]:
        """Who loses access at once."""
        return self.before - self.after


def new_managers(before: Chart, after: Chart) -> list[NewManager]:
    """Everybody who works here before and after, and whose managers change."""
    found = []
    for person in before.units:
        if person.startswith(NEW) or person not in after.units:
            continue
        old, new = before.managers_of(person), after.managers_of(person)
        if old != new:
            found.append(NewManager(person, frozenset(old), frozenset(new)))
    return found
