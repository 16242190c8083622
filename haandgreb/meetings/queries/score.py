"""What the score pages ask."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from haandgreb.meetings.models import Attendance, Meeting, Series
from haandgreb.meetings.rules.showing import five_have_answered
from haandgreb.meetings.rules.window import ScoreState, score_state
from haandgreb.questions.models import AnswerSheet, QuestionSet
from haandgreb.questions.queries import sheets_about

QUESTION_SET = "meeting-score"
# A phone waits: only what the public page needs is fetched.
STATE_FIELDS = ("is_scored", "state", "ends_at", "score_closed_at", "open_score")
_FOR_THE_PAGE = (*STATE_FIELDS, "title", "starts_at", "score_code", "series", "score_focus", "score_opened_at")
_THERE = {Attendance.Presence.PRESENT, Attendance.Presence.ONLINE}


def meeting_by_code(code: str) -> Meeting | None:
    """The meeting with this code, whatever its score's state: known and unknown codes cost one query."""
    return Meeting.objects.only(*_FOR_THE_PAGE).filter(score_code=code).order_by().first()


def focus_of(meeting: Meeting) -> str:
    """The common MS-8, empty where there is none: as it was when the score opened, so that all answer the same."""
    if meeting.score_opened_at is not None:
        return meeting.score_focus
    return (
        Series.objects.values_list("focus_question", flat=True).get(pk=meeting.series_id) if meeting.series_id else ""
    )


def questions_now() -> QuestionSet:
    """The version new answers are given to, without its body: that is read once per process (`read_row`)."""
    return QuestionSet.objects.only("pk", "published_at").get(key=QUESTION_SET, is_current=True)


def state_of(meeting: Meeting, now: datetime) -> ScoreState:
    """Where the score of a meeting is at this moment."""
    return score_state(
        scored=meeting.is_scored and meeting.state != Meeting.State.CANCELLED,
        end_planned=meeting.ends_at,
        closed_at=meeting.score_closed_at,
        now=now,
    )


def present_without_chair(meeting: Meeting) -> frozenset[UUID]:
    """Those marked present, without the chair (2.5: N); when nobody has been, all asked and not marked absent."""
    rows = Attendance.objects.filter(meeting=meeting).values_list("person", "presence")
    return possible_people(list(rows), meeting.chair_id)


def possible_people(rows: list[tuple[UUID, str]], chair: UUID | None) -> frozenset[UUID]:
    """Who could have answered, from (person, presence) rows."""
    there = {person for person, presence in rows if presence in _THERE}
    if not there:
        there = {person for person, presence in rows if presence != Attendance.Presence.ABSENT}
    return frozenset(there - {chair})


def five_answered(meeting: Meeting) -> bool:
    """All the screen tells while the score is open."""
    return five_have_answered(sheets_about(meeting.pk).count())


def chair_has_scored(meeting: Meeting) -> bool:
    """Whether the chair has given the named score."""
    return AnswerSheet.objects.filter(about=meeting.pk, mode=AnswerSheet.Mode.NAMED, person=meeting.chair_id).exists()
