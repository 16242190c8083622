"""Who may do what at the archive gate: numbers and references, never content (docs/decisions/0016)."""

from __future__ import annotations

from datetime import date

from haandgreb.organisation.models import Person
from haandgreb.organisation.permissions import (
    is_administrator,
    is_hr_for_all,
    may_give_data_code,
    may_make_data_link,
)


def may_run_gate(person: Person, today: date) -> bool:
    """Administrators register references, days and holds: facts about the installation."""
    return is_administrator(person, today)


def may_read_gate(person: Person, today: date) -> bool:
    """HR for the whole organisation reads what waits and what was deleted; so do administrators."""
    return is_administrator(person, today) or is_hr_for_all(person, today)


def may_ask_for_erasure(person: Person, other: Person, today: date) -> bool:
    """HR of the unit somebody has left writes down that she asks; never for herself."""
    return may_make_data_link(person, other, today)


def may_carry_out_erasure(person: Person, other: Person, today: date) -> bool:
    """An administrator, of somebody else who has left: she reads numbers and no content."""
    return may_give_data_code(person, other, today)
