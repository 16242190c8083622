"""A series over time: the curve, what is said about it, pools, weights and the choice."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from haandgreb.meetings.models import Meeting, PooledMeeting, Series, SeriesChange
from haandgreb.meetings.queries.trend import score_trend
from haandgreb.meetings.rules.counts import Counts
from haandgreb.meetings.rules.trend import Signal, signal_of
from haandgreb.meetings.tests.score_factory import closed_meeting, load_questions, make_series
from haandgreb.meetings.tests.test_result_page import words_of
from haandgreb.organisation.tests.factories import make_person, make_unit, sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

MT02 = [(4, 9), (5, 10), (4, 10), (5, 11), (4, 9), (5, 10), (4, 10), (5, 11)]
MT02 += [(7, 9), (8, 10), (8, 11), (7, 9), (8, 10), (8, 10), (9, 11), (7, 10)]
MT06 = [(5, 8), (6, 8), (4, 7), (6, 9), (5, 8), (6, 8), (5, 7), (5, 9), (6, 8), (4, 7), (7, 9), (5, 8)]


@pytest.fixture(autouse=True)
def _questions():
    load_questions()


def history(high_of, people=11, **facts) -> Series:
    series = make_series(people, **facts)
    for week, (high, n) in enumerate(reversed(high_of), 1):
        closed_meeting(series, [4] * high + [2] * (n - high), days_ago=7 * week)
    return series


def page_of(series: Series, query: str = "") -> str:
    address = reverse("meetings:trend", args=[series.pk])
    return sign_in(Client(), series.chair).get(f"{address}{query}").content.decode()


@pytest.mark.parametrize(("meetings", "queries"), [(3, 2), (12, 2)])
def test_the_trend_takes_two_queries_however_many_meetings(meetings, queries, django_assert_num_queries):
    series = history([(4, 6)] * meetings)

    with django_assert_num_queries(queries):
        trend = score_trend(series)
        points = trend.points("MS-9")

    assert [point.n for point in points] == [6] * meetings


def test_a_real_shift_is_told_with_its_reasons():
    series = history(MT02)
    series.changes.create(choice="change", what="Læring af én sag", from_day=clock.today() - timedelta(days=59))

    words = words_of(page_of(series))

    assert "Sagsmøde: et skift opad" in words
    assert "Der er sket et skift. De seneste 8 møder ligger alle over medianen." in words
    assert "Mere end 7 i træk er sjældent et tilfælde." in words
    assert "Flest i træk på én side 8 (grænse 7) Kryds over medianen 1 (mindst 4)" in words
    assert "I de seneste 16 møder var 98 af 160 svar på »alt i alt« 4 eller 5." in words


def test_ordinary_ups_and_downs_are_called_so():
    words = words_of(page_of(history(MT06, people=9)))

    assert "Ingen sikre ændringer. De udsving, I ser, er almindelige." in words
    assert "skift" not in words


def test_ten_meetings_are_needed_before_anything_is_said():
    trend = score_trend(history([(5, 5)] * 4 + [(0, 5)] * 5))

    assert signal_of(trend.curve("MS-9").chart) is Signal.TOO_FEW_MEETINGS


def test_the_change_is_marked_before_the_meeting_it_came_before():
    series = history(MT02)
    series.changes.create(choice="change", what="Læring af én sag", from_day=clock.today() - timedelta(days=60))
    series.changes.create(choice="keep", from_day=clock.today() - timedelta(days=30))

    marks = score_trend(series).marks

    assert [(mark.before, str(mark.what)) for mark in marks] == [(8, "Læring af én sag")]


def test_before_and_after_are_weighed_by_meeting_or_by_answer_and_say_which():
    series = make_series(20)
    closed_meeting(series, [5] * 5, days_ago=30)
    closed_meeting(series, [1] * 15, days_ago=20)
    closed_meeting(series, [4] * 5, days_ago=10)
    series.changes.create(choice="change", what="Kortere", from_day=clock.today() - timedelta(days=15))

    by_meeting = words_of(page_of(series))
    by_answer = words_of(page_of(series, "?weight=answer"))

    assert "Før ændringen 20 svar fra 2 møder" in by_meeting
    assert "50 %" in by_meeting
    assert "Hvert møde tæller lige meget" in by_meeting
    assert "5 af 20" in by_answer
    assert "Hvert svar tæller lige meget" in by_answer


def test_a_meeting_with_too_few_is_a_gap_without_a_number():
    series = history([(4, 6), (3, 4), (5, 6)])

    points = score_trend(series).points("MS-9")

    assert [point.n for point in points] == [6, None, 6]


def test_small_meetings_are_joined_until_there_are_five_answers_from_two():
    series = make_series(6)
    meetings = [closed_meeting(series, [4] * n, days_ago=50 - 10 * i) for i, n in enumerate([3, 1, 3, 2])]

    pools = dict(PooledMeeting.objects.values_list("meeting", "pool"))

    assert set(pools) == {meeting.pk for meeting in meetings[:3]}
    assert len(set(pools.values())) == 1
    assert score_trend(series).pools[0].items["MS-9"] == Counts((0, 0, 0, 7, 0))


def test_a_pool_once_made_takes_no_more_meetings():
    series = make_series(6)
    for days_ago in (40, 30):
        closed_meeting(series, [4] * 3, days_ago=days_ago)
    before = set(PooledMeeting.objects.values_list("meeting", "pool"))

    for days_ago in (20, 10):
        closed_meeting(series, [2] * 3, days_ago=days_ago)

    assert before < set(PooledMeeting.objects.values_list("meeting", "pool"))
    assert [pool.answers for pool in score_trend(series).pools] == [6, 6]


def test_a_group_of_three_besides_the_chair_is_never_pooled_however_often_it_meets():
    series = make_series(3)
    for week, n in enumerate([3, 2, 3, 3], 1):
        closed_meeting(series, [4] * n, days_ago=7 * week)

    words = words_of(page_of(series))

    assert PooledMeeting.objects.count() == 0
    assert "For få svar til at vise et resultat" in words
    assert "Små møder lagt sammen" not in words


def test_one_chosen_question_has_its_own_curve():
    page = page_of(history(MT06, people=9), "?item=MS-3")

    assert "Så mange gav 4 eller 5 på »Tidsstyringen var god undervejs«" in page


def test_after_three_scored_meetings_the_group_chooses_and_a_change_is_marked():
    series = history([(4, 6)] * 3)
    client = sign_in(Client(), series.chair)
    page = reverse("meetings:trend", args=[series.pk])
    choice = reverse("meetings:choice", args=[series.pk])
    assert "Hvad gør I nu?" in client.get(page).content.decode()

    unsaid = client.post(choice, {"choice": "change", "what": " "})
    client.post(choice, {"choice": "change", "what": "Stående møde", "once": "en-gang"})
    client.post(choice, {"choice": "change", "what": "Stående møde", "once": "en-gang"})

    assert unsaid.status_code == 422
    assert list(SeriesChange.objects.values_list("choice", "what")) == [("change", "Stående møde")]
    assert "Hvad gør I nu?" not in client.get(page).content.decode()


def test_to_stop_closes_the_series():
    series = history([(4, 6)] * 3)

    sign_in(Client(), series.chair).post(reverse("meetings:choice", args=[series.pk]), {"choice": "stop"})

    series.refresh_from_db()
    assert series.state == Series.State.CLOSED


def test_a_participant_reads_the_trend_and_leaves_the_choice_to_the_chair():
    series = history([(4, 6)] * 3)
    member = series.memberships.exclude(person=series.chair).first()
    assert member is not None
    client = sign_in(Client(), member.person)

    assert "Gorm Vangsted skriver det ned her." in words_of(
        client.get(reverse("meetings:trend", args=[series.pk])).content.decode()
    )
    assert client.post(reverse("meetings:choice", args=[series.pk]), {"choice": "keep"}).status_code == 403


def test_whoever_is_not_in_the_series_finds_no_such_page():
    series = history([(4, 6)])
    stranger = sign_in(Client(), make_person("Vera Bregnø", make_unit("Vejledning")))

    assert stranger.get(reverse("meetings:trend", args=[series.pk])).status_code == 404


def test_an_unscored_series_says_what_will_stand_here():
    assert "Intet møde er scoret endnu" in page_of(make_series())
    assert Meeting.objects.count() == 0
