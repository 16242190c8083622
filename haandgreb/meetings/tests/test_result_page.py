"""The page with a meeting's result: who sees it, and what it says and does not say."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from haandgreb.meetings.actions.score import choose_open_score
from haandgreb.meetings.models import Attendance, Meeting
from haandgreb.meetings.tests.score_factory import chair_scores, close, give_scores, open_meeting, vote
from haandgreb.organisation.tests.factories import make_person, make_unit, sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


def participant(meeting: Meeting):
    return Attendance.objects.filter(meeting=meeting).exclude(person=meeting.chair).first().person  # type: ignore[union-attr]  # there are some


def page_for(person, meeting: Meeting, name: str = "meetings:result") -> str:
    return sign_in(Client(), person).get(reverse(name, args=[meeting.pk])).content.decode()


def words_of(page: str) -> str:
    """What stands in the main part of a page, without markup and one-time tokens."""
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_participants_read_the_counts_in_a_sentence_and_in_a_table():
    meeting = open_meeting(people=7)
    for device, value in enumerate([2, 4, 4, 5, 5, 3]):
        vote(meeting, device, value)
    close(meeting)

    words = words_of(page_for(participant(meeting), meeting))

    assert "6 af 7 svarede." in words
    assert "4 af 6 gav 4 eller 5 alt i alt. 1 gav 2. 1 gav 3." in words
    assert words.count("4 af 6") == 8


def test_before_closing_there_is_no_result_only_whether_five_have_answered():
    meeting = open_meeting()
    give_scores(meeting, 4)
    person = participant(meeting)

    before = sign_in(Client(), person).get(reverse("meetings:result", args=[meeting.pk]))
    four = words_of(page_for(person, meeting, "meetings:score"))
    vote(meeting, "fifth", 3)
    five = words_of(page_for(person, meeting, "meetings:score"))

    assert before["Location"] == reverse("meetings:score", args=[meeting.pk])
    assert "Færre end fem har svaret indtil nu." in four
    assert "Mindst fem har svaret." in five


def test_too_few_looks_the_same_for_no_answer_and_for_four():
    pages = []
    for count in (0, 4):
        meeting = open_meeting()
        give_scores(meeting, count, 1)
        for device in range(count):
            vote(meeting, device, {"MS-9": 1, "MS-8-text": f"Hemmeligt {device}"})
        chair_scores(meeting, 5)
        close(meeting)
        pages.append(words_of(page_for(participant(meeting), meeting)))

    assert pages[0] == pages[1]
    assert "For få svar til at vise et resultat" in pages[0]


def test_the_chair_stands_apart():
    meeting = open_meeting()
    give_scores(meeting, 5, 2)
    chair_scores(meeting, 5)
    close(meeting)

    assert "Gorm Vangsted som mødeleder, for sig: 5." in words_of(page_for(participant(meeting), meeting))


def test_comments_are_read_from_five_answers():
    meeting = open_meeting()
    for device in range(5):
        vote(meeting, device, {"MS-9": 4, "MS-8-text": f"Bemærkning {device}"})
    close(meeting)

    words = words_of(page_for(participant(meeting), meeting))

    assert [f"Bemærkning {number}" in words for number in range(5)] == [True] * 5
    assert "I blandet rækkefølge." in words


@pytest.mark.parametrize(
    ("people", "sheets", "note"), [(5, 6, "Resultatet er ikke til at stole på."), (12, 5, "Det kan være skævt.")]
)
def test_doubt_is_said(people, sheets, note):
    meeting = open_meeting(people=people)
    give_scores(meeting, sheets)
    close(meeting)

    assert note in words_of(page_for(participant(meeting), meeting))


def test_facts_stand_beside_feelings():
    meeting = open_meeting()
    meeting.began_at = meeting.starts_at + timedelta(minutes=2)
    meeting.ended_at = meeting.ends_at + timedelta(minutes=4)
    meeting.save()
    for position, purpose in enumerate(["en beslutning", ""], 1):
        meeting.items.create(position=position, title="Punkt", purpose=purpose, minutes=10)
    give_scores(meeting, 5)
    close(meeting)

    words = words_of(page_for(participant(meeting), meeting))

    assert "Begyndte 2 min for sent Sluttede 4 min over tid Punkter med formål 1 af 2" in words


def test_the_result_of_an_open_score_is_shown_to_those_who_all_said_yes():
    meeting = open_meeting(people=3, ends_at=clock.now() + timedelta(hours=1))
    later = clock.now() + timedelta(minutes=55)
    choose_open_score(meeting, by=meeting.chair)
    for device in range(3):
        vote(meeting, device, {"MS-9": 5, "MS-8-text": "Uden for citat"}, shares_openly=True, now=later)
    close(meeting, now=later)

    words = words_of(page_for(participant(meeting), meeting))

    assert "3 af 3 gav 4 eller 5 alt i alt." in words
    assert "Uden for citat" not in words


def test_whoever_is_not_in_the_meeting_finds_no_such_page():
    meeting = open_meeting()
    give_scores(meeting, 5)
    close(meeting)
    stranger = sign_in(Client(), make_person("Vera Bregnø", make_unit("Vejledning")))

    assert stranger.get(reverse("meetings:result", args=[meeting.pk])).status_code == 404
    assert stranger.get(reverse("meetings:score", args=[meeting.pk])).status_code == 404


def test_the_result_takes_the_same_queries_with_five_and_with_fifty_answers(django_assert_max_num_queries):
    counts = []
    for sheets in (5, 50):
        meeting = open_meeting(people=50)
        give_scores(meeting, sheets)
        close(meeting)
        client = sign_in(Client(), participant(meeting))
        client.get(reverse("meetings:result", args=[meeting.pk]))
        with django_assert_max_num_queries(25) as seen:
            client.get(reverse("meetings:result", args=[meeting.pk]))
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_the_clock_has_closed_the_score_when_somebody_comes_to_see_it():
    meeting = open_meeting(ends_at=clock.now() - timedelta(hours=49))
    give_scores(meeting, 5, now=meeting.ends_at)

    assert "Scoren er lukket." in words_of(page_for(participant(meeting), meeting))


def test_the_chair_closes_the_score_and_sees_the_result():
    meeting = open_meeting()
    give_scores(meeting, 5)
    client = sign_in(Client(), meeting.chair)

    response = client.post(reverse("meetings:score_close", args=[meeting.pk]))

    assert response["Location"] == reverse("meetings:result", args=[meeting.pk])
    assert client.post(reverse("meetings:score_turn", args=[meeting.pk]), {"scored": "no"}).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.is_scored, meeting.score_closed_at is not None) == (True, True)


def test_the_chair_is_told_that_her_score_is_named():
    meeting = open_meeting()
    client = sign_in(Client(), meeting.chair)
    address = reverse("meetings:score_chair", args=[meeting.pk])

    page = words_of(client.get(address).content.decode())
    wrong = client.post(address, {"MS-9": "6"})
    client.post(address, {"MS-9": "5"})

    assert "Denne score står med navn." in page
    assert wrong.status_code == 422
    give_scores(meeting, 5)
    assert close(meeting).chair == {"MS-9": 5}
