"""What a list says, row by row, once it is understood; and what it was not possible to understand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from haandgreb.organisation.importing.headings import Kind
from haandgreb.organisation.importing.problems import Reason, Value

# A reference is the id of something that exists, or this in front of the ext_id of something that will.
NEW = "new:"
# In front of an ext_id we had to make up, because the list had none. A real one takes its place when it comes.
MADE_UP = "made:"


class Place(NamedTuple):
    """Where something was read: table, its line as people see it, its row from 0."""

    table: str
    line: int
    row: int


def other_lines(places: Sequence[Place]) -> list[int]:
    """For each of the places the first line among the others; at least two places are needed."""
    first, second = sorted(place.line for place in places)[:2]
    return [second if place.line == first else first for place in places]


@dataclass(slots=True)
class UnitRecord:
    """`parent` is what the list says, and after checking a reference; None when the list says nothing about it."""

    at: Place
    stated: frozenset[str]
    ext_id: str
    name: str
    kind: str = ""
    parent: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    ref: str = ""


@dataclass(slots=True)
class PersonRecord:
    """A person; `stated` holds "name" when the list has the whole name in one column."""

    at: Place
    stated: frozenset[str]
    ext_id: str
    given: str
    surname: str
    email: str = ""
    login: str = ""
    ref: str = ""

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}".strip()


@dataclass(slots=True)
class EngagementRecord:
    """`person` and `unit` are what the list says, and after checking references."""

    at: Place
    stated: frozenset[str]
    ext_id: str
    person: str
    unit: str
    employee_no: str = ""
    job_title: str = ""
    disco: str = ""
    primary: bool = True
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(slots=True)
class ManagerRecord:
    """`person` is "" for a post that is vacant."""

    at: Place
    stated: frozenset[str]
    unit: str
    person: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that is left out, with every reason; `label` says who or what it is about."""

    at: Place
    kind: Kind
    label: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person can answer. `suggested` is one of the choices, or "" where none is safer."""

    code: str
    choices: tuple[str, ...]
    suggested: str = ""
    params: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checked:
    """
    What the lists say, with all references resolved. `kinds` are the kinds they speak of; `held` are, per kind, all
    words of rejected rows: whoever is called by one of them is left as is.
    """

    units: Sequence[UnitRecord]
    people: Sequence[PersonRecord]
    engagements: Sequence[EngagementRecord]
    managers: Sequence[ManagerRecord]
    kinds: frozenset[Kind]
    flat: bool
    rows_read: int
    rejected: Sequence[Rejected]
    notices: Sequence[Reason]
    questions: Sequence[Question]
    held: Mapping[Kind, frozenset[str]]
    repeated: int = 0
    left_out: int = 0
