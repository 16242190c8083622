"""Zeros that stand in a workbook only as a number format: 42 shown as 00042. Runs inside the child process."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree
from xml.parsers import expat

_CHUNK = 64 * 1024
# Perhaps with a language in front, as postal codes have, and with other signs for negative numbers and text.
_ONLY_ZEROS = re.compile(r"(?:\[\$-[0-9A-Fa-f]{1,8}\])?(0{2,30})(?:;.*)?", re.DOTALL)
_CELL = re.compile(r"([A-Z]{1,3})\d{1,7}", re.ASCII)

Widths = Mapping[int, int]


def shown_digits(code: str) -> int:
    """How many digits a number format shows at least, when it says nothing else; 0 for all others."""
    found = _ONLY_ZEROS.fullmatch(code)
    return len(found[1]) if found else 0


class Formats:
    """The cells of a workbook whose numbers are shown with zeros in front."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._parts = {name.casefold(): name for name in archive.namelist()}
        self._digits = self._by_style()
        self._sheets = self._paths() if self._digits else {}

    def rows(self, sheet: str) -> Iterator[tuple[int, Widths]]:
        """(line, digits by column from 0) for the lines with such cells, in the order of the file."""
        part = self._sheets.get(sheet, "")
        if part:
            with self._archive.open(part) as stream:
                reader = _Reader(self._digits)
                while piece := stream.read(_CHUNK):
                    yield from reader.read(piece)
                yield from reader.read(b"", last=True)

    def _tree(self, part: str) -> ElementTree.Element:
        name = self._parts.get(part.casefold())
        if name is None:
            return ElementTree.Element("nothing")
        return ElementTree.fromstring(self._archive.read(name))  # noqa: S314  # without a document type: see check_workbook

    def _by_style(self) -> dict[str, int]:
        tree = self._tree("xl/styles.xml")
        codes = {one.get("numFmtId"): shown_digits(one.get("formatCode", "")) for one in _all(tree, "numFmt")}
        styles = next(_all(tree, "cellXfs"), ElementTree.Element("nothing"))
        found = {str(at): codes.get(one.get("numFmtId"), 0) for at, one in enumerate(_all(styles, "xf"))}
        return {style: digits for style, digits in found.items() if digits}

    def _paths(self) -> dict[str, str]:
        relations = self._tree("xl/_rels/workbook.xml.rels")
        targets = {one.get("Id"): posixpath.join("/xl", one.get("Target", ""))[1:] for one in relations}
        found = {}
        for sheet in _all(self._tree("xl/workbook.xml"), "sheet"):
            key = next((value for name, value in sheet.items() if name.endswith("}id")), "")
            found[sheet.get("name", "")] = self._parts.get(posixpath.normpath(targets.get(key, "")).casefold(), "")
        return found


def _all(tree: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """Every element of the name below, in whatever of the format's namespaces."""
    return (one for one in tree.iter() if one.tag.rpartition("}")[2] == name)


class _Reader:
    """Reads a sheet in pieces and remembers only the row it is in."""

    def __init__(self, digits: Mapping[str, int]) -> None:
        self._digits = digits
        self._line, self._column = 0, -1
        self._row: dict[int, int] = {}
        self._done: list[tuple[int, Widths]] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def read(self, piece: bytes, *, last: bool = False) -> list[tuple[int, Widths]]:
        """The rows that are complete after this piece. Raises ExpatError."""
        self._done = []
        self._parser.Parse(piece, last)
        return self._done

    def _start(self, name: str, facts: dict[str, str]) -> None:
        kind = name.rpartition(" ")[2]
        if kind == "c":
            self._column = _column(facts.get("r", ""), self._column + 1)
            digits = self._digits.get(facts.get("s", "0"))
            if digits:
                self._row[self._column] = digits
        elif kind == "row":
            number = facts.get("r", "")
            self._line = int(number) if number.isdecimal() and len(number) < 9 else self._line + 1
            self._column, self._row = -1, {}

    def _end(self, name: str) -> None:
        if self._row and name.rpartition(" ")[2] == "row":
            self._done.append((self._line, self._row))
            self._row = {}


def _column(cell: str, otherwise: int) -> int:
    """The column of a cell called like AB12, from 0."""
    found = _CELL.fullmatch(cell)
    if found is None:
        return otherwise
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
