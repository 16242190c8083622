"""The bar of one competence: strengths first, then what is not agreed, then what is lacked."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
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
    found, left = [], 0
    for (tone, count, _word), width in zip(shown, widths([count for _tone, count, _word in shown]), strict=True):
        if width:
            middle = percent((left + width / 2) / 100)
            found.append((tone, percent(left / 100), percent(width / 100), middle, count))
        left += width
    drawn = format_html_join(
        "",
        '<rect class="part {0}" x="{1}" width="{2}" height="100%"/><text class="count {0}" x="{3}" y="50%">{4}</text>',
        found,
    )
    return format_html(
        '<svg class="dist s" role="img" aria-label="{}" width="100%" height="28">{}</svg>', label or _("nobody"), drawn
    )
