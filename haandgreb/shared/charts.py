"""
Charts as SVG drawn on the server: plain data in, a finished picture out. No word of any capability lives here.

Lengths along the reader's screen are percentages and heights are CSS pixels, so a picture fills its place
without being scaled: text in charts is as large on a phone as on a desk. What has no room on a narrow screen
carries a class (``m`` from middle width, ``w`` from full width only) and is left out by the stylesheet there.
Colours are classes, so that dark, print and forced colours follow the stylesheet.

Every picture has ``role="img"`` and a name; a chart stands with its table (``shared/_chart.html``).
Text is escaped here; the rest of a picture is made of numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

WHOLE = 10_000  # widths are counted in hundredths of a percent, so that they can sum exactly


@dataclass(frozen=True)
class Table:
    """The twin of a picture: first column names the row, the others hold figures."""

    heads: Sequence[str]
    rows: Sequence[Sequence[object]]
    caption: str = ""

    @property
    def body(self) -> SafeString:
        """The rows as HTML: a template takes ten times as long, and some tables have hundreds."""
        return format_html_join(
            "",
            '<tr><th scope="row">{}</th>{}</tr>',
            (
                (
                    localize(row[0]),
                    format_html_join("", '<td class="num">{}</td>', ((localize(cell),) for cell in row[1:])),
                )
                for row in self.rows
            ),
        )


@dataclass(frozen=True)
class Figure:
    """A picture with its table."""

    picture: SafeString
    table: Table | None = None


def figure(value: float) -> str:
    """A number as SVG writes it: at most two decimals, a full stop, no exponent, whatever the language."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def percent(value: float) -> str:
    """A share of the width, 0 to 100."""
    return f"{figure(value)}%"


