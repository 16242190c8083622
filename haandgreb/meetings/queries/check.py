"""What the pages of the service check ask."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from haandgreb.confidentiality.rules import enough_to_show
from haandgreb.meetings import improving, library
from haandgreb.meetings.models import AgendaItem, CheckedSeries, Meeting, ServiceCheck, Verdict
from haandgreb.meetings.permissions import may_lead_check, may_write_purpose
from haandgreb.meetings.queries.reports import shares_by_type
from haandgreb.meetings.rules import facts, hours
from haandgreb.meetings.rules.counts import Portion
from haandgreb.organisation.models import Person
from haandgreb.shared import formats
from haandgreb.shared.twolang import Text

KINDS = ("information", "discussion", "decision", "ideas", "learning", "coordination")


_TONES = {"keep": "good", "adjust": "accent", "close": "bad", "missing": "accent"}


@dataclass(frozen=True)
class SeriesCost:
    """Person-hours a month before and after, exactly; `freed` is less than nothing for a new meeting."""

    before: Fraction
    after: Fraction | None
    freed: Fraction

    @property
    def shown_freed(self) -> Fraction:
        """The part of the bar that is hatched: never more than there was."""
        return min(max(self.freed, Fraction(0)), self.before)


@dataclass(frozen=True)
class Votes:
    """The silent verdicts of one series, shown only from five votes (the rule of five holds here too)."""

    number: int
    tally: tuple[tuple[Text, int], ...]
    differ: bool
    for_decision: int


@dataclass(frozen=True)
class MapFacts:
    """What a series was like: kinds of items by minutes, start delay, items with a purpose."""

    information: Portion | None
    median_delay: Fraction | None
    purpose: Portion | None


@dataclass(frozen=True)
class CheckRow:
    """One series of a check, ready for the page."""

    row: CheckedSeries
    cost: SeriesCost
    votes: Votes | None
    facts: MapFacts | None
    type_share: Fraction | None
    may_write: bool
    verdict: improving.VerdictText | None

    @property
    def cadence(self) -> Text:
        return cadence_label(self.row.cadence)

    @property
    def hours(self) -> int:
        """Person-hours a month, rounded for the eye; sums are made before rounding."""
        return hours.half_up(self.cost.before)

    @property
    def before(self) -> float:
        return float(self.cost.before)

    @property
    def cut(self) -> float:
        """The hatched part of the bar."""
        return float(self.cost.shown_freed)

    @property
    def frees(self) -> int:
        return hours.half_up(self.cost.freed)

    @property
    def delay(self) -> float | None:
        known = self.facts.median_delay if self.facts else None
        return None if known is None else float(known)

    @property
    def type_percent(self) -> int | None:
        return None if self.type_share is None else hours.half_up(100 * self.type_share)

    @property
    def tone(self) -> str:
        """The colour of the verdict's tag; the word says the same."""
        return _TONES.get(self.row.decision, "warn")

    @property
    def votes_words(self) -> str:
        """What the dots say."""
        assert self.votes is not None
        return _("%(part)d of %(whole)d votes") % {"part": self.votes.for_decision, "whole": self.votes.number}


@dataclass(frozen=True)
class FreedTime:
    """Hours a week: freed, booked, and what vanishes unless it is booked."""

    freed: Fraction
    booked: Fraction
    left: Fraction


def check_page(check: ServiceCheck, person: Person, today: date) -> dict[str, Any]:
    """Everything the page of a check shows, whatever the step; the number of queries does not grow with the series."""
    rows = list(check.rows.select_related("series", "owner"))
    votes = _votes(check)
    mapped = _map_facts([row.series_id for row in rows if row.series_id is not None])
    shares = shares_by_type()
    shown = [
        CheckRow(
            row=row,
            cost=cost_of(row),
            votes=_shown_votes(row, votes[row.pk]) if _vote_is_over(check) else None,
            facts=mapped.get(row.series_id) if row.series_id else None,
            type_share=shares.get(row.type),
            may_write=may_write_purpose(person, row, check),
            verdict=improving.verdicts().get(row.decision),
        )
        for row in rows
    ]
    # By what they cost, so that the talk begins where time is; chairs are not named.
    shown.sort(key=lambda one: (-one.cost.before, one.row.title))
    bookings = list(check.bookings.all())
    free = freed_time(shown, [booking.hours_a_week for booking in bookings])
    return {
        "check": check,
        "rows": shown,
        "voters": check.voters.count(),
        "voted": _voted(check),
        "may_lead": may_lead_check(person, check),
        "is_voter": check.voters.filter(person=person).exists(),
        "differ": [one for one in shown if one.votes and one.votes.differ],
        "too_few": [one for one in shown if _vote_is_over(check) and one.votes is None and one.row.series_id],
        "bookings": bookings,
        "total": hours.half_up(sum((one.cost.before for one in shown), Fraction(0))),
        "total_freed": hours.half_up(sum((one.cost.freed for one in shown), Fraction(0))),
        "longest": float(max((one.cost.before for one in shown), default=Fraction(0))),
        "freed_a_week": _rounded(free.freed),
        "left_a_week": _rounded(free.left),
        "undecided": sum(not one.row.decision for one in shown),
        "prompts": improving.prompts(),
        "steps": improving.steps(),
        "today": today,
    }


