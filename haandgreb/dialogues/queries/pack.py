"""The works council's yearly pack: one round on paper, with nothing in it that a page may not show."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from haandgreb.competences.models import Competence, GapRelease
from haandgreb.confidentiality.rules import enough_people
from haandgreb.dialogues.models import Decision, Evaluation, Round, RoundCount
from haandgreb.dialogues.queries.evaluation import Result, of_round, result_of
from haandgreb.dialogues.queries.status import Shown, shown
from haandgreb.dialogues.rules.pack import FULL, Rate, rate
from haandgreb.followups.models import FollowUp
from haandgreb.followups.queries import of_source
from haandgreb.organisation.models import Person, Unit

SOURCE = "dialogues"


@dataclass(frozen=True)
class UnitLine:
    """A unit with everything below it: how many in the round have an agreed goal, and how many have not."""

    unit: Unit
    with_goal: int
    without: int

    @property
    def people(self) -> int:
        return self.with_goal + self.without


@dataclass
class Goals:
    """What a counting of a round's goals lets be told; None where there are too few."""

    counted_on: date | None = None
    goals: int | None = None
    linked: Rate | None = None
    followed: Rate | None = None
    status: list[int] | None = None
    units: list[UnitLine] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return self.goals is None and self.followed is None and not self.units


def goals_of(found: Round) -> Goals:
    """The latest counting of a round's goals."""
    row = RoundCount.objects.filter(round=found).first()
    return _goals(row) if row is not None else Goals()


def _goals(row: RoundCount) -> Goals:
    linked, followed, status = (row.whole.get(name) for name in ("goals", "followed", "status"))
    told = Goals(row.counted_on)
    if linked is not None:
        told.linked = rate(linked[0], sum(linked))
        told.goals = sum(linked) if sum(linked) >= FULL else None
        told.status = status if told.goals is not None else None
    if followed is not None:
        told.followed = rate(followed[0], sum(followed))
    # That everybody in a unit has a goal, or nobody, would tell of each: such a unit looks like one with too few.
    both = {UUID(pk): (goal, none) for pk, (goal, none, _within) in row.units.items() if goal and none}
    told.units = [UnitLine(unit, *both[pk]) for pk, unit in Unit.objects.in_bulk(list(both)).items()]
    told.units.sort(key=lambda line: (line.unit.path, line.unit.sort_key))
    return told


@dataclass(frozen=True)
class Need:
    """A competence so many people have agreed a goal for: five at least."""

    competence: Competence
    people: int


def needs() -> list[Need]:
    """What people have agreed to learn, as the latest counting of competences tells it; in Danish order."""
    release = GapRelease.objects.first()
    if release is None:
        return []
    told = {UUID(key): people for key, people in release.goals.items() if enough_people(people)}
    rows = Competence.objects.filter(pk__in=list(told)).order_by("sort_key")
    return [Need(one, told[one.pk]) for one in rows]


@dataclass(frozen=True)
class Decided:
    """A decision with how far its owner is."""

    decision: Decision
    promise: FollowUp | None


def decisions_of(found: Round) -> list[Decided]:
    """What was decided after a round, the earliest day first."""
    rows = list(Decision.objects.filter(round=found).select_related("owner").order_by("due_on", "pk"))
    skipped = FollowUp.State.SKIPPED
    promises = {row.source_id: row for row in of_source(SOURCE, [one.pk for one in rows]).exclude(state=skipped)}
    return [Decided(one, promises.get(one.pk)) for one in rows]


@dataclass(frozen=True)
class Evaluated:
    """An evaluation of the round, with its result once it is closed."""

    evaluation: Evaluation
    result: Result | None


def evaluations_of(found: Round) -> list[Evaluated]:
    """The evaluations of a round."""
    return [Evaluated(one, result_of(one)) for one in of_round(found)]


@dataclass(frozen=True)
class Before:
    """A round of the same kind: its rates beside this one's."""

    round: Round
    linked: Rate | None
    followed: Rate | None


def earlier(found: Round, limit: int = 5) -> list[Before]:
    """This round and those of its kind before it, the earliest first. Each was counted by itself; no difference is."""
    rows = Round.objects.filter(kind=found.kind, talks_from__lte=found.talks_from).select_related("count")
    rounds = list(rows.order_by("-talks_from")[:limit])
    told = [(one, goals_of(one)) for one in reversed(rounds)]
    return [Before(one, goals.linked, goals.followed) for one, goals in told]


def status_of(found: Round, reader: Person, today: date) -> Shown | None:
    """How far the round is in counts, as the page of the round tells it; None where there are too few."""
    told = shown(found, reader, today)
    return told if told.totals is not None else None


def rounds() -> list[Round]:
    """The rounds a pack can be made of, the latest first."""
    rows = Round.objects.exclude(state=Round.State.DRAFT).filter(kind__is_group=False)
    return list(rows.select_related("kind", "concept").order_by("-talks_from"))
