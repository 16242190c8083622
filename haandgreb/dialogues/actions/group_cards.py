"""Cards of a group: written in silence, shown all at once without their writers, sorted together."""

from __future__ import annotations

import random
from collections.abc import Iterable
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max, QuerySet

from haandgreb.dialogues.actions.group import locked, move
from haandgreb.dialogues.models import GroupMember, GroupPoint, GroupTalk
from haandgreb.dialogues.rules.group import FEWEST_WRITERS, shuffled
from haandgreb.organisation.models import Person
from haandgreb.shared import audit
from haandgreb.shared.states import Refused
from haandgreb.shared.versions import raise_version

MOST_CARDS = 12
"""So many silent cards of one person: more than anybody writes in ten minutes."""

State, What = GroupTalk.State, GroupPoint.What
_dice = random.SystemRandom()


class NotSilentAnyMore(Exception):
    """The cards are shown: what is written now would not be silent."""


class TooMany(Exception):
    """She has written as many cards as there is room for."""


class TooFewWriters(Exception):
    """Fewer than two have written: everybody would know whose the cards are."""


@transaction.atomic
def write(talk: GroupTalk, text: str, *, by: Person, need: str = "") -> None:
    """
    A silent card. No audit entry and no time: nothing but the card says that she wrote.

    Raises NotSilentAnyMore unless the group is writing, TooMany after twelve.
    """
    row = _writing(talk)
    own = row.points.filter(what=What.NEED, writer=by).count()
    if own >= MOST_CARDS:
        raise TooMany
    GroupPoint.objects.create(talk=row, what=What.NEED, need=need, writer=by, text=text, place=own)
    row.members.filter(person=by).update(is_done=False)


@transaction.atomic
def change(card: GroupPoint, text: str, *, by: Person, need: str = "") -> None:
    """Her own card, while it is silent. Raises NotSilentAnyMore afterwards."""
    _writing(card.talk)
    mine = GroupPoint.objects.filter(pk=card.pk, writer=by, what=What.NEED).first()
    if mine is None:
        raise NotSilentAnyMore
    mine.text, mine.need = text, need
    mine.save(update_fields=["text", "need"])


@transaction.atomic
def delete(card: GroupPoint, *, by: Person) -> None:
    """Her own card, while it is silent."""
    _writing(card.talk)
    GroupPoint.objects.filter(pk=card.pk, writer=by, what=What.NEED).delete()


@transaction.atomic
def say_done(talk: GroupTalk, is_done: bool, *, by: Person) -> None:
    """She has nothing more to write, or has after all. Only how many are done is ever shown."""
    row = _writing(talk)
    row.members.filter(person=by).update(is_done=is_done)


@transaction.atomic
def show(talk: GroupTalk, *, version: int | None, by: Person) -> int:
    """
    Show all cards at once; how many.

    They are written anew without their writers, in random order and under new ids, and who said she was done is
    forgotten: neither keys nor places nor the order of the rows tell. Raises TooFewWriters, Refused, Stale.
    """
    row = locked(talk, State.WRITING)
    raise_version(row, version)
    silent = list(row.points.filter(what=What.NEED, writer__isnull=False))
    if len({card.writer_id for card in silent}) < FEWEST_WRITERS:
        raise TooFewWriters
    said = [(card.need, card.text) for card in silent]
    row.points.filter(pk__in=[card.pk for card in silent]).delete()
    first = _next_place(row, What.NEED)
    GroupPoint.objects.bulk_create(
        GroupPoint(id=uuid4(), talk=row, what=What.NEED, need=need, text=text, place=place)
        for place, (need, text) in enumerate(shuffled(said, _dice), first)
    )
    GroupMember.objects.filter(talk=row).update(is_done=False)
    move(row, State.SHOWN, by=by)
    audit.record("group cards shown", by=by, about=row, cards=len(said))
    return len(said)


@transaction.atomic
def write_again(talk: GroupTalk, *, version: int | None, by: Person) -> None:
    """One more round of silence; what was shown stays on the table."""
    row = locked(talk, State.SHOWN)
    raise_version(row, version)
    move(row, State.WRITING, by=by)


@transaction.atomic
def sort(talk: GroupTalk, cards: Iterable[UUID], need: str, *, by: Person) -> None:
    """These cards are needs of this kind; "" takes the kind away again."""
    row = locked(talk, State.SHOWN, State.VOTING, State.PLANNING)
    _shown(row).filter(pk__in=list(cards)).update(need=need)
    audit.record("group cards sorted", by=by, about=row, need=need)


@transaction.atomic
def join(talk: GroupTalk, cards: Iterable[UUID], *, by: Person) -> None:
    """These say the same: the others lie under the first of them. Fewer than two: nothing happens."""
    row = locked(talk, State.SHOWN)
    found = list(_shown(row).filter(pk__in=list(cards), under=None))
    if len(found) < 2:
        return
    first, others = found[0], [card.pk for card in found[1:]]
    row.points.filter(under__in=others).update(under=first)
    row.points.filter(pk__in=others).update(under=first)
    audit.record("group cards joined", by=by, about=row, cards=len(found))


@transaction.atomic
def part(talk: GroupTalk, card: UUID, *, by: Person) -> None:
    """They did not say the same after all: those under the card stand by themselves again."""
    row = locked(talk, State.SHOWN)
    _shown(row).filter(under=card).update(under=None)
    audit.record("group cards parted", by=by, about=row)


@transaction.atomic
def put(talk: GroupTalk, what: str, text: str, *, by: Person) -> None:
    """A status or a strength the group has said aloud, on the screen for all. Nobody's name stands at it."""
    row = locked(talk, State.TALKING, State.WRITING, State.SHOWN, State.VOTING, State.PLANNING)
    if what not in {What.STATUS, What.STRENGTH}:
        raise Refused(what)
    GroupPoint.objects.create(talk=row, what=what, text=text, place=_next_place(row, what))
    audit.record("group point put", by=by, about=row, what=what)


@transaction.atomic
def take_away(point: GroupPoint, *, by: Person) -> None:
    """A status or a strength that should not stand there."""
    row = locked(point.talk, State.TALKING, State.WRITING, State.SHOWN, State.VOTING, State.PLANNING)
    row.points.filter(pk=point.pk, what__in=[What.STATUS, What.STRENGTH]).delete()
    audit.record("group point taken away", by=by, about=row)


def _writing(talk: GroupTalk) -> GroupTalk:
    try:
        return locked(talk, State.WRITING)
    except Refused as refused:
        raise NotSilentAnyMore from refused


def _shown(row: GroupTalk) -> QuerySet[GroupPoint]:
    return row.points.filter(what=What.NEED, writer=None)


def _next_place(row: GroupTalk, what: str) -> int:
    last = row.points.filter(what=what, writer=None).aggregate(last=Max("place"))["last"]
    return 0 if last is None else last + 1
