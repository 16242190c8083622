"""The bar of a round: from what waits to what is agreed, shares that each hold their count."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from haandgreb.dialogues.queries.rounds import STEPS
from haandgreb.dialogues.rules.status import Count
from haandgreb.shared.charts import join, percent, widths


def steps() -> list[tuple[str, str]]:
    """Colour and words of what HR reads by name: one for each of queries.rounds.STEPS."""
    words = [
        pgettext("dialogues", "postponed"),
        pgettext("dialogues", "invited"),
        pgettext("dialogues", "booked"),
        pgettext("dialogues", "held, agreement being written"),
        pgettext("dialogues", "agreement waits for a yes"),
        pgettext("dialogues", "agreed"),
    ]
    return [(tone, word) for (tone, _states), word in zip(STEPS, words, strict=True)]


def thirds() -> list[tuple[str, str]]:
    """Colour and words of what is counted of a group: nothing tells who waits and why."""
    return [
        ("d2", pgettext("dialogues", "not held yet")),
        ("d4", pgettext("dialogues", "held, not agreed yet")),
        ("d5", pgettext("dialogues", "agreed")),
    ]


def of_steps(counts: Sequence[int], *, small: bool = False) -> SafeString:
    """A number for each of the steps."""
    return _bar(counts, steps(), small=small)


def of_group(count: Count) -> SafeString:
    """A group of units in thirds, small as in a table."""
    return _bar([count.people - count.held, count.held - count.agreed, count.agreed], thirds(), small=True)


def _bar(counts: Sequence[int], words: Sequence[tuple[str, str]], *, small: bool) -> SafeString:
    label = ", ".join(f"{word}: {count}" for (_tone, word), count in zip(words, counts, strict=True) if count)
    parts, left = [], 0
    for (tone, _word), count, width in zip(words, counts, widths(counts), strict=True):
        if width:
            x, wide, middle = percent(left / 100), percent(width / 100), percent((left + width / 2) / 100)
            parts.append(format_html('<rect class="part {}" x="{}" width="{}" height="100%"/>', tone, x, wide))
            parts.append(format_html('<text class="count {}" x="{}" y="50%">{}</text>', tone, middle, count))
        left += width
    size = " s" if small else ""
    name = label or pgettext("dialogues", "nobody")
    return format_html(
        '<svg class="dist{}" role="img" aria-label="{}" width="100%" height="28">{}</svg>', size, name, join(parts)
    )
