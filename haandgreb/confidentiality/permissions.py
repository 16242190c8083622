"""Who may do what at the archive gate: numbers and references, never content (docs/decisions/0016)."""

from __future__ import annotations

from datetime import date

from haandgreb.organisation.models import Person
from haandgreb.organisation.permissions import is_administrator, is_hr_for_all


def may_run_gate(person: Person, today: date) -> bool:
    """Administrators register references, days and holds: facts about the installation."""
    return is_administrator(person, today)


def may_read_gate(person: Person, today: date) -> bool:
    """HR for the whole organisation reads what waits and what was deleted; so do administrators."""
    return is_administrator(person, today) or is_hr_for_all(person, today)
