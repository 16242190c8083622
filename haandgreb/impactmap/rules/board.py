"""
Where the cards of a map stand, as rows and shares: no measuring, no script, the same on screen and on paper.

The board has four columns and rows of equal height. A card at the end of a line takes one row; a card others hang on
spans theirs and stands in their middle. A card with several parents stands once, under the first; the list names it
under each. Lines are drawn between the middles of cards, as shares of the board's width and height.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

Key = tuple[str, UUID]
"""A card: its kind and its id."""

# Widths of the columns and of the gutters between them, as the stylesheet has them.
TRACKS = (20, 4, 23, 4, 27, 4, 24)
COLUMNS = 4


@dataclass(frozen=True)
class Spot:
    """A card's first row, and how many rows it spans; rows count from 0."""

    column: int
    at: int
    rows: int

    @property
    def middle(self) -> float:
        return self.at + self.rows / 2


@dataclass(frozen=True)
class Step:
    """One card in the list, read from top to bottom: under which parent, how deep; `again` where it stood before."""

    card: Key
    parent: Key | None
    depth: int
    again: bool = False
    opens: bool = False  # the first below its parent
    is_end: bool = True  # nothing hangs below it here
    ends: int = 0  # how many parents end with it


@dataclass
class Layout:
    """Where everything stands."""

    spots: dict[Key, Spot] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    rows: int = 0


@dataclass(frozen=True)
class Line:
    """A curve from the right edge of one card to the left edge of the next, in thousandths of the board."""

    upper: Key
    lower: Key
    x1: float
    y1: float
    x2: float
    y2: float

    @property
    def path(self) -> str:
        """For an SVG that is a thousand wide and high."""
        half = (self.x1 + self.x2) / 2
        y1, y2 = f"{self.y1:.1f}", f"{self.y2:.1f}"
        return f"M{self.x1:.1f} {y1}C{half:.1f} {y1} {half:.1f} {y2} {self.x2:.1f} {y2}"


def lay_out(top: Key, below: Mapping[Key, Sequence[Key]]) -> Layout:
    """
    Place the top card and everything below it. `below` says what hangs on each card, in the order it is read.

    The map has no circles, as a line only leads to the next column; a deeper card than the columns is left out.
    """
    layout = Layout()
    raw: list[Step] = []
    _place(top, None, 0, below, layout, raw)
    layout.steps = _with_ends(raw)
    return layout


def _place(
    card: Key,
    parent: Key | None,
    depth: int,
    below: Mapping[Key, Sequence[Key]],
    layout: Layout,
    raw: list[Step],
) -> None:
    """Four columns at most, so going down by calling is safe."""
    again = card in layout.spots
    raw.append(Step(card, parent, depth, again))
    if again:
        return
    first = layout.rows
    layout.spots[card] = Spot(depth, first, 1)
    for other in below.get(card, ()) if depth < COLUMNS - 1 else ():
        _place(other, card, depth + 1, below, layout, raw)
    layout.rows = max(layout.rows, first + 1)
    layout.spots[card] = Spot(depth, first, layout.rows - first)


def _with_ends(raw: Sequence[Step]) -> list[Step]:
    """Say of each step whether it begins a list and how many lists end after it."""
    steps = []
    for number, step in enumerate(raw):
        before = raw[number - 1].depth if number else -1
        after = raw[number + 1].depth if number + 1 < len(raw) else 0
        is_end = after <= step.depth
        steps.append(
            Step(
                step.card,
                step.parent,
                step.depth,
                step.again,
                opens=step.depth > before,
                is_end=is_end,
                ends=step.depth - after if is_end else 0,
            )
        )
    return steps


def lines(layout: Layout, pairs: Iterable[tuple[Key, Key]]) -> list[Line]:
    """The curves between cards that stand on the board, in the order of `pairs`."""
    edges = _edges()
    found = []
    for upper, lower in pairs:
        if upper not in layout.spots or lower not in layout.spots:
            continue
        left, right = layout.spots[upper], layout.spots[lower]
        if right.column == left.column + 1:
            y1, y2 = (1000 * spot.middle / layout.rows for spot in (left, right))
            found.append(Line(upper, lower, edges[left.column][1], y1, edges[right.column][0], y2))
    return found


def _edges() -> list[tuple[float, float]]:
    """Left and right edge of each column, in thousandths of the width."""
    whole, edges, at = sum(TRACKS), [], 0
    for number, width in enumerate(TRACKS):
        if number % 2 == 0:
            edges.append((1000 * at / whole, 1000 * (at + width) / whole))
        at += width
    return edges
