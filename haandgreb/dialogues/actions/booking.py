"""A time for the talk: proposed by one, picked by the other; moved, taken back, postponed. Before it is held."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from haandgreb.dialogues.actions import calendar
from haandgreb.dialogues.actions.base import move_to
from haandgreb.dialogues.models import Dialogue, ProposedTime
from haandgreb.dialogues.permissions import MANAGER, side_of
from haandgreb.dialogues.queries.booking import can_be_booked, is_taken, other_of, proposals_of
from haandgreb.dialogues.rules.times import stands_from
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock, outbox
from haandgreb.shared.versions import raise_version

State = Dialogue.State
_NO_TIME: dict[str, Any] = {"starts_at": None, "stands_from": None, "said_held_on": None}


class Why(StrEnum):
    """Why a time cannot be booked now."""

    NOT_YOURS = "not yours"  # not one of the two, or not any more
    HELD = "held"  # the talk has been
    GONE = "gone"  # what was proposed is not there any more
    PAST = "past"
    TAKEN = "taken"  # one of the two is in another talk then
    OTHER = "other"  # the talk is in another state than the page showed: postponed, or taken up again


class CannotBook(Exception):
    """Nothing is changed; `why` says why."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@transaction.atomic
def propose(
    dialogue: Dialogue,
    times: Sequence[datetime],
    *,
    minutes: int,
    place: str,
    by: Person,
    now: datetime | None = None,
) -> Dialogue:
    """
    Propose one to five times instead of those that are proposed now. The other gets a mail that says no more than that.

    A talk that is booked stands until one of them is picked. Raises CannotBook.
    """
    moment = now or clock.now()
    found = _to_book(dialogue, by, moment)
    _propose(found, times, {"minutes": minutes, "place": place}, by, moment)
    return found


@transaction.atomic
def book(
    dialogue: Dialogue,
    starts_at: datetime,
    *,
    minutes: int,
    place: str,
    by: Person,
    now: datetime | None = None,
) -> Dialogue:
    """Book a time the two have agreed on, or move the talk to it; both get it in their calendars. Raises CannotBook."""
    moment = now or clock.now()
    found = _to_book(dialogue, by, moment)
    _book(found, {"starts_at": starts_at, "minutes": minutes, "place": place}, by, moment)
    return found


@transaction.atomic
def pick(dialogue: Dialogue, proposed: object, *, by: Person, now: datetime | None = None) -> Dialogue:
    """Say yes to one of the times the other has proposed, by its id. Raises CannotBook."""
    moment = now or clock.now()
    found = _to_book(dialogue, by, moment)
    row = next((one for one in proposals_of(found) if one.pk == proposed and one.by_id != by.pk), None)
    if row is None:
        raise CannotBook(Why.GONE)
    _book(found, {"starts_at": row.starts_at, "minutes": row.minutes, "place": row.place}, by, moment)
    return found


@transaction.atomic
def release(dialogue: Dialogue, *, by: Person | None, now: datetime | None = None) -> Dialogue:
    """
    Take the time back, and whatever was proposed: a new one can be found. Both get word.

    `by` is None where the organisation has done it: whoever was its manager gets the time back too. Raises CannotBook.
    """
    moment = now or clock.now()
    found = _locked(dialogue)
    if by is not None:
        _must_be_one_of_the_two(found, by, moment)
    if found.state != State.BOOKED:
        raise CannotBook(Why.HELD if found.is_held() else Why.OTHER)
    _take_out_of_calendars(found, moment)
    move_to(found, State.INVITED, by=by, **_NO_TIME, sequence=found.sequence)
    found.proposed_times.all().delete()
    return found


@transaction.atomic
def postpone(dialogue: Dialogue, why: str, *, until: date | None, by: Person, now: datetime | None = None) -> Dialogue:
    """
    The talk waits, for a category and no words: leave, new in the job, something else; never illness (dialogue.md 3).

    On the day `until` it is taken up again by itself. Raises CannotBook.
    """
    moment = now or clock.now()
    found = _to_book(dialogue, by, moment)
    _take_out_of_calendars(found, moment)
    facts = {**_NO_TIME, "sequence": found.sequence, "postponed_to": until}
    move_to(found, State.POSTPONED, by=by, why_postponed=Dialogue.Why(why).value, **facts)
    found.proposed_times.all().delete()
    return found


@transaction.atomic
def cancel(dialogue: Dialogue, *, by: Person, now: datetime | None = None) -> Dialogue:
    """There is no talk this time. The manager's to say; either can take it up again. Raises CannotBook."""
    moment = now or clock.now()
    found = _locked(dialogue)
    if _must_be_one_of_the_two(found, by, moment) != MANAGER:
        raise CannotBook(Why.NOT_YOURS)
    if found.state not in (State.INVITED, State.BOOKED, State.POSTPONED):
        raise CannotBook(Why.HELD if found.is_held() else Why.OTHER)
    _take_out_of_calendars(found, moment)
    facts = {**_NO_TIME, "sequence": found.sequence, "why_postponed": "", "postponed_to": None}
    move_to(found, State.CANCELLED, by=by, **facts)
    found.proposed_times.all().delete()
    return found


@transaction.atomic
def resume(dialogue: Dialogue, *, by: Person | None, now: datetime | None = None) -> Dialogue:
    """Take up a talk that was postponed or cancelled. `by` is None where its day has come. Raises CannotBook."""
    found = _locked(dialogue)
    if by is not None:
        _must_be_one_of_the_two(found, by, now or clock.now())
    if found.state not in (State.POSTPONED, State.CANCELLED):
        raise CannotBook(Why.HELD if found.is_held() else Why.OTHER)
    move_to(found, State.INVITED, by=by, why_postponed="", postponed_to=None)
    return found