def cost_of(row: CheckedSeries) -> SeriesCost:
    """Person-hours a month of a series, and what its decision frees."""
    before = hours.person_hours(hours.Cadence(row.cadence), row.minutes, row.people)
    after = None
    if row.new_minutes or row.new_cadence or row.new_people:
        cadence = hours.Cadence(row.new_cadence or row.cadence)
        after = hours.person_hours(cadence, row.new_minutes or row.minutes, row.new_people or row.people)
    freed = hours.hours_freed(hours.Verdict(row.decision), before, after) if row.decision else Fraction(0)
    return SeriesCost(before, after, freed)


def freed_time(rows: Sequence[CheckRow], booked: Sequence[Any]) -> FreedTime:
    """Hours a week that the decisions free, and what of them is booked."""
    freed = hours.a_week(sum((one.cost.freed for one in rows), Fraction(0)))
    used = sum((Fraction(hours_a_week) for hours_a_week in booked), Fraction(0))
    return FreedTime(freed, used, hours.Freed(max(freed, Fraction(0)), used).left)


def _rounded(hours_a_week: Fraction) -> str:
    return formats.number(hours.half_up(hours_a_week), "da" if (get_language() or "da").startswith("da") else "en")


def _vote_is_over(check: ServiceCheck) -> bool:
    steps = list(ServiceCheck.Step)
    return steps.index(ServiceCheck.Step(check.step)) >= steps.index(ServiceCheck.Step.TALK)


def _votes(check: ServiceCheck) -> dict[UUID, list[hours.Verdict]]:
    found: dict[UUID, list[hours.Verdict]] = defaultdict(list)
    for row, verdict in Verdict.objects.filter(row__check_of=check).values_list("row", "verdict"):
        found[row].append(hours.Verdict(verdict))
    return found


def _shown_votes(row: CheckedSeries, votes: list[hours.Verdict]) -> Votes | None:
    """None below five votes: a group that small talks instead."""
    if not enough_to_show(len(votes)):
        return None
    labels = improving.verdicts()
    return Votes(
        number=len(votes),
        tally=tuple((labels[verdict.value].label, number) for verdict, number in hours.tally(votes)),
        differ=hours.votes_differ(votes),
        for_decision=Counter(vote.value for vote in votes)[row.decision] if row.decision else 0,
    )


def _voted(check: ServiceCheck) -> int:
    """How many have voted, while the vote is open; never who."""
    found = Verdict.objects.filter(row__check_of=check, person__isnull=False)
    return found.aggregate(n=Count("person", distinct=True))["n"] or 0


def own_verdicts(check: ServiceCheck, person: Person) -> dict[UUID, str]:
    """A voter's own verdicts while the vote is open."""
    return dict(Verdict.objects.filter(row__check_of=check, person=person).values_list("row", "verdict"))


def _map_facts(series: Sequence[UUID]) -> dict[UUID, MapFacts]:
    """Facts of several series over their held meetings: two queries."""
    delays: dict[UUID, list[int]] = defaultdict(list)
    held = Meeting.objects.filter(series__in=series, state=Meeting.State.HELD, began_at__isnull=False)
    for key, planned, actual in held.values_list("series", "starts_at", "began_at"):
        if key is not None and actual is not None:
            delays[key].append(facts.start_delay(planned, actual))
    minutes: dict[UUID, Counter[str]] = defaultdict(Counter)
    purposes: dict[UUID, list[str]] = defaultdict(list)
    items = AgendaItem.objects.filter(meeting__series__in=series, meeting__state=Meeting.State.HELD)
    for key, kind, length, purpose in items.values_list("meeting__series", "kind", "minutes", "purpose"):
        minutes[key][kind] += length
        purposes[key].append(purpose)
    return {
        key: MapFacts(
            information=Portion(minutes[key]["information"], sum(minutes[key].values())) if minutes[key] else None,
            median_delay=facts.median_start_delay(delays[key]),
            purpose=facts.items_with_purpose(purposes[key]) if purposes[key] else None,
        )
        for key in series
    }


def cadence_label(key: str) -> Text:
    """How often, in words."""
    for row in library.load("types")["cadence"]:
        if row["key"] == key:
            return Text.of(row["label"])
    return Text("én gang", "once")


def checks_of(person: Person) -> list[ServiceCheck]:
    """The checks this person takes part in, the latest first."""
    return list(ServiceCheck.objects.visible_to(person).select_related("leader", "unit"))
