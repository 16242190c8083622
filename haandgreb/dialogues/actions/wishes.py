"""Whose dialogue it is: picked by the person where she has several managers; another one she wishes and HR offers."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from haandgreb.dialogues.actions.base import move_to
from haandgreb.dialogues.actions.handover import hand_over
from haandgreb.dialogues.models import Dialogue, Kind, Round
from haandgreb.dialogues.queries.members import jobs_of
from haandgreb.dialogues.queries.wishes import may_be_offered, may_be_picked, needs_offer
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of
from haandgreb.shared import audit, clock
from haandgreb.shared.holidays import next_working_day
from haandgreb.shared.turns import alone
from haandgreb.shared.versions import raise_version

State = Dialogue.State
BEFORE_IT = (State.INVITED, State.BOOKED, State.POSTPONED)


class NotPossible(ValueError):
    """Nothing is changed: the talk has been held, or that person cannot lead it."""


@transaction.atomic
def pick_manager(dialogue: Dialogue, manager: Person, *, by: Person, today: date | None = None) -> Dialogue:
    """The person says which of her managers it is. Raises NotPossible."""
    found = _before_it(dialogue)
    if by.pk != found.person_id or manager not in may_be_picked(found, today or clock.today()):
        raise NotPossible
    return hand_over(found, manager, by=by)


@transaction.atomic
def wish_other_manager(dialogue: Dialogue, *, by: Person, wish: bool = True) -> None:
    """The person wishes another manager, without a reason, or takes the wish back. HR reads it. Raises NotPossible."""
    found = _before_it(dialogue)
    if by.pk != found.person_id:
        raise NotPossible
    _set(found, by, "other manager wished" if wish else "wish taken back", wants=wish, offered=None)


@transaction.atomic
def offer_manager(dialogue: Dialogue, manager: Person, *, by: Person, today: date | None = None) -> None:
    """HR offers a manager from above or of another unit; it is hers when the person says yes. Raises NotPossible."""
    found, day = _before_it(dialogue), today or clock.today()
    if not needs_offer(found, day) or not may_be_offered(found, manager, day):
        raise NotPossible
    _set(found, by, "other manager offered", wants=found.wants_other_manager, offered=manager)


@transaction.atomic
def answer_offer(dialogue: Dialogue, *, by: Person, yes: bool, today: date | None = None) -> Dialogue:
    """The person takes the manager she was offered, or says no and keeps her wish. Raises NotPossible."""
    found, day = _before_it(dialogue), today or clock.today()
    manager = found.offered_manager
    if by.pk != found.person_id or manager is None:
        raise NotPossible
    if not yes:
        _set(found, by, "offer declined", wants=found.wants_other_manager, offered=None)
        return found
    if not may_be_offered(found, manager, day):
        raise NotPossible
    return hand_over(found, manager, by=by, picked=True)


@transaction.atomic
def own_talk(round_: Round, *, by: Person, today: date | None = None) -> Dialogue:
    """
    Somebody in a round of groups asks for a talk of her own: it is made at once, nobody can refuse it (dialogue.md 7).

    The one she has already where she has asked before. Raises NotPossible where she is not one of the round's people,
    or has no manager.
    """
    day, now = today or clock.today(), clock.now()
    alone(round_.pk)
    job = jobs_of(round_, day).filter(person=by).order_by("-is_primary", "valid_from", "pk").first()
    managers = managers_of(by, day)
    if job is None or not managers or not round_.kind.is_group or round_.state in NOT_RUNNING:
        raise NotPossible
    there = Dialogue.objects.filter(round=round_, person=by).first()
    if there is not None:
        if there.state == State.CANCELLED:
            move_to(there, State.INVITED, by=by)
        return there
    kind = Kind.objects.get(key="mus")
    made = Dialogue.objects.create(
        round=round_,
        kind=kind,
        person=by,
        engagement=job,
        manager=managers[0] if len(managers) == 1 else None,
        manager_since=now,
        made_at=now,
        minutes=kind.minutes,
        wants_individual=True,
    )
    audit.record("own talk asked for", by=by, about=made)
    return made


@transaction.atomic
def wait_until(dialogue: Dialogue, until: date, *, by: Person) -> None:
    """HR lets the talk of somebody on long leave wait; the category is leave, and nothing more. Raises NotPossible."""
    found = _before_it(dialogue)
    if found.state != State.INVITED:
        raise NotPossible
    found.proposed_times.all().delete()
    facts = {"why_postponed": Dialogue.Why.LEAVE.value, "postponed_to": next_working_day(until)}
    move_to(found, State.POSTPONED, by=by, **facts)


NOT_RUNNING = (Round.State.DRAFT, Round.State.DISCUSSED, Round.State.CLOSED)


def _before_it(dialogue: Dialogue) -> Dialogue:
    """The dialogue as it is now, where the talk is still ahead."""
    Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    found = Dialogue.objects.select_related("person", "manager", "offered_manager", "kind").get(pk=dialogue.pk)
    if found.state not in BEFORE_IT:
        raise NotPossible
    return found


def _set(dialogue: Dialogue, by: Person, act: str, *, wants: bool, offered: Person | None) -> None:
    raise_version(dialogue, dialogue.version)
    Dialogue.objects.filter(pk=dialogue.pk).update(wants_other_manager=wants, offered_manager=offered)
    audit.record(act, by=by, about=dialogue)
