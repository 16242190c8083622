"""The series of a service check, ready for the page: hours, votes, facts, decisions."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from haandgreb.confidentiality.rules import enough_to_show
from haandgreb.meetings import improving, library
from haandgreb.meetings.models import CheckedSeries, Series, ServiceCheck, Verdict
from haandgreb.meetings.permissions import may_write_purpose
from haandgreb.meetings.queries.check_facts import SeriesFacts, facts_by_series
from haandgreb.meetings.queries.reports import shares_by_type
from haandgreb.meetings.rules import hours
from haandgreb.organisation.models import Person
from haandgreb.shared.twolang import Text

Step = ServiceCheck.Step
ORDER = list(Step)

TONES = {
    hours.Verdict.KEEP: "good",
    hours.Verdict.ADJUST: "accent",
    hours.Verdict.MISSING: "accent",
    hours.Verdict.CLOSE: "bad",
}


@dataclass(frozen=True)
class Cost:
    """Person-hours a month, exactly: before, after where that is known, and what the decision frees."""

    before: Fraction
    after: Fraction | None
    freed: Fraction

    @property
    def rounded(self) -> int:
        """Hours for the eye; sums are made before rounding."""
        return hours.half_up(self.before)

    @property
    def rounded_freed(self) -> int:
        """Less than nothing for a new meeting, or a change that makes one dearer."""
        return hours.half_up(self.freed)

    @property
    def length(self) -> float:
        """The length of the bar."""
        return float(self.before)

    @property
    def cut(self) -> float:
        """The hatched part of the bar: never more than there is."""
        return float(min(max(self.freed, Fraction(0)), self.before))


@dataclass(frozen=True)
class Votes:
    """The silent verdicts of one series; made only from five on."""

    number: int
    tally: tuple[tuple[str, int], ...]
    differ: bool
    verdict: str
    for_it: int


@dataclass(frozen=True)
class Row:
    """One series of a check, ready for the page."""

    row: CheckedSeries
    cost: Cost
    votes: Votes | None
    facts: SeriesFacts | None
    type_percent: int | None
    may_write: bool
    field: Any = None  # where the reader gives her verdict, while the vote is open

    @property
    def is_new(self) -> bool:
        """A meeting the group misses."""
        return self.row.decision == hours.Verdict.MISSING

    @property
    def cadence(self) -> str:
        """How often, in words."""
        return cadence_label(self.row.new_cadence if self.is_new else self.row.cadence)

    @property
    def minutes(self) -> int:
        """How long, before the decision."""
        return (self.row.new_minutes or 0) if self.is_new else self.row.minutes

    @property
    def people(self) -> int:
        """How many, before the decision."""
        return (self.row.new_people or 0) if self.is_new else self.row.people

    @property
    def verdict(self) -> str:
        """The decision in words; empty while there is none."""
        found = improving.verdicts().get(self.row.decision)
        return str(found.label) if found else ""

    @property
    def tone(self) -> str:
        """The colour of the decision, always beside its words."""
        return TONES.get(hours.Verdict(self.row.decision), "warn") if self.row.decision else ""

    @property
    def runs_out(self) -> date | None:
        """The day the series ends unless it is looked at again; one that is closed ends when the decision says."""
        return self.row.from_day if self.row.decision == hours.Verdict.CLOSE else self.row.review_on

    @property
    def new_facts(self) -> str:
        """What it becomes, in words: the parts that change."""
        parts = []
        if self.row.new_cadence:
            parts.append(cadence_label(self.row.new_cadence))
        if self.row.new_minutes:
            parts.append(f"{self.row.new_minutes} min")
        return ", ".join(parts)


def rows_of(check: ServiceCheck, person: Person, today: date) -> list[Row]:
    """In the order of hours; new meetings last. The number of queries does not grow with the series."""
    rows = list(check.rows.select_related("series", "owner", "merge_with"))
    over = vote_is_over(check)
    votes = _verdicts(check) if over else {}
    facts = facts_by_series([row.series_id for row in rows if row.series_id is not None], today)
    shares = shares_by_type()
    found = [
        Row(
            row=row,
            cost=cost_of(row),
            votes=_shown(row, votes.get(row.pk, [])),
            facts=facts.get(row.series_id) if row.series_id is not None else None,
            type_percent=hours.half_up(100 * shares[row.type]) if row.type in shares else None,
            may_write=may_write_purpose(person, row, check),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.is_new, -one.cost.before, one.row.title))


def cost_of(row: CheckedSeries) -> Cost:
    """Person-hours a month of a series, and what its decision frees."""
    before = hours.person_hours(hours.Cadence(row.cadence), row.minutes, row.people)
    after = None
    if row.new_minutes or row.new_cadence or row.new_people:
        cadence = hours.Cadence(row.new_cadence or row.cadence)
        after = hours.person_hours(cadence, row.new_minutes or row.minutes, row.new_people or row.people)
    freed = hours.hours_freed(hours.Verdict(row.decision), before, after) if row.decision else Fraction(0)
    return Cost(before, after, freed)


def vote_is_over(check: ServiceCheck) -> bool:
    """Verdicts have lost their people, and can be shown where there are enough."""
    return ORDER.index(Step(check.step)) >= ORDER.index(Step.TALK)


def _verdicts(check: ServiceCheck) -> dict[UUID, list[hours.Verdict]]:
    found: dict[UUID, list[hours.Verdict]] = defaultdict(list)
    rows = Verdict.objects.filter(row__check_of=check, voter="")
    for row, verdict in rows.values_list("row", "verdict"):
        found[row].append(hours.Verdict(verdict))
    return found


def _shown(row: CheckedSeries, votes: list[hours.Verdict]) -> Votes | None:
    """None below five votes: so few cannot be without a name, and talk instead."""
    if not enough_to_show(len(votes)):
        return None
    labels = improving.verdicts()
    tally = hours.tally(votes)
    counted = Counter(votes)
    verdict = hours.Verdict(row.decision) if row.decision else max(tally, key=lambda one: one[1])[0]
    return Votes(
        number=len(votes),
        tally=tuple((str(labels[one].label), number) for one, number in tally),
        differ=hours.votes_differ(votes),
        verdict=str(labels[verdict].label),
        for_it=counted[verdict],
    )


def cadence_label(key: str) -> str:
    """How often, in words."""
    for row in library.load("types")["cadence"]:
        if row["key"] == key:
            return str(Text.of(row["label"]))
    return str(dict(Series.Cadence.choices).get(key, key))
