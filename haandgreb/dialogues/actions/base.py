"""Steps of states in dialogues."""

from __future__ import annotations

from typing import Any

from haandgreb.dialogues.models import Agreement, Dialogue, Round
from haandgreb.dialogues.rules.states import AGREEMENT, DIALOGUE, ROUND
from haandgreb.organisation.models import Person
from haandgreb.shared.moves import move
from haandgreb.shared.states import Machine

MACHINES: dict[type[Any], Machine] = {Round: ROUND, Dialogue: DIALOGUE, Agreement: AGREEMENT}


def move_to(thing: Round | Dialogue | Agreement, state: str, *, by: Person | None, **facts: Any) -> None:
    """Take the thing to the state: shared.moves.move with its own table."""
    move(thing, MACHINES[type(thing)], state, by=by, **facts)
