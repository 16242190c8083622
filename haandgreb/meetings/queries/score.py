"""What the score pages ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from haandgreb.meetings.models import Attendance, Meeting, Series
from haandgreb.meetings.rules.showing import five_have_answered
from haandgreb.meetings.rules.window import ScoreState, score_state
from haandgreb.questions.models import AnswerSheet, QuestionSet
from haandgreb.questions.queries import sheets_about

QUESTION_SET = "meeting-score"
# A phone waits: only what the public page needs is fetched.
_FOR_THE_PAGE = (
    "is_scored",
    "state",
    "ends_at",
    "score_closed_at",
    "open_score",
    "score_set",
    "title",
    "starts_at",
    "score_code",
    "series",
    "score_focus",
)
_THERE = {Attendance.Presence.PRESENT, Attendance.Presence.ONLINE}


def meeting_by_code(code: str) -> Meeting | None:
    """The meeting with this code, whatever its score's state: known and unknown codes cost one query."""
    return Meeting.objects.only(*_FOR_THE_PAGE).filter(score_code=code).order_by().first()


def focus_of(meeting: Meeting) -> str:
    """The common MS-8, empty where there is none: as it was when the score opened, so that all answer the same."""
    if meeting.score_set_id is not None:
        return meeting.score_focus
    return (
        Series.objects.values_list("focus_question", flat=True).get(pk=meeting.series_id) if meeting.series_id else ""
    )


def questions_now() -> QuestionSet:
    """The version new answers are given to, without its body: that is read once per process (`read_row`)."""
    return QuestionSet.objects.only("pk", "published_at").get(key=QUESTION_SET, is_current=True)


def questions_of(meeting: Meeting) -> QuestionSet:
    """The version this meeting answers: fixed when its score opened, else the one that is current."""
    if meeting.score_set_id is None:
        return questions_now()
    return QuestionSet.objects.only("pk", "published_at").get(pk=meeting.score_set_id)


@dataclass(frozen=True)
class OpenFacts:
    """What never changes of a score once it has opened, so that a phone's vote need not ask for it."""

    meeting: UUID
    questions: UUID
    is_open_score: bool


_facts: dict[str, OpenFacts] = {}
_MOST_FACTS = 1000


def facts_by_code(code: str) -> OpenFacts | None:
    """The unchanging facts of a score that has opened; None before, and for a code nobody has. Kept in the process."""
    known = _facts.get(code)
    if known is None:
        row = Meeting.objects.filter(score_code=code, score_set__isnull=False)
        found = row.values_list("pk", "score_set", "open_score").order_by().first()
        if found is None or found[1] is None:
            return None
        if len(_facts) >= _MOST_FACTS:
            _facts.clear()
        known = _facts[code] = OpenFacts(found[0], found[1], found[2])
    return known


class StateFacts(NamedTuple):
    """What a meeting's row says of its score: all a vote needs to know."""

    is_scored: bool
    state: str
    ends_at: datetime
    score_closed_at: datetime | None
    open_score: bool
    score_set_id: UUID | None


def state_of(meeting: Meeting | StateFacts, now: datetime) -> ScoreState:
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
