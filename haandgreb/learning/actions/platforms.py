"""Platforms that tell of completions: named by administrators and by HR for the whole workplace."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from haandgreb.learning.models import Platform
from haandgreb.learning.rules.platform_lists import slug
from haandgreb.organisation.models import Person
from haandgreb.shared import audit
from haandgreb.shared.versions import raise_version


class NameTaken(ValueError):
    """Another platform has that name."""


@transaction.atomic
def add(name: str, *, by: Person) -> Platform:
    """A platform lists may come from. Raises NameTaken."""
    key = slug(name, Platform.objects.values_list("key", flat=True))
    platform = _named(Platform(key=key, name=name))
    audit.record("platform added", by=by, about=platform)
    return platform


@transaction.atomic
def rename(platform: Platform, name: str, *, by: Person, version: int | None = None) -> None:
    """Call it something else; what it has told stays its own. Raises Stale, NameTaken."""
    raise_version(platform, version)
    platform.name = name
    _named(platform)
    audit.record("platform renamed", by=by, about=platform)


def _named(platform: Platform) -> Platform:
    if Platform.objects.filter(name__iexact=platform.name).exclude(pk=platform.pk).exists():
        raise NameTaken
    try:
        with transaction.atomic():
            platform.save()
    except IntegrityError as trouble:  # two at the same moment
        raise NameTaken from trouble
    return platform
