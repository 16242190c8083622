"""Closing a score: what stands afterwards, what falls away, and what is never shown."""

from datetime import timedelta

import pytest

from haandgreb.meetings.actions.closing import close_what_is_over, delete_old_answers, note_openings
from haandgreb.meetings.actions.score import NotOpen, OpenScoreRefused, choose_open_score, choose_scoring, plan_scores
from haandgreb.meetings.models import Attendance, Ballot, Meeting, ScoreResult, Series, SeriesChange
from haandgreb.meetings.queries.shown import shown
from haandgreb.meetings.rules.counts import Counts
from haandgreb.meetings.rules.showing import Showing
from haandgreb.meetings.tests.score_factory import (
    ALL,
    chair_scores,
    close,
    give_scores,
    make_meeting,
    make_series,
    open_meeting,
    vote,
)
from haandgreb.questions.models import Answer, AnswerSheet
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry

pytestmark = pytest.mark.django_db


def sheet_ids(meeting):
    return set(AnswerSheet.objects.filter(about=meeting.pk).values_list("pk", flat=True))


def test_five_answers_are_shown_as_counts():
    meeting = open_meeting(people=6)
    for device, value in enumerate([2, 4, 4, 5, 5]):
        vote(meeting, device, value)

    result = shown(close(meeting))

    assert (result.showing, result.answered, result.possible) == (Showing.DISTRIBUTION, 5, 6)
    assert result.items["MS-9"] == Counts((0, 1, 0, 2, 2))


def test_a_fifth_answer_after_closing_stays_out_and_the_result_hidden():
    meeting = open_meeting()
    give_scores(meeting, 4)
    close(meeting)

    with pytest.raises(NotOpen):
        vote(meeting, "a new phone", 1)

    result = ScoreResult.objects.get(meeting=meeting)
    assert (result.sheets, shown(result).showing, shown(result).items) == (4, Showing.TOO_FEW, {})


def test_ballots_fall_away_and_every_sheet_gets_a_new_name():
    meeting = open_meeting()
    give_scores(meeting, 6)
    before = sheet_ids(meeting)
    answers = set(Answer.objects.values_list("pk", flat=True))

    close(meeting)

    assert Ballot.objects.count() == 0
    assert len(sheet_ids(meeting)) == 6
    assert sheet_ids(meeting) & before == set()
    assert set(Answer.objects.values_list("pk", flat=True)) & answers == set()


def test_closing_twice_gives_the_first_result():
    meeting = open_meeting()
    give_scores(meeting, 5)
    first = close(meeting)

    again = close(meeting, now=clock.now() + timedelta(hours=1))

    assert (again.pk, again.sheets, again.closed_on) == (first.pk, 5, first.closed_on)


def test_a_score_cannot_be_closed_before_it_opens():
    meeting = open_meeting(ends_at=clock.now() + timedelta(hours=1))

    with pytest.raises(NotOpen):
        close(meeting)


def test_the_clock_closes_a_score_48_hours_after_the_planned_end():
    meeting = open_meeting()
    give_scores(meeting, 5)

    assert close_what_is_over(clock.now() + timedelta(hours=47)) == 0
    assert close_what_is_over(clock.now() + timedelta(hours=48, seconds=1)) == 1
    assert close_what_is_over(clock.now() + timedelta(hours=49)) == 0
    assert ScoreResult.objects.get(meeting=meeting).sheets == 5


def test_opening_and_closing_leave_a_trace_and_votes_none():
    meeting = open_meeting()
    AuditEntry.objects.all().delete()
    note_openings(clock.now())
    note_openings(clock.now())
    give_scores(meeting, 5)
    close(meeting)

    entries = list(AuditEntry.objects.order_by("id").values_list("action", "actor", "details"))
    assert entries == [("score opened", None, {}), ("score closed", meeting.chair_id, {"sheets": 5})]


def test_the_chairs_own_score_is_named_and_not_counted():
    meeting = open_meeting()
    give_scores(meeting, 5, 2)
    chair_scores(meeting, 5)
    chair_scores(meeting, 4)

    result = close(meeting)

    assert (result.sheets, result.counts["MS-9"], result.chair["MS-9"]) == (5, [0, 5, 0, 0, 0], 4)
    assert AnswerSheet.objects.get(mode="named").person == meeting.chair


def test_the_chairs_score_is_not_shown_beside_too_few():
    meeting = open_meeting()
    give_scores(meeting, 4)
    chair_scores(meeting)

    assert not shown(close(meeting)).chair


def test_comments_are_kept_from_five_answers_and_without_their_sheets():
    meeting = open_meeting()
    for device in range(5):
        vote(meeting, device, {"MS-9": 4, "MS-8-text": f"Bemærkning {device}"})

    result = close(meeting)

    assert sorted(comment["text"] for comment in result.comments) == [f"Bemærkning {number}" for number in range(5)]
    assert shown(result).comments


def test_without_a_focus_question_ms_8_is_only_listed_beside_its_text():
    meeting = open_meeting()
    for device in range(5):
        vote(meeting, device, {"MS-9": 4, "MS-8": 3, "MS-8-text": "Luften"})

    result = close(meeting)

    assert "MS-8" not in result.counts
    assert result.comments == [{"text": "Luften", "step": 3}] * 5


def test_with_a_focus_question_ms_8_is_counted():
    meeting = open_meeting(focus_question="Kom alle til orde?")
    give_scores(meeting, 5, 3)

    result = close(meeting)

    assert (result.focus_question, result.counts["MS-8"]) == ("Kom alle til orde?", [0, 0, 5, 0, 0])


