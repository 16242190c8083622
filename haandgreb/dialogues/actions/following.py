"""The days the two look again at what they agreed, and what they then saw."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.db import transaction

from haandgreb.dialogues.actions.base import move_to
from haandgreb.dialogues.models import Dialogue, FollowUpTalk
from haandgreb.dialogues.permissions import side_of
from haandgreb.dialogues.rules.following import half_year_on
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.shared.states import Refused
from haandgreb.shared.versions import raise_version

FOLLOWED = (Dialogue.State.AGREED, Dialogue.State.FOLLOWING)


class NotFollowed(ValueError):
    """Only the two follow up, and only what they have agreed."""


def plan_half_year(dialogue: Dialogue) -> None:
    """The half-year talk, once, within the round's own weeks for it where it has some."""
    if dialogue.held_on is None or FollowUpTalk.objects.filter(dialogue=dialogue, is_half_year=True).exists():
        return
    found = dialogue.round
    window = None
    if found is not None and found.follow_up_from is not None and found.follow_up_to is not None:
        window = found.follow_up_from, found.follow_up_to
    due_on = half_year_on(dialogue.held_on, window)
    FollowUpTalk.objects.create(id=uuid4(), dialogue=dialogue, due_on=due_on, is_half_year=True)


@transaction.atomic
def plan_day(dialogue: Dialogue, day: date, *, by: Person, today: date | None = None) -> FollowUpTalk:
    """One more day the two look at it again; the one there is where it is planned already. Raises NotFollowed."""
    dialogue = _hold(dialogue, by, today or clock.today())
    found = FollowUpTalk.objects.filter(dialogue=dialogue, due_on=day, held_on=None).first()
    if found is None:
        found = FollowUpTalk.objects.create(id=uuid4(), dialogue=dialogue, due_on=day)
        audit.record("follow-up planned", by=by, about=found)
    return found


@transaction.atomic
def move_day(talk: FollowUpTalk, day: date, *, by: Person, version: int, today: date | None = None) -> None:
    """Another day for one that is not held yet. Raises NotFollowed, Refused where it was held, versions.Stale."""
    row = _talk(talk, by, today)
    raise_version(row, version)
    row.due_on = day
    row.save(update_fields=["due_on"])
    audit.record("follow-up moved", by=by, about=row)


@transaction.atomic
def drop_day(talk: FollowUpTalk, *, by: Person, today: date | None = None) -> None:
    """A day that is not held yet is taken away. Raises NotFollowed, Refused where it was held."""
    row = _talk(talk, by, today)
    audit.record("follow-up dropped", by=by, about=row)
    row.delete()


@transaction.atomic
def hold_talk(
    talk: FollowUpTalk,
    note: str,
    *,
    by: Person,
    version: int,
    next_on: date | None = None,
    today: date | None = None,
) -> None:
    """
    The two have looked at it: what helped, and when they look again. The note is of these two.

    Raises NotFollowed, Refused where it was held before, versions.Stale.
    """
    today = today or clock.today()
    row = _talk(talk, by, today)
    dialogue = row.dialogue
    raise_version(row, version)
    row.note, row.held_on, row.held_with = note, today, dialogue.manager
    row.save(update_fields=["note", "held_on", "held_with"])
    audit.record("followed up", by=by, about=row)
    if next_on is not None:
        plan_day(dialogue, next_on, by=by, today=today)
    if dialogue.state == Dialogue.State.AGREED:
        move_to(dialogue, Dialogue.State.FOLLOWING, by=by)


@transaction.atomic
def rewrite_note(talk: FollowUpTalk, note: str, *, by: Person, version: int) -> None:
    """
    What both wrote at once is brought together in one note. Raises NotFollowed for anybody not of that day, Stale.
    """
    row = FollowUpTalk.objects.select_related("dialogue").get(pk=talk.pk)
    if by.pk not in (row.dialogue.person_id, row.held_with_id) or row.held_on is None:
        raise NotFollowed
    raise_version(row, version)
    row.note = note
    row.save(update_fields=["note"])
    audit.record("follow-up note changed", by=by, about=row)


def _hold(dialogue: Dialogue, by: Person, today: date) -> Dialogue:
    """The dialogue as it is now, with nobody beside us, for one of the two. Raises NotFollowed."""
    Dialogue.objects.select_for_update(no_key=True).only("pk").get(pk=dialogue.pk)
    found = Dialogue.objects.select_related("person", "manager", "round").get(pk=dialogue.pk)
    if not side_of(found, by, today) or found.state not in FOLLOWED:
        raise NotFollowed
    return found


def _talk(talk: FollowUpTalk, by: Person, today: date | None) -> FollowUpTalk:
    dialogue = _hold(talk.dialogue, by, today or clock.today())
    row = FollowUpTalk.objects.get(pk=talk.pk)
    row.dialogue = dialogue
    if row.held_on is not None:
        raise Refused("it was held")
    return row
