"""The plan as ODT, which agencies file: real headings, tables with header rows, the language set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from odfdo import Document, Header, HeaderRows, Paragraph, Row, Table
from odfdo.cell import Cell
from odfdo.styles import Styles

from haandgreb.shared import clock

COUNTRY = {"da": "DK", "en": "GB"}


class OdtText:
    """A text document that grows from top to bottom."""

    def __init__(self, title: str, agency: str, language: str) -> None:
        self.document = Document("text")
        self.body = self.document.body
        self.body.clear()
        self.language, self.tables = language, 0
        meta = self.document.meta
        meta.title, meta.creator, meta.initial_creator = title, agency, agency
        meta.language, meta.generator = language, "Håndgreb"
        meta.creation_date = meta.date = clock.now().replace(tzinfo=None, microsecond=0)
        self._set_language()

    def _set_language(self) -> None:
        """Every default style that names a language names this one."""
        styles = self.document.get_part("styles")
        assert isinstance(styles, Styles)
        for text in styles.get_elements("//style:default-style/style:text-properties"):
            text.set_attribute("fo:language", self.language)
            text.set_attribute("fo:country", COUNTRY.get(self.language, "none"))

    def heading(self, text: str, level: int) -> None:
        """A heading of the outline."""
        self.body.append(Header(level, text, style=f"Heading_20_{level}"))

    def paragraphs(self, text: str) -> None:
        """One paragraph for each line."""
        for line in text.splitlines() or [""]:
            self.body.append(Paragraph(line))

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table whose first row repeats on every page and is told as its header."""
        self.tables += 1
        table = Table(f"T{self.tables}", width=len(columns))
        head = HeaderRows()
        head.append(_row(columns))
        for empty in table.get_elements("table:table-row"):
            table.delete(empty)
        table.append(head)
        for values in rows:
            table.append(_row(values))
        self.body.append(table)

    def as_bytes(self) -> bytes:
        """The file."""
        found = BytesIO()
        self.document.save(found)
        return found.getvalue()


def _row(values: Sequence[str]) -> Row:
    row = Row(width=0)
    for value in values:
        cell = Cell()
        cell.set_attribute("office:value-type", "string")
        for line in value.splitlines() or [""]:
            cell.append(Paragraph(line))
        row.append(cell)
    return row
