"""From rows of cells to a table: where the headings are, which rows count, what is wrong with their shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from haandgreb.organisation.importing.headings import recognised
from haandgreb.organisation.importing.problems import ImportProblem
from haandgreb.organisation.importing.tables import Row, Table

MOST_COLUMNS = 200
LONGEST_HEADING = 200
# How far down the headings may stand: reports often begin with a title and a date.
HEADINGS_WITHIN = 20


def is_blank(row: Iterable[str]) -> bool:
    """Whether nothing stands in the row."""
    return not any(cell and not cell.isspace() for cell in row)


def find_headings(name: str, rows: Sequence[Sequence[str]]) -> int:
    """
    The index of the row with the headings: the first one with something in it, unless that one has at most one word we
    know and a row shortly below has three.
    """
    filled = [at for at, row in enumerate(rows[: HEADINGS_WITHIN * 2]) if not is_blank(row)][:HEADINGS_WITHIN]
    if not filled:
        raise ImportProblem("empty_file", table=name)
    if recognised(rows[filled[0]]) <= 1:
        for at in filled[1:]:
            if recognised(rows[at]) >= 3:
                return at
    return filled[0]


def _unique(headings: Iterable[str]) -> Row:
    """Headings trimmed; a missing one is called #3 by its place, a repeated one gets a number behind."""
    taken: dict[str, int] = {}
    unique: list[str] = []
    for place, heading in enumerate(headings, start=1):
        text = " ".join(heading.split())[:LONGEST_HEADING] or f"#{place}"
        taken[text] = count = taken.get(text, 0) + 1
        unique.append(text if count == 1 else f"{text} ({count})")
    return tuple(unique)


def _looks_like_a_person(headings: Iterable[str]) -> bool:
    return any("@" in heading and "." in heading.rsplit("@", 1)[1] for heading in headings)


def shape(
    name: str,
    rows: Sequence[Sequence[str]],
    lines: Sequence[int],
    *,
    cut: bool = False,
    encoding: str = "",
    separator: str = "",
) -> Table:
    """
    The table in the rows. `cut` says that the last row stands without a line end, as in half a file.

    Raises ImportProblem when there are no headings or too many columns. Blank rows disappear; lines keep their numbers.
    """
    at = find_headings(name, rows)
    width = _width(rows[at:])
    if width > MOST_COLUMNS:
        raise ImportProblem("too_many_columns", table=name, columns=width, most=MOST_COLUMNS)
    heading_cells = [*rows[at], *[""] * (width - len(rows[at]))][:width]
    if _looks_like_a_person(heading_cells):
        raise ImportProblem("no_headings", table=name, line=lines[at])
    kept: list[Row] = []
    kept_lines: list[int] = []
    misfits: dict[int, str] = {}
    for row, line in zip(rows[at + 1 :], lines[at + 1 :], strict=True):
        if is_blank(row):
            continue
        if len(row) > width and not is_blank(row[width:]):
            misfits[len(kept)] = "too_many_cells"
        kept.append(tuple(row) if len(row) == width else (*row, *[""] * (width - len(row)))[:width])
        kept_lines.append(line)
    if cut and kept and len(rows[-1]) < width and not is_blank(rows[-1]):
        misfits[len(kept) - 1] = "cut_row"
    return Table(
        name=name,
        headings=_unique(heading_cells),
        rows=kept,
        lines=kept_lines,
        heading_line=lines[at],
        encoding=encoding,
        separator=separator,
        misfits=misfits,
    )


def _width(rows: Sequence[Sequence[str]]) -> int:
    """As many columns as there are headings, trailing columns without any heading not counted."""
    headings = rows[0]
    width = len(headings)
    while (
        width > 1
        and not headings[width - 1].strip()
        and all(len(row) < width or not row[width - 1].strip() for row in rows)
    ):
        width -= 1
    return width
