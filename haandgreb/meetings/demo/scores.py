"""The scores of the demo: the result each closing would have fixed, and the sheets it was counted from."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from uuid import UUID

from haandgreb.confidentiality.rules import ENOUGH
from haandgreb.meetings import library
from haandgreb.meetings.actions.closing import COMMENT, join_small_meetings
from haandgreb.meetings.demo.loading import Held, Loading, Row, danish
from haandgreb.meetings.models import Meeting, ScoreResult
from haandgreb.meetings.queries.score import QUESTION_SET
from haandgreb.meetings.rules.codes import draw_code
from haandgreb.meetings.rules.counts import STEPS
from haandgreb.meetings.rules.score import AVERAGED, OVERALL, items_with_counts
from haandgreb.meetings.rules.window import OPENS_BEFORE
from haandgreb.questions.models import Answer, AnswerSheet, QuestionSet
from haandgreb.questions.queries import current_set
from haandgreb.shared import clock

CLOSED_AFTER = timedelta(minutes=30)
WEAK, STRONG, OTHER = -0.25, 0.2, 0.08


def load(loading: Loading) -> None:
    """Close the score of every scored meeting: sheets, answers and results, each in one statement."""
    questions = current_set(QUESTION_SET)
    scored = [held for held in loading.held if "n" in held.facts]
    results, sheets, answers = [], [], []
    for held in scored:
        result, new_sheets, new_answers = _closed(loading, held, questions)
        results.append(result)
        sheets += new_sheets
        answers += new_answers
    fields = ["score_code", "score_opened_at", "score_closed_at"]
    Meeting.objects.bulk_update([held.meeting for held in scored], fields)
    AnswerSheet.objects.bulk_create(sheets)
    Answer.objects.bulk_create(answers)
    ScoreResult.objects.bulk_create(results)
    for key in sorted({held.row["id"] for held in scored if held.facts["n"] < ENOUGH}):
        join_small_meetings(loading.series[key])


def _closed(
    loading: Loading, held: Held, questions: QuestionSet
) -> tuple[ScoreResult, list[AnswerSheet], list[Answer]]:
    meeting, full = held.meeting, _told_in_full(loading, held)
    assert meeting.ended_at is not None
    dice = loading.demo.chance(f"score-{held.row['id']}-{held.at}")
    meeting.score_code = draw_code(dice)
    meeting.score_opened_at = meeting.ends_at - OPENS_BEFORE
    meeting.score_closed_at = meeting.ended_at + CLOSED_AFTER
    focus = _focus(loading, held)
    counts = full["counts"] if full else _counts(held, focus, dice)
    comments = [danish(text) for text in full["comments"]] if full else []
    chair = full["chair"] if full else {}
    sheets, answers = _sheets(meeting, questions, held.facts["n"], counts, comments, dice)
    if chair:
        named, steps = _named(meeting, questions, chair)
        sheets.append(named)
        answers += steps
    closed_on = clock.local_day(meeting.score_closed_at)
    result = ScoreResult(
        meeting=meeting,
        question_set=questions,
        focus_question=focus,
        sheets=held.facts["n"],
        present=len(held.others),
        counts={key: list(steps) for key, steps in counts.items()},
        chair=chair,
        comments=[{"text": text, "step": None} for text in comments],
        closed_on=closed_on,
        raw_until=closed_on + timedelta(days=library.reminders()["keep"]["score_sheets_days"]),
    )
    return result, sheets, answers


def _told_in_full(loading: Loading, held: Held) -> Row | None:
    scored: Row = loading.content["scored"]
    return scored if (scored["series"], scored["at"]) == (held.row["id"], held.at) else None


def _focus(loading: Loading, held: Held) -> str:
    """The series' own question, from the day it was chosen."""
    series = loading.series[held.row["id"]]
    day = clock.local_day(held.meeting.starts_at)
    return series.focus_question if series.focus_since is not None and day >= series.focus_since else ""


def _counts(held: Held, focus: str, dice: Random) -> dict[str, list[int]]:
    """Plausible counts around the known share of MS-9, which is exact; weak and strong items as the content says."""
    number, high = held.facts["n"], held.facts["high"]
    counts = {}
    for item in items_with_counts(focus):
        if item == OVERALL:
            counts[item] = _spread(number, high, dice)
            continue
        shift = WEAK if item in held.row["weak"] else STRONG if item in held.row["strong"] else 0
        share = high / number + shift + dice.uniform(-OTHER, OTHER)
        answered = number - (1 if item in AVERAGED and number > ENOUGH and dice.random() < OTHER else 0)
        counts[item] = _spread(answered, min(max(round(share * answered), 0), answered), dice)
    return counts


def _spread(number: int, high: int, dice: Random) -> list[int]:
    """So many answers on five steps, `high` of them on the upper two; most near the middle of each half."""
    fives = round(high * dice.uniform(0.2, 0.55))
    low = number - high
    threes = low - round(low * dice.uniform(0.1, 0.45))
    ones = round((low - threes) * dice.uniform(0, 0.4))
    return [ones, low - threes - ones, threes, high - fives, fives]


def _sheets(
    meeting: Meeting,
    questions: QuestionSet,
    number: int,
    counts: dict[str, list[int]],
    comments: list[str],
    dice: Random,
) -> tuple[list[AnswerSheet], list[Answer]]:
    """Anonymous sheets that give exactly these counts; who gave what together is chance."""
    ids = [UUID(int=dice.getrandbits(128), version=4) for _number in range(number)]
    sheets = [
        AnswerSheet(id=name, question_set=questions, mode=AnswerSheet.Mode.ANONYMOUS, about=meeting.pk) for name in ids
    ]
    answers = []
    for item, steps in counts.items():
        given = [step for step, count in zip(STEPS, steps, strict=True) for _number in range(count)]
        owners = dice.sample(sheets, len(given))
        answers += [Answer(sheet=sheet, question=item, step=step) for sheet, step in zip(owners, given, strict=True)]
    writers = dice.sample(sheets, len(comments))
    answers += [Answer(sheet=sheet, question=COMMENT, text=text) for sheet, text in zip(writers, comments, strict=True)]
    dice.shuffle(answers)
    return sheets, answers


def _named(meeting: Meeting, questions: QuestionSet, steps: dict[str, int]) -> tuple[AnswerSheet, list[Answer]]:
    """The chair's own sheet, which carries the name."""
    sheet = AnswerSheet(
        question_set=questions,
        mode=AnswerSheet.Mode.NAMED,
        about=meeting.pk,
        person=meeting.chair,
        answered_at=meeting.ended_at,
    )
    return sheet, [Answer(sheet=sheet, question=item, step=step) for item, step in steps.items()]
