"""XLSX to tables. Runs only inside the child process of `sandbox`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from xml.etree import ElementTree
from xml.parsers import expat

import python_calamine

from haandgreb.organisation.importing.leading_zeros import Formats, Widths
from haandgreb.organisation.importing.problems import ImportProblem
from haandgreb.organisation.importing.shaping import MOST_COLUMNS, is_blank
from haandgreb.organisation.importing.tabular_safety import check_workbook

MOST_ROWS = 50_000
MOST_LINES = 2**31  # after every line there can be
# A short text repeated by reference in millions of cells is small in the file and enormous outside it.
MOST_CHARACTERS = 100 * 1024 * 1024
_EXACT_WHOLE_NUMBERS = 10**15

Cell = int | float | str | bool | time | date | datetime | timedelta


def as_text(cell: Cell) -> str:
    """
    The cell as it would stand in a CSV file: whole numbers without decimals, days as 2026-11-22.

    A formula is never worked out; what comes here is the value the program that saved the file had found.
    """
    if isinstance(cell, str):
        return cell.replace("\0", "")
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT_WHOLE_NUMBERS:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def _texts(cells: Sequence[Cell], digits: Widths, first: int) -> list[str]:
    """The cells of a row from the column `first` on, with the zeros in front that only their format has."""
    row = [as_text(cell) for cell in cells]
    for column, width in digits.items():
        at = column - first
        if 0 <= at < len(cells) and type(cells[at]) in (int, float) and row[at].isdecimal():
            row[at] = row[at].zfill(width)
    return row


def read_workbook(data: bytes) -> Iterator[tuple[str, int, list[str]]]:
    """
    Every row with something in it of every visible sheet, as (sheet, line in Excel, cells).

    Raises ImportProblem when the file is unsafe, damaged, locked with a password or beyond 50,000 rows.
    """
    check_workbook(data)
    try:
        book = python_calamine.CalamineWorkbook.from_object(io.BytesIO(data))
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from _rows_of(book, Formats(archive))
    except python_calamine.PasswordError as error:
        raise ImportProblem("workbook_encrypted") from error
    except (python_calamine.CalamineError, expat.ExpatError, ElementTree.ParseError, LookupError, ValueError) as error:
        # The last two: an encoding nobody knows.
        raise ImportProblem("workbook_damaged") from error


def _rows_of(book: python_calamine.CalamineWorkbook, formats: Formats) -> Iterator[tuple[str, int, list[str]]]:
    rows = characters = 0
    for about in book.sheets_metadata:
        if about.visible != python_calamine.SheetVisibleEnum.Visible:
            continue
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        if sheet.total_width > MOST_COLUMNS:
            raise ImportProblem("too_many_columns", table=about.name, columns=sheet.total_width, most=MOST_COLUMNS)
        zeros, first = formats.rows(about.name), (sheet.start or (0, 0))[1]
        shown: tuple[int, Widths] = (0, {})
        for line, cells in enumerate(sheet.iter_rows(), start=1):
            while shown[0] < line:
                shown = next(zeros, (MOST_LINES, {}))
            row = _texts(cells, shown[1] if shown[0] == line else {}, first)
            if is_blank(row):
                continue
            rows += 1
            characters += sum(map(len, row))
            # The headings are no row of data.
            if rows > MOST_ROWS + 1:
                raise ImportProblem("too_many_rows", most=MOST_ROWS)
            if characters > MOST_CHARACTERS:
                raise ImportProblem("workbook_too_large", most=MOST_CHARACTERS // 1024 // 1024)
            yield about.name, line, row