@pytest.mark.parametrize(
    ("people", "sheets", "unreliable", "low"),
    [(6, 6, False, False), (6, 7, True, False), (12, 5, False, True), (10, 5, False, False)],
)
def test_more_sheets_than_people_are_unreliable_and_under_half_may_be_skewed(people, sheets, unreliable, low):
    meeting = open_meeting(people=people)
    give_scores(meeting, sheets)

    result = shown(close(meeting))

    assert (result.answered, result.unreliable, result.low_response) == (sheets, unreliable, low)


def test_five_sheets_from_four_people_are_not_shown():
    meeting = open_meeting(people=4)
    give_scores(meeting, 5)

    assert shown(close(meeting)).showing is Showing.TOO_FEW


def test_a_question_fewer_than_five_answered_is_hidden_beside_the_others():
    meeting = open_meeting()
    for device in range(5):
        vote(meeting, device, {"MS-9": 4, "MS-1": 2} if device else {"MS-9": 4})

    result = shown(close(meeting))

    assert (result.items["MS-1"], result.items["MS-9"]) == (None, Counts((0, 0, 0, 5, 0)))


def small_group(people=3, **facts):
    meeting = open_meeting(people=people, ends_at=clock.now() + timedelta(hours=1), **facts)
    return meeting, clock.now() + timedelta(minutes=55)


@pytest.mark.parametrize(
    ("yeses", "showing"), [([True] * 3, Showing.OPEN_SCORE), ([True, True, False], Showing.TOO_FEW)]
)
def test_an_open_score_shows_three_only_when_every_sheet_says_yes(yeses, showing):
    meeting, later = small_group()
    choose_open_score(meeting, by=meeting.chair)
    for device, says in enumerate(yeses):
        vote(meeting, device, 4, shares_openly=says, now=later)

    result = shown(close(meeting, now=later))

    assert (result.showing, result.comments, result.joins_series) == (showing, False, False)
    assert bool(result.items) is (showing is Showing.OPEN_SCORE)


@pytest.mark.parametrize("people", [2, 5])
def test_an_open_score_is_for_three_or_four(people):
    meeting, _later = small_group(people)

    with pytest.raises(OpenScoreRefused):
        choose_open_score(meeting, by=meeting.chair)


def test_an_open_score_cannot_be_chosen_once_the_score_is_open():
    meeting = open_meeting(people=3)

    with pytest.raises(OpenScoreRefused):
        choose_open_score(meeting, by=meeting.chair)


def test_those_marked_present_could_answer_and_all_asked_where_nobody_was_marked():
    meeting = open_meeting(people=8)
    absent = Attendance.objects.filter(meeting=meeting).exclude(person=meeting.chair)[:2]
    for row in absent:
        Attendance.objects.filter(pk=row.pk).update(presence=Attendance.Presence.ABSENT)
    unmarked = open_meeting(people=5, present=False)
    give_scores(meeting, 5)
    give_scores(unmarked, 5)

    assert (close(meeting).present, close(unmarked).present) == (6, 5)


def test_raw_answers_and_comments_are_deleted_after_twelve_months_and_the_counts_stay():
    meeting = open_meeting()
    for device in range(5):
        vote(meeting, device, {"MS-9": 4, "MS-8-text": "Godt"})
    chair_scores(meeting)
    result = close(meeting)

    assert delete_old_answers(result.raw_until) == 0
    assert delete_old_answers(result.raw_until + timedelta(days=1)) == 1
    assert delete_old_answers(result.raw_until + timedelta(days=2)) == 0

    result.refresh_from_db()
    assert sheet_ids(meeting) == set()
    assert (result.comments, result.chair, result.counts["MS-9"]) == ([], {}, [0, 0, 0, 5, 0])


def coming(series, count):
    first = clock.now() + timedelta(days=1)
    return [
        make_meeting(
            series,
            ends_at=first + timedelta(days=7 * week),
            state=Meeting.State.PLANNED,
            is_scored=False,
            score_code=None,
        )
        for week in range(count)
    ]


def scored(series):
    return list(series.meetings.order_by("starts_at").values_list("is_scored", flat=True))


def test_every_third_meeting_is_scored_and_four_in_a_row_after_a_change():
    series = make_series(scoring=Series.Scoring.EVERY_THIRD)
    coming(series, 7)

    plan_scores(series)
    assert scored(series) == [False, False, True, False, False, True, False]

    series.changes.create(choice=SeriesChange.Choice.CHANGE, what="Begynd til tiden", from_day=clock.today())
    plan_scores(series)
    assert scored(series) == [True, True, True, True, False, False, True]
    assert all(series.meetings.filter(is_scored=True).values_list("score_code", flat=True))


def test_the_chairs_word_for_one_meeting_counts_more_than_the_rhythm():
    series = make_series(scoring=Series.Scoring.EVERY_THIRD)
    first, *_others = coming(series, 4)

    choose_scoring(first, True, by=series.chair)

    assert scored(series) == [True, False, False, True]


def test_an_opened_score_cannot_be_turned_off():
    meeting = open_meeting()

    with pytest.raises(NotOpen):
        choose_scoring(meeting, False, by=meeting.chair)


def test_the_nine_questions_are_those_of_the_content():
    meeting = open_meeting()
    give_scores(meeting, 5)

    assert sorted(close(meeting).counts) == sorted(set(ALL) - {"MS-8"})
    assert ScoreResult.objects.get().raw_until > clock.today() + timedelta(days=364)


def test_a_focus_question_changed_while_the_score_is_open_counts_from_the_next_meeting():
    meeting = open_meeting(focus_question="Kom alle til orde?")
    note_openings(clock.now())
    give_scores(meeting, 5, 3)
    assert meeting.series is not None
    meeting.series.focus_question = "Holdt vi tiden?"
    meeting.series.save()

    assert close(meeting).focus_question == "Kom alle til orde?"
