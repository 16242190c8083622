"""Many phones at the same moment, and a closing among them: no vote is lost, none is doubled."""

from concurrent.futures import ThreadPoolExecutor, wait
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from haandgreb.meetings.actions.closing import close_score, note_openings
from haandgreb.meetings.actions.running import save_notes
from haandgreb.meetings.actions.score import NotOpen
from haandgreb.meetings.models import Ballot, ScoreResult
from haandgreb.meetings.tests.score_factory import open_meeting, vote
from haandgreb.questions.models import Answer, AnswerSheet
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db(transaction=True)

PHONES = 12


def at_once(acts):
    """Run the acts in threads that begin together; each answer, or the refusal."""
    gate = Barrier(len(acts))

    def run(act):
        try:
            gate.wait()
            return act()
        except NotOpen as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_votes_at_the_same_moment_lose_none_and_double_none():
    meeting = open_meeting(people=PHONES)

    answers = at_once([lambda device=device: vote(meeting, device, 1 + device % 5) for device in range(PHONES)])

    assert answers == [False] * PHONES
    assert AnswerSheet.objects.filter(about=meeting.pk).count() == PHONES
    assert Ballot.objects.filter(meeting=meeting).count() == PHONES
    assert Answer.objects.count() == PHONES * 9


def test_one_phone_that_sends_many_times_at_once_has_one_sheet():
    meeting = open_meeting()

    answers = at_once([lambda value=value: vote(meeting, "one", 1 + value % 5) for value in range(8)])

    assert sorted(answers) == [False] + [True] * 7
    assert AnswerSheet.objects.filter(about=meeting.pk).count() == 1
    assert Ballot.objects.get(meeting=meeting).sheet == AnswerSheet.objects.get(about=meeting.pk).pk
    assert Answer.objects.count() == 9


def test_a_phone_that_changes_its_vote_many_times_at_once_has_the_answers_of_one_of_them():
    meeting = open_meeting()
    vote(meeting, "one", 3)
    sheet = AnswerSheet.objects.get(about=meeting.pk)

    answers = at_once([lambda value=value: vote(meeting, "one", 1 + value % 5) for value in range(8)])

    assert answers == [True] * 8
    assert AnswerSheet.objects.get(about=meeting.pk) == sheet
    assert Answer.objects.count() == 9
    assert len(set(Answer.objects.values_list("step", flat=True))) == 1


def test_phones_that_send_twice_at_once_have_one_sheet_each():
    meeting = open_meeting(people=PHONES)

    answers = at_once([lambda device=device: vote(meeting, device, 2) for device in [*range(6), *range(6)]])

    assert sorted(answers) == [False] * 6 + [True] * 6
    assert AnswerSheet.objects.filter(about=meeting.pk).count() == 6
    assert set(Ballot.objects.values_list("sheet", flat=True)) == set(AnswerSheet.objects.values_list("pk", flat=True))
    assert Answer.objects.count() == 6 * 9


def test_a_vote_beside_the_closing_is_in_the_result_or_refused():
    meeting = open_meeting(people=PHONES)

    def closing():
        return close_score(meeting, by=meeting.chair)

    answers = at_once(
        [lambda device=device: vote(meeting, device, 4) for device in range(PHONES // 2)]
        + [closing]
        + [lambda device=device: vote(meeting, device, 4) for device in range(PHONES // 2, PHONES)]
    )

    accepted = sum(answer is False for answer in answers)
    assert ScoreResult.objects.get(meeting=meeting).sheets == accepted
    assert AnswerSheet.objects.filter(about=meeting.pk).count() == accepted


def test_a_vote_changed_beside_the_closing_counts_once_and_as_it_was_acknowledged():
    meeting = open_meeting(people=PHONES)
    for device in range(PHONES):
        vote(meeting, device, 1)

    answers = at_once(
        [lambda: close_score(meeting, by=meeting.chair)]
        + [lambda device=device: vote(meeting, device, 5) for device in range(PHONES)]
    )

    changed = sum(answer is True for answer in answers[1:])
    assert ScoreResult.objects.get().counts["MS-9"] == [PHONES - changed, 0, 0, 0, changed]


def test_a_vote_and_a_closing_at_once_agree_every_time():
    for _ in range(10):
        meeting = open_meeting()
        for device in range(5):
            vote(meeting, device, 4)

        answer, result = at_once(
            [
                lambda meeting=meeting: vote(meeting, "late", 4),
                lambda meeting=meeting: close_score(meeting, by=meeting.chair),
            ]
        )

        assert result.sheets == (6 if answer is False else 5)
        assert Ballot.objects.count() == 0


def test_the_first_votes_the_clock_and_the_minutes_do_not_stand_in_each_others_way():
    meeting = open_meeting(people=PHONES)

    answers = at_once(
        [lambda device=device: vote(meeting, device, 4) for device in range(PHONES)]
        + [
            lambda: note_openings(clock.now()),
            lambda: save_notes(meeting, "Vi ringer først.", by=meeting.chair, version=1),
        ]
    )

    assert answers == [False] * PHONES + [1, True]
    meeting.refresh_from_db()
    assert (meeting.score_set is not None, meeting.notes) == (True, "Vi ringer først.")


@pytest.mark.parametrize("act", ["vote", "closing"])
def test_a_vote_waits_for_another_only_where_one_writes_at_a_time_and_closing_waits_for_both(act):
    meeting = open_meeting()
    note_openings(clock.now())
    begun, end = Event(), Event()

    def slow():
        try:
            with transaction.atomic():
                vote(meeting, "slow", 4)
                begun.set()
                end.wait(20)
        finally:
            connection.close()

    def quick():
        try:
            return vote(meeting, "quick", 4) if act == "vote" else close_score(meeting, by=meeting.chair)
        finally:
            connection.close()

    all_at_a_time = connection.vendor == "postgresql"
    with ThreadPoolExecutor(2) as pool:
        pool.submit(slow)
        assert begun.wait(20)
        second = pool.submit(quick)
        finished, _ = wait([second], timeout=3 if act == "vote" and all_at_a_time else 0.5)
        end.set()

    assert bool(finished) == (act == "vote" and all_at_a_time)
    assert second.result() is False if act == "vote" else second.result().sheets == 1


def test_two_who_close_at_once_make_one_result():
    meeting = open_meeting()
    for device in range(5):
        vote(meeting, device, 4)

    results = at_once([lambda: close_score(meeting, by=meeting.chair)] * 3)

    assert {result.pk for result in results} == {meeting.pk}
    assert ScoreResult.objects.count() == 1
