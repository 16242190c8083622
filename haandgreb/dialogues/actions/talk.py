"""The clock of a talk, and that it was held."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction

from haandgreb.dialogues.actions import agreement
from haandgreb.dialogues.actions.base import move_to
from haandgreb.dialogues.models import Dialogue, TalkClock
from haandgreb.dialogues.rules.talk import BEFORE_STATES, OPEN_STATES, is_ahead, is_enough
from haandgreb.dialogues.talk_content import phases_of
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock

MOST_EXTRA = 600  # minutes: nobody talks longer than that


class Closed(Exception):
    """The talk is not written in any more: what was agreed is agreed, or the dialogue is put off."""


class NotYet(Exception):
    """A talk is not held on a day to come, nor before its booked hour: `until`, where that is why."""

    def __init__(self, until: datetime | None = None) -> None:
        super().__init__(str(until or ""))
        self.until = until


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
def hold(dialogue: Dialogue, *, by: Person, on: date, now: datetime | None = None) -> bool:
    """
    The talk was held on the day: now the agreement is written. Nothing where it was held already.

    The employee's word is enough, for it ends what is hers: that she can take back what she shared. The manager's is
    enough once the booked hour stands for both (rules.times.stands_from); before, and where no hour is booked, her
    word waits for the employee's: then False. Raises NotYet, and Closed where the dialogue is put off.
    """
    moment = now or clock.now()
    if on > clock.local_day(moment):
        raise NotYet
    row = locked(dialogue)
    if row.state not in BEFORE_STATES:
        return True
    if is_ahead(row.starts_at, moment):
        raise NotYet(row.starts_at)
    done = by.pk == row.person_id or is_enough(row.stands_from, moment)
    if done:
        move_to(row, Dialogue.State.HELD, by=by, held_on=on, said_held_on=None)
        agreement.begin(row, by=by)
    else:
        _say(row, on, by)
    dialogue.refresh_from_db()
    return done


@transaction.atomic
def not_held(dialogue: Dialogue, *, by: Person) -> None:
    """The talk has not been, whatever was said: the employee says no, or the manager takes her word back."""
    row = locked(dialogue)
    if row.state in BEFORE_STATES and row.said_held_on is not None:
        _say(row, None, by)
    dialogue.refresh_from_db()


def _say(dialogue: Dialogue, on: date | None, by: Person) -> None:
    Dialogue.objects.filter(pk=dialogue.pk).update(said_held_on=on)
    audit.record("talk not held" if on is None else "talk said to be held", by=by, about=dialogue)
