"""Colleagues who prepare each other: my pairs, what I said, and who may be paired in a round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from haandgreb.dialogues.models import Dialogue, Pair, PairAnswer, Round
from haandgreb.dialogues.peers_words import QuestionToAsk, questions
from haandgreb.dialogues.permissions import may_offer_pairs
from haandgreb.organisation.models import Person, Unit
from haandgreb.shared.danish import sort_key
from haandgreb.shared.keyring import Unreadable

OFFERED_IN = (Round.State.DISCUSSED, Round.State.PREPARING, Round.State.TALKS)
"""Colleagues prepare each other before the talks, and while the last ones are still to come."""


@dataclass(frozen=True)
class Answered:
    """One of the three questions, with what was said; None where nothing is, or where its key is lost."""

    question: QuestionToAsk
    answer: PairAnswer | None = None
    text: str = ""
    is_lost: bool = False


@dataclass(frozen=True)
class OwnAnswer:
    """Something I said to a colleague, and the field of the preparation it belongs in."""

    text: str
    into: str


def pair_seen(person: Person, pair_id: UUID) -> Pair | None:
    """The pair, where the person asks or is asked in it; nobody else reads anything of it."""
    rows = Pair.objects.filter(Q(asker=person) | Q(asked=person), pk=pair_id)
    return rows.select_related("asker", "asked", "round__kind").first()


def mine(person: Person) -> list[Pair]:
    """Whom I ask and who asks me, the newest round first."""
    rows = Pair.objects.filter(Q(asker=person) | Q(asked=person)).select_related("asker", "asked", "round__kind")
    return list(rows.order_by("-round__talks_from", "round", "pk"))


def answered(pair: Pair) -> list[Answered]:
    """The three questions, with what was said. For the two alone: ask pair_seen first."""
    rows = {row.key: row for row in PairAnswer.objects.filter(pair=pair)}
    return [_answered(question, rows.get(question.key)) for question in questions()]


def _answered(question: QuestionToAsk, row: PairAnswer | None) -> Answered:
    if row is None:
        return Answered(question)
    try:
        return Answered(question, row, str(row.text))
    except Unreadable:
        return Answered(question, row, is_lost=True)


def own_answer(person: Person, answer_id: str) -> OwnAnswer | None:
    """What the person herself said, for her own preparation; never what a colleague said to her."""
    try:
        pk = UUID(answer_id)
    except ValueError:
        return None
    row = PairAnswer.objects.filter(pk=pk, pair__asked=person).first()
    if row is None:
        return None
    question = next((one for one in questions() if one.key == row.key), None)
    try:
        return OwnAnswer(str(row.text), question.into) if question is not None else None
    except Unreadable:
        return None


def to_prepare(person: Person, pair: Pair) -> Dialogue | None:
    """The person's own dialogue of that round, while its preparation can be written."""
    states = (Dialogue.State.INVITED, Dialogue.State.BOOKED, Dialogue.State.POSTPONED)
    return Dialogue.objects.filter(person=person, round=pair.round, state__in=states).first()


@dataclass(frozen=True)
class Group:
    """The people of one unit in a round: who is with whom, and who has no colleague yet."""

    unit: Unit
    pairs: Sequence[Sequence[Person]]
    free: Sequence[Person]
    begun: int  # how many rows of pairs have met or been written in

    @property
    def people(self) -> int:
        return len(self.free) + sum(len(pair) for pair in self.pairs)


def groups(round_: Round, units: Iterable[Unit]) -> list[Group]:
    """The units that have people in the round, in Danish order; four queries however many there are."""
    by_id = {unit.pk: unit for unit in units}
    members: dict[UUID, dict[UUID, Person]] = defaultdict(dict)
    rows = Dialogue.objects.filter(round=round_, engagement__unit__in=list(by_id))
    rows = rows.exclude(state__in=(Dialogue.State.CANCELLED, Dialogue.State.POSTPONED))
    for row in rows.select_related("person", "engagement"):
        if row.engagement is not None:
            members[row.engagement.unit_id][row.person_id] = row.person
    pairs = list(Pair.objects.filter(round=round_).select_related("asker", "asked"))
    with_text = set(PairAnswer.objects.filter(pair__round=round_).values_list("pair", flat=True))
    found = [_group(by_id[pk], people, pairs, with_text) for pk, people in members.items()]
    return sorted(found, key=lambda group: group.unit.sort_key)


def _group(unit: Unit, people: dict[UUID, Person], pairs: Sequence[Pair], with_text: set[UUID]) -> Group:
    here = [pair for pair in pairs if pair.asker_id in people]
    circles = circles_of(here)
    paired = {person.pk for circle in circles for person in circle}
    free = sorted((one for pk, one in people.items() if pk not in paired), key=lambda one: sort_key(str(one)))
    begun = sum(pair.met_on is not None or pair.pk in with_text for pair in here)
    return Group(unit, circles, free, begun)


def circles_of(pairs: Iterable[Pair]) -> list[list[Person]]:
    """Who goes together: two who ask each other, or three where each asks the next."""
    asks = {pair.asker_id: pair.asked for pair in pairs}
    people = {person.pk: person for pair in pairs for person in (pair.asker, pair.asked)}
    circles: list[list[Person]] = []
    placed: set[UUID] = set()
    for start in sorted(people, key=lambda pk: sort_key(str(people[pk]))):
        circle: list[Person] = []
        at = people[start]
        while at.pk not in placed:
            placed.add(at.pk)
            circle.append(at)
            at = asks.get(at.pk, at)
        if circle:
            circles.append(circle)
    return circles


def earlier_partners(people: Iterable[Person], without: Round) -> set[frozenset[UUID]]:
    """Who was with whom in earlier rounds; colleagues are put together anew where that can be avoided."""
    rows = Pair.objects.filter(asker__in=list(people)).exclude(round=without)
    return {frozenset(pair) for pair in rows.values_list("asker", "asked")}


def rounds_to_pair(person: Person, today: date) -> list[Round]:
    """The rounds in which the person may offer pairs; nothing for who is neither HR nor a manager."""
    if not may_offer_pairs(person, today):
        return []
    rows = Round.objects.filter(state__in=OFFERED_IN, kind__is_group=False).select_related("kind")
    return list(rows)


def sessions_held(round_: Round) -> int:
    """How many pairs have met: for the works council's seventh question, with its threshold."""
    return Pair.objects.filter(round=round_, met_on__isnull=False).count()
