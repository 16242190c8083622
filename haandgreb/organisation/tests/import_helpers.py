"""Small worlds for the import tests: lists as text, a state, and a plan carried out in memory."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from haandgreb.organisation.importing.checking import check
from haandgreb.organisation.importing.mapping import TableMapping, suggest_mappings
from haandgreb.organisation.importing.planning import make_plan
from haandgreb.organisation.importing.plans import Change, Plan
from haandgreb.organisation.importing.reading import Upload, read_files
from haandgreb.organisation.importing.records import Checked
from haandgreb.organisation.importing.state import (
    CurrentEngagement,
    CurrentManager,
    CurrentPerson,
    CurrentUnit,
    State,
)

TODAY = date(2026, 11, 16)
IDS = itertools.count(1)

UNITS = "units.csv", "ext_id;parent_ext_id;name;type;from;to\n"
PEOPLE = "people.csv", "ext_id;given;surname;email;login\n"
ENGAGEMENTS = "engagements.csv", "ext_id;person_ext_id;unit_ext_id;employee_no;job_title;disco;primary;from;to\n"
MANAGERS = "managers.csv", "unit_ext_id;person_ext_id;from;to\n"


def uploads(files: Mapping[str, str]) -> list[Upload]:
    return [Upload(name, text.encode()) for name, text in files.items()]


def checked(
    files: Mapping[str, str],
    state: State | None = None,
    *,
    today: date = TODAY,
    answers: Mapping[str, str] | None = None,
    mappings: Mapping[str, TableMapping] | None = None,
) -> Checked:
    """The files read, mapped as suggested and checked."""
    source = read_files(uploads(files))
    return check(source, mappings or suggest_mappings(source), state or State(), today=today, answers=answers)


def planned(
    files: Mapping[str, str],
    state: State | None = None,
    *,
    today: date = TODAY,
    answers: Mapping[str, str] | None = None,
) -> Plan:
    """The plan for the files."""
    start = state or State()
    return make_plan(checked(files, start, today=today, answers=answers), start, today=today, answers=answers)


def own_format(
    units: str = "", people: str = "", engagements: str = "", managers: str = "", *, headings_only: bool = False
) -> dict[str, str]:
    """Files in the format of the house, those left out that have no rows."""
    rows = {UNITS: units, PEOPLE: people, ENGAGEMENTS: engagements, MANAGERS: managers}
    return {name: headings + text for (name, headings), text in rows.items() if text}


def carried_out(plan: Plan, state: State) -> State:
    """The state once the plan is saved."""
    world = _World(state)
    for held in plan.release:
        world.engagements[held] = replace(world.engagements[held], ext_id="")
    for change in plan.changes:
        getattr(world, f"do_{change.kind}")(change)
    return world.state()


class _World:
    def __init__(self, state: State) -> None:
        self.root = state.root
        self.units = {unit.id: unit for unit in state.units}
        self.people = {person.id: person for person in state.people}
        self.engagements = {row.id: row for row in state.engagements}
        self.managers = {row.id: row for row in state.managers}
        self.made: dict[str, str] = {}

    def state(self) -> State:
        return State(
            tuple(self.units.values()),
            tuple(self.people.values()),
            tuple(self.engagements.values()),
            tuple(self.managers.values()),
            self.root,
        )

    def resolved(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: self.made.get(str(value), value) if name in ("parent", "person", "unit") else value
            for name, value in values.items()
        }

    def new_id(self, ref: str = "") -> str:
        made = f"id{next(IDS)}"
        if ref:
            self.made[ref] = made
        return made

    def do_units(self, change: Change) -> None:
        values = self.resolved(change.values)
        if change.what == "new":
            made = self.new_id(change.ref)
            self.units[made] = CurrentUnit(id=made, **values)
        else:
            self.units[change.ref] = replace(self.units[change.ref], **values)

    def do_people(self, change: Change) -> None:
        if change.what == "new":
            made = self.new_id(change.ref)
            self.people[made] = CurrentPerson(id=made, **dict[str, Any](change.values))
        else:
            self.people[change.ref] = replace(self.people[change.ref], **dict[str, Any](change.values))

    def do_engagements(self, change: Change) -> None:
        values = self.resolved(change.values)
        if change.what == "withdrawn":
            del self.engagements[change.ref]
            return
        if change.what in ("new", "moved"):
            made = self.new_id()
            self.engagements[made] = CurrentEngagement(id=made, **values)
        if change.what == "moved":
            old = self.engagements[change.ref]
            self.engagements[change.ref] = replace(old, valid_to=values["valid_from"])
        if change.what in ("changed", "ended"):
            self.engagements[change.ref] = replace(self.engagements[change.ref], **values)

    def do_managers(self, change: Change) -> None:
        values = self.resolved(change.values)
        if change.what == "withdrawn":
            del self.managers[change.ref]
        elif change.what == "new":
            made = self.new_id()
            self.managers[made] = CurrentManager(id=made, **values)
        else:
            self.managers[change.ref] = replace(self.managers[change.ref], **values)
