"""Two people may change the same thing: the second one is told instead of winning."""

from __future__ import annotations

from django.db.models import F, Model, QuerySet


class Stale(Exception):
    """Somebody has changed it since."""


def raise_version(thing: Model, version: int | None) -> None:
    """
    Count the thing's version up, inside the act's transaction. Raises Stale where it is not at `version` any more.

    The check and the count are one statement, so two at the same moment cannot both win. None checks nothing.
    """
    rows: QuerySet[Model] = type(thing)._default_manager.filter(pk=thing.pk)
    if version is not None:
        rows = rows.filter(version=version)
    if not rows.update(version=F("version") + 1):
        raise Stale
    thing.refresh_from_db(fields=["version"])
