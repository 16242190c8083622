"""Many phones at the same moment, and a closing among them: no vote is lost, none is doubled."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from haandgreb.meetings.actions.closing import close_score
from haandgreb.meetings.actions.score import NotOpen
from haandgreb.meetings.models import Ballot, ScoreResult
from haandgreb.meetings.tests.score_factory import open_meeting, vote
from haandgreb.questions.models import Answer, AnswerSheet

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


def test_two_who_close_at_once_make_one_result():
    meeting = open_meeting()
    for device in range(5):
        vote(meeting, device, 4)

    results = at_once([lambda: close_score(meeting, by=meeting.chair)] * 3)

    assert {result.pk for result in results} == {meeting.pk}
    assert ScoreResult.objects.count() == 1
