"""Who may change the wording of questions."""

from __future__ import annotations

from haandgreb.organisation import permissions as organisation
from haandgreb.organisation.models import Person
from haandgreb.shared import clock


def may_change_questions(person: Person) -> bool:
    """The wording of a workplace's questions is changed by HR."""
    return organisation.is_hr(person, clock.today())
