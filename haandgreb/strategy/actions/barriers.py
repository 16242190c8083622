"""What stands in the way: who sees to it, by when, and whether it is gone. An owner with a date has promised it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from haandgreb.followups import actions as followups
from haandgreb.followups.models import FollowUp
from haandgreb.organisation.models import Person
from haandgreb.shared import audit
from haandgreb.shared.versions import raise_version
from haandgreb.strategy.models import Barrier, PracticeChange

SOURCE = "strategy"
CHANGEABLE = ("text", "text_en", "kind", "owner", "owner_unit", "due_on")


@transaction.atomic
def add(practice: PracticeChange, *, by: Person, page: str = "", **facts: Any) -> Barrier:
    """Something besides learning that must be in place. `page` is where its practice can be read."""
    barrier = Barrier.objects.create(practice=practice, **facts)
    _promise(barrier, by=by, page=page)
    audit.record("barrier added", by=by, about=practice)
    return barrier


@transaction.atomic
def change(
    barrier: Barrier, facts: Mapping[str, Any], *, by: Person, version: int | None = None, page: str = ""
) -> None:
    """Write the facts; the promise follows the owner and the date. Raises Stale as everywhere."""
    raise_version(barrier, version)
    values = {name: facts[name] for name in CHANGEABLE if name in facts}
    for name, value in values.items():
        setattr(barrier, name, value)
    barrier.save(update_fields=list(values))
    _promise(barrier, by=by, page=page)
    audit.record("barrier changed", by=by, about=barrier)


@transaction.atomic
def settle(barrier: Barrier, state: str, *, by: Person, page: str = "") -> None:
    """Removed, we live with it, or in the way after all; the promise ends, or begins again."""
    if barrier.state == state:
        return
    barrier.state = state
    barrier.save(update_fields=["state"])
    raise_version(barrier, None)
    _promise(barrier, by=by, page=page)
    audit.record("barrier settled", by=by, about=barrier, state=state)


@transaction.atomic
def remove(barrier: Barrier, *, by: Person) -> None:
    """It was no barrier; nobody has to see to it."""
    let_go(barrier, by=by)
    audit.record("barrier deleted", by=by, about=barrier.practice)
    barrier.delete()


def let_go(barrier: Barrier, *, by: Person) -> None:
    """Whoever had promised to see to it need not."""
    for promise in _open(barrier):
        followups.skip(promise, reason=_("What it stood in the way of is no longer on the map."), by=by)


def _promise(barrier: Barrier, *, by: Person, page: str) -> None:
    """One open promise where the barrier is open and has an owner and a date; none otherwise."""
    wanted = barrier.state == Barrier.State.OPEN and barrier.owner is not None and barrier.due_on is not None
    for promise in _open(barrier):
        if barrier.state == Barrier.State.REMOVED:
            followups.mark_done(promise, by=by)
        elif not wanted:
            followups.skip(promise, reason=_("It is no longer yours to see to."), by=by)
        elif promise.owner_id == barrier.owner_id and promise.what == barrier.text:
            if promise.due_on != barrier.due_on:
                assert barrier.due_on is not None
                followups.move(promise, to_day=barrier.due_on, reason=_("The day was changed on the map."), by=by)
            return
        else:
            followups.skip(promise, reason=_("It was written anew on the map."), by=by)
    if wanted:
        assert barrier.owner is not None
        assert barrier.due_on is not None
        followups.promise(
            what=barrier.text,
            owner=barrier.owner,
            due_on=barrier.due_on,
            source=SOURCE,
            source_id=barrier.pk,
            source_label=_label(barrier),
            source_url=page,
            by=by,
        )


def _label(barrier: Barrier) -> str:
    """The practice it stands by; nothing of one that is somebody's own, to others."""
    hers = barrier.practice.person_id
    return str(barrier.practice) if hers in (None, barrier.owner_id) else ""


def _open(barrier: Barrier) -> list[FollowUp]:
    return list(FollowUp.objects.open().filter(source=SOURCE, source_id=barrier.pk))
