"""Closing a score: in one transaction the ballots fall away, the answers are counted, and the result stands."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Q

from haandgreb.meetings import library
from haandgreb.meetings.actions.score import NotOpen, fix_questions, lock
from haandgreb.meetings.models import Ballot, Meeting, PooledMeeting, ScoreResult, Series
from haandgreb.meetings.queries.pool import waiting_for_a_pool
from haandgreb.meetings.queries.score import focus_of, present_without_chair, questions_of, state_of
from haandgreb.meetings.rules import pooling, showing
from haandgreb.meetings.rules.score import FOCUS, items_with_counts
from haandgreb.meetings.rules.window import CLOSES_AFTER, OPENS_BEFORE, ScoreState, opens_at
from haandgreb.organisation.models import Person
from haandgreb.questions.actions import delete_about, shuffle
from haandgreb.questions.models import Answer, AnswerSheet
from haandgreb.questions.queries import counts_about, named_steps, sheets_about
from haandgreb.shared import audit, clock

COMMENT = "MS-8-text"
_dice = random.SystemRandom()


@transaction.atomic
def close_score(meeting: Meeting, *, by: Person | None, now: datetime | None = None) -> ScoreResult:
    """Close the score for good and fix its result. By hand while it is open, by nobody when its window is over.

    The meeting's row is locked: a vote is either in the result or refused. Closing twice gives the first result.
    Raises NotOpen before the window and where there is no score.
    """
    moment = now or clock.now()
    row = lock(meeting)
    existing = ScoreResult.objects.filter(meeting=row).first()
    if existing is not None:
        return existing
    state = state_of(row, moment)
    if state not in {ScoreState.OPEN, ScoreState.CLOSED}:
        raise NotOpen(state)
    row.score_closed_at = moment
    row.save(update_fields=["score_closed_at"])
    result = fix_result(row, closed_on=clock.local_day(moment))
    audit.record("score closed", by=by, about=row, sheets=result.sheets)
    if row.series is not None:
        join_small_meetings(row.series)
    return result


def fix_result(meeting: Meeting, *, closed_on: date) -> ScoreResult:
    """Drop the ballots, write the sheets anew in random order, count them. Call under the meeting's lock."""
    Ballot.objects.filter(meeting=meeting).delete()
    shuffle(meeting.pk)
    focus = focus_of(meeting)
    people = present_without_chair(meeting)
    sheets = list(sheets_about(meeting.pk))
    counted = items_with_counts(focus)
    counts = counts_about(meeting.pk)
    result = ScoreResult(
        meeting=meeting,
        question_set=questions_of(meeting),
        focus_question=focus,
        sheets=len(sheets),
        present=len(people),
        is_open_score=meeting.open_score,
        everybody_shares=bool(sheets) and all(sheet.shares_openly for sheet in sheets),
        counts={key: counts[key] for key in counted if key in counts},
        chair=named_steps(meeting.pk).get(meeting.chair_id, {}) if meeting.chair_id else {},
        comments=_comments(meeting, with_step=FOCUS not in counted),
        closed_on=closed_on,
        raw_until=closed_on + timedelta(days=library.reminders()["keep"]["score_sheets_days"]),
    )
    result.save(force_insert=True)
    return result


def _comments(meeting: Meeting, *, with_step: bool) -> list[dict[str, object]]:
    """What was written, in random order. Without a common focus question a sheet's MS-8 stands beside it."""
    rows = Answer.objects.filter(sheet__about=meeting.pk, sheet__mode=AnswerSheet.Mode.ANONYMOUS)
    steps = dict(rows.filter(question=FOCUS).values_list("sheet", "step")) if with_step else {}
    found: list[dict[str, object]] = [
        {"text": text, "step": steps.get(sheet)}
        for sheet, text in rows.filter(question=COMMENT).exclude(text="").values_list("sheet", "text")
    ]
    return showing.shuffled(found, _dice)


def join_small_meetings(series: Series) -> None:
    """Join meetings of a series that wait with too few answers, as soon as together they are enough."""
    # One closing at a time decides: both would else take the same meetings.
    Series.objects.select_for_update(no_key=True).get(pk=series.pk)
    while pool := pooling.next_pool(waiting_for_a_pool(series)):
        name, keys = uuid4(), {small.key for small in pool}
        meetings = [meeting for meeting in series.meetings.all() if meeting.pk in keys]
        PooledMeeting.objects.bulk_create(PooledMeeting(meeting=meeting, pool=name) for meeting in meetings)


@transaction.atomic
def note_openings(now: datetime) -> int:
    """Note every score that has opened by its clock, with its MS-8; returns how many. The clock alone opens it."""
    waiting = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("series")
    due = waiting.filter(
        ~Q(state=Meeting.State.CANCELLED),
        is_scored=True,
        score_opened_at__isnull=True,
        score_closed_at__isnull=True,
        ends_at__lte=now + OPENS_BEFORE,
    )
    opened = list(due)
    for meeting in opened:
        if meeting.score_set_id is None:
            fix_questions(meeting)
        meeting.score_opened_at = opens_at(meeting.ends_at)
        meeting.save(update_fields=["score_opened_at"])
        audit.record("score opened", about=meeting)
    return len(opened)


def close_what_is_over(now: datetime) -> int:
    """Close every score whose window has ended, each in its own transaction; returns how many."""
    closed = 0
    for meeting in Meeting.objects.filter(_is_over(now)).select_related("series"):
        close_score(meeting, by=None, now=now)
        closed += 1
    return closed


def close_if_over(meeting: Meeting, now: datetime) -> None:
    """Close this score if its window has ended and nobody has yet, so that a page never waits for the clock."""
    if meeting.score_closed_at is None and state_of(meeting, now) is ScoreState.CLOSED:
        close_score(meeting, by=None, now=now)
        meeting.refresh_from_db()


def _is_over(now: datetime) -> Q:
    still_on = ~Q(state=Meeting.State.CANCELLED)
    return still_on & Q(is_scored=True, score_closed_at__isnull=True, ends_at__lte=now - CLOSES_AFTER)


@transaction.atomic
def delete_old_answers(today: date) -> int:
    """Delete raw answers, comments and the chair's named score after twelve months; counts stay. Returns how many."""
    due = list(ScoreResult.objects.select_for_update().filter(raw_until__lt=today))
    for result in due:
        delete_about(result.meeting_id)
        result.comments, result.chair = [], {}
        result.raw_until = date.max
        result.save(update_fields=["comments", "chair", "raw_until"])
    if due:
        audit.record("old score answers deleted", meetings=len(due))
    return len(due)
