"""Colleagues who prepare each other: my pairs, what I said, and who may be paired in a round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from haandgreb.dialogues.models import Dialogue, Pair, PairAnswer, Round
from haandgreb.dialogues.peers_words import QuestionToAsk, questions
from haandgreb.dialogues.permissions import may_offer_pairs
from haandgreb.organisation.models import Person, Unit
from haandgreb.organisation.permissions import hr_units, is_hr
from haandgreb.organisation.queries.managers import units_managed_by
from haandgreb.shared.danish import sort_key
from haandgreb.shared.keyring import Unreadable

OFFERED_IN = (Round.State.DISCUSSED, Round.State.PREPARING, Round.State.TALKS)
"""Colleagues prepare each other before the talks, and while the last ones are still to come."""
READ_IN = (*OFFERED_IN, Round.State.AGREEING, Round.State.FOLLOWING)


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


def mine_rows(person: Person) -> QuerySet[Pair]:
    """Whom I ask and who asks me, the newest round first."""
    rows = Pair.objects.filter(Q(asker=person) | Q(asked=person)).select_related("asker", "asked", "round__kind")
    return rows.order_by("-round__talks_from", "round", "pk")


def mine(person: Person) -> list[Pair]:
    """The same, read."""
    return list(mine_rows(person))


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


def may_answer(pair: Pair) -> bool:
    """Until the round's talks are over, and never where what was said has been put away."""
    if pair.round.state not in (*OFFERED_IN, Round.State.AGREEING):
        return False
    return not PairAnswer.everything.filter(pair=pair, hidden_at__isnull=False).exists()


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
    circles: Sequence[Sequence[Person]]
    free: Sequence[Person]
    untouched: frozenset[UUID]  # people whose circle has neither met nor written anything

    @property
    def people(self) -> int:
        return len(self.free) + sum(len(circle) for circle in self.circles)

    @property
    def may_take_back(self) -> bool:
        return bool(self.untouched)

    @property
    def may_offer(self) -> bool:
        """Two are free, or one and a pair that has not begun."""
        return len(self.free) > 1 or (bool(self.free) and self.pair_to_join is not None)

    @property
    def pair_to_join(self) -> Sequence[Person] | None:
        """A pair the last one can join, so that nobody is left alone."""
        two = [circle for circle in self.circles if len(circle) == 2 and circle[0].pk in self.untouched]
        return two[0] if two else None


def group_of(round_: Round, unit: Unit) -> Group:
    """The people of the unit in the round; four queries."""
    people = {
        person.pk: person
        for person in Person.objects.filter(pk__in=_talking(round_).filter(engagement__unit=unit).values("person"))
    }
    pairs = list(Pair.objects.filter(round=round_, asker__in=list(people)).select_related("asker", "asked"))
    with_text = set(PairAnswer.objects.filter(pair__in=pairs).values_list("pair", flat=True))
    found = circles_of(pairs)
    paired = {person.pk for circle in found for person in circle}
    free = sorted((one for pk, one in people.items() if pk not in paired), key=_by_name)
    begun = {pair.asker_id for pair in pairs if pair.met_on is not None or pair.pk in with_text}
    untouched = [one.pk for circle in found if not begun & {one.pk for one in circle} for one in circle]
    return Group(unit, found, free, frozenset(untouched))


def _talking(round_: Round) -> QuerySet[Dialogue]:
    """The dialogues of the round that are on."""
    return Dialogue.objects.filter(round=round_).exclude(state__in=(Dialogue.State.CANCELLED, Dialogue.State.POSTPONED))


def _by_name(person: Person) -> str:
    return sort_key(str(person))


def circles_of(pairs: Iterable[Pair]) -> list[list[Person]]:
    """Who goes together: two who ask each other, or three where each asks the next."""
    asks = {pair.asker_id: pair.asked for pair in pairs}
    people = {person.pk: person for pair in pairs for person in (pair.asker, pair.asked)}
    found: list[list[Person]] = []
    placed: set[UUID] = set()
    for start in sorted(people.values(), key=_by_name):
        circle: list[Person] = []
        at = start
        while at.pk not in placed:
            placed.add(at.pk)
            circle.append(at)
            at = asks.get(at.pk, at)
        if circle:
            found.append(circle)
    return found


def earlier_partners(people: Iterable[UUID], without: Round) -> set[frozenset[UUID]]:
    """Who was with whom in earlier rounds; colleagues are put together anew where that can be avoided."""
    rows = Pair.objects.filter(asker__in=list(people)).exclude(round=without)
    return {frozenset(pair) for pair in rows.values_list("asker", "asked")}


@dataclass(frozen=True)
class UnitLine:
    """One unit in the list of a round: how many people, and how many have a colleague."""

    unit: Unit
    people: int
    paired: int


def units_to_pair(round_: Round, person: Person, today: date) -> list[UnitLine]:
    """The units with people in the round in which the person may put colleagues together; a few queries for all."""
    units = {unit.pk: unit for unit in _units_of(person, today)}
    places: dict[UUID, set[UUID]] = defaultdict(set)
    for unit, member in _talking(round_).values_list("engagement__unit", "person"):
        if unit in units:
            places[unit].add(member)
    paired = set(Pair.objects.filter(round=round_).values_list("asker", flat=True))
    lines = [UnitLine(units[pk], len(people), len(people & paired)) for pk, people in places.items()]
    return sorted(lines, key=lambda line: line.unit.sort_key)


def _units_of(person: Person, today: date) -> Iterable[Unit]:
    return hr_units(person, today) if is_hr(person, today) else units_managed_by(person, today)


def may_pair_in(person: Person, unit: Unit, today: date) -> bool:
    """Whether the person may put colleagues of the unit together: its manager, and HR within her units."""
    if is_hr(person, today):
        return hr_units(person, today).filter(pk=unit.pk).exists()
    return unit in units_managed_by(person, today)


def rounds_to_pair(person: Person, today: date) -> list[Round]:
    """The rounds in which the person may offer pairs; nothing for who is neither HR nor a manager."""
    if not may_offer_pairs(person, today):
        return []
    rows = Round.objects.filter(state__in=READ_IN, kind__is_group=False).select_related("kind")
    return list(rows)


def sessions_held(round_: Round) -> int:
    """How many talks between colleagues have been: for the works council's seventh question, with its threshold."""
    return Pair.objects.filter(round=round_, met_on__isnull=False).count()


def waiting(person: Person) -> list[Pair]:
    """The person's pairs that have not met, in rounds whose talks are still to come; one query."""
    rows = mine_rows(person).filter(met_on=None, round__state__in=OFFERED_IN)
    return list(rows)
