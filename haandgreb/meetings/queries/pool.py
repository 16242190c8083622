"""Meetings with too few answers of their own, and what they show together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from haandgreb.meetings.models import Attendance, ScoreResult, Series
from haandgreb.meetings.queries.score import possible_people
from haandgreb.meetings.queries.shown import shown
from haandgreb.meetings.rules.pooling import SmallMeeting
from haandgreb.meetings.rules.showing import Showing


def waiting_for_a_pool(series: Series) -> list[SmallMeeting]:
    """Closed scores of a series with too few to show, in no pool yet, in the order they closed (2.5).

    An open score that was shown is not among them: it enters no pool.
    """
    results = list(
        ScoreResult.objects.filter(meeting__series=series, meeting__pooled__isnull=True)
        .select_related("meeting")
        .order_by("meeting__score_closed_at", "meeting")
    )
    small = [result for result in results if shown(result).showing is Showing.TOO_FEW]
    people = _people_at(result.meeting_id for result in small)
    return [
        SmallMeeting(
            key=result.meeting_id,
            answers=result.sheets,
            could_answer=possible_people(people[result.meeting_id], result.meeting.chair_id),
        )
        for result in small
    ]


def _people_at(meetings: Iterable[UUID]) -> dict[UUID, list[tuple[UUID, str]]]:
    found: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    rows = Attendance.objects.filter(meeting__in=list(meetings)).values_list("meeting", "person", "presence")
    for meeting, person, presence in rows:
        found[meeting].append((person, presence))
    return found
