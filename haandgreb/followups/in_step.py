"""Promises that stand in somebody's agreement: made when it is agreed, and kept in step with it afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from haandgreb.followups import actions
from haandgreb.followups.models import FollowUp
from haandgreb.followups.queries import of_source
from haandgreb.organisation.models import Person
from haandgreb.shared import outbox

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Wanted:
    """Who does what by when."""

    who: Person
    what: str
    due_on: date


@dataclass(frozen=True)
class Words:
    """What a promise is called, with %(name)s in it, and what one that was moved or let go is told with."""

    label: StrOrPromise
    moved: StrOrPromise
    dropped: StrOrPromise


@transaction.atomic
def keep_in_step(
    wanted: Iterable[Wanted], *, name: str, source: str, source_id: UUID, source_url: str, words: Words, by: Person
) -> None:
    """
    One promise for each line, to the person called `name`.

    What was promised and is still agreed stays, with the day it has now unless somebody has moved it; what is agreed no
    more is let go.
    """
    lines = {(one.who.pk, one.what): one for one in wanted}
    for promise in of_source(source, [source_id]).exclude(state=FollowUp.State.SKIPPED):
        line = lines.pop((promise.owner_id, promise.what), None)
        if promise.state != FollowUp.State.OPEN:
            continue
        if line is None:
            _let_go(promise, words, by)
        elif line.due_on != promise.due_on and not promise.moves.exists():
            with outbox.in_language_of(promise.owner):
                reason = str(words.moved)
            actions.move(promise, to_day=line.due_on, reason=reason, by=by)
    for line in lines.values():
        with outbox.in_language_of(line.who):
            label = str(words.label) % {"name": name}
        actions.promise(
            what=line.what,
            owner=line.who,
            due_on=line.due_on,
            source=source,
            source_id=source_id,
            source_label=label,
            source_url=source_url,
            by=by,
        )


def let_go(*, source: str, source_id: UUID, words: Words, by: Person | None) -> None:
    """Whoever had promised something need not do it any more."""
    for promise in of_source(source, [source_id]).filter(state=FollowUp.State.OPEN):
        _let_go(promise, words, by)


def _let_go(promise: FollowUp, words: Words, by: Person | None) -> None:
    with outbox.in_language_of(promise.owner):
        reason = str(words.dropped)
    actions.skip(promise, reason=reason, by=by)
