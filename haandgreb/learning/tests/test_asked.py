"""Is it asked for? One tap a week, one's own, counted once a quarter."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.learning.actions.asked import NotAsked, tap
from haandgreb.learning.models import AskedWeek
from haandgreb.learning.parts import asked as part
from haandgreb.learning.queries.asked import asked_about, asked_of
from haandgreb.learning.rules.asked import WEEKS, is_asked_in, weeks
from haandgreb.learning.rules.quarters import last_answer_on, monday_of, next_quarter, over, quarter_of
from haandgreb.learning.tests.factories import Workplace, make_activity, make_enrolment
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock

WEDNESDAY = date(2026, 3, 4)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 3, 31), date(2026, 1, 1)),
        (date(2026, 4, 1), date(2026, 4, 1)),
        (date(2026, 12, 31), date(2026, 10, 1)),
    ],
)
def test_the_quarter_of_a_day(day, first):
    assert quarter_of(day) == first


@given(DAYS)
def test_every_day_lies_in_its_quarter(day):
    first = quarter_of(day)

    assert first <= day < next_quarter(first)
    assert quarter_of(next_quarter(first)) == next_quarter(first)


@given(DAYS)
def test_quarters_are_over_when_their_last_answers_are_in(today):
    found = over(today, 3)

    assert all(last_answer_on(one) < today for one in found)
    assert last_answer_on(next_quarter(found[0])) >= today
    assert [next_quarter(one) for one in found[1:]] == found[:2]


@given(DAYS)
def test_the_weeks_begin_after_the_course_and_are_thirteen(last_day):
    mondays = weeks(last_day)

    assert len(mondays) == WEEKS
    assert last_day < mondays[0] <= last_day + timedelta(days=7)
    assert [is_asked_in(last_day, monday) for monday in mondays] == [True] * WEEKS
    assert not is_asked_in(last_day, mondays[0] - timedelta(days=7))
    assert not is_asked_in(last_day, mondays[-1] + timedelta(days=7))


def completed(place, days_ago=14, person=None, **facts):
    ended = clock.today() - timedelta(days=days_ago)
    return make_enrolment(person or place.person, state="completed", starts_on=ended, ends_on=ended, **facts)


def stands(week):
    return (week.by_manager, week.by_colleagues, week.by_work)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("taps", "found"),
    [
        (["manager"], (True, False, False)),
        (["manager", "manager"], (True, False, False)),
        (["manager", "work"], (True, False, True)),
        (["nobody"], (False, False, False)),
        (["manager", "nobody"], (False, False, False)),
        (["nobody", "colleagues"], (False, True, False)),
    ],
)
def test_taps_of_a_week(taps, found):
    place = Workplace()
    enrolment = completed(place)
    for source in taps:
        tap(enrolment, source, by=place.person)

    assert stands(AskedWeek.objects.get()) == found


@pytest.mark.django_db
@pytest.mark.parametrize("source", ["manager", "nobody"])
def test_what_is_taken_back_leaves_the_week_unanswered(source):
    place = Workplace()
    enrolment = completed(place)
    tap(enrolment, source, by=place.person)

    assert tap(enrolment, source, by=place.person, is_on=False) is None
    assert AskedWeek.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "days_ago"), [("completed", 0), ("completed", 7 * 16), ("absent", 14), ("approved", -14)]
)
def test_outside_the_weeks_nothing_is_kept(state, days_ago):
    place = Workplace()
    ended = clock.today() - timedelta(days=days_ago)
    enrolment = place.enrolment(state, starts_on=ended, ends_on=ended)

    with pytest.raises(NotAsked):
        tap(enrolment, "manager", by=place.person)


@pytest.mark.django_db
def test_nobody_taps_for_another():
    place = Workplace()
    with pytest.raises(ValueError, match="manager"):
        tap(completed(place), "manager", by=place.manager)


@pytest.mark.django_db
@pytest.mark.parametrize("sent", [{"source": "director"}, {}, {"take_back": "everything"}])
def test_another_source_is_told_and_kept_nowhere(client, sent):
    place = Workplace()
    enrolment = completed(place)
    sign_in(client, place.person)

    answer = client.post(reverse("learning:asked_tap", args=[enrolment.pk]), sent, follow=True)

    assert "Vælg et af svarene" in answer.content.decode()
    assert AskedWeek.objects.count() == 0


@pytest.mark.django_db
def test_one_tap_on_her_own_page_takes_the_card_away(client):
    place = Workplace()
    enrolment = completed(place)
    today = clock.today()
    before = part.home_cards(place.person, today)
    sign_in(client, place.person)
    shown = client.get("/").content.decode()
    answer = client.post(reverse("learning:asked_tap", args=[enrolment.pk]), {"source": "work", "next": "/"})

    assert answer.url == "/"
    assert (len(before), shown.count(reverse("learning:asked_tap", args=[enrolment.pk]))) == (1, 1)
    assert reverse("learning:asked_tap", args=[enrolment.pk]) not in client.get("/").content.decode()
    assert part.home_cards(place.person, today) == ()
    assert stands(AskedWeek.objects.get(monday=monday_of(today))) == (False, False, True)


@pytest.mark.django_db
def test_the_way_back_leads_to_no_other_site(client):
    place = Workplace()
    enrolment = completed(place)
    sign_in(client, place.person)
    answer = client.post(
        reverse("learning:asked_tap", args=[enrolment.pk]), {"source": "work", "next": "//example.org"}
    )

    assert answer.url == reverse("learning:asked")


@pytest.mark.django_db
def test_only_the_learner_sees_her_weeks(client):
    place = Workplace()
    enrolment = completed(place)
    tap(enrolment, "manager", by=place.person)
    pages = {}
    for role in ("person", "manager"):
        sign_in(client, getattr(place, role))
        pages[role] = client.get(reverse("learning:enrolment", args=[enrolment.pk])).content.decode()

    assert "Daglig" in pages["person"]
    assert "Daglig" not in pages["manager"]
    assert part.section(enrolment, place.manager, clock.today()) is None


@pytest.mark.django_db
def test_how_often_each_asked_is_counted_over_the_answered_weeks():
    place = Workplace()
    enrolment = completed(place, days_ago=35)
    today = clock.today()
    tap(enrolment, "manager", by=place.person, today=today - timedelta(days=14))
    tap(enrolment, "nobody", by=place.person, today=today - timedelta(days=7))
    found = asked_about(enrolment, today)

    assert (len(found.answered), found.sums) == (2, {"manager": 1, "colleagues": 0, "work": 0})


@pytest.mark.django_db
def test_her_copy_of_her_data_holds_the_taps():
    place = Workplace()
    tap(completed(place), "manager", by=place.person)

    assert part.personal_data(place.person)["asked_for"][0]["by_manager"] is True


@pytest.mark.django_db
@pytest.mark.parametrize("courses", [1, 8])
def test_her_weeks_cost_two_queries_for_one_course_and_for_eight(courses, django_assert_num_queries):
    place = Workplace()
    for number in range(courses):
        completed(place, activity=make_activity(f"Kursus {number}"))
    with django_assert_num_queries(2):
        assert len(asked_of(place.person, clock.today())) == courses
