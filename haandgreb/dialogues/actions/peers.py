"""Putting colleagues together before a round, and what they say to each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from haandgreb.dialogues.actions.preparation import BothWrote, Clash
from haandgreb.dialogues.models import Pair, PairAnswer, Round
from haandgreb.dialogues.peers_words import questions
from haandgreb.dialogues.queries import peers as queries
from haandgreb.dialogues.rules import peers as rules
from haandgreb.dialogues.rules.preparation import merge
from haandgreb.organisation.models import Person, Unit
from haandgreb.shared import audit, clock
from haandgreb.shared.keyring import Unreadable


class NotNow(Exception):
    """The round is past its talks, or there is nobody to put together."""


class NotYours(Exception):
    """Only the one who was asked writes answers; only the two say that they have met."""


@transaction.atomic
def offer(round_: Round, unit: Unit, *, by: Person) -> int:
    """
    Put everybody of the unit who has no colleague yet in a pair or a trio; returns how many circles were made.

    The same people are put together the same way each time, so nobody draws until the result pleases. One who is left
    alone joins a pair that has not begun. Raises NotNow.
    """
    round_ = Round.objects.select_for_update(of=("self",), no_key=True).get(pk=round_.pk)
    group = queries.group_of(round_, unit)
    if round_.state not in queries.OFFERED_IN or not group.may_offer:
        raise NotNow
    people = [person.pk for person in group.free]
    if len(people) == 1 and group.pair_to_join is not None:
        two = [person.pk for person in group.pair_to_join]
        Pair.objects.filter(round=round_, asker__in=two).delete()
        people += two
    apart = queries.earlier_partners(people, round_)
    found = rules.circles(people, f"{round_.pk}-{unit.pk}", apart)
    Pair.objects.bulk_create(_rows(round_, found))
    audit.record("pairs offered", by=by, about=round_, unit=str(unit.pk), pairs=len(found))
    return len(found)


def _rows(round_: Round, found: Sequence[Sequence[UUID]]) -> list[Pair]:
    asked = [pair for circle in found for pair in rules.asks(circle)]
    return [Pair(round=round_, asker_id=asker, asked_id=other) for asker, other in asked]


@transaction.atomic
def take_back(round_: Round, unit: Unit, *, by: Person) -> int:
    """Take back the offer to those who have neither met nor written anything; returns how many people that were."""
    round_ = Round.objects.select_for_update(of=("self",), no_key=True).get(pk=round_.pk)
    untouched = queries.group_of(round_, unit).untouched
    Pair.objects.filter(round=round_, asker__in=untouched).delete()
    audit.record("pairs taken back", by=by, about=round_, unit=str(unit.pk), people=len(untouched))
    return len(untouched)


@transaction.atomic
def answer(pair: Pair, sent: Mapping[str, str], marks: Mapping[str, str], *, by: Person) -> int:
    """
    Keep what the one who was asked says; the asker can read it. Returns how many answers changed.

    Raises NotYours for anybody else, NotNow where the round is over, BothWrote where two windows disagree. An emptied
    answer is gone.
    """
    if pair.asked_id != by.pk:
        raise NotYours
    pair = Pair.objects.select_for_update(of=("self",), no_key=True).select_related("round").get(pk=pair.pk)
    if not queries.may_answer(pair):
        raise NotNow
    rows = {row.key: row for row in PairAnswer.objects.filter(pair=pair)}
    clashes, changed = [], []
    for key in [question.key for question in questions() if question.key in sent]:
        saved = _text(rows.get(key))
        if saved is None:  # its key is lost: it stays as it is
            continue
        merged = merge(sent[key], saved, marks.get(key))
        if merged.clashes:
            clashes.append(Clash(key, "text", sent[key], saved))
        elif merged.text != saved:
            changed.append((key, merged.text))
    if clashes:
        raise BothWrote(clashes)
    for key, text in changed:
        _save(pair, key, rows.get(key), text)
    if changed:
        audit.record("colleague answered", by=by, about=pair, answers=len(changed))
    return len(changed)


def _text(row: PairAnswer | None) -> str | None:
    try:
        return str(row.text) if row is not None else ""
    except Unreadable:
        return None


def _save(pair: Pair, key: str, row: PairAnswer | None, text: str) -> None:
    if row is None:
        PairAnswer.objects.create(pair=pair, key=key, text=text)
    elif text:
        row.text, row.version = text, row.version + 1
        row.save(update_fields=["text", "version"])
    else:
        row.delete()


@transaction.atomic
def say_met(pair: Pair, *, by: Person, on: date | None = None) -> None:
    """The two have talked: one of them says so, for both directions. Raises NotYours."""
    two = [pair.asker_id, pair.asked_id]
    if by.pk not in two:
        raise NotYours
    rows = Pair.objects.filter(round=pair.round_id, asker__in=two, asked__in=two, met_on=None)
    if rows.update(met_on=on or clock.today()):
        audit.record("colleagues met", by=by, about=pair)
