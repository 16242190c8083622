"""Meetings whose score is open, votes, closings: what the tests of the score share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from haandgreb.meetings.actions.closing import close_score
from haandgreb.meetings.actions.score import free_code, score_as_chair, score_meeting
from haandgreb.meetings.models import Attendance, Meeting, Membership, ScoreResult, Series
from haandgreb.meetings.rules.codes import ballot
from haandgreb.organisation.models import Person, Unit
from haandgreb.organisation.tests.factories import make_person, make_unit
from haandgreb.questions.actions import load_sets
from haandgreb.shared import clock

CONTENT = Path(__file__).parents[1] / "content" / "questions"
KEY = b"a key of at least sixteen bytes"
ALL = ("MS-1", "MS-2", "MS-3", "MS-4", "MS-5", "MS-6", "MS-7", "MS-8", "MS-9")


def make_people(count: int, unit: Unit | None = None) -> list[Person]:
    """People called Deltager 1, 2, 3 …"""
    home = unit or Unit.objects.first() or make_unit()
    return [make_person(f"Deltager {number}", home) for number in range(1, count + 1)]


def make_series(people: int = 6, *, unit: Unit | None = None, **facts: Any) -> Series:
    """A series with a chair and so many others."""
    home = unit or make_unit()
    chair = facts.pop("chair", None) or make_person("Gorm Vangsted", home)
    plain: dict[str, Any] = {
        "title": "Sagsmøde",
        "type": "case",
        "minutes": 60,
        "expires_on": date(2099, 1, 1),
        "scoring": Series.Scoring.EVERY,
        "unit": home,
        "owner": chair,
    }
    series = Series.objects.create(chair=chair, **{**plain, **facts})
    members = [chair, *make_people(people, home)]
    Membership.objects.bulk_create(Membership(series=series, person=person) for person in members)
    return series


def make_meeting(series: Series, *, ends_at: datetime | None = None, present: bool = True, **facts: Any) -> Meeting:
    """A held meeting of the series with everybody there, scored and within its window unless said otherwise."""
    end = ends_at or clock.now()
    meeting = Meeting.objects.create(
        **{
            "series": series,
            "title": series.title,
            "starts_at": end - timedelta(minutes=series.minutes),
            "ends_at": end,
            "chair": series.chair,
            "state": Meeting.State.HELD,
            "is_scored": True,
            "score_code": free_code(),
            **facts,
        }
    )
    presence = Attendance.Presence.PRESENT if present else Attendance.Presence.UNKNOWN
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, person=member.person, presence=presence)
        for member in series.memberships.select_related("person")
    )
    return meeting


def open_meeting(people: int = 6, **facts: Any) -> Meeting:
    """A meeting whose score is open now, with so many present besides the chair. Loads the questions."""
    load_questions()
    series_facts = {name: facts.pop(name) for name in ("unit", "chair", "focus_question", "type") if name in facts}
    return make_meeting(make_series(people, **series_facts), **facts)


def load_questions() -> None:
    load_sets(CONTENT)


def vote(meeting: Meeting, device: int | str, values: Mapping[str, Any] | int = 4, **facts: Any) -> bool:
    """One sheet from a device; a number answers all nine with it. True when it replaced an earlier one."""
    answers = dict.fromkeys(ALL, values) if isinstance(values, int) else dict(values)
    name = ballot(KEY, f"device {device}", meeting.pk)
    return score_meeting(meeting.pk, values=answers, ballot=name, **facts).replaced


def give_scores(meeting: Meeting, count: int, value: int = 4, **facts: Any) -> None:
    """So many devices vote the same."""
    for device in range(count):
        vote(meeting, device, value, **facts)


def close(meeting: Meeting, now: datetime | None = None) -> ScoreResult:
    """The chair closes the score."""
    return close_score(meeting, by=meeting.chair, now=now)


def chair_scores(meeting: Meeting, value: int = 5) -> None:
    """The chair's own named score."""
    assert meeting.chair is not None
    score_as_chair(meeting, values=dict.fromkeys(ALL, value), by=meeting.chair)


def closed_meeting(series: Series, values: list[int], *, days_ago: int = 0, **facts: Any) -> Meeting:
    """A meeting some days ago with these answers to every question, closed at its end."""
    end = clock.now() - timedelta(days=days_ago)
    meeting = make_meeting(series, ends_at=end, **facts)
    for device, value in enumerate(values):
        vote(meeting, device, value, now=end)
    close(meeting, now=end)
    return meeting
