"""The sixteen questions: one's own answers, and what may be told of many, without a sum."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.urls import reverse

from haandgreb.followups.models import FollowUp
from haandgreb.learning.actions.factors import NotOpen, answer_factors
from haandgreb.learning.actions.steps import begin_steps
from haandgreb.learning.factors_content import SET, factors, neutral
from haandgreb.learning.models import Step
from haandgreb.learning.parts.factors import load_content, section
from haandgreb.learning.queries.factors import own
from haandgreb.learning.rules.factors import good_share, is_open, lowest, own_lowest, turned
from haandgreb.learning.tests.factories import Workplace, make_activity
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.questions.models import Answer, AnswerSheet
from haandgreb.questions.queries import current_set
from haandgreb.questions.reading import read_row
from haandgreb.questions.showing import shown
from haandgreb.shared import clock


@pytest.fixture
def place(db):
    load_content()
    return Workplace()


def ended(place, days_ago=14, **facts):
    day = clock.today() - timedelta(days=days_ago)
    return place.enrolment("completed", starts_on=day, ends_on=day, **facts)


def test_there_are_sixteen_of_them_in_both_languages(place):
    questions = read_row(current_set(SET)).questions

    assert [question.key for question in questions] == list(factors())
    assert len(questions) == 16
    assert all(factor.name.da and factor.name.en and factor.act.da and factor.act.en for factor in factors().values())
    assert neutral() == ["LF-4"]
    assert [key for key, factor in factors().items() if factor.is_turned] == ["LF-8"]


@pytest.mark.parametrize(
    ("counts", "share"),
    [
        ((0, 0, 0, 0, 0), None),
        ((1, 1, 1, 1, 0), None),  # four
        ((0, 0, 5, 0, 0), Fraction(1, 2)),  # all alike: words only
        ((5, 0, 0, 0, 0), Fraction(0)),
        ((1, 1, 1, 1, 1), Fraction(4, 10)),  # five to nine: tenths
        ((2, 2, 2, 2, 4), Fraction(1, 2)),
    ],
)
def test_the_part_of_good_answers_comes_from_what_is_shown(counts, share):
    assert good_share(shown(counts)) == share


def test_the_three_lowest_without_the_neutral_one_and_those_not_shown():
    figures = {
        "LF-1": shown((0, 0, 2, 8, 2)),
        "LF-4": shown((12, 0, 0, 0, 0)),  # neutral: never among them
        "LF-5": shown((4, 4, 2, 1, 1)),
        "LF-6": shown((1, 1, 1, 1, 0)),  # too few
        "LF-7": shown((5, 4, 2, 1, 0)),
        "LF-8": shown(turned((1, 1, 2, 4, 4))),  # many say that the manager stands in the way
        "LF-9": shown((0, 0, 0, 0, 12)),  # all good: no barrier
    }

    assert lowest(figures, without=neutral()) == ["LF-7", "LF-5", "LF-8"]


def test_her_own_lowest_are_below_four():
    assert own_lowest({"LF-1": 3, "LF-2": 1, "LF-3": 4, "LF-4": 1, "LF-5": 3}, without=["LF-4"]) == [
        "LF-2",
        "LF-1",
        "LF-5",
    ]


@pytest.mark.parametrize(
    ("last_day", "today", "found"),
    [
        (None, date(2026, 3, 10), False),
        (date(2026, 3, 4), date(2026, 3, 10), False),  # not a week yet
        (date(2026, 3, 4), date(2026, 3, 11), True),
        (date(2026, 3, 4), date(2026, 4, 21), True),  # its quarter's last day and three weeks
        (date(2026, 3, 4), date(2026, 4, 22), False),
        (date(2026, 3, 20), date(2026, 7, 21), True),  # the fourteenth day lies in the next quarter
    ],
)
def test_when_it_is_asked(last_day, today, found):
    assert is_open(last_day, today) is found


def test_what_is_answered_is_hers_alone_and_ends_the_step(client, place):
    enrolment = ended(place)
    begin_steps(enrolment, by=place.manager)
    sign_in(client, place.person)
    page = reverse("learning:factors", args=[enrolment.pk])
    client.post(page, {"LF-5": "1", "LF-8": "5", "LF-9": "4", "LF-1": ""})
    seen = client.get(page).content.decode()

    assert {row.question: row.step for row in Answer.objects.all()} == {"LF-5": 1, "LF-8": 5, "LF-9": 4}
    assert [factor.key for factor in own(enrolment).lowest] == ["LF-5", "LF-8"]  # 5 is low where it is turned
    assert "ikke et afprøvet måleinstrument" in seen
    assert Step.objects.get(key="factors").state == Step.State.DONE
    assert section(enrolment, place.manager, clock.today()) is None


def test_answering_again_takes_the_place_of_the_first_answers(client, place):
    enrolment = ended(place)
    answer_factors(enrolment, {"LF-1": 2, "LF-2": 3}, by=place.person)
    answer_factors(enrolment, {"LF-1": 5}, by=place.person)

    assert {row.question: row.step for row in Answer.objects.all()} == {"LF-1": 5}
    assert AnswerSheet.objects.get().mode == "confidential"


@pytest.mark.parametrize(
    ("facts", "days_ago", "error"),
    [({}, 3, NotOpen), ({}, 250, NotOpen), ({"activity": "light"}, 14, NotOpen)],
)
def test_what_is_not_asked_is_not_taken(place, facts, days_ago, error):
    if facts:
        facts = {"activity": make_activity("Oplæg", size="light")}
    with pytest.raises(error):
        answer_factors(ended(place, days_ago, **facts), {"LF-1": 2}, by=place.person)


def test_nobody_answers_for_another(place):
    with pytest.raises(ValueError, match="another"):
        answer_factors(ended(place), {"LF-1": 2}, by=place.manager)


@pytest.mark.parametrize("fields", [{}, {"LF-1": ""}, {"LF-1": "6"}, {"LF-1": "x"}])
def test_an_empty_or_odd_sheet_is_told_and_not_kept(client, place, fields):
    enrolment = ended(place)
    sign_in(client, place.person)
    answer = client.post(reverse("learning:factors", args=[enrolment.pk]), fields)

    assert answer.status_code == 422
    assert AnswerSheet.objects.count() == 0


def test_a_short_activity_has_no_such_page(client, place):
    enrolment = ended(place, activity=make_activity("Oplæg", size="light"))
    sign_in(client, place.person)

    assert client.get(reverse("learning:factors", args=[enrolment.pk])).status_code == 404


def test_a_manager_takes_on_what_stands_in_the_way_once(client, place):
    sign_in(client, place.manager)
    day = clock.today() + timedelta(days=10)
    page = reverse("learning:factor_take_on", args=["LF-5"])
    for _press in range(2):
        client.post(page, {"due_on": day.isoformat(), "once": "a" * 24})
    taken = FollowUp.objects.get()

    assert (taken.owner, taken.due_on, taken.what) == (place.manager, day, str(factors()["LF-5"].act.da))


@pytest.mark.parametrize(("factor", "due_on", "status"), [("LF-99", "2999-01-01", 404), ("LF-5", "2020-01-01", 302)])
def test_an_odd_promise_is_none(client, place, factor, due_on, status):
    sign_in(client, place.manager)
    answer = client.post(reverse("learning:factor_take_on", args=[factor]), {"due_on": due_on})

    assert answer.status_code == status
    assert FollowUp.objects.count() == 0