def join(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def widths(counts: Sequence[int], *, smallest: int = 600) -> list[int]:
    """
    Share the bar between the counts, in hundredths of a percent; the widths sum to 10,000, or to 0 when all are 0.

    A count of 0 has no width. Every other is at least ``smallest`` wide, so that its figure can be read; the others
    give up room in proportion. Raises ``ValueError`` for a negative count.
    """
    if any(count < 0 for count in counts):
        raise ValueError("A count cannot be negative.")
    shown = [i for i, count in enumerate(counts) if count]
    if not shown:
        return [0] * len(counts)
    smallest = min(smallest, WHOLE // len(shown))
    narrow: set[int] = set()
    while True:
        room = WHOLE - smallest * len(narrow)
        total = sum(counts[i] for i in shown if i not in narrow)
        more = {i for i in shown if i not in narrow and counts[i] * room < smallest * total}
        if not more:
            break
        narrow |= more
    result = [0] * len(counts)
    for i in shown:
        result[i] = smallest if i in narrow else counts[i] * room // total
    # What rounding left over goes to the widest part, where it shows least.
    result[max(shown, key=lambda i: counts[i])] += WHOLE - sum(result)
    return result


def distribution(counts: Sequence[int], words: Sequence[str] = (), *, small: bool = False) -> SafeString:
    """
    A bar of up to five parts, one for each answer from the lowest to the highest, each holding its count.

    ``words`` name the answers for those who hear the page ("1", "2", … when left out).
    """
    names = list(words) or [str(i) for i in range(1, len(counts) + 1)]
    label = ", ".join(f"{name}: {count}" for name, count in zip(names, counts, strict=True))
    parts = []
    left = 0
    for i, (count, width) in enumerate(zip(counts, widths(counts), strict=True), 1):
        if width:
            parts.append(_part(i, count, left, width))
        left += width
    size = " s" if small else ""
    return format_html(
        '<svg class="dist{}" role="img" aria-label="{}" width="100%" height="28">{}</svg>', size, label, join(parts)
    )


def _part(answer: int, count: int, left: int, width: int) -> SafeString:
    return format_html(
        '<rect class="part d{0}" x="{1}" width="{2}" height="100%"/>'
        '<text class="count d{0}" x="{3}" y="50%">{4}</text>',
        answer,
        percent(left / 100),
        percent(width / 100),
        percent((left + width / 2) / 100),
        count,
    )


def bar(value: float, longest: float, *, cut: float = 0, label: str = "") -> SafeString:
    """
    A bar as long as ``value`` is of ``longest``; its last part, ``cut``, is hatched.

    Without ``label`` it is hidden from screen readers: the figure must stand beside it.
    Raises ``ValueError`` unless 0 ≤ cut ≤ value ≤ longest.
    """
    if not 0 <= cut <= value <= longest:
        raise ValueError("A bar needs 0 ≤ cut ≤ value ≤ longest.")
    whole, kept = (100 * value / longest, 100 * (value - cut) / longest) if longest else (0.0, 0.0)
    parts = []
    if kept:
        parts.append(format_html('<rect class="bar" width="{}" height="12" rx="3"/>', percent(kept)))
    if cut:
        parts.append(
            format_html(
                '<rect class="hatchground" x="{0}" width="{1}" height="12"/>'
                '<line class="hatch" x1="{0}" x2="{2}" y1="6" y2="6" stroke-width="12" stroke-dasharray="2 3"/>',
                percent(kept),
                percent(whole - kept),
                percent(whole),
            )
        )
    return format_html('<svg class="hbar" {} width="100%" height="12">{}</svg>', _name(label), join(parts))


def _name(label: str) -> SafeString:
    return format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')


@dataclass(frozen=True)
class Slot:
    """A part of a time budget: minutes planned, minutes used so far, and whether it is over."""

    planned: float
    used: float = 0
    finished: bool = False


def time_budget(slots: Sequence[Slot], *, elapsed: float | None = None, now: str = "", label: str = "") -> SafeString:
    """
    The plan from left to right, each part as wide as its minutes; what is used is filled, over-runs stand out.

    ``elapsed``: minutes since the start by the clock, shown as a pin with the text ``now``. Fill behind the pin
    means late, fill before it means early. Raises ``ValueError`` for negative minutes.
    """
    if any(slot.planned < 0 or slot.used < 0 for slot in slots):
        raise ValueError("Minutes cannot be negative.")
    total = sum(slot.planned for slot in slots)
    parts = []
    left = 0.0
    for slot in slots:
        if slot.planned:
            width = 100 * slot.planned / total
            parts.append(_slot(slot, left, width))
            left += width
    if elapsed is not None and total:
        parts.append(_pin(100 * min(max(elapsed / total, 0), 1), now))
    return format_html('<svg class="budget" {} width="100%" height="34">{}</svg>', _name(label), join(parts))


def _slot(slot: Slot, left: float, width: float) -> SafeString:
    done = 1.0 if slot.finished else min(slot.used / slot.planned, 1)
    tone = "over" if slot.used > slot.planned else "used"
    if done in (0, 1):
        return _block(f"slot {tone if done else 'planned'}", left, width)
    # The filled part stands inside its slot, 1.5 px from the slot's edge.
    return _block("slot planned", left, width) + format_html(
        '<rect class="{}" x="{}" y="20.5" width="{}" height="12" transform="translate(1.5)"/>',
        tone,
        percent(left),
        percent(width * done),
    )


def _block(kind: str, left: float, width: float) -> SafeString:
    return format_html(
        '<rect class="{}" x="{}" y="19" width="{}" height="15" rx="5"/>', kind, percent(left), percent(width)
    )


def _pin(x: float, text: str) -> SafeString:
    anchor, push = ("end", "-6") if x > 80 else ("start", "6")
    return format_html(
        '<line class="now" x1="{0}" x2="{0}" y1="2" y2="34"/><text class="strong" x="{0}" dx="{1}" y="12"'
        ' text-anchor="{2}">{3}</text>',
        percent(x),
        push,
        anchor,
        text,
    )


def votes(for_it: int, total: int, label: str) -> SafeString:
    """A filled dot for each vote for it and an open one for each other vote; ``label`` says the same in words."""
    if not 0 <= for_it <= total:
        raise ValueError("Votes for it lie from 0 to all votes.")
    dots = mark_safe("<i></i>" * for_it + '<i class="o"></i>' * (total - for_it))  # noqa: S308 - no text in it
    return format_html('<span class="votes" role="img" aria-label="{}">{}</span>', label, dots)
