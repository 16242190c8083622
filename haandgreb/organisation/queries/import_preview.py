"""What a plan means, as plain facts that are kept with the run; `import_words` says them in the reader's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from haandgreb.organisation.importing.consequences import Chart, charts, new_managers
from haandgreb.organisation.importing.mapping import TableMapping
from haandgreb.organisation.importing.plans import Change, PersonOutcome, Plan
from haandgreb.organisation.importing.problems import Reason
from haandgreb.organisation.importing.records import Question, Rejected
from haandgreb.organisation.importing.state import State
from haandgreb.organisation.importing.tables import Source

MOST_LINES = 60
MOST_LOSING = 5
_NAMED = ("given", "surname")
_OUTCOMES = {"new": 0, "leaving": 1, "changed": 2}


def preview(plan: Plan, state: State, *, today: date, by: str = "", own_posts: Sequence[Change] = ()) -> dict[str, Any]:
    """What would change, for the page; `by` is the id of the person who would save, `own_posts` what she may not."""
    before, after = charts(state, plan, today)
    names = _Names(state, plan)
    people, losing = _people(plan, before, after, names)
    units = [_unit(change, names) for change in plan.changes if change.kind == "units"]
    return {
        "counts": asdict(plan.counts),
        "safety": asdict(plan.safety),
        "fingerprint": plan.fingerprint,
        "empty": plan.empty,
        "questions": [_question(question) for question in plan.questions],
        "notices": [_reason(notice) for notice in plan.notices],
        "people": people[:MOST_LINES],
        "people_count": len(people),
        "units": units[:MOST_LINES],
        "units_count": len(units),
        "managers": _managers(plan, names)[:MOST_LINES],
        "losing": losing[:MOST_LOSING],
        "losing_count": len(losing),
        "by": by,
        "herself": any(_is_out(one, today) and one.ref == by for one in plan.people),
        "own_posts": [_own_post(change, names) for change in own_posts],
    }


def tables(source: Source, mappings: Mapping[str, TableMapping], rejected: Iterable[Rejected]) -> list[dict[str, Any]]:
    """The tables of the list with their first rows."""
    count = Counter(one.at.table for one in rejected)
    return [
        {
            "name": table.name,
            "kind": mappings[table.name].kind if table.name in mappings else "ignore",
            "count": len(table.rows),
            "rejected": count[table.name],
            "headings": list(table.headings),
            "rows": [[line, list(row)] for line, row in zip(table.lines, table.first_rows(), strict=False)],
        }
        for table in source.tables
    ]


def rejected_rows(source: Source, rejected: Iterable[Rejected]) -> Iterable[dict[str, Any]]:
    """Rejected rows as they are kept: where they stand, why, and what stands in them."""
    tables = {table.name: table for table in source.tables}
    for one in rejected:
        yield {
            "table": one.at.table,
            "line": one.at.line,
            "row": one.at.row,
            "label": one.label,
            "reasons": [_reason(reason) for reason in one.reasons],
            "cells": list(tables[one.at.table].rows[one.at.row]),
        }


def _reason(reason: Reason) -> dict[str, Any]:
    return {"code": reason.code, "field": reason.field, "params": dict(reason.params)}


def _question(question: Question) -> dict[str, Any]:
    return {
        "code": question.code,
        "choices": list(question.choices),
        "suggested": question.suggested,
        "params": dict(question.params),
    }


def _is_out(one: PersonOutcome, today: date) -> bool:
    return one.outcome == "leaving" and one.access_ends_on is not None and one.access_ends_on <= today


class _Names:
    """How everybody is called: those of the list as the list says."""

    def __init__(self, state: State, plan: Plan) -> None:
        self._plan = plan
        self._people = {person.id: person.name for person in state.people}
        self._people |= {one.ref: one.name for one in plan.people}

    def person(self, ref: str) -> str:
        return self._people.get(ref) or self._plan.name(ref)

    def unit(self, ref: object) -> str:
        return self._plan.name(str(ref or ""))

    def people(self, refs: Iterable[str]) -> str:
        return ", ".join(sorted(self.person(ref) for ref in refs))


def _people(
    plan: Plan, before: Chart, after: Chart, names: _Names
) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """One line a person whom anything happens to, and who loses access to whom."""
    moved = {one.person: one for one in new_managers(before, after)}
    lines = {}
    for one in plan.people:
        facts = [fact for change in one.changes for fact in _facts(change, one, names)]
        if one.outcome == "new":
            units = {str(change.values["unit"]) for change in one.changes if change.kind == "engagements"}
            facts.append(("manager", {"name": names.people(after.managers_of(one.ref, units))}))
        elif one.outcome == "leaving":
            facts = [("leaves", {"on": one.access_ends_on.isoformat() if one.access_ends_on else ""})]
        lines[one.ref] = {"what": one.outcome, "name": one.name, "facts": facts}
    losing = []
    for ref, new in moved.items():
        line = lines.setdefault(ref, {"what": "changed", "name": names.person(ref), "facts": []})
        if line["what"] == "leaving":
            continue
        old = names.people(new.before)
        line["facts"].append(("new_manager", {"before": old, "after": names.people(new.after)}))  # type: ignore[attr-defined]  # the list of facts
        if new.losing:
            losing.append({"person": names.person(ref), "managers": names.people(new.losing)})
    ordered = sorted(lines.values(), key=lambda line: _OUTCOMES[str(line["what"])])
    return ordered, sorted(losing, key=lambda one: one["person"])


def _facts(change: Change, one: PersonOutcome, names: _Names) -> list[tuple[str, dict[str, Any]]]:
    if change.kind == "people":
        return _personal(change)
    values, before = change.values, change.before
    title = values.get("job_title", "")
    if change.what == "new":
        begins = values["valid_from"].isoformat() if isinstance(values["valid_from"], date) else ""
        return [
            ("job", {"title": title, "unit": names.unit(values["unit"]), "on": begins, "also": one.outcome != "new"})
        ]
    if change.what == "withdrawn":
        return [("never", {"unit": names.unit(change.unit)})]
    facts: list[tuple[str, dict[str, Any]]] = []
    if "unit" in before and "unit" in values and before["unit"] != values["unit"]:
        facts.append(("place", {"before": names.unit(before["unit"]), "after": names.unit(values["unit"])}))
    if "job_title" in before and before["job_title"] != title:
        facts.append(("title", {"before": before["job_title"], "after": title}))
    if change.what == "moved":
        begins = values["valid_from"].isoformat() if isinstance(values["valid_from"], date) else ""
        return [*facts, ("from", {"on": begins})]
    if "valid_to" in values:
        ends = values["valid_to"]
        facts.append(
            ("ends", {"unit": names.unit(change.unit), "on": ends.isoformat() if isinstance(ends, date) else ""})
        )
    return facts or [("details", {})]


def _personal(change: Change) -> list[tuple[str, dict[str, Any]]]:
    if change.what == "new":
        return []
    values, before = change.values, change.before
    facts: list[tuple[str, dict[str, Any]]] = []
    if any(name in values for name in _NAMED):
        old = " ".join(str(before[name]) for name in _NAMED if before.get(name))
        facts.append(("name", {"before": old, "after": " ".join(str(values[n]) for n in _NAMED if values.get(n))}))
    if "email" in values:
        facts.append(("email", {"before": before["email"], "after": values["email"]}))
    return facts or [("details", {})]


def _unit(change: Change, names: _Names) -> dict[str, Any]:
    values, before = change.values, change.before
    facts: list[tuple[str, dict[str, Any]]] = []
    if change.what == "new":
        facts.append(("under", {"unit": names.unit(values["parent"])}))
    if "name" in before:
        facts.append(("name", {"before": before["name"], "after": values["name"]}))
    if "parent" in before:
        facts.append(("moved", {"before": names.unit(before["parent"]), "after": names.unit(values["parent"])}))
    if change.what != "new" and "valid_to" in values:
        ends = values["valid_to"]
        facts.append(("closes", {"on": ends.isoformat() if isinstance(ends, date) else ""}))
    what = {"new": "new", "ended": "closed"}.get(change.what, "changed")
    return {"what": what, "name": change.label, "facts": facts or [("details", {})]}


def _own_post(change: Change, names: _Names) -> dict[str, Any]:
    return {
        "table": change.table,
        "line": change.line,
        "unit": change.label or names.unit(change.unit),
        "name": names.person(change.person),
    }


def _managers(plan: Plan, names: _Names) -> list[dict[str, Any]]:
    """Per unit who takes over and who steps down."""
    by_unit: dict[str, dict[str, Any]] = {}
    for change in plan.changes:
        if change.kind != "managers":
            continue
        line = by_unit.setdefault(change.unit, {"unit": change.label or names.unit(change.unit), "facts": []})
        person = change.person or str(change.values.get("person") or "")
        name = names.person(person) if person else ""
        key = "valid_from" if change.what == "new" else "valid_to"
        day = change.values.get(key)
        fact = {"new": "takes_over", "ended": "steps_down", "withdrawn": "never_manages"}.get(change.what, "details")
        line["facts"].append((fact, {"name": name, "on": day.isoformat() if isinstance(day, date) else ""}))
    return list(by_unit.values())
