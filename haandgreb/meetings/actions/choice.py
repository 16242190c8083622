"""What a group does about its meeting after three scores: keep, change one thing, or stop (better meetings §4.8)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from haandgreb.meetings.actions import series as series_actions
from haandgreb.meetings.actions.score import plan_scores
from haandgreb.meetings.models import Series, SeriesChange
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock


@transaction.atomic
def choose(
    series: Series, choice: str, *, by: Person, what: str = "", what_en: str = "", from_day: date | None = None
) -> SeriesChange:
    """Write down the choice. A change is marked on the chart and scored four times in a row; stop closes the series."""
    made = SeriesChange.objects.create(
        series=series,
        choice=choice,
        what=what,
        what_en=what_en,
        from_day=from_day or clock.today(),
        chosen_by=by,
    )
    audit.record("series choice made", by=by, about=series, choice=choice)
    if choice == SeriesChange.Choice.STOP:
        series_actions.close(series, by=by, today=made.from_day)
    else:
        plan_scores(series)
    return made
