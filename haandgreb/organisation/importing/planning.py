"""Records beside the state: what would be made, changed, moved, ended, and whether somebody must be asked first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from haandgreb.organisation.importing.checking_units import parents_of
from haandgreb.organisation.importing.planning_places import plan_engagements, plan_managers
from haandgreb.organisation.importing.planning_units import moved_or_ended, plan_missing_units, plan_units
from haandgreb.organisation.importing.plans import (
    NOTHING,
    Change,
    Counts,
    FieldValue,
    Outcome,
    PersonOutcome,
    Plan,
    Safety,
    fingerprint,
    limit_for,
)
from haandgreb.organisation.importing.records import NEW, Checked, EngagementRecord, PersonRecord, Question
from haandgreb.organisation.importing.state import CurrentManager, CurrentPerson, State, alive
from haandgreb.organisation.importing.values import fold

YES, NO = "yes", "no"
Item = TypeVar("Item")


def make_plan(checked: Checked, state: State, *, today: date, answers: Mapping[str, str] | None = None) -> Plan:
    """
    What saving the list would do.

    The same list twice gives an empty plan the second time, and the order of its rows makes no difference. What the
    list leaves out is ended today, never deleted, and only where the list speaks of that kind; what a rejected row
    speaks of is left as it is. Where more than ten, or ten per cent, of the people or units would be ended or moved,
    the plan asks first ("safety_stop").
    """
    names = _Names(checked, state)
    parents = parents_of(checked.units, state)
    wanted, left_before = _wanted_engagements(checked, today)
    people = [person for person in checked.people if person.ref not in left_before]
    changes = plan_units(checked, state, parents, today)
    person_changes = _plan_people(people, state)
    engagement_changes = _plan_engagements(checked, state, wanted, today, names)
    after = _engagements_after(state, engagement_changes)
    manager_changes = _plan_managers(checked, state, left_before, today, names)
    used = {unit for _, unit, ends in after if alive(ends, today)}
    ended_units, notices = plan_missing_units(checked, state, parents, used, today)
    changes = [*changes, *person_changes, *engagement_changes, *manager_changes, *ended_units]
    outcomes = _outcomes(changes, state, after, today, names)
    safety = _safety(changes, state, today)
    questions = list(checked.questions)
    if safety.exceeded and (answers or {}).get("safety_stop") != YES:
        questions.append(_safety_question(safety))
    return Plan(
        changes=tuple(changes),
        people=tuple(outcomes),
        counts=_counts(checked, people, outcomes, len(checked.people) - len(people)),
        safety=safety,
        rejected=checked.rejected,
        notices=[*checked.notices, *notices],
        questions=questions,
        names=names.used_by(changes),
        release=_released(changes, state),
        fingerprint=fingerprint(changes),
    )


class _Names:
    """How everybody and everything is called, after the list."""

    def __init__(self, checked: Checked, state: State) -> None:
        self._names = {unit.id: unit.name for unit in state.units}
        self._names |= {person.id: person.name for person in state.people}
        self._names |= {unit.ref: unit.name for unit in checked.units}
        self._names |= {person.ref: person.name for person in checked.people}

    def __call__(self, ref: str) -> str:
        return self._names.get(ref, "")

    def used_by(self, changes: Iterable[Change]) -> dict[str, str]:
        refs: set[str] = set()
        for change in changes:
            refs.update((change.person, change.unit))
            for values in (change.values, change.before):
                refs.update(str(values[field]) for field in ("unit", "person", "parent") if values.get(field))
        return {ref: self._names[ref] for ref in sorted(refs) if ref in self._names}


def _grouped(items: Iterable[Item], by: str) -> dict[str, list[Item]]:
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(getattr(item, by), []).append(item)
    return groups


def _wanted_engagements(checked: Checked, today: date) -> tuple[dict[str, list[EngagementRecord]], set[str]]:
    """Engagements by person, and the people who had left before we ever heard of them: they are not made."""
    wanted = _grouped(checked.engagements, "person")
    managing = {row.person for row in checked.managers if alive(row.valid_to, today)}
    left = {
        person
        for person, jobs in wanted.items()
        if person.startswith(NEW) and person not in managing and not any(alive(job.valid_to, today) for job in jobs)
    }
    return {person: jobs for person, jobs in wanted.items() if person not in left}, left


def _plan_people(people: Sequence[PersonRecord], state: State) -> list[Change]:
    current = {person.id: person for person in state.people}
    changes: list[Change] = []
    for person in sorted(people, key=lambda one: (fold(one.name), one.ref)):
        now = current.get(person.ref)
        values = _values_of(person) if now is None else _differences(person, now)
        if not values:
            continue
        before = {field: getattr(now, field) for field in values} if now else NOTHING
        what = "changed" if now else "new"
        changes.append(
            Change(
                "people",
                "changed" if what == "changed" else "new",
                person.ref,
                person.name,
                values,
                before,
                person=person.ref,
                table=person.at.table,
                line=person.at.line,
            )
        )
    return changes


def _values_of(person: PersonRecord) -> dict[str, FieldValue]:
    return {
        "ext_id": person.ext_id,
        "given": person.given,
        "surname": person.surname,
        "email": person.email,
        "login": person.login,
    }


def _differences(person: PersonRecord, now: CurrentPerson) -> dict[str, FieldValue]:
    """What the list says otherwise. A name in one column is compared whole: its parts may have been corrected."""
    values: dict[str, FieldValue] = {}
    if person.ext_id != now.ext_id:
        values["ext_id"] = person.ext_id
    if "name" not in person.stated or fold(person.name) != fold(now.name):
        values |= {
            field: getattr(person, field)
            for field in ("given", "surname")
            if (field in person.stated or "name" in person.stated) and getattr(person, field) != getattr(now, field)
        }
    if "email" in person.stated and fold(person.email) != fold(now.email):
        values["email"] = person.email
    if "login" in person.stated and person.login != now.login:
        values["login"] = person.login
    return values


def _plan_engagements(
    checked: Checked, state: State, wanted: Mapping[str, list[EngagementRecord]], today: date, names: _Names
) -> list[Change]:
    standing = _grouped(state.engagements, "person")
    ending = _whose_engagements_may_end(checked, state)
    changes: list[Change] = []
    for person in sorted({*wanted, *ending}, key=lambda ref: (fold(names(ref)), ref)):
        changes += plan_engagements(
            person, wanted.get(person, []), standing.get(person, []), today, label=names, end_missing=person in ending
        )
    return changes


def _whose_engagements_may_end(checked: Checked, state: State) -> set[str]:
    """Everybody the list does not hold back, when it tells all engagements; else those missing from its people."""
    held = checked.held.get("people", frozenset())
    if "engagements" in checked.kinds:
        held |= checked.held.get("engagements", frozenset())
    called = _people_words(checked, state) if held else {person.id: set[str]() for person in state.people}
    if "engagements" in checked.kinds:
        held_by_id = {now.person for now in state.engagements if now.ext_id and fold(now.ext_id) in held}
        return {person for person, words in called.items() if not words & held and person not in held_by_id}
    if "people" not in checked.kinds:
        return set()
    listed = {person.ref for person in checked.people}
    made_by_hand = {person.id for person in state.people if not person.ext_id}
    return {person for person, words in called.items() if not words & held} - listed - made_by_hand


def _people_words(checked: Checked, state: State) -> dict[str, set[str]]:
    """What everybody there is is called by: in the list, and for those it does not have, now."""
    records: dict[str, PersonRecord | CurrentPerson] = {person.id: person for person in state.people}
    records |= {person.ref: person for person in checked.people if person.ref in records}
    return {
        ref: {fold(word) for word in (one.ext_id, one.email, one.login, one.name, f"{one.surname}, {one.given}")}
        for ref, one in records.items()
    }


def _plan_managers(checked: Checked, state: State, left_before: set[str], today: date, names: _Names) -> list[Change]:
    wanted = _grouped((row for row in checked.managers if row.person not in left_before), "unit")
    standing: dict[str, list[CurrentManager]] = _grouped(state.managers, "unit")
    held = checked.held.get("managers", frozenset())
    called = {unit.id: {fold(unit.ext_id), fold(unit.name)} for unit in state.units}
    called |= {unit.ref: {fold(unit.ext_id), fold(unit.name)} for unit in checked.units}
    ending = {ref for ref in standing if not called.get(ref, set()) & held} if "managers" in checked.kinds else set()
    changes: list[Change] = []
    for unit in sorted({*wanted, *ending}, key=lambda ref: (fold(names(ref)), ref)):
        changes += plan_managers(
            unit, wanted.get(unit, []), standing.get(unit, []), today, label=names, end_missing=unit in ending
        )
    return changes


After = tuple[str, str, date | None]


def _engagements_after(state: State, changes: Iterable[Change]) -> list[After]:
    """Who will be in which unit until when, once the changes are made."""
    touched = {change.ref: change for change in changes if change.ref}
    after: list[After] = []
    for now in state.engagements:
        change = touched.get(now.id)
        if change is None:
            after.append((now.person, now.unit, now.valid_to))
        elif change.what == "moved":
            after.append((now.person, now.unit, _day(change.values["valid_from"])))
        elif change.what != "withdrawn":
            unit = str(change.values.get("unit", now.unit))
            after.append((now.person, unit, _day(change.values.get("valid_to", now.valid_to))))
    begun = [change for change in changes if change.what in ("new", "moved")]
    return after + [(change.person, str(change.values["unit"]), _day(change.values["valid_to"])) for change in begun]


def _day(value: FieldValue) -> date | None:
    return value if isinstance(value, date) else None


def _last_days(engagements: Iterable[tuple[str, date | None]]) -> dict[str, date]:
    """By person the first day without any engagement; date.max where one is open."""
    ends: dict[str, date] = {}
    for person, end in engagements:
        ends[person] = max(ends.get(person, date.min), end or date.max)
    return ends


def _outcomes(
    changes: Iterable[Change], state: State, after: Sequence[After], today: date, names: _Names
) -> list[PersonOutcome]:
    ends_before = _last_days((now.person, now.valid_to) for now in state.engagements)
    ends_after = _last_days((person, end) for person, _, end in after)
    about: dict[str, list[Change]] = {}
    for change in changes:
        if change.kind in ("people", "engagements"):
            about.setdefault(change.person, []).append(change)
    order: dict[Outcome, int] = {"new": 0, "changed": 1, "leaving": 2}
    outcomes: list[PersonOutcome] = []
    for ref, its in about.items():
        ends, ended = ends_after.get(ref, today), ends_before.get(ref, date.min)
        outcome: Outcome = "changed"
        if ref.startswith(NEW):
            outcome = "new"
        elif ends < date.max and ends < ended and ended > today:
            outcome = "leaving"
        outcomes.append(PersonOutcome(ref, names(ref), outcome, ends if ends < date.max else None, tuple(its)))
    return sorted(outcomes, key=lambda one: (order[one.outcome], fold(one.name), one.ref))


def _safety(changes: Iterable[Change], state: State, today: date) -> Safety:
    """Ended and moved, each person and unit once; things that have ended before are not among those there are."""
    people = {
        change.person
        for change in changes
        if change.kind == "engagements"
        and (change.what in ("moved", "ended", "withdrawn") or "unit" in change.before)
        and not change.person.startswith(NEW)
    }
    total = len({now.person for now in state.engagements if alive(now.valid_to, today)})
    units = moved_or_ended([change for change in changes if change.kind == "units"])
    units_total = sum(alive(unit.valid_to, today) for unit in state.units)
    return Safety(len(people), total, limit_for(total), len(units), units_total, limit_for(units_total))


def _safety_question(safety: Safety) -> Question:
    params = {
        "people": safety.people,
        "people_total": safety.people_total,
        "units": safety.units,
        "units_total": safety.units_total,
    }
    return Question("safety_stop", (YES, NO), NO, params)


def _counts(checked: Checked, people: Sequence[PersonRecord], outcomes: Sequence[PersonOutcome], left: int) -> Counts:
    by_outcome = {outcome: sum(one.outcome == outcome for one in outcomes) for outcome in ("new", "changed", "leaving")}
    touched = {one.ref for one in outcomes}
    return Counts(
        rows_read=checked.rows_read,
        new=by_outcome["new"],
        changed=by_outcome["changed"],
        leaving=by_outcome["leaving"],
        unchanged=sum(person.ref not in touched for person in people),
        rejected=len(checked.rejected),
        left_out=checked.left_out + left,
        repeated=checked.repeated,
    )


def _released(changes: Iterable[Change], state: State) -> tuple[str, ...]:
    """The engagements that must let go of their ext_id, because another row of the plan takes it."""
    holders = {now.ext_id: now.id for now in state.engagements if now.ext_id}
    released = set()
    for change in changes:
        ext_id = change.values.get("ext_id")
        if change.kind == "engagements" and isinstance(ext_id, str) and ext_id in holders:
            keeps = change.what == "changed" and holders[ext_id] == change.ref
            if not keeps:
                released.add(holders[ext_id])
    return tuple(sorted(released))
