"""Four eyes: nobody makes herself a manager with a list, as nobody does by hand (security and privacy, section 1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from haandgreb.organisation.importing.plans import Change, Plan, fingerprint


def own_posts(changes: Sequence[Change], person: str, today: date) -> tuple[Change, ...]:
    """The changes that give the person (by id) days as a manager, from today on, which she has not got yet."""
    return tuple(
        change
        for change in changes
        if person and change.kind == "managers" and change.person == person and _gains(change, today)
    )


def _gains(change: Change, today: date) -> bool:
    if change.what == "new":
        return _is_later(change.values["valid_to"], today)
    if change.what != "changed":
        return False
    values, before = change.values, change.before
    earlier = "valid_from" in values and _is_later(before["valid_from"], today)
    longer = "valid_to" in values and before["valid_to"] is not None
    return earlier or (longer and _is_later(values["valid_to"], before["valid_to"]))


def _is_later(day: object, than: object) -> bool:
    """None is no end: later than every day."""
    return day is None or (isinstance(day, date) and isinstance(than, date) and day > than)


def without_own_posts(plan: Plan, person: str, today: date) -> tuple[Plan, tuple[Change, ...]]:
    """The plan as the person may save it, and what somebody else has to save.

    The managers of a unit that would become hers stay as they are, all of them: else a post she may not take would
    stand empty.
    """
    own = own_posts(plan.changes, person, today)
    if not own:
        return plan, ()
    units = {change.unit for change in own}
    changes = tuple(change for change in plan.changes if change.kind != "managers" or change.unit not in units)
    return replace(plan, changes=changes, fingerprint=fingerprint(changes)), own
