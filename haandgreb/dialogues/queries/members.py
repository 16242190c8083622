"""Who is in a round: everybody at work in its units, without those it leaves out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from haandgreb.dialogues.models import Round
from haandgreb.organisation.models import Engagement, Unit, UnitManager
from haandgreb.organisation.models.people import EngagementQuerySet


@dataclass(frozen=True)
class Member:
    """Somebody in the round, with the job the talk is about."""

    person: UUID
    engagement: UUID
    leave_until: date | None


def members(round_: Round, today: date) -> list[Member]:
    """Each person once, with her main job within the units, in a fixed order."""
    found: dict[UUID, Member] = {}
    rows = jobs_of(round_, today).order_by("person", "-is_primary", "valid_from", "pk")
    for person, engagement, leave_until in rows.values_list("person", "pk", "leave_until"):
        found.setdefault(person, Member(person, engagement, leave_until))
    return list(found.values())


def jobs_of(round_: Round, today: date) -> EngagementQuerySet:
    """The engagements of today the round is about."""
    units = Unit.objects.on(today).below(list(round_.units.all()))
    jobs = Engagement.objects.on(today).filter(unit__in=units).exclude(kind__in=_left_out(round_.kinds_out))
    leaders = UnitManager.objects.in_office(today).values("person")
    if round_.kind.level_up:
        return jobs.filter(person__in=leaders)
    return jobs.exclude(person__in=leaders) if round_.leaders_out else jobs


def kinds_of_jobs(today: date) -> list[str]:
    """The kinds of engagement there are, but for the ordinary one without a name."""
    return list(
        Engagement.objects.on(today).exclude(kind="").order_by("kind").values_list("kind", flat=True).distinct()
    )


def _left_out(kinds: Iterable[str]) -> list[str]:
    return [kind for kind in kinds if kind]
