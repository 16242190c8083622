"""What the result page of one meeting asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from haandgreb.followups.models import FollowUp
from haandgreb.followups.queries import of_source
from haandgreb.meetings import improving
from haandgreb.meetings.models import Meeting, ScoreResult
from haandgreb.meetings.queries.choice import choice_waits
from haandgreb.meetings.queries.shown import shown
from haandgreb.meetings.rules import facts
from haandgreb.meetings.rules.counts import Counts, Portion
from haandgreb.meetings.rules.score import FOCUS, OVERALL, MeetingSentence, lowest_items, one_meeting, shares_of
from haandgreb.meetings.rules.showing import Result, Showing
from haandgreb.organisation.models import Person
from haandgreb.questions.reading import Question, ReadSet, read_row
from haandgreb.shared import clock
from haandgreb.shared.charts import distribution

SOURCE = "meetings"


@dataclass(frozen=True)
class ItemRow:
    """One question of the table: its short statement and its counts, None where fewer than five answered it."""

    key: str
    text: str
    words: tuple[str, ...]
    counts: Counts | None
    bar: SafeString | None
    chair: int | None = None

    @property
    def high(self) -> Portion | None:
        return None if self.counts is None else self.counts.high


@dataclass(frozen=True)
class MeetingFacts:
    """Facts beside feelings: minutes, items with a purpose, actions done on time; None where not recorded."""

    late: int | None
    over: int | None
    purpose: Portion
    on_time: Portion


def result_page(meeting: Meeting, person: Person, now: datetime) -> dict[str, Any]:
    """Everything the result page shows. What may be shown is decided in `shown`, before anything else."""
    fixed = ScoreResult.objects.select_related("question_set").filter(meeting=meeting).first()
    page: dict[str, Any] = {
        "meeting": meeting,
        "facts": facts_of(meeting, clock.local_day(now)),
        "balls": balls_of(meeting),
        "today": clock.local_day(now),
        "choice": choice_waits(meeting.series, person) if meeting.series is not None else None,
        "result": None,
    }
    if fixed is not None:
        page |= _shown_page(fixed)
    return page


def _shown_page(fixed: ScoreResult) -> dict[str, Any]:
    result = shown(fixed)
    found = read_row(fixed.question_set)
    rows = item_rows(result, found, fixed)
    overall = next((row for row in rows if row.key == OVERALL), None)
    lowest = lowest_items(shares_of(result.items))
    return {
        "result": result,
        "open_score": result.showing is Showing.OPEN_SCORE,
        "few": result.showing is Showing.TOO_FEW,
        "rows": [row for row in rows if row.key != OVERALL],
        "overall": overall,
        "sentence": sentence_of(overall, result.possible),
        "lowest": quoted_list([row.text for row in rows if row.key in lowest]),
        "lowest_high": next((row.high for row in rows if row.key in lowest), None),
        "suggestions": [improving.suggestion(key) for key in lowest],
        "comments": fixed.comments if result.comments else [],
        "words": list(found.questions[0].labels),
    }


def item_rows(result: Result, found: ReadSet, fixed: ScoreResult) -> list[ItemRow]:
    """The questions in their order, each with what may be shown of it."""
    if not result.items:
        return []
    questions = [question for question in found.questions if question.labels]
    chair = fixed.chair if result.chair else {}
    return [
        _item_row(question, result.items.get(question.key), fixed.focus_question, chair)
        for question in questions
        if question.key != FOCUS or fixed.focus_question
    ]


def _item_row(question: Question, counts: Counts | None, focus: str, chair: Mapping[str, int]) -> ItemRow:
    words = tuple(str(label) for label in question.labels)
    return ItemRow(
        key=question.key,
        text=focus if question.key == FOCUS else str(question.short),
        words=words,
        counts=counts,
        bar=None if counts is None else distribution(counts.steps, words, small=question.key != OVERALL),
        chair=chair.get(question.key),
    )


def sentence_of(overall: ItemRow | None, possible: int) -> MeetingSentence | None:
    """The numbers of the sentence above the bar; None where all in all may not be shown."""
    return None if overall is None or overall.counts is None else one_meeting(overall.counts, possible)


def facts_of(meeting: Meeting, today: date) -> MeetingFacts:
    """Start delay, overrun, items with a purpose, and how the actions of the series so far were kept."""
    purposes = meeting.items.filter(is_score=False).values_list("purpose", flat=True)
    return MeetingFacts(
        late=facts.start_delay(meeting.starts_at, meeting.began_at) if meeting.began_at else None,
        over=facts.overrun(meeting.ends_at, meeting.ended_at) if meeting.ended_at else None,
        purpose=facts.items_with_purpose(purposes),
        on_time=facts.done_on_time(actions_until(meeting), today),
    )


def actions_until(meeting: Meeting) -> list[facts.ActionFact]:
    """The actions of this meeting and of the earlier ones of its series; what was dropped is left out."""
    ids = [meeting.pk]
    if meeting.series_id is not None:
        earlier = Meeting.objects.filter(series=meeting.series_id, starts_at__lte=meeting.starts_at)
        ids = list(earlier.values_list("pk", flat=True))
    return [action_fact(row) for row in of_source(SOURCE, ids) if row.state != FollowUp.State.SKIPPED]


def action_fact(row: FollowUp) -> facts.ActionFact:
    """When an action was due and when it was done."""
    return facts.ActionFact(row.due_on, row.closed_on if row.state == FollowUp.State.DONE else None)


def balls_of(meeting: Meeting) -> list[FollowUp]:
    """What was promised at the meeting."""
    return list(of_source(SOURCE, [meeting.pk]).order_by("due_on", "pk"))


def quoted_list(texts: list[str]) -> str:
    """“A”, “B” and “C”, with the quotation marks of the reader's language."""
    quoted = [_("“%(text)s”") % {"text": text} for text in texts]
    if len(quoted) < 2:
        return "".join(quoted)
    return _("%(first)s and %(last)s") % {"first": ", ".join(quoted[:-1]), "last": quoted[-1]}
