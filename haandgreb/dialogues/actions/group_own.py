"""What is one member's alone: notes for the talk, points for her own dialogue, and asking for one."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from haandgreb.dialogues.actions.base import move_to
from haandgreb.dialogues.actions.group import locked
from haandgreb.dialogues.actions.wishes import NotPossible, own_talk
from haandgreb.dialogues.models import Dialogue, GroupMember, GroupPoint, GroupTalk, Kind, Round
from haandgreb.dialogues.queries.group_own import next_dialogue_of
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of
from haandgreb.shared import audit, clock
from haandgreb.shared.drafts import drop
from haandgreb.shared.versions import raise_version

What = GroupPoint.What
MUS = "mus"
MOST_PRIVATE = 20


class Held(Exception):
    """Her own talk has been held: it is not taken back any more."""


def note_draft(talk: GroupTalk) -> str:
    """The name under which her half-written notes are kept."""
    return f"dialogues-group-note-{talk.pk}"


@transaction.atomic
def save_note(talk: GroupTalk, text: str, *, version: int, by: Person) -> None:
    """Her notes for the talk, on one page. Hers alone. Raises Stale where another tab was faster."""
    note = GroupPoint.objects.filter(talk=talk, what=What.NOTE, writer=by).first()
    if note is None:
        try:
            with transaction.atomic():
                GroupPoint.objects.create(talk=talk, what=What.NOTE, writer=by, text=text)
        except IntegrityError:
            note = GroupPoint.objects.get(talk=talk, what=What.NOTE, writer=by)
    if note is not None:
        raise_version(note, version)
        note.text = text
        note.save(update_fields=["text"])
    drop(by, note_draft(talk))


@transaction.atomic
def carry(talk: GroupTalk, text: str, *, by: Person) -> None:
    """A point for her own dialogue: hers alone, there as here."""
    mine = GroupPoint.objects.filter(talk=talk, what=What.PRIVATE, writer=by)
    if mine.count() >= MOST_PRIVATE:
        return
    dialogue = next_dialogue_of(by)
    GroupPoint.objects.create(talk=talk, what=What.PRIVATE, writer=by, text=text, carried_to=dialogue)


@transaction.atomic
def drop_carried(point: GroupPoint, *, by: Person) -> None:
    """A point of her own she does not want any more."""
    GroupPoint.objects.filter(pk=point.pk, what=What.PRIVATE, writer=by).delete()


@transaction.atomic
def ask_for_own_talk(talk: GroupTalk, *, by: Person, now: datetime | None = None) -> Dialogue:
    """
    She wants a talk of her own as well: it is held (dialogue.md 7).

    Her next dialogue is marked; where none is coming one is made. Her manager and HR see that a talk is due, her
    colleagues do not. Asked twice it is the same.
    """
    moment = now or clock.now()
    row = locked(talk)
    member = GroupMember.objects.select_related("own_talk").get(talk=row, person=by)
    if member.own_talk is not None and member.own_talk.state != Dialogue.State.CANCELLED:
        return member.own_talk
    dialogue = next_dialogue_of(by)
    if dialogue is None and row.round is not None:
        dialogue = _in_its_round(row.round, by, clock.local_day(moment))
    if dialogue is None:
        manager = next(iter(managers_of(by, clock.local_day(moment))), None)
        kind = Kind.objects.get(key=MUS)
        dialogue = Dialogue.objects.create(
            kind=kind, person=by, manager=manager, manager_since=moment, made_at=moment, minutes=kind.minutes
        )
    Dialogue.objects.filter(pk=dialogue.pk).update(wants_individual=True)
    dialogue.wants_individual = True
    member.own_talk = dialogue
    member.save(update_fields=["own_talk"])
    audit.record("own talk asked for", by=by, about=dialogue)
    return dialogue


def _in_its_round(round_: Round, by: Person, today: date) -> Dialogue | None:
    """As the round of the groups makes it; None where the round is over, or she is none of its people."""
    try:
        return own_talk(round_, by=by, today=today)
    except NotPossible:
        return None


@transaction.atomic
def take_back_own_talk(talk: GroupTalk, *, by: Person) -> None:
    """She does not want one after all. Only she can say so; what a round has planned stays. Raises Held."""
    member = GroupMember.objects.select_related("own_talk__round__kind").get(talk=talk, person=by)
    dialogue = member.own_talk
    if dialogue is None:
        return
    if dialogue.is_held():
        raise Held
    Dialogue.objects.filter(pk=dialogue.pk).update(wants_individual=False)
    if (dialogue.round is None or dialogue.round.kind.is_group) and dialogue.state == Dialogue.State.INVITED:
        dialogue.refresh_from_db()
        move_to(dialogue, Dialogue.State.CANCELLED, by=by)
    member.own_talk = None
    member.save(update_fields=["own_talk"])
    audit.record("own talk taken back", by=by, about=dialogue)
