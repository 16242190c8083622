"""What was held and what comes: the meetings, and who was there."""

from __future__ import annotations

from datetime import timedelta

from haandgreb.meetings.demo.attending import others_there, presence_of
from haandgreb.meetings.demo.loading import Held, Loading, Row, danish, same_id
from haandgreb.meetings.models import Attendance, Meeting
from haandgreb.shared import clock

INVITED_DAYS = 4
"""People were asked so many days before; meetings further off still wait for their invitation."""

WRITTEN_AFTER = timedelta(minutes=20)


def load(loading: Loading) -> None:
    """Make every meeting with its people: two statements."""
    for row in loading.content["series"]:
        for facts in row["held"]:
            loading.meetings[row["id"], facts["at"]] = _held(loading, row, facts)
        for at in row["next"]:
            loading.meetings[row["id"], at] = _planned(loading, row, at)
    Meeting.objects.bulk_create(loading.meetings.values())
    Attendance.objects.bulk_create([*_noted(loading), *_asked(loading)])


def _held(loading: Loading, row: Row, facts: Row) -> Meeting:
    meeting = _meeting(loading, row, facts["at"])
    meeting.state = Meeting.State.HELD
    meeting.began_at = meeting.starts_at + timedelta(minutes=facts["late"])
    meeting.ended_at = meeting.ends_at + timedelta(minutes=facts["over"])
    meeting.invited_at = meeting.starts_at - timedelta(days=INVITED_DAYS)
    meeting.minutes_ready_at = None if facts.get("unwritten") else meeting.ended_at + WRITTEN_AFTER
    meeting.is_scored = "n" in facts
    others = others_there(loading, row, facts, clock.local_day(meeting.starts_at))
    loading.held.append(Held(row, facts, meeting, others))
    return meeting


def _planned(loading: Loading, row: Row, at: int) -> Meeting:
    meeting = _meeting(loading, row, at)
    has_agenda = any((agenda["series"], agenda["at"]) == (row["id"], at) for agenda in loading.content["agenda"])
    if has_agenda and at <= INVITED_DAYS:
        meeting.invited_at = min(meeting.starts_at - timedelta(days=INVITED_DAYS), clock.now())
    return meeting


def _meeting(loading: Loading, row: Row, at: int) -> Meeting:
    begins = loading.begins(row, at)
    return Meeting(
        id=same_id(row["id"], at),
        series=loading.series[row["id"]],
        title=danish(row["title"]),
        starts_at=begins,
        ends_at=begins + timedelta(minutes=row["minutes"]),
        place=danish(row["place"]),
        chair=loading.person(row["chair"]),
        minute_taker=loading.person(row.get("minute_taker")),
        timekeeper=loading.person(row.get("timekeeper")),
    )


def _noted(loading: Loading) -> list[Attendance]:
    """Who was at each meeting that was held; somebody not hired yet was not asked."""
    return [
        _attendance(loading, held.row, held.meeting, key, presence)
        for held in loading.held
        for key, presence in presence_of(loading, held)
    ]


def _asked(loading: Loading) -> list[Attendance]:
    unknown = Attendance.Presence.UNKNOWN
    return [
        _attendance(loading, row, loading.meetings[row["id"], at], key, unknown)
        for row in loading.content["series"]
        for at in row["next"]
        for key in loading.participants(row)
    ]


def _attendance(loading: Loading, row: Row, meeting: Meeting, key: str, presence: str) -> Attendance:
    return Attendance(
        meeting=meeting,
        person=loading.demo.people[key],
        is_core=key not in row["optional"],
        presence=presence,
        invited_at=meeting.invited_at,
        is_prepared=presence in {Attendance.Presence.PRESENT, Attendance.Presence.ONLINE},
    )
