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
        self._held = drafts.held
        self.notices: list[Reason] = []
        self.repeated = 0

    def add(self, at: Place, label: str, reason: Reason) -> None:
        """Reject the row, or give one more reason for it."""
        known = self._rejected.get((at.table, at.row))
        if known is None:
            kind = self._mappings[at.table].kind
            self._rejected[at.table, at.row] = Rejected(at, kind, shorten(label), (reason,))
            row = self._tables[at.table].rows[at.row]
            self._held.setdefault(kind, set()).update({fold(clean(cell)) for cell in row} - {""})
        elif reason not in known.reasons:
            self._rejected[at.table, at.row] = replace(known, reasons=(*known.reasons, reason))

    def __contains__(self, at: Place) -> bool:
        return (at.table, at.row) in self._rejected

    def heading(self, at: Place, name: str) -> str:
        """How the table calls one of our fields."""
        return self._mappings[at.table].columns.get(name, "")

    def speaks_of(self, kind: Kind, called: str) -> bool:
        """Whether a rejected row of that kind holds the word."""
        return fold(called) in self._held.get(kind, ()) or fold(called) in self._held.get("staff", ())

    def held(self) -> dict[Kind, frozenset[str]]:
        """Per kind all words of rejected rows; a row of a staff list speaks of all four."""
        staff = self._held.get("staff", set())
        return {kind: frozenset(self._held.get(kind, set()) | staff) for kind in _STAFF_SPEAKS_OF}

    def sorted(self) -> list[Rejected]:
        """The rejected rows, table by table in the order of their lines."""
        order = {name: number for number, name in enumerate(self._tables)}
        return sorted(self._rejected.values(), key=lambda one: (order[one.at.table], one.at.row))
