"""Which column is which: suggested from the headings, chosen by a person, remembered by the headings."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast, get_args

from haandgreb.organisation.importing.dates import ShortOrder
from haandgreb.organisation.importing.headings import (
    NAMES,
    READ_KINDS,
    REQUIRED,
    SPELLINGS,
    Kind,
    fields_of,
    plain,
    says_last_day,
)
from haandgreb.organisation.importing.problems import ImportProblem
from haandgreb.organisation.importing.tables import Source, Table
from haandgreb.organisation.importing.values import yes_or_no

# When two kinds fit equally well, the one with less to say about a row is meant.
_PREFERENCE: dict[Kind, int] = {"managers": 5, "jobs": 4, "units": 3, "people": 2, "engagements": 1, "staff": 0}
# In a list of staff the number that tells people apart is their employee number too.
_IS_EMPLOYEE_NO = {
    plain(word)
    for word in (
        "medarbejdernr",
        "medarbejdernummer",
        "medarbejder nr",
        "lønnummer",
        "lønnr",
        "tjenestenummer",
        "tjenestenr",
    )
} | {plain(word) for word in ("employee no", "employee number")}


@dataclass(frozen=True, slots=True)
class TableMapping:
    """
    How one table is read: its kind, our fields with the headings they come from, whether the date under »to« is the
    last day that counts (else the first that does not), and how six-digit dates are written ("" when nobody has said).
    """

    kind: Kind
    columns: Mapping[str, str] = field(default_factory=dict)
    last_day: bool = True
    short_dates: ShortOrder | None = None

    def missing(self) -> list[tuple[str, ...]]:
        """The groups of fields of which at least one must have a column and none has."""
        return [group for group in REQUIRED[self.kind] if not any(name in self.columns for name in group)]

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "columns": dict(self.columns),
            "last_day": self.last_day,
            "short_dates": self.short_dates or "",
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> TableMapping:
        """The mapping as it was kept or posted; raises ImportProblem when it is none."""
        kind, columns = stored.get("kind"), stored.get("columns")
        short = stored.get("short_dates") or None
        if kind not in get_args(Kind) or not isinstance(columns, Mapping) or short not in (None, "dmy", "ymd"):
            raise ImportProblem("mapping_unusable")
        known = set(fields_of(cast(Kind, kind)))
        if not all(name in known and isinstance(heading, str) for name, heading in columns.items()):
            raise ImportProblem("mapping_unusable")
        return cls(cast(Kind, kind), dict(columns), bool(stored.get("last_day", True)), cast(ShortOrder | None, short))


def header_signature(table: Table) -> str:
    """What a table's headings are remembered by: 64 characters, the same whatever the case and the spaces."""
    return hashlib.sha256("\n".join(plain(heading) for heading in table.headings).encode()).hexdigest()


def suggest_mappings(
    source: Source, remembered: Mapping[str, Mapping[str, Any]] | None = None
) -> dict[str, TableMapping]:
    """A mapping for each table by its name: the remembered one (signature → stored mapping), else from the headings."""
    return {table.name: _suggested(table, remembered or {}) for table in source.tables}


def _suggested(table: Table, remembered: Mapping[str, Mapping[str, Any]]) -> TableMapping:
    stored = remembered.get(header_signature(table))
    if stored is not None:
        return _fitted(TableMapping.from_json(stored), table)
    return _best(table)


def _fitted(mapping: TableMapping, table: Table) -> TableMapping:
    """The mapping with the headings as this table spells them, without columns that are refused today."""
    spelled = {plain(heading): heading for heading in reversed(table.headings) if heading not in table.refused}
    columns = {name: spelled[plain(old)] for name, old in mapping.columns.items() if plain(old) in spelled}
    return replace(mapping, columns=columns)


def suggest_as(table: Table, kind: Kind) -> TableMapping:
    """The mapping for a table that somebody says is of this kind."""
    if kind == "ignore":
        return TableMapping("ignore")
    columns: dict[str, str] = {}
    for heading in table.headings:
        name = SPELLINGS[kind].get(plain(heading))
        if name and heading not in table.refused:
            columns.setdefault(name, heading)
    if kind == "staff":
        _sort_out_staff(table, columns)
    last_day = "valid_to" not in columns or says_last_day(columns["valid_to"])
    return TableMapping(kind, columns, last_day=last_day)


def _sort_out_staff(table: Table, columns: dict[str, str]) -> None:
    number = columns.get("ext_id", "")
    if plain(number) in _IS_EMPLOYEE_NO:
        columns.setdefault("employee_no", number)
    leader = columns.get("manager", "")
    if leader and "is_manager" not in columns and _says_yes_or_no(table, leader):
        columns["is_manager"] = columns.pop("manager")


def _says_yes_or_no(table: Table, heading: str) -> bool:
    at = table.headings.index(heading)
    return all(yes_or_no(row[at]) is not None for row in table.rows)


def _best(table: Table) -> TableMapping:
    mappings = [suggest_as(table, kind) for kind in READ_KINDS]
    return (
        max(mappings, key=lambda mapping: _fit(table, mapping))
        if any(m.columns for m in mappings)
        else TableMapping("ignore")
    )


def _fit(table: Table, mapping: TableMapping) -> tuple[bool, bool, int, int]:
    called = plain(table.name.rsplit(".", 1)[0])
    named = any(called == plain(name) for name in NAMES[mapping.kind])
    return not mapping.missing(), named, len(mapping.columns), _PREFERENCE[mapping.kind]


def ready(mappings: Sequence[TableMapping]) -> bool:
    """Whether there is something to read and every table that is read has the columns it must have."""
    return any(mapping.kind != "ignore" for mapping in mappings) and not any(mapping.missing() for mapping in mappings)
