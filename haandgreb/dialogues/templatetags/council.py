"""What the pages of the works council say."""

from __future__ import annotations

from django import template

from haandgreb.dialogues.pack_chart import rate_words
from haandgreb.dialogues.rules.pack import Rate

register = template.Library()


@register.filter
def in_words(found: Rate | None) -> str:
    """A rate as it may be told; a dash for none."""
    return rate_words(found) if found is not None else "–"
