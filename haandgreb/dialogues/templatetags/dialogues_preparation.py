"""What the pages of preparations say in their own way."""

from __future__ import annotations

from django import template

from haandgreb.competences.handle_words import HANDLES

register = template.Library()


@register.filter
def handle_names(ids: str) -> list[str]:
    """``{{ "HG-02 HG-06"|handle_names }}``: the short names of handles, in the order of their numbers."""
    return [str(HANDLES[one]) for one in sorted(set(ids.split())) if one in HANDLES]
