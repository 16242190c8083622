"""How long what is written here is kept, in one sentence (content/keeping.toml)."""

from __future__ import annotations

from django import template

from haandgreb.dialogues.queries.keeping import kept_words

register = template.Library()


@register.simple_tag
def kept(what: str) -> str:
    """``{% kept "talk" %}``: how long the class of keeping.toml is kept. Raises KeyError for any other word."""
    return kept_words(what)
