"""The bar of one competence: strengths first, then what is not agreed, then what is lacked."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from haandgreb.competences.rules.counting import Counts
from haandgreb.shared.charts import percent, widths


def parts(counts: Counts, *, live: bool) -> list[tuple[str, int, str]]:
    """The colour, the count and the words of each part; those who can more are told apart only where it is live."""
    above = counts.more if live else 0
    return [
        ("d5", above, _("more than asked")),
        ("d4", counts.have - above, _("as asked") if live else _("have it")),
        ("d3", counts.unknown, _("no agreed level")),
        ("d2", counts.lack, _("lack it")),
    ]


def words(*, live: bool) -> list[tuple[str, str]]:
    """The legend: colour and words."""
    return [(tone, word) for tone, _count, word in parts(Counts(), live=live) if live or tone != "d5"]


def bar(counts: Counts, *, live: bool = False) -> SafeString:
    """Four shares of those asked, each holding its count; its name says the same in words."""
    shown = parts(counts, live=live)
    label = ", ".join(f"{word}: {count}" for _tone, count, word in shown if count)
    drawn, left = "", 0
    for (tone, count, _word), width in zip(shown, widths([count for _tone, count, _word in shown]), strict=True):
        if width:
            middle = percent((left + width / 2) / 100)
            drawn += (
                f'<rect class="part {tone}" x="{percent(left / 100)}" width="{percent(width / 100)}" height="100%"/>'
                f'<text class="count {tone}" x="{middle}" y="50%">{count}</text>'
            )
        left += width
    name = escape(label or _("nobody"))
    svg = f'<svg class="dist s" role="img" aria-label="{name}" width="100%" height="28">{drawn}</svg>'
    return mark_safe(svg)  # noqa: S308 - figures and names of colours of our own; the words are escaped
