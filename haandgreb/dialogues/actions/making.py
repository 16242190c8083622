"""The dialogues of a round are made once: in parts, so that a stop in between loses nothing and doubles nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from haandgreb.dialogues.models import Dialogue, Round
from haandgreb.dialogues.queries.at_once import talking_elsewhere
from haandgreb.dialogues.queries.members import Member, members
from haandgreb.dialogues.rules.rounds import waits_for_leave
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of_many
from haandgreb.shared import audit, clock
from haandgreb.shared.holidays import next_working_day
from haandgreb.shared.turns import alone

AT_ONCE = 1000


def make_dialogues(round_id: UUID | str) -> int:
    """
    Make what is missing of the round's dialogues; how many were made now.

    Harmless when run twice, also at the same moment, and goes on where an earlier run was stopped. Nobody without a
    manager is in the round; who has several picks one of them herself. Whose talk is in another round of the same kind
    at the same time is left out: nobody prepares the same talk twice.
    """
    round_ = Round.objects.select_related("kind").filter(pk=round_id).first()
    if round_ is None or round_.started_at is None or round_.ready_at is not None:
        return 0
    today, made = clock.today(), 0
    everybody = [] if round_.kind.is_group else members(round_, today)
    Round.objects.filter(pk=round_.pk).update(wanted=len(everybody))
    for start in range(0, len(everybody), AT_ONCE):
        made += _make(round_, everybody[start : start + AT_ONCE], today, done=start)
    _ready(round_)
    return made


@transaction.atomic
def add_person(round_: Round, person: Person, *, by: Person) -> Dialogue | None:
    """
    Somebody new is taken into a round that runs.

    None where she is in it, has her talk in another round at the same time, or is not one of its people.
    """
    alone(round_.kind_id)
    alone(round_.pk)
    today = clock.today()
    who = [one for one in members(round_, today) if one.person == person.pk]
    runs = round_.ready_at is not None and round_.closed_at is None and not round_.kind.is_group
    if not runs or not _insert(round_, who, today):
        return None
    audit.record("person added to round", by=by, about=round_)
    return Dialogue.objects.get(round=round_, person=person)


@transaction.atomic
def _make(round_: Round, some: Sequence[Member], today: date, *, done: int) -> int:
    alone(round_.kind_id)  # of two rounds at once the second sees whom the first has taken
    alone(round_.pk)
    made = _insert(round_, some, today)
    Round.objects.filter(pk=round_.pk, made__lt=done + len(some)).update(made=done + len(some))
    return made


def _insert(round_: Round, some: Sequence[Member], today: date) -> int:
    people = [one.person for one in some]
    there = set(Dialogue.objects.filter(round=round_, person__in=people).values_list("person", flat=True))
    there |= talking_elsewhere(round_, people)
    missing = [one for one in some if one.person not in there]
    managers = managers_of_many([Person(pk=one.person) for one in missing], today)
    now = clock.now()
    rows = [_dialogue(round_, one, managers[one.person], today, now) for one in missing if managers[one.person]]
    Dialogue.objects.bulk_create(rows)
    return len(rows)


def _dialogue(round_: Round, member: Member, managers: Sequence[Person], today: date, now: datetime) -> Dialogue:
    made = Dialogue(
        round=round_,
        kind=round_.kind,
        person_id=member.person,
        engagement_id=member.engagement,
        manager=managers[0] if len(managers) == 1 else None,
        manager_since=now,
        made_at=now,
        minutes=round_.kind.minutes,
    )
    if member.leave_until is not None and waits_for_leave(member.leave_until, today, round_.talks_to):
        made.state, made.why_postponed = Dialogue.State.POSTPONED, Dialogue.Why.LEAVE
        made.postponed_to = next_working_day(member.leave_until)
    return made


@transaction.atomic
def _ready(round_: Round) -> None:
    alone(round_.pk)
    count = Dialogue.objects.filter(round=round_).count()
    facts = {"ready_at": clock.now(), "wanted": count, "made": count}
    if Round.objects.filter(pk=round_.pk, ready_at=None).update(**facts):
        audit.record("round ready", about=round_, dialogues=count)
