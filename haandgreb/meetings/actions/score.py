"""What people do with a score: decide which meetings are scored, vote, replace a vote, score as the chair."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from haandgreb.meetings.models import Attendance, Ballot, Meeting, Series, SeriesChange
from haandgreb.meetings.queries.score import (
    StateFacts,
    focus_of,
    present_without_chair,
    questions_now,
    questions_of,
    state_of,
)
from haandgreb.meetings.rules import rhythm, showing
from haandgreb.meetings.rules.codes import draw_code
from haandgreb.meetings.rules.window import ScoreState, closes_at
from haandgreb.organisation.models import Person
from haandgreb.questions.actions import answer, answer_again
from haandgreb.questions.models import AnswerSheet, QuestionSet
from haandgreb.shared import audit, clock
from haandgreb.shared.inserting import Hold, are_more_than, insert_unless_there, look_up
from haandgreb.shared.turns import alone, turn, with_others

_dice = random.SystemRandom()


class NotOpen(Exception):
    """The score is not open; `state` says whether it will be, was, or never is."""

    def __init__(self, state: ScoreState) -> None:
        super().__init__(state)
        self.state = state


class TooManySheets(Exception):
    """So many have come in that they cannot be from a room; who has voted can still replace her sheet."""


class OpenScoreRefused(Exception):
    """The open score cannot be chosen: too late, or not three or four people besides the chair."""


@dataclass(frozen=True)
class Voted:
    """What became of a sheet."""

    replaced: bool
    closes_at: datetime


@transaction.atomic
def plan_scores(series: Series) -> None:
    """Say of each coming meeting of a series whether it is scored, by the rhythm and the chair's own word.

    What has begun or is over keeps its turn: an opened score is never taken back (better meetings §6, default rhythm).
    """
    meetings = list(series.meetings.order_by("starts_at", "pk"))
    changes = series.changes.filter(choice=SeriesChange.Choice.CHANGE).values_list("from_day", flat=True)
    turns = rhythm.scored_meetings(
        rhythm.Rhythm(series.scoring),
        [
            rhythm.MeetingInSeries(
                clock.local_day(meeting.starts_at), meeting.state == Meeting.State.CANCELLED, _word_for(meeting)
            )
            for meeting in meetings
        ],
        list(changes),
    )
    for meeting, scored in zip(meetings, turns, strict=True):
        if meeting.state == Meeting.State.PLANNED and meeting.is_scored != scored:
            _turn(meeting, scored)


def _word_for(meeting: Meeting) -> bool | None:
    """The chair's word; for a meeting that has begun, what was done stands."""
    return meeting.score_choice if meeting.state == Meeting.State.PLANNED else meeting.is_scored


@transaction.atomic
def choose_scoring(meeting: Meeting, scored: bool, *, by: Person, now: datetime | None = None) -> None:
    """The chair's or minute taker's word for this one meeting. Raises NotOpen once the score has opened or closed."""
    row = lock(meeting)
    state = state_of(row, now or clock.now())
    if state in {ScoreState.OPEN, ScoreState.CLOSED}:
        raise NotOpen(state)
    row.score_choice = scored
    _turn(row, scored)
    audit.record("score turned on" if scored else "score turned off", by=by, about=row)
    if row.series is not None:
        plan_scores(row.series)


def _turn(meeting: Meeting, scored: bool) -> None:
    meeting.is_scored = scored
    if scored and meeting.score_code is None:
        meeting.score_code = free_code()
    if not scored:
        meeting.open_score = False
    meeting.save(update_fields=["is_scored", "score_choice", "score_code", "open_score"])


def free_code() -> str:
    """A code no meeting has or had."""
    while True:
        code = draw_code(_dice)
        if not Meeting.objects.filter(score_code=code).exists():
            return code


@transaction.atomic
def choose_open_score(meeting: Meeting, *, by: Person, now: datetime | None = None) -> None:
    """Everybody in the room has said yes to showing three or four answers to each other (2.5).

    Raises OpenScoreRefused after the score has opened, or where there are not three or four besides the chair.
    """
    row = lock(meeting)
    people = present_without_chair(row)
    state = state_of(row, now or clock.now())
    if not showing.may_choose_open_score(state=state, present=len(people)):
        raise OpenScoreRefused
    row.open_score = True
    row.save(update_fields=["open_score"])
    audit.record("open score chosen", by=by, about=row, present=len(people))


@transaction.atomic
def drop_open_score(meeting: Meeting, *, by: Person, now: datetime | None = None) -> None:
    """Somebody said no before the score opened: it is an ordinary score again."""
    row = lock(meeting)
    if state_of(row, now or clock.now()) is not ScoreState.NOT_YET:
        raise OpenScoreRefused
    row.open_score = False
    row.save(update_fields=["open_score"])
    audit.record("open score dropped", by=by, about=row)


