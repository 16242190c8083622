"""A plan: what saving would do, for showing, asking and saving."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal

from haandgreb.organisation.importing.problems import Reason
from haandgreb.organisation.importing.records import Question, Rejected

PlanKind = Literal["units", "people", "engagements", "managers"]
What = Literal["new", "changed", "moved", "ended", "withdrawn"]
Outcome = Literal["new", "changed", "leaving"]
FieldValue = str | bool | date | None
# One for all, as an import may make a quarter of a million changes.
NOTHING: Mapping[str, FieldValue] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Change:
    """
    One thing that would be done to one row.

    - new: make a row with `values`
    - changed: put `values` in the row `ref`; `before` holds what they were
    - moved (engagements): end the row `ref` on `values["valid_from"]`, make a new row with `values`
    - ended: put `values["valid_to"]` in the row `ref`
    - withdrawn: delete the row `ref`, which would have begun today or later and never has

    References (`ref`, and the values person, unit and parent) are ids, or "new:" and the ext_id of something new.
    """

    kind: PlanKind
    what: What
    ref: str
    label: str
    values: Mapping[str, FieldValue] = field(default_factory=lambda: NOTHING)
    before: Mapping[str, FieldValue] = field(default_factory=lambda: NOTHING)
    person: str = ""
    unit: str = ""
    table: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    def to_json(self) -> dict[str, Any]:
        """The change as it is kept with a preview."""
        return {
            "kind": self.kind,
            "what": self.what,
            "ref": self.ref,
            "label": self.label,
            "values": _plain(self.values),
            "before": _plain(self.before),
            "person": self.person,
            "unit": self.unit,
            "table": self.table,
            "line": self.line,
        }


def _plain(values: Mapping[str, FieldValue]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


@dataclass(frozen=True, slots=True)
class PersonOutcome:
    """What the plan means for one person; `access_ends_on` is the first day without any engagement."""

    ref: str
    name: str
    outcome: Outcome
    access_ends_on: date | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of a preview. People of the list are new, changed, leaving or unchanged."""

    rows_read: int = 0
    new: int = 0
    changed: int = 0
    leaving: int = 0
    unchanged: int = 0
    rejected: int = 0
    left_out: int = 0
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class Safety:
    """How many a plan would end or move, of how many there are. Source of the limit: integrations, section 1."""

    people: int
    people_total: int
    people_limit: int
    units: int
    units_total: int
    units_limit: int

    @property
    def exceeded(self) -> bool:
        return self.people > self.people_limit or self.units > self.units_limit


def limit_for(total: int) -> int:
    """The most that may be ended or moved without asking: ten, or ten per cent when that is more."""
    return max(10, total // 10)


@dataclass(frozen=True, slots=True)
class Plan:
    """Changes in the order in which they can be made: units from the root down, people, engagements, managers."""

    changes: tuple[Change, ...]
    people: tuple[PersonOutcome, ...]
    counts: Counts
    safety: Safety
    rejected: Sequence[Rejected]
    notices: Sequence[Reason]
    questions: Sequence[Question]
    names: Mapping[str, str]
    release: tuple[str, ...]
    fingerprint: str

    @property
    def needs_confirmation(self) -> bool:
        """Whether somebody must answer a question before this can be saved."""
        return bool(self.questions)

    @property
    def empty(self) -> bool:
        return not self.changes

    def name(self, ref: str) -> str:
        """How the person or unit behind a reference is called."""
        return self.names.get(ref, "")


def fingerprint(changes: Sequence[Change]) -> str:
    """The same for the same changes, whatever the order of the rows they came from."""
    digest = hashlib.sha256()
    for change in changes:
        parts = [change.kind, change.what, change.ref, _plain(change.values), change.person, change.unit]
        digest.update(json.dumps(parts, sort_keys=True, ensure_ascii=True).encode())
    return digest.hexdigest()
