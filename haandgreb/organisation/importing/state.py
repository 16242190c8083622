"""The organisation as it stands, as plain rows. Who calls fills it from the database; ids are opaque text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CurrentUnit:
    """`parent` is the id of the unit above, "" for a root. What was not `imported` is never ended by an import."""

    id: str
    ext_id: str
    name: str
    kind: str
    parent: str
    valid_from: date
    valid_to: date | None
    imported: bool = True


@dataclass(frozen=True, slots=True)
class CurrentPerson:
    """`ext_id` is "" for somebody made by hand."""

    id: str
    ext_id: str
    given: str
    surname: str
    email: str
    login: str = ""

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}".strip()


@dataclass(frozen=True, slots=True)
class CurrentEngagement:
    """`person` and `unit` are ids; validity is half-open."""

    id: str
    ext_id: str
    person: str
    unit: str
    valid_from: date
    valid_to: date | None
    employee_no: str = ""
    job_title: str = ""
    disco: str = ""
    primary: bool = True
    imported: bool = True


@dataclass(frozen=True, slots=True)
class CurrentManager:
    """`person` is "" for a vacant post."""

    id: str
    unit: str
    person: str
    valid_from: date
    valid_to: date | None
    imported: bool = True


@dataclass(frozen=True, slots=True)
class State:
    """Everything of the four kinds, ended rows too. Units with no stated parent are hung under `root`, an id."""

    units: Sequence[CurrentUnit] = ()
    people: Sequence[CurrentPerson] = ()
    engagements: Sequence[CurrentEngagement] = ()
    managers: Sequence[CurrentManager] = ()
    root: str = ""


def alive(valid_to: date | None, today: date) -> bool:
    """Whether a period that ends then still has a day to come, today included."""
    return valid_to is None or valid_to > today
