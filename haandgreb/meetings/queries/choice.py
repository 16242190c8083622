"""Whether the group of a series has to choose now: keep, change one thing, or stop."""

from __future__ import annotations

from dataclasses import dataclass

from haandgreb.meetings import improving
from haandgreb.meetings.models import Meeting, ScoreResult, Series
from haandgreb.meetings.permissions import may_choose
from haandgreb.meetings.rules.rhythm import choice_is_due, scored_since
from haandgreb.organisation.models import Person
from haandgreb.shared import clock


@dataclass(frozen=True)
class ChoiceWaits:
    """A choice that waits: after how many scored meetings, what can be chosen, and whether this person may."""

    scored: int
    options: tuple[improving.Option, ...]
    may_choose: bool
    series: Series


def choice_waits(series: Series, person: Person) -> ChoiceWaits | None:
    """The choice, where three meetings have been scored since the last one and the series still runs. Two queries."""
    if series.state != Series.State.ACTIVE:
        return None
    moments = ScoreResult.objects.filter(meeting__series=series).values_list("meeting__starts_at", flat=True)
    scored_on = [clock.local_day(moment) for moment in moments]
    chosen_on = list(series.changes.values_list("from_day", flat=True))
    if not choice_is_due(scored_on, chosen_on):
        return None
    return ChoiceWaits(scored_since(scored_on, chosen_on), improving.choices(), may_choose(person, series), series)


def next_meeting(series: Series) -> Meeting | None:
    """The next planned meeting of a series."""
    return series.meetings.filter(state=Meeting.State.PLANNED, ends_at__gt=clock.now()).order_by("starts_at").first()
