"""A table as it was read: rows of text, each with its line in the file, and nothing that looks like a CPR number."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from haandgreb.organisation.importing import cpr
from haandgreb.organisation.importing.problems import ImportProblem, Reason

Row = tuple[str, ...]
PREVIEW_ROWS = 20


@dataclass(frozen=True, slots=True)
class Table:
    """
    One file or sheet. Rows are as wide as the headings; `lines` are the line numbers people see in their own program.

    `refused` are headings of columns whose values were dropped. `struck` holds, per row, the columns in which a single
    CPR-like value was dropped; `misfits` holds, per row, the code of what is wrong with its shape.
    """

    name: str
    headings: Row
    rows: Sequence[Row]
    lines: Sequence[int]
    heading_line: int = 1
    encoding: str = ""
    separator: str = ""
    refused: Row = ()
    wordless: Row = ()
    struck: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    misfits: Mapping[int, str] = field(default_factory=dict)

    def first_rows(self) -> Sequence[Row]:
        """The rows a preview shows."""
        return self.rows[:PREVIEW_ROWS]

    def corrected(self, row: int, cells: Row) -> Table:
        """The table with other cells in one row."""
        rows = [*self.rows[:row], cells, *self.rows[row + 1 :]]
        struck = {at: columns for at, columns in self.struck.items() if at != row}
        misfits = {at: code for at, code in self.misfits.items() if at != row}
        return replace(self, rows=rows, struck=struck, misfits=misfits)

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "headings": list(self.headings),
            "rows": self.rows,
            "lines": self.lines,
            "heading_line": self.heading_line,
            "encoding": self.encoding,
            "separator": self.separator,
            "refused": list(self.refused),
            "wordless": list(self.wordless),
            "struck": [[row, list(columns)] for row, columns in self.struck.items()],
            "misfits": [[row, code] for row, code in self.misfits.items()],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Table:
        # As when it was read: a text that stands in thousands of rows is kept once.
        share = dict[str, str]().setdefault
        return cls(
            name=stored["name"],
            headings=tuple(stored["headings"]),
            rows=[tuple(map(share, row, row)) for row in stored["rows"]],
            lines=stored["lines"],
            heading_line=stored["heading_line"],
            encoding=stored["encoding"],
            separator=stored["separator"],
            refused=tuple(stored["refused"]),
            wordless=tuple(stored["wordless"]),
            struck={row: tuple(columns) for row, columns in stored["struck"]},
            misfits=dict(stored["misfits"]),
        )


@dataclass(frozen=True, slots=True)
class Source:
    """All tables of one upload. This, and never the file itself, may be kept until somebody confirms."""

    tables: tuple[Table, ...]
    notices: tuple[Reason, ...] = ()

    def table(self, name: str) -> Table:
        """The table of that name; KeyError when there is none."""
        return {table.name: table for table in self.tables}[name]

    def names(self) -> list[str]:
        return [table.name for table in self.tables]

    def corrected(self, name: str, row: int, cells: Row) -> Source:
        """The source with other cells in one row; what was struck out of it or wrong with its shape is forgotten."""
        tables = [table.corrected(row, cells) if table.name == name else table for table in self.tables]
        return replace(self, tables=tuple(tables))

    def dumps(self) -> str:
        """The source as text to keep."""
        notices = [[notice.code, notice.field, dict(notice.params)] for notice in self.notices]
        stored = {"tables": [table.to_json() for table in self.tables], "notices": notices}
        return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def loads(cls, text: str) -> Source:
        """The source that was kept."""
        stored = json.loads(text)
        notices = tuple(Reason(code, name, params) for code, name, params in stored["notices"])
        return cls(tuple(Table.from_json(table) for table in stored["tables"]), notices)


def guarded(table: Table) -> Table:
    """
    The table without anything that looks like a CPR number, in columns, cells or its name.

    Raises ImportProblem when a heading looks like one: then the list has no headings and its first row is a person.
    """
    if any(cpr.holds_cpr(heading) for heading in table.headings):
        raise ImportProblem("no_headings", table=table.name, line=table.heading_line)
    refused: set[int] = set()
    struck: dict[int, list[int]] = {}
    wordless: list[str] = []
    for at, heading in enumerate(table.headings):
        cells = [row[at] for row in table.rows]
        whole, single = cpr.column_findings(heading, cells)
        if whole:
            refused.add(at)
        elif single:
            if _is_wordless(cells, set(single)):
                wordless.append(heading)
            for row in single:
                struck.setdefault(row, []).append(at)
    return replace(
        table,
        rows=_emptied(table.rows, refused, struck),
        refused=tuple(heading for at, heading in enumerate(table.headings) if at in refused),
        wordless=tuple(wordless),
        struck={row: tuple(columns) for row, columns in struck.items()},
    )


def _is_wordless(cells: Sequence[str], hits: set[int]) -> bool:
    """Whether a column holds nothing but numbers, and more of them than those that look like CPR numbers."""
    others = any(cell.strip() for row, cell in enumerate(cells) if row not in hits)
    return others and not any(char.isalpha() for char in chain(*cells))


def _emptied(rows: Sequence[Row], refused: set[int], struck: Mapping[int, list[int]]) -> Sequence[Row]:
    if not refused and not struck:
        return rows
    emptied: list[Row] = []
    for number, row in enumerate(rows):
        gone = refused.union(struck[number]) if number in struck else refused
        emptied.append(tuple("" if at in gone else cell for at, cell in enumerate(row)) if gone else row)
    return emptied
