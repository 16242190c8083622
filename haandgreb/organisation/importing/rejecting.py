"""The rows that are left out, with every reason, and the words by which they are recognised in what exists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from haandgreb.organisation.importing.drafting import Drafts
from haandgreb.organisation.importing.headings import Kind
from haandgreb.organisation.importing.mapping import TableMapping
from haandgreb.organisation.importing.problems import Reason, shorten
from haandgreb.organisation.importing.records import Place, Rejected
from haandgreb.organisation.importing.tables import Source
from haandgreb.organisation.importing.values import clean, fold

_STAFF_SPEAKS_OF: tuple[Kind, ...] = ("units", "people", "engagements", "managers")


class Rejections:
    """Rejecting a row also holds whoever it speaks of: a row we could not read must not end anything."""

    def __init__(self, source: Source, mappings: Mapping[str, TableMapping], drafts: Drafts) -> None:
        self._tables = {table.name: table for table in source.tables}
        self._mappings = mappings
        self._rejected = drafts.rejected
        self._held: dict[Kind, set[str]] = {}
        self._called: dict[Kind, set[str]] = {}
        for rejected in drafts.rejected.values():
            self._hold(rejected.at)
        self.notices: list[Reason] = []
        self.repeated = 0

    def add(self, at: Place, label: str, reason: Reason) -> None:
        """Reject the row, or give one more reason for it."""
        known = self._rejected.get((at.table, at.row))
        if known is None:
            kind = self._mappings[at.table].kind
            self._rejected[at.table, at.row] = Rejected(at, kind, shorten(label), (reason,))
            self._hold(at)
        elif reason not in known.reasons:
            self._rejected[at.table, at.row] = replace(known, reasons=(*known.reasons, reason))

    def _hold(self, at: Place) -> None:
        table, mapping = self._tables[at.table], self._mappings[at.table]
        row = table.rows[at.row]
        held = {fold(clean(cell)) for cell in row} - {""}
        for kind in _STAFF_SPEAKS_OF if mapping.kind == "staff" else (mapping.kind,):
            self._held.setdefault(kind, set()).update(held)
            cells = {name: row[table.headings.index(mapping.columns[name])] for name in mapping.columns}
            self._called.setdefault(kind, set()).update(_called(mapping.kind, kind, cells))

    def __contains__(self, at: Place) -> bool:
        return (at.table, at.row) in self._rejected

    def heading(self, at: Place, name: str) -> str:
        """How the table calls one of our fields."""
        return self._mappings[at.table].columns.get(name, "")

    def speaks_of(self, kind: Kind, called: str) -> bool:
        """Whether a rejected row is about the person or unit of that id or name."""
        return kind in self._called and fold(called) in self._called[kind]

    def held(self) -> dict[Kind, frozenset[str]]:
        """Per kind all words of rejected rows; a row of a staff list speaks of all four."""
        return {kind: frozenset(self._held.get(kind, ())) for kind in _STAFF_SPEAKS_OF}

    def sorted(self) -> list[Rejected]:
        """The rejected rows, table by table in the order of their lines."""
        order = {name: number for number, name in enumerate(self._tables)}
        return sorted(self._rejected.values(), key=lambda one: (order[one.at.table], one.at.row))


def _called(listed: Kind, kind: Kind, cells: Mapping[str, str]) -> set[str]:
    """What the person or unit a row is about is called by, whatever it says of others."""
    if kind == "people":
        names = [cells.get(name, "") for name in ("ext_id", "email", "login", "name")]
        names.append(f"{cells.get('given', '')} {cells.get('surname', '')}")
    elif kind == "units":
        names = [cells.get(name, "") for name in (("unit_ext_id", "unit") if listed == "staff" else ("ext_id", "name"))]
    else:
        names = []
    return {fold(clean(name)) for name in names} - {""}
