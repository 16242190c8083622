"""Facts about this installation: its name, whether it is a demo, whether it has been set up."""

from __future__ import annotations

from typing import cast

from django.core.cache import cache

from haandgreb.shared.models import Installation

_KEY = "installation"
KEPT = 5  # seconds


def installation() -> Installation:
    """The installation's row, made when missing. Kept for five seconds in this process."""
    found = cache.get(_KEY)
    if found is None:
        found, _ = Installation.objects.get_or_create(only=True)
        cache.set(_KEY, found, KEPT)
    return cast(Installation, found)


def is_demo_now() -> bool:
    """Whether this is a demo, asked of the database: for what must end the moment a demo ends, in every process."""
    return Installation.objects.filter(is_demo=True).exists()


def change(**facts: object) -> Installation:
    """Change facts about the installation and forget the kept copy."""
    Installation.objects.get_or_create(only=True)
    Installation.objects.filter(only=True).update(**facts)
    cache.delete(_KEY)
    return installation()
