"""Steps of states: the tables decide, the version is raised, the act is in the trail."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from haandgreb.dialogues.models import Agreement, Dialogue, Round
from haandgreb.dialogues.rules.states import AGREEMENT, DIALOGUE, ROUND, Machine, step
from haandgreb.organisation.models import Person
from haandgreb.shared import audit
from haandgreb.shared.versions import raise_version

MACHINES: dict[type[Any], Machine] = {Round: ROUND, Dialogue: DIALOGUE, Agreement: AGREEMENT}


@transaction.atomic
def move_to(thing: Round | Dialogue | Agreement, state: str, *, by: Person | None, **facts: Any) -> None:
    """
    Take the thing to the state, with the facts that follow. `by` is None where time did it.

    Raises rules.states.Refused where the table has no such step, versions.Stale where somebody was here since.
    """
    before = thing.state
    after = step(MACHINES[type(thing)], before, state)
    raise_version(thing, thing.version)
    type(thing)._default_manager.filter(pk=thing.pk).update(state=after, **facts)
    for name, value in {"state": after, **facts}.items():
        setattr(thing, name, value)
    audit.record(f"{thing._meta.model_name} moved", by=by, about=thing, before=before, after=after)
