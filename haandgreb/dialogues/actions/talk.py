"""The clock of a talk, and that it was held."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction

from haandgreb.dialogues.actions import agreement
from haandgreb.dialogues.actions.base import move_to
from haandgreb.dialogues.models import Dialogue, TalkClock
from haandgreb.dialogues.rules.talk import BEFORE_STATES, OPEN_STATES
from haandgreb.dialogues.talk_content import phases_of
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock

MOST_EXTRA = 600  # minutes: nobody talks longer than that


class Closed(Exception):
    """The talk is not written in any more: what was agreed is agreed, or the dialogue is put off."""


class NotYet(Exception):
    """A talk is not held on a day to come."""


def locked(dialogue: Dialogue) -> Dialogue:
    """The dialogue as it is now, held until the transaction ends. Raises Closed where nothing is written any more."""
    row = Dialogue.objects.select_for_update(of=("self",)).select_related("kind").get(pk=dialogue.pk)
    if row.state not in OPEN_STATES:
        raise Closed
    return row


@transaction.atomic
def begin(dialogue: Dialogue, *, by: Person, now: datetime | None = None) -> TalkClock:
    """Start the clock; the one that runs where the other was first."""
    row, now = locked(dialogue), now or clock.now()
    found = TalkClock.objects.filter(dialogue=row).first() or TalkClock(dialogue=row)
    if found.started_at is None:
        found.started_at, found.phase_at = now, now
        found.save()
        audit.record("talk begun", by=by, about=row)
    return found


def next_phase(dialogue: Dialogue, *, by: Person, leaving: int, now: datetime | None = None) -> None:
    """Go on from the phase numbered `leaving`; nothing where the two are not in it any more."""
    _go(dialogue, leaving, 1, by, now)


def phase_before(dialogue: Dialogue, *, by: Person, leaving: int, now: datetime | None = None) -> None:
    """Go back from the phase numbered `leaving`."""
    _go(dialogue, leaving, -1, by, now)


@transaction.atomic
def _go(dialogue: Dialogue, leaving: int, step: int, by: Person, now: datetime | None) -> None:
    row = locked(dialogue)
    found = TalkClock.objects.filter(dialogue=row).first()
    wanted = leaving + step
    if found is None or found.phase != leaving or not 0 <= wanted < len(phases_of(row.kind.guide)):
        return
    found.phase, found.phase_extra = wanted, 0
    found.phase_at = found.paused_at or now or clock.now()
    found.save()
    audit.record("talk went on", by=by, about=row)


def pause(dialogue: Dialogue, *, by: Person, now: datetime | None = None) -> None:
    """Let the clock stand still."""

    def act(found: TalkClock) -> bool:
        if found.paused_at is not None:
            return False
        found.paused_at = now or clock.now()
        return True

    _clock_act(dialogue, act, "talk paused", by)


def go_on(dialogue: Dialogue, *, by: Person, now: datetime | None = None) -> None:
    """Let the clock run again: what is left is what was left."""

    def act(found: TalkClock) -> bool:
        if found.paused_at is None or found.started_at is None or found.phase_at is None:
            return False
        stood = max((now or clock.now()) - found.paused_at, timedelta(0))
        found.started_at, found.phase_at, found.paused_at = found.started_at + stood, found.phase_at + stood, None
        return True

    _clock_act(dialogue, act, "talk resumed", by)


def extend(dialogue: Dialogue, *, by: Person, minutes: int = 5) -> None:
    """Some minutes more for the phase, and so for the talk."""

    def act(found: TalkClock) -> bool:
        if found.extra + minutes > MOST_EXTRA:
            return False
        found.extra += minutes
        found.phase_extra += minutes
        return True

    _clock_act(dialogue, act, "talk extended", by)


@transaction.atomic
def _clock_act(dialogue: Dialogue, act: Callable[[TalkClock], bool], what: str, by: Person) -> None:
    row = locked(dialogue)
    found = TalkClock.objects.filter(dialogue=row).first()
    if found is not None and act(found):
        found.save()
        audit.record(what, by=by, about=row)


@transaction.atomic
def hold(dialogue: Dialogue, *, by: Person, on: date, today: date | None = None) -> None:
    """
    The talk was held on the day: now the agreement is written. Nothing where it was held already.

    Raises NotYet for a day to come, Closed where the dialogue is put off.
    """
    if on > (today or clock.today()):
        raise NotYet
    row = locked(dialogue)
    if row.state not in BEFORE_STATES:
        return
    move_to(row, Dialogue.State.HELD, by=by, held_on=on)
    agreement.begin(row, by=by)
    dialogue.refresh_from_db()
