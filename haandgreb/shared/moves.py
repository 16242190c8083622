"""Steps of states: the table decides, the version is raised, the act is in the trail."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from haandgreb.shared import audit
from haandgreb.shared.states import Machine, step
from haandgreb.shared.versions import raise_version


@transaction.atomic
def move(thing: Any, machine: Machine, state: str, *, by: Any, **facts: Any) -> None:
    """
    Take a thing with `state` and `version` to the state, with the facts that follow. `by` is None where time did it.

    Raises states.Refused where the table has no such step, versions.Stale where somebody was here since.
    """
    before = thing.state
    after = step(machine, before, state)
    raise_version(thing, thing.version)
    type(thing)._default_manager.filter(pk=thing.pk).update(state=after, **facts)
    for name, value in {"state": after, **facts}.items():
        setattr(thing, name, value)
    audit.record(f"{thing._meta.model_name} moved", by=by, about=thing, before=before, after=after)
