"""A table as a file that a spreadsheet opens without harm."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from haandgreb.organisation.queries.rejected_csv import safe

_BOM = "\ufeff"


def csv_answer(name: str, heads: Sequence[object], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """The rows under their heads: semicolons, everything quoted, no cell taken for a formula. `name` is ASCII."""
    text = io.StringIO()
    write = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    write.writerow([safe(str(cell)) for cell in heads])
    write.writerows([safe("" if cell is None else str(cell)) for cell in row] for row in rows)
    answer = HttpResponse(_BOM + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
