"""Steps of states in learning."""

from __future__ import annotations

from typing import Any

from haandgreb.learning.models import Enrolment
from haandgreb.learning.rules.states import ENROLMENT
from haandgreb.organisation.models import Person
from haandgreb.shared.moves import move


def move_to(enrolment: Enrolment, state: str, *, by: Person | None, **facts: Any) -> None:
    """Take the enrolment to the state: shared.moves.move with its own table."""
    move(enrolment, ENROLMENT, state, by=by, **facts)
