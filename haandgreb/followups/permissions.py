"""Who may act on a promised thing."""

from __future__ import annotations

from haandgreb.followups.models import FollowUp
from haandgreb.organisation.models import Person


def may_close(person: Person, follow_up: FollowUp, *, runs_it: bool = False) -> bool:
    """
    A promised thing is ticked off, moved or skipped by
    - its owner
    - the one who runs what it came from (the chair of a meeting), where that capability says so
    """
    return runs_it or follow_up.owner_id == person.pk
