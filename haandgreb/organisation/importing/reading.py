"""The way in: uploaded bytes become a source, that is tables free of CPR numbers, or an ImportProblem says why not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from pathlib import PurePath

from haandgreb.organisation.importing import cpr
from haandgreb.organisation.importing.delimited import read_csv
from haandgreb.organisation.importing.problems import ImportProblem, Reason, shorten
from haandgreb.organisation.importing.sandbox import read_in_child
from haandgreb.organisation.importing.shaping import shape
from haandgreb.organisation.importing.tables import Source, Table, guarded
from haandgreb.organisation.importing.tabular_safety import OLE, ZIP, what_ole_is

MOST_BYTES = 50 * 1024 * 1024
MOST_FILES = 10
_OTHER_FILES = {b"%PDF": "file_is_pdf", b"\x89PNG": "not_text", b"{\\rtf": "not_text"}
_MACRO_ENDINGS = (".xlsm", ".xltm", ".xlam", ".xls", ".xlsb")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody chose it."""

    name: str
    data: bytes


def read_files(uploads: Sequence[Upload], *, most_bytes: int = MOST_BYTES) -> Source:
    """
    The tables in one XLSX or in one or more CSV files, guarded against CPR numbers.

    `most_bytes` is the limit for all files together (50 MB in the browser, the operator's command may allow more).
    Raises ImportProblem when a file cannot be used; then nothing of the upload is. Tables without rows are left out and
    mentioned among the notices.
    """
    if not uploads or len(uploads) > MOST_FILES:
        raise ImportProblem("number_of_files", most=MOST_FILES)
    if sum(len(upload.data) for upload in uploads) > most_bytes:
        raise ImportProblem("file_too_large", most=most_bytes // 1024 // 1024)
    read = [_guarded_or_problem(table) for upload in uploads for table in _tables_in(upload)]
    tables = _named_apart(table for table in read if isinstance(table, Table))
    unusable = [problem for problem in read if isinstance(problem, ImportProblem)]
    filled = [table for table in tables if table.rows]
    if not filled:
        raise unusable[0] if unusable else ImportProblem("no_rows")
    notices = [Reason(problem.code, "", problem.params) for problem in unusable]
    notices += [Reason("empty_table", "", {"table": table.name}) for table in tables if not table.rows]
    notices += [Reason("cpr_column", heading, {"table": table.name}) for table in filled for heading in table.refused]
    return Source(tuple(filled), tuple(notices))


def _guarded_or_problem(table: Table | ImportProblem) -> Table | ImportProblem:
    return guarded(table) if isinstance(table, Table) else table


def safe_name(name: str, fallback: str) -> str:
    """A file's or sheet's name as it may be shown and kept: without folders, short, never with a CPR number in it."""
    text = shorten(PurePath(name.replace("\\", "/")).name)
    printable = "".join(char for char in text if char.isprintable())
    return fallback if not printable or cpr.holds_cpr(printable) or cpr.is_short_cpr(printable) else printable


def _tables_in(upload: Upload) -> Iterable[Table | ImportProblem]:
    name = safe_name(upload.name, "csv")
    if not upload.data:
        raise ImportProblem("empty_file", table=name)
    for start, code in _OTHER_FILES.items():
        if upload.data.startswith(start):
            raise ImportProblem(code, table=name)
    if upload.data.startswith(OLE):
        raise ImportProblem(what_ole_is(upload.data), table=name)
    if upload.data.startswith(ZIP):
        if name.casefold().endswith(_MACRO_ENDINGS):
            raise ImportProblem("workbook_macros", table=name)
        return _sheets(upload.data)
    return [read_csv(name, upload.data)]


def _sheets(data: bytes) -> Iterable[Table | ImportProblem]:
    """Each sheet's table; a sheet without headings is a problem of its own: many workbooks hold a page of guidance."""
    for sheet, of_sheet in groupby(read_in_child(data), key=itemgetter(0)):
        found = list(of_sheet)
        try:
            yield shape(safe_name(sheet, "sheet"), [cells for _, _, cells in found], [line for _, line, _ in found])
        except ImportProblem as problem:
            yield problem


def _named_apart(tables: Iterable[Table]) -> list[Table]:
    taken: dict[str, int] = {}
    apart: list[Table] = []
    for table in tables:
        taken[table.name] = count = taken.get(table.name, 0) + 1
        apart.append(table if count == 1 else replace(table, name=f"{table.name} ({count})"))
    return apart
