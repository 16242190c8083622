"""What the pages of the service check ask. Series are ordered by hours; chairs are neither named nor compared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from haandgreb.confidentiality.rules import enough_to_show
from haandgreb.meetings import improving, library
from haandgreb.meetings.models import CheckedSeries, Membership, Series, ServiceCheck, Verdict
from haandgreb.meetings.permissions import may_lead_check, may_write_purpose
from haandgreb.meetings.queries.check_facts import SeriesFacts, facts_by_series
from haandgreb.meetings.queries.reports import shares_by_type
from haandgreb.meetings.rules import deadlines, hours
from haandgreb.organisation.models import Person, Unit
from haandgreb.organisation.permissions import is_hr_for_all
from haandgreb.organisation.queries import hr_units, unit_choices, units_led_by
from haandgreb.shared.twolang import Text

Step = ServiceCheck.Step
ORDER = list(Step)
UNPLANNED = ("one-to-one",)
"""Talks between two are nobody else's to count."""

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


@dataclass(frozen=True)
class Scope:
    """What a check can be about: a unit and what is below it, the whole house, or the series one owns."""

    key: str
    label: str
    unit: Unit | None = None


def page(check: ServiceCheck, person: Person, today: date) -> dict[str, Any]:
    """Everything the page of a check shows, whatever the step; the number of queries does not grow with the series."""
    rows = _rows(check, person, today)
    over = vote_is_over(check)
    bookings = list(check.bookings.order_by("from_day", "-hours_a_week", "what"))
    free = _freed(rows, [booking.hours_a_week for booking in bookings])
    voters = list(check.voters.select_related("person"))
    return {
        "check": check,
        "rows": rows,
        "purposes": [one for one in rows if one.row.series_id],
        "longest": max((one.cost.length for one in rows), default=0.0),
        "total": hours.half_up(sum((one.cost.before for one in rows), Fraction(0))),
        "total_freed": hours.half_up(sum((one.cost.freed for one in rows), Fraction(0))),
        "voters": len(voters),
        "voted": sum(voter.has_voted for voter in voters),
        "is_voter": any(voter.person_id == person.pk for voter in voters),
        "has_voted": any(voter.person_id == person.pk and voter.has_voted for voter in voters),
        "may_lead": may_lead_check(person, check),
        "vote_is_over": over,
        "any_votes": any(one.votes for one in rows),
        "differ": [one for one in rows if one.votes and one.votes.differ],
        "too_few": [one for one in rows if over and one.votes is None and not one.is_new],
        "wanted": list(check.wanted.filter(person=None).order_by("pk")) if over else [],
        "undecided": sum(not one.row.decision for one in rows),
        "bookings": bookings,
        "free": free,
        "first_expiry": _first_expiry(rows),
        "steps": _stages(check),
        "following": _following(check),
        "today": today,
    }


def _rows(check: ServiceCheck, person: Person, today: date) -> list[Row]:
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


def _freed(rows: Sequence[Row], booked: Sequence[Any]) -> dict[str, Any]:
    """Hours a week: freed, and what of them vanishes unless it is booked."""
    freed = hours.a_week(sum((one.cost.freed for one in rows), Fraction(0)))
    used = sum((Fraction(hours_a_week) for hours_a_week in booked), Fraction(0))
    left = hours.Freed(max(freed, Fraction(0)), used).left
    return {"a_week": hours.half_up(freed), "left": hours.half_up(left), "booked": used}


def vote_is_over(check: ServiceCheck) -> bool:
    """Verdicts have lost their people, and can be shown where there are enough."""
    return ORDER.index(Step(check.step)) >= ORDER.index(Step.TALK)


def _verdicts(check: ServiceCheck) -> dict[UUID, list[hours.Verdict]]:
    found: dict[UUID, list[hours.Verdict]] = defaultdict(list)
    rows = Verdict.objects.filter(row__check_of=check, person__isnull=True)
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


def own_verdicts(check: ServiceCheck, person: Person) -> dict[UUID, str]:
    """A voter's own verdicts while the vote is open."""
    return dict(Verdict.objects.filter(row__check_of=check, person=person).values_list("row", "verdict"))


def own_wanted(check: ServiceCheck, person: Person) -> str:
    """The meeting a voter misses, while the vote is open."""
    found = check.wanted.filter(person=person).first()
    return found.text if found else ""


def checks_of(person: Person) -> list[ServiceCheck]:
    """The checks this person takes part in, the latest first."""
    rows = ServiceCheck.objects.visible_to(person).select_related("unit")
    return list(rows.annotate(series_count=Count("rows")))


def scopes(person: Person, today: date) -> list[Scope]:
    """What this person may begin a check of: units managed or held as HR, the whole house, the series she owns."""
    allowed = Q(pk__in=units_led_by(person, today)) | Q(pk__in=hr_units(person, today))
    units = {unit.pk: unit for unit in Unit.objects.on(today).filter(allowed)}
    roots = set(Unit.objects.on(today).filter(parent=None).values_list("pk", flat=True))
    found = []
    if is_hr_for_all(person, today) or (roots and roots <= set(units)):
        found.append(Scope("house", str(_("The whole house"))))
        units = {pk: unit for pk, unit in units.items() if pk not in roots}
    branches = unit_choices(today)
    found += [Scope(str(one.unit.pk), str(one.unit), one.unit) for one in branches if one.unit.pk in units]
    if Series.objects.filter(owner=person, state=Series.State.ACTIVE).exists():
        found.append(Scope("own", str(_("The series I own"))))
    return found


def series_in(scope: Scope, person: Person) -> list[Series]:
    """The running series of a scope with their people; talks between two are left out."""
    found = Series.objects.filter(state=Series.State.ACTIVE).exclude(type__in=UNPLANNED)
    if scope.key == "own":
        found = found.filter(owner=person)
    elif scope.unit is not None:
        found = found.filter(unit__path__startswith=scope.unit.path)
    return list(found.prefetch_related("memberships"))


def people_in(series: Sequence[Series], today: date) -> list[Person]:
    """Everybody in these series who works here today."""
    members = Membership.objects.filter(series__in=series).values("person")
    return list(Person.objects.working_on(today).filter(pk__in=members))


def cadence_label(key: str) -> str:
    """How often, in words."""
    for row in library.load("types")["cadence"]:
        if row["key"] == key:
            return str(Text.of(row["label"]))
    return str(dict(Series.Cadence.choices).get(key, key))


def _first_expiry(rows: Sequence[Row]) -> Row | None:
    known = [(one.runs_out, one.row.title, one) for one in rows if one.runs_out is not None]
    return min(known, key=lambda one: one[:2])[2] if known else None


def _stages(check: ServiceCheck) -> list[dict[str, Any]]:
    """The six steps as they stand on the page; a finished check has all behind it."""
    place = ORDER.index(Step(check.step))
    return [
        {"label": step.label, "is_done": number < place, "is_now": number == place}
        for number, step in enumerate(ORDER)
        if step != Step.DONE
    ]


def _following(check: ServiceCheck) -> str:
    """The step that comes next by a press; empty from the decisions on, which end in other ways."""
    place = ORDER.index(Step(check.step))
    return ORDER[place + 1].value if place < ORDER.index(Step.DECIDE) else ""


def usual_day(today: date) -> date:
    """A new expiry date unless something else is decided: twelve months ahead."""
    return deadlines.expires_on(today)
