"""Closing instead of deleting: the same three acts for everything others may have built on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.shared.versions import raise_version

_FACTS = ["state", "closed_on", "closed_why"]


class BuiltOn(Exception):
    """Something hangs on it: it is closed, not deleted."""


@transaction.atomic
def close(thing: Any, what: str, why: str, *, by: Person, on: date | None = None) -> bool:
    """It counts no more, and why; what was built on it stays. Says whether it was done now.

    `thing` has state, closed_on, closed_why and a version; `what` is its word in the trail.
    """
    if thing.state == thing.State.CLOSED:
        return False
    thing.state, thing.closed_on, thing.closed_why = thing.State.CLOSED, on or clock.today(), why
    _write(thing, f"{what} closed", by)
    return True


@transaction.atomic
def reopen(thing: Any, what: str, *, by: Person) -> None:
    """It counts again."""
    thing.state, thing.closed_on, thing.closed_why = thing.State.ACTIVE, None, ""
    _write(thing, f"{what} reopened", by)


@transaction.atomic
def delete(thing: Any, what: str, *, is_built_on: bool, by: Person) -> None:
    """Delete what nothing is built on, with what is its own. Raises BuiltOn otherwise."""
    if is_built_on:
        raise BuiltOn
    audit.record(f"{what} deleted", by=by, about=thing)
    thing.delete()


def _write(thing: Any, act: str, by: Person) -> None:
    thing.save(update_fields=_FACTS)
    raise_version(thing, None)
    audit.record(act, by=by, about=thing)
