"""CSV as Danish programs write it: encodings, separators, quotes."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Sequence
from itertools import islice

from haandgreb.organisation.importing.headings import recognised
from haandgreb.organisation.importing.problems import ImportProblem
from haandgreb.organisation.importing.shaping import HEADINGS_WITHIN, is_blank, shape
from haandgreb.organisation.importing.tables import Row, Table

MOST_ROWS = 1_000_000
# Half a gigabyte of memory in the worst case; 100,000 people in 60 columns stay below.
MOST_CELLS = 8_000_000
SEPARATORS = (";", "\t", ",")
# Stands in no text, so a list of one column is read as one column.
_NO_SEPARATOR = "\x1f"
# Excel's own first line that says what parts the cells.
_DECLARED = re.compile(r'"?sep=([;,\t])"?\r?\n', re.IGNORECASE)
_NOTHING = ' \t\r\n;,"'
_SNIFFED_ROWS = 60
_SNIFFED_CHARACTERS = 200_000
# More NUL bytes or control characters than one in a hundred: this is no text.
_BINARY_SHARE = 100
_CONTROL = frozenset(map(chr, range(32))) - frozenset("\t\n\r\x0b\x0c\x1f")


def read_csv(name: str, data: bytes) -> Table:
    """
    The table in a CSV file, every cell exactly as it was written (NUL bytes apart).

    Raises ImportProblem when the bytes are no text, a quoted cell never ends, or there are no headings. Not yet guarded
    against CPR numbers: see `tables.guarded`.
    """
    text, encoding = decode(name, data)
    declared = _DECLARED.match(text)
    skipped = 1 if declared else 0
    separator = declared[1] if declared else find_separator(text)
    text = text[declared.end() :] if declared else text
    rows, lines = _rows(name, text, separator, skipped)
    if not rows:
        raise ImportProblem("empty_file", table=name)
    cut = not text.endswith(("\n", "\r"))
    shown = "" if separator == _NO_SEPARATOR else separator
    return shape(name, rows, lines, cut=cut, encoding=encoding, separator=shown)


def decode(name: str, data: bytes) -> tuple[str, str]:
    """The text and its encoding. A byte order mark decides; else UTF-8 when it is valid; else Windows-1252."""
    text, encoding = _decoded(name, data)
    text = _without_controls(name, text)
    if not text.strip(_NOTHING):
        raise ImportProblem("empty_file", table=name)
    return text, encoding


def _decoded(name: str, data: bytes) -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError as error:
            raise ImportProblem("half_file", table=name, line=data[: error.start].count(b"\n") + 1) from error
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as error:
        if not data[: error.start].isascii():
            # Letters in UTF-8, and then something else: half a letter at the very end, or two encodings in one file.
            code = "half_file" if error.reason == "unexpected end of data" else "mixed_encodings"
            raise ImportProblem(code, table=name, line=data[: error.start].count(b"\n") + 1) from error
    try:
        return data.decode("windows-1252"), "Windows-1252"
    except UnicodeDecodeError as error:
        raise ImportProblem("not_text", table=name) from error


def _without_controls(name: str, text: str) -> str:
    controls = sum(text.count(char) for char in _CONTROL)
    if controls * _BINARY_SHARE > len(text):
        raise ImportProblem("not_text", table=name)
    return text.replace("\0", "") if "\0" in text else text


def _sniffed(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text[:_SNIFFED_CHARACTERS], newline=""), delimiter=separator)
    try:
        return [row for row in islice(reader, _SNIFFED_ROWS) if not is_blank(row)]
    except csv.Error:
        return []


def _score(rows: Sequence[Sequence[str]]) -> tuple[int, float, int]:
    """Words we know among the headings, share of rows as wide as the headings, number of columns."""
    width = len(rows[0])
    same = sum(len(row) == width for row in rows)
    return recognised(rows[0]), same / len(rows), width


def find_separator(text: str) -> str:
    """
    Semicolon, tab or comma: the one the headings are parted by. When they hold several, the one that gives headings we
    know and rows of the same width. When they hold none, the list has one column, unless a row shortly below is
    clearly the headings.
    """
    candidates = {separator: rows for separator in SEPARATORS if (rows := _sniffed(text, separator))}
    parted = {separator: rows for separator, rows in candidates.items() if len(rows[0]) > 1}
    lower = {
        separator: most
        for separator, rows in candidates.items()
        if (most := max((recognised(row) for row in rows[1:HEADINGS_WITHIN]), default=0)) >= 3
    }
    if lower and all(recognised(rows[0]) <= 1 for rows in candidates.values()):
        return max(lower, key=lambda separator: lower[separator])
    if parted:
        return max(parted, key=lambda separator: _score(parted[separator]))
    return _NO_SEPARATOR


def _rows(name: str, text: str, separator: str, skipped: int) -> tuple[list[Row], list[int]]:
    rows: list[Row] = []
    lines: list[int] = []
    # Not StringIO, which holds four bytes for every letter.
    stream = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", newline="")
    reader = csv.reader(stream, delimiter=separator, strict=True)
    # The same unit, title and date stand in thousands of rows: each text is kept once.
    share = dict[str, str]().setdefault
    start, cells = 1, 0
    try:
        for row in reader:
            rows.append(tuple(map(share, row, row)))
            lines.append(start + skipped)
            start = reader.line_num + 1
            cells += len(row)
            if len(rows) > MOST_ROWS:
                raise ImportProblem("too_many_rows", table=name, most=MOST_ROWS)
            if cells > MOST_CELLS:
                raise ImportProblem("too_many_cells_in_all", table=name, most=MOST_CELLS)
    except csv.Error as error:
        raise ImportProblem(_csv_problem(str(error)), table=name, line=start + skipped) from error
    return rows, lines


def _csv_problem(message: str) -> str:
    if "unexpected end of data" in message:
        return "half_file"
    return "cell_too_long" if "field larger than field limit" in message else "stray_quote"
