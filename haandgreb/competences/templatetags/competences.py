"""Levels in words."""

from __future__ import annotations

from django import template

from haandgreb.competences.level_words import LEVELS

register = template.Library()


@register.filter
def level_words(level: int) -> str:
    """``{{ requirement.level|level_words }}``: "3 Can independently"."""
    return str(LEVELS[level])
