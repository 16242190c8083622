"""
The wheel of levels as SVG: three layers, told apart by line and mark and never by colour alone.

Asked for: dashed with squares. Own estimate: dotted with open circles. Agreed: a full line with filled circles. There
are two drawings, a wide one with the names around it and a small one with their numbers; the stylesheet shows the one
there is room for. The numbers are those of the table that stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from haandgreb.shared.charts import figure, join

RINGS = 5
FEWEST = 3
"""With fewer spokes there is no wheel to draw; the table says it all."""
_LETTERS = 18  # in one line of a name
_LINES = 3
_LINE = 15  # pixels


@dataclass(frozen=True)
class Shown:
    """One spoke: its name, and a level or None in each layer (asked for, own, agreed)."""

    name: str
    required: int | None
    own: int | None
    agreed: int | None


@dataclass(frozen=True)
class _Size:
    kind: str
    width: int
    height: int
    radius: int
    named: bool

    @property
    def middle(self) -> tuple[float, float]:
        return self.width / 2, self.height / 2


_WIDE = _Size("wide", 520, 390, 122, named=True)
_SLIM = _Size("slim", 280, 280, 108, named=False)

_LAYERS: tuple[tuple[str, Callable[[Shown], int | None]], ...] = (
    ("required", lambda spoke: spoke.required),
    ("own", lambda spoke: spoke.own),
    ("agreed", lambda spoke: spoke.agreed),
)


def wheel(spokes: Sequence[Shown], label: str) -> SafeString:
    """The picture of the spokes, clockwise from the top; "" for fewer than three.

    `label` says what it shows. Raises ValueError for a level outside 0–5.
    """
    levels = [level for spoke in spokes for level in (spoke.required, spoke.own, spoke.agreed) if level is not None]
    if any(not 0 <= level <= RINGS for level in levels):
        raise ValueError("A level is 0 to 5.")
    if len(spokes) < FEWEST:
        return SafeString("")
    return join([_drawing(spokes, label, size) for size in (_WIDE, _SLIM)])


def sample(kind: str) -> SafeString:
    """A short piece of one layer's line with its mark, for the legend; the word stands beside it."""
    line = format_html('<path class="layer {}" d="M2 8H38"/>', kind)
    return format_html(
        '<svg class="wheelkey" width="40" height="16" aria-hidden="true">{}{}</svg>', line, _mark(kind, 20, 8)
    )


def _drawing(spokes: Sequence[Shown], label: str, size: _Size) -> SafeString:
    parts = [*_web(len(spokes), size)]
    for kind, level_of in _LAYERS:
        parts += _layer(kind, [level_of(spoke) for spoke in spokes], size)
    parts += [_name(at, spoke.name, len(spokes), size) for at, spoke in enumerate(spokes)]
    return format_html(
        '<svg class="wheel {}" role="img" aria-label="{}" width="{}" height="{}" viewBox="0 0 {} {}">{}</svg>',
        size.kind,
        label,
        size.width,
        size.height,
        size.width,
        size.height,
        join(parts),
    )


def _point(at: int, count: int, size: _Size, radius: float) -> tuple[float, float]:
    angle = 2 * pi * at / count - pi / 2
    x, y = size.middle
    return x + radius * cos(angle), y + radius * sin(angle)


def _at(at: int, count: int, size: _Size, level: float) -> str:
    x, y = _point(at, count, size, size.radius * level / RINGS)
    return f"{figure(x)} {figure(y)}"


def _web(count: int, size: _Size) -> list[SafeString]:
    rings = [
        format_html('<path class="axis" d="M{}Z"/>', "L".join(_at(at, count, size, ring) for at in range(count)))
        for ring in range(1, RINGS + 1)
    ]
    x, y = size.middle
    center = f"{figure(x)} {figure(y)}"
    arms = "".join(f"M{center}L{_at(at, count, size, RINGS)}" for at in range(count))
    steps = [
        format_html(
            '<text class="tiny halo" x="{}" y="{}">{}</text>',
            figure(x + 4),
            figure(y - size.radius * ring / RINGS + 12),
            ring,
        )
        for ring in range(1, RINGS + 1)
    ]
    return [*rings, format_html('<path class="axis" d="{}"/>', arms), *steps]


def _layer(kind: str, levels: Sequence[int | None], size: _Size) -> list[SafeString]:
    """The line between spokes that are next to each other and both known; what is unknown leaves a gap."""
    count = len(levels)
    ends = [None if level is None else _at(at, count, size, level) for at, level in enumerate(levels)]
    parts = []
    if all(ends):
        parts.append(format_html('<path class="layer {}" d="M{}Z"/>', kind, "L".join(end or "" for end in ends)))
    else:
        pieces = [
            f"M{end}L{following}"
            for end, following in zip(ends, [*ends[1:], ends[0]], strict=True)
            if end and following
        ]
        if pieces:
            parts.append(format_html('<path class="layer open {}" d="{}"/>', kind, "".join(pieces)))
    for at, level in enumerate(levels):
        if level is not None:
            parts.append(_mark(kind, *_point(at, count, size, size.radius * level / RINGS)))
    return parts


def _mark(kind: str, x: float, y: float) -> SafeString:
    if kind == "required":
        return format_html(
            '<rect class="wheelmark {}" x="{}" y="{}" width="9" height="9"/>', kind, figure(x - 4.5), figure(y - 4.5)
        )
    radius = "5.5" if kind == "own" else "3.5"
    return format_html('<circle class="wheelmark {}" cx="{}" cy="{}" r="{}"/>', kind, figure(x), figure(y), radius)


def _name(at: int, name: str, count: int, size: _Size) -> SafeString:
    number = str(at + 1)
    x, y = _point(at, count, size, size.radius + (18 if size.named else 16))
    middle = size.middle[0]
    lines = wrapped(f"{number} {name}") if size.named else [number]
    anchor = "middle" if abs(x - middle) < 12 else "start" if x > middle else "end"
    top = y - _LINE * (len(lines) - 1) / 2 + 4
    if size.named and anchor == "middle":  # above the wheel, or below it
        top = y - _LINE * (len(lines) - 1) if y < size.middle[1] else y + 8
    rows = format_html_join(
        "",
        '<tspan x="{}" y="{}">{}</tspan>',
        ((figure(x), figure(top + _LINE * line), text) for line, text in enumerate(lines)),
    )
    return format_html('<text class="strong" text-anchor="{}">{}</text>', anchor, rows)


def wrapped(name: str) -> list[str]:
    """The name in at most three short lines; what has no room ends in an ellipsis, as the table has it whole."""
    lines: list[str] = []
    for word in name.split():
        if lines and len(lines[-1]) + 1 + len(word) <= _LETTERS:
            lines[-1] += f" {word}"
        else:
            lines.append(word if len(word) <= _LETTERS + 5 else f"{word[: _LETTERS + 4]}…")
    # The spoke's number never stands alone.
    if len(lines) > 1 and lines[0].isdecimal():
        lines[:2] = [f"{lines[0]} {lines[1]}"]
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], f"{lines[_LINES - 1]} …"]
    return lines
