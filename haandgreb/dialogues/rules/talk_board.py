"""Where the cards of the board lie, and the lines between them, as shares of the board's height."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)

# Widths of the columns and of the gaps between them, as the stylesheet has them.
SIDE, GAP, MIDDLE = 20, 4, 27
_WHOLE = 2 * SIDE + 2 * GAP + MIDDLE
LEFT = (100 * SIDE / _WHOLE, 100 * (SIDE + GAP) / _WHOLE)
RIGHT = (100 * (SIDE + GAP + MIDDLE) / _WHOLE, 100 * (SIDE + 2 * GAP + MIDDLE) / _WHOLE)


@dataclass(frozen=True)
class Line:
    """A curve from a card of a side to one in the middle, in hundredths of width and height."""

    x1: float
    y1: float
    x2: float
    y2: float

    @property
    def path(self) -> str:
        """For an SVG of 100 × 100."""
        middle = (self.x1 + self.x2) / 2
        ends = [self.x1, self.y1, middle, self.y1, middle, self.y2, self.x2, self.y2]
        return "M{} {} C{} {} {} {} {} {}".format(*(f"{value:.2f}".rstrip("0").rstrip(".") for value in ends))


@dataclass(frozen=True)
class Laid(Generic[K]):
    """How many rows there are, the row of each card from 1, and the lines."""

    rows: int
    row: Mapping[K, int]
    lines: Sequence[Line]


def lay(mine: Sequence[K], ours: Sequence[K], work: Sequence[K], points: Mapping[K, Collection[K]]) -> Laid[K]:
    """
    The sides keep their order and lie from the top. A card in the middle lies beside what it points to, so that lines
    cross as little as they can. `points`: of cards in the middle, the cards of the sides.
    """
    rows = max(len(mine), len(ours), len(work), 1)
    row = {card: number for side in (mine, work) for number, card in enumerate(side, 1)}
    wanted = {card: _beside([row[one] for one in points.get(card, ()) if one in row], rows) for card in ours}
    last = 0
    for number, card in enumerate(sorted(ours, key=wanted.__getitem__)):
        latest = rows - (len(ours) - number - 1)
        last = row[card] = min(max(round(wanted[card]), last + 1), latest)
    left, right = set(mine), set(work)
    lines = []
    for card in ours:
        for one in sorted(points.get(card, ()), key=lambda found: row.get(found, 0)):
            y1, y2 = _height(row.get(one, 0), rows), _height(row[card], rows)
            if one in left:
                lines.append(Line(LEFT[0], y1, LEFT[1], y2))
            elif one in right:
                lines.append(Line(RIGHT[0], y2, RIGHT[1], y1))
    return Laid(rows, row, lines)


def _beside(found: Sequence[int], rows: int) -> float:
    """The middle of these rows; at the end for a card that points to nothing."""
    return sum(found) / len(found) if found else rows


def _height(row: int, rows: int) -> float:
    return 100 * (row - 0.5) / rows
