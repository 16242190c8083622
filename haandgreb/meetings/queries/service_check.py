"""What the pages of the service check ask. Series are ordered by hours; chairs are neither named nor compared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count

from haandgreb.meetings.models import ServiceCheck, Verdict
from haandgreb.meetings.permissions import may_lead_check
from haandgreb.meetings.queries.check_rows import ORDER, Row, Step, rows_of, vote_is_over
from haandgreb.meetings.rules import deadlines, hours
from haandgreb.meetings.rules.codes import ballot
from haandgreb.organisation.models import Person


def page(check: ServiceCheck, person: Person, today: date) -> dict[str, Any]:
    """Everything the page of a check shows, whatever the step; the number of queries does not grow with the series."""
    rows = rows_of(check, person, today)
    over = vote_is_over(check)
    bookings = list(check.bookings.order_by("from_day", "-hours_a_week", "what"))
    free = _freed(rows, [booking.hours_a_week for booking in bookings])
    voters = list(check.voters.all())
    return {
        "check": check,
        "rows": rows,
        "series_count": sum(not one.is_new for one in rows),
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
        "wanted": list(check.wanted.filter(voter="").order_by("pk")) if over else [],
        "undecided": sum(not one.row.decision for one in rows),
        "bookings": bookings,
        "free": free,
        "first_expiry": _first_expiry(rows),
        "steps": _stages(check),
        "following": _following(check),
        "today": today,
    }


def _freed(rows: Sequence[Row], booked: Sequence[Any]) -> dict[str, Any]:
    """Hours a week: freed, and what of them vanishes unless it is booked."""
    freed = hours.a_week(sum((one.cost.freed for one in rows), Fraction(0)))
    used = sum((Fraction(hours_a_week) for hours_a_week in booked), Fraction(0))
    left = hours.Freed(max(freed, Fraction(0)), used).left
    return {"a_week": hours.half_up(freed), "left": hours.half_up(left), "booked": used}


def silent_name(check: ServiceCheck, person: Person) -> str:
    """Who a verdict is from, as a keyed hash: she finds her own again, and nobody can go back from it."""
    return ballot(settings.SECRET_KEY.encode(), str(person.pk), check.pk)


def own_verdicts(check: ServiceCheck, person: Person) -> dict[UUID, str]:
    """A voter's own verdicts while the vote is open."""
    mine = Verdict.objects.filter(row__check_of=check, voter=silent_name(check, person))
    return dict(mine.values_list("row", "verdict"))


def own_wanted(check: ServiceCheck, person: Person) -> str:
    """The meeting a voter misses, while the vote is open."""
    found = check.wanted.filter(voter=silent_name(check, person)).first()
    return found.text if found else ""


def checks_of(person: Person) -> list[ServiceCheck]:
    """The checks this person takes part in, the latest first."""
    rows = ServiceCheck.objects.visible_to(person).select_related("unit")
    return list(rows.annotate(series_count=Count("rows")))


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