@transaction.atomic
def book_all(
    times: Mapping[Dialogue, datetime],
    *,
    minutes: int,
    place: str,
    at_once: bool,
    by: Person,
    now: datetime | None = None,
) -> int:
    """Propose a time to each, or book it at once; all or nothing. How many. Raises CannotBook."""
    moment = now or clock.now()
    facts = {"minutes": minutes, "place": place}
    for found in _to_book_many(times, by, moment):
        if at_once:
            _book(found, {"starts_at": times[found], **facts}, by, moment)
        else:
            _propose(found, [times[found]], facts, by, moment)
    return len(times)


def take_up_what_is_due(today: date) -> int:
    """Take up again the talks that were postponed until today or before; how many."""
    due = Dialogue.objects.filter(state=State.POSTPONED, postponed_to__lte=today)
    for dialogue in due:
        resume(dialogue, by=None)
    return len(due)


def _locked(dialogue: Dialogue) -> Dialogue:
    """The dialogue as it is now, and nobody else's until this transaction ends."""
    Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    return Dialogue.objects.select_related("person", "manager", "kind").get(pk=dialogue.pk)


def _must_be_one_of_the_two(dialogue: Dialogue, by: Person, now: datetime) -> str:
    side = side_of(dialogue, by, clock.local_day(now))
    if not side:
        raise CannotBook(Why.NOT_YOURS)
    return side


def _to_book(dialogue: Dialogue, by: Person, now: datetime) -> Dialogue:
    found = _locked(dialogue)
    _must_be_one_of_the_two(found, by, now)
    if not can_be_booked(found):
        raise CannotBook(Why.HELD if found.is_held() else Why.OTHER)
    return found


def _to_book_many(wanted: Collection[Dialogue], by: Person, now: datetime) -> list[Dialogue]:
    """The manager's dialogues as they are now, all or none of them; who leads them is asked once."""
    ids = [one.pk for one in wanted]
    list(Dialogue.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk", flat=True))
    rows = Dialogue.objects.visible_to(by, clock.local_day(now)).filter(pk__in=ids, manager=by)
    found = list(rows.select_related("person", "manager", "kind"))
    if len(found) < len(ids):
        raise CannotBook(Why.NOT_YOURS)
    if not all(can_be_booked(one) for one in found):
        raise CannotBook(Why.OTHER)
    _lock_people([by.pk, *(one.person_id for one in found)])
    return found


def _lock_people(ids: Collection[UUID | None]) -> None:
    """Two talks in one hour would each be booked before the other is seen: who is booked is locked, in one order."""
    list(Person.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk").values_list("pk", flat=True))


def _propose(dialogue: Dialogue, times: Sequence[datetime], facts: dict[str, Any], by: Person, now: datetime) -> None:
    if not times or min(times) <= now:
        raise CannotBook(Why.PAST)
    dialogue.proposed_times.all().delete()
    ProposedTime.objects.bulk_create(
        ProposedTime(dialogue=dialogue, by=by, starts_at=one, made_at=now, **facts) for one in sorted(set(times))
    )
    raise_version(dialogue, dialogue.version)
    audit.record("times proposed", by=by, about=dialogue, count=len(set(times)))
    _tell_of_proposal(dialogue, by)


def _book(dialogue: Dialogue, facts: dict[str, Any], by: Person, now: datetime) -> None:
    if facts["starts_at"] <= now:
        raise CannotBook(Why.PAST)
    _lock_people([dialogue.person_id, dialogue.manager_id])
    if is_taken(dialogue, facts["starts_at"], facts["minutes"]):
        raise CannotBook(Why.TAKEN)
    was_booked = dialogue.state == State.BOOKED
    facts |= {"sequence": dialogue.sequence + 1, "said_held_on": None}
    if not was_booked or facts["starts_at"] != dialogue.starts_at:
        facts["stands_from"] = stands_from(facts["starts_at"], now, by_employee=by.pk == dialogue.person_id)
    if was_booked:
        raise_version(dialogue, dialogue.version)
        Dialogue.objects.filter(pk=dialogue.pk).update(**facts)
        for name, value in facts.items():
            setattr(dialogue, name, value)
        audit.record("talk moved", by=by, about=dialogue)
    else:
        move_to(dialogue, State.BOOKED, by=by, **facts)
    dialogue.proposed_times.all().delete()
    calendar.send(dialogue, "changed" if was_booked else "booked", now=now)


def _take_out_of_calendars(dialogue: Dialogue, now: datetime) -> None:
    """A talk that stands in calendars leaves them; its sequence is one up, and still to be saved."""
    if dialogue.starts_at is None:
        return
    dialogue.sequence += 1
    if dialogue.starts_at > now:
        calendar.send(dialogue, "cancelled", now=now)


def _tell_of_proposal(dialogue: Dialogue, by: Person) -> None:
    other = other_of(dialogue, by)
    if other is None or not Person.objects.here_on(clock.today()).filter(pk=other.pk).exists():
        return
    with outbox.in_language_of(other):
        text = [_("%(name)s proposes a time for a talk.") % {"name": by}, "", calendar.page_of(dialogue)]
        key = f"talk-{dialogue.pk}-proposal-{dialogue.version}"
        outbox.put(kind="talk-proposal", person=other, subject=calendar.title(), text="\n".join(text), key=key)