def score_meeting(
    meeting: UUID,
    *,
    values: Mapping[str, Any],
    ballot: str,
    shares_openly: bool | None = None,
    now: datetime | None = None,
) -> Voted:
    """Keep a device's sheet, instead of its earlier one if there is one. No person, no time, no audit entry (2.5).

    `ballot` is the keyed hash of the device's cookie and the meeting. Votes wait for who closes the score and not for
    each other, and closing waits for the votes that have begun: a vote is either in the result or refused. Raises
    NotOpen before and after the window, TooManySheets where a new one is too many, Meeting.DoesNotExist for none.
    """
    moment = now or clock.now()
    with turn():
        try:
            return _vote(meeting, values, ballot, shares_openly, moment)
        except _QuestionsNotFixed:
            # Before the vote holds anything: of two who hold something and want more each may wait for the other.
            _open_score(meeting, moment)
            return _vote(meeting, values, ballot, shares_openly, moment)


class _QuestionsNotFixed(Exception):
    """The first vote comes before the clock has noted that the score is open."""


@transaction.atomic
def _vote(meeting: UUID, values: Mapping[str, Any], ballot: str, shares: bool | None, now: datetime) -> Voted:
    with_others(meeting)
    found = look_up(Meeting, StateFacts._fields, hold=Hold.THERE, id=meeting)
    if found is None:
        raise Meeting.DoesNotExist
    row = StateFacts(*found)
    state = state_of(row, now)
    if state is not ScoreState.OPEN:
        raise NotOpen(state)
    if row.score_set_id is None:
        raise _QuestionsNotFixed
    shares = shares if row.open_score else None
    mine = Ballot(meeting_id=meeting, hash=ballot, sheet=uuid4())
    is_new = insert_unless_there(mine)
    if is_new:
        _refuse_too_many(meeting)
        questions, mode = QuestionSet(pk=row.score_set_id), AnswerSheet.Mode.ANONYMOUS
        answer(questions, about=meeting, values=values, mode=mode, shares_openly=shares, sheet=mine.sheet)
    else:
        answer_again(_sheet_of(mine), values=values, shares_openly=shares)
    return Voted(replaced=not is_new, closes_at=closes_at(row.ends_at))


def _refuse_too_many(meeting: UUID) -> None:
    """Those who vote at the same moment do not see each other's: a few over the most may come in."""
    if are_more_than(showing.MOST_SHEETS, Ballot, meeting_id=meeting):
        most = showing.most_sheets(Attendance.objects.filter(meeting=meeting).count())
        if are_more_than(most, Ballot, meeting_id=meeting):
            raise TooManySheets


def _sheet_of(ballot: Ballot) -> UUID:
    """The sheet this device has given, held until the new answers are on it."""
    found = look_up(Ballot, ("sheet",), hold=Hold.ALONE, meeting_id=ballot.meeting_id, hash=ballot.hash)
    if found is None:
        raise Meeting.DoesNotExist  # its ballots go only with the meeting itself, or after this vote
    sheet: UUID = found[0]
    return sheet


@transaction.atomic
def _open_score(meeting: UUID, now: datetime) -> None:
    row = Meeting.objects.select_for_update(no_key=True).get(pk=meeting)
    if row.score_set_id is None and state_of(row, now) is ScoreState.OPEN:
        fix_questions(row)


def fix_questions(meeting: Meeting) -> UUID:
    """From now on everybody at this meeting answers the same: this version of the questions, this MS-8."""
    meeting.score_focus, meeting.score_set = focus_of(meeting), questions_now()
    meeting.save(update_fields=["score_focus", "score_set"])
    return meeting.score_set.pk


@transaction.atomic
def score_as_chair(meeting: Meeting, *, values: Mapping[str, Any], by: Person, now: datetime | None = None) -> None:
    """The chair's own, named score: replaced when given again, not counted in n. Raises NotOpen outside the window."""
    row = lock(meeting)
    state = state_of(row, now or clock.now())
    if state is not ScoreState.OPEN:
        raise NotOpen(state)
    answer(questions_of(row), about=row.pk, values=values, mode=AnswerSheet.Mode.NAMED, person=by)
    audit.record("chair's score given", by=by, about=row)


def lock(meeting: Meeting) -> Meeting:
    """The meeting's row as it is now, held until the transaction ends. Votes and closing wait for each other here."""
    alone(meeting.pk)
    # "No key": rows that point to the meeting may be written meanwhile.
    return Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("series").get(pk=meeting.pk)
