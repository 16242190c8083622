"""What of the catalogue hangs on a thing from further down the map."""

from __future__ import annotations

from typing import Any

from haandgreb.competences.models import Competence, PlannedActivity
from haandgreb.learning.models import Activity
from haandgreb.strategy.models import PracticeChange

MOST = 10


def activities_about(thing: Any) -> list[Activity]:
    """The open activities that serve the practice, carry out the planned line, or build the competence."""
    if isinstance(thing, PracticeChange):
        rows = Activity.objects.open().filter(practices=thing)
    elif isinstance(thing, PlannedActivity):
        rows = Activity.objects.open().filter(planned=thing)
    elif isinstance(thing, Competence):
        rows = Activity.objects.open().filter(competences=thing)
    else:
        return []
    return list(rows.only("title", "title_en")[:MOST])
