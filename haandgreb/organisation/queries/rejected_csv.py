"""The rejected lines as a CSV that a spreadsheet opens without harm: no cell is ever taken for a formula."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from haandgreb.organisation import import_files
from haandgreb.organisation.queries.import_words import rejected_line
from haandgreb.shared import clock

_BOM = "\ufeff"
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?\d{1,18}(?:[.,]\d{1,18})?")


def safe(cell: str) -> str:
    """
    The cell with a ' in front where a spreadsheet would take it for a formula; real numbers stay as they are.

    Full-width signs and leading spaces, also invisible ones, are looked through. Source: security and privacy, 5.
    """
    folded = unicodedata.normalize("NFKC", cell)
    bare = folded.lstrip(" \u200b\u2060\ufeff\u00ad")
    if bare.startswith(_BEGINS_A_FORMULA) and not _NUMBER.fullmatch(bare):
        return f"'{cell}"
    return cell


def file_name() -> str:
    """ASCII only, dated."""
    return f"rejected-{clock.today().isoformat()}.csv"


def rows(stored_as: str, table: str) -> Iterator[str]:
    """The file bit by bit: the rejected lines of one table under its own headings, with line number and reasons."""
    yield _BOM
    headings = import_files.read(stored_as).table(table).headings
    yield _row([pgettext("of a file", "Line"), _("Why"), *headings])
    for one in import_files.rejected(stored_as):
        if one["table"] == table:
            why = " ".join(f"{text} {hint}".strip() for text, hint in rejected_line(one).reasons)
            yield _row([str(one["line"]), why, *one["cells"]])


def _row(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(
        [safe(cell) for cell in cells]
    )
    return line.getvalue()
