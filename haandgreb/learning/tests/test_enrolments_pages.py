"""From a situation to a place, as people press."""

from datetime import timedelta

import pytest
from django.urls import reverse

from haandgreb.competences.models import DevelopmentGoal
from haandgreb.learning.actions import enrolments as actions
from haandgreb.learning.models import Enrolment, Step
from haandgreb.learning.queries import enrolments as queries
from haandgreb.learning.queries import pages
from haandgreb.learning.tests.factories import Workplace, make_activity, make_enrolment, make_offering
from haandgreb.organisation.tests.factories import make_person, sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

NEED = "Jeg skal sige nej til en forening, så de stadig vil ringe igen"


def page(name, enrolment):
    return reverse(f"learning:{name}", args=[enrolment.pk])


def the_one():
    return Enrolment.objects.get()


def test_from_a_situation_over_the_catalogue_to_a_place(client):
    place, activity = Workplace(), make_activity()
    offering = make_offering(activity, clock.today() + timedelta(days=50), place="Fjordby")
    sign_in(client, place.person)

    step = client.post(reverse("learning:wish"), {"need": NEED, "activity": activity.pk, "once": "a"})
    assert (step.status_code, step.url) == (302, page("wish_edit", the_one()))
    client.post(step.url, {"need": NEED, "time": offering.pk, "version": 1, "act": "ask", "once": "b"})
    assert (the_one().state, the_one().starts_on) == ("asked", offering.starts_on)

    sign_in(client, place.manager)
    assert NEED in client.get(reverse("learning:home")).content.decode()
    client.post(page("answer", the_one()), {"act": "yes"})
    assert (the_one().state, the_one().decided_by) == ("approved", place.manager)


def test_from_the_page_of_an_activity_it_is_asked_for_with_one_press(client):
    place, activity = Workplace(), make_activity()
    offering = make_offering(activity, clock.today() + timedelta(days=50))
    sign_in(client, place.person)
    address = f"{reverse('learning:wish')}?activity={activity.pk}&offering={offering.pk}"
    sent = {"need": NEED, "time": offering.pk, "act": "ask", "hours": 14, "cost": 4200, "fund": "state", "once": "a"}

    answers = [client.post(address, sent) for _time in range(2)]

    assert [answer.url for answer in answers] == [page("enrolment", the_one())] * 2
    assert (the_one().state, the_one().cost, the_one().fund) == ("asked", 4200, "state")


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"need": ""}, "Skriv én situation"),
        ({"time": "own", "starts_on": "2031-03-04", "ends_on": "2031-03-03"}, "Den sidste dag ligger før den første"),
        ({"time": ""}, "Vælg hvornår."),
        ({"need": "Borgeren 010190-1234 ringer"}, "CPR-nummer"),
    ],
)
def test_what_is_missing_is_told_beside_its_field(client, sent, told):
    place, activity = Workplace(), make_activity()
    make_offering(activity, clock.today() + timedelta(days=50))
    sign_in(client, place.person)
    whole = {"need": NEED, "time": "own", "act": "ask", "once": "a"}

    answer = client.post(f"{reverse('learning:wish')}?activity={activity.pk}", whole | sent)

    assert (answer.status_code, Enrolment.objects.count()) == (422, 0)
    assert told in answer.content.decode()


def test_a_no_without_a_reason_is_sent_back_and_with_one_it_is_read(client):
    place = Workplace()
    made = place.enrolment("asked")
    sign_in(client, place.manager)
    assert client.post(page("answer", made), {"why": ""}).status_code == 422

    client.post(page("answer", made), {"why": "Vi venter til efter flytningen"})

    sign_in(client, place.person)
    assert "Vi venter til efter flytningen" in client.get(page("enrolment", made)).content.decode()


def test_who_has_asked_can_ask_no_more_while_it_is_not_answered(client):
    place = Workplace()
    made = place.enrolment("asked")
    sign_in(client, place.person)

    client.post(page("ask", made), {"act": "back"})

    assert the_one().state == "wished"
    sign_in(client, place.manager)
    assert client.get(page("enrolment", made)).status_code == 404


def test_of_two_tabs_the_second_one_is_shown_both_texts(client):
    place = Workplace()
    made = place.enrolment("asked", need=NEED)
    sign_in(client, place.person)
    sent = {"time": "own", "starts_on": made.starts_on, "ends_on": made.ends_on, "version": made.version}
    client.post(page("wish_edit", made), sent | {"need": "Jeg skal begrunde et skøn"})

    answer = client.post(page("wish_edit", made), sent | {"need": "Jeg skal lede et svært møde"})

    assert answer.status_code == 409
    text = answer.content.decode()
    assert "begrunde" in text
    assert "svært" in text


def near(place, days=6, **facts):
    made = place.enrolment(starts_on=clock.today() + timedelta(days=days), **facts)
    for actor in ("learner", "manager"):
        Step.objects.create(enrolment=made, key="talk", phase="before", actor=actor, due_on=clock.today())
    return made


@pytest.mark.parametrize(("days", "is_asked"), [(8, False), (7, True), (1, True), (0, False)])
def test_a_week_before_without_the_talk_both_are_asked_what_they_want(client, days, is_asked):
    place = Workplace()
    made = near(place, days)
    for somebody in (place.person, place.manager):
        sign_in(client, somebody)
        answer = client.get(page("talk_choice", made)).status_code
        assert answer == (200 if is_asked else 302)
        shown = page("talk_choice", made) in client.get(page("enrolment", made)).content.decode()
        assert shown is is_asked


def test_a_time_for_the_talk_is_enough_until_it_has_passed(client, monkeypatch):
    place = Workplace()
    made = near(place)
    sign_in(client, place.person)
    day = clock.today() + timedelta(days=2)

    client.post(page("talk_choice", made), {"choice": "time", "talk_on": day})
    assert the_one().talk_on == day
    assert client.get(page("talk_choice", made)).status_code == 302

    Enrolment.objects.update(talk_on=clock.today() - timedelta(days=1))
    assert client.get(page("talk_choice", made)).status_code == 200


def test_without_the_talk_takes_a_reason_which_is_kept_and_nobody_is_reminded(client):
    place = Workplace()
    made = near(place)
    sign_in(client, place.manager)
    assert client.post(page("talk_choice", made), {"choice": "without", "why": ""}).status_code == 422

    client.post(page("talk_choice", made), {"choice": "without", "why": "Vi er på hver sin ferie"})

    assert the_one().why_without_talk == "Vi er på hver sin ferie"
    assert set(made.steps.values_list("state", "why_skipped")) == {("skipped", "Vi er på hver sin ferie")}
    sign_in(client, place.person)
    assert "Vi er på hver sin ferie" in client.get(page("enrolment", made)).content.decode()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"choice": "time"}, "Vælg dagen."),
        ({"choice": "time", "talk_on": "2020-01-01"}, "til dagen før kurset"),
        ({"why": "Travlt"}, "Vælg én af de to."),
    ],
)
def test_a_choice_about_the_talk_says_what_it_lacks(client, sent, told):
    place = Workplace()
    sign_in(client, place.person)

    answer = client.post(page("talk_choice", near(place)), sent)

    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_taken_part_is_noted_and_not_for_tomorrow(client):
    place = Workplace()
    made = place.enrolment(starts_on=clock.today() - timedelta(days=3))
    sign_in(client, place.person)
    assert client.post(page("complete", made), {"on": clock.today() + timedelta(days=1)}).status_code == 422

    client.post(page("complete", made), {"on": clock.today() - timedelta(days=2)})

    assert (the_one().state, the_one().completed_on) == ("completed", clock.today() - timedelta(days=2))


def test_a_seat_is_handed_on_by_the_manager(client):
    place = Workplace()
    made = place.enrolment(need=NEED)
    sign_in(client, place.manager)

    client.post(page("hand_on", made), {"person": place.colleague.email, "why": "Mads er på orlov"})

    new = Enrolment.objects.get(person=place.colleague)
    assert (new.state, new.replaces_id, new.need) == ("approved", made.pk, "")
    sign_in(client, place.colleague)
    assert NEED not in client.get(page("enrolment", new)).content.decode()


def test_hr_enrols_a_unit_in_what_is_mandatory_and_twice_is_once(client):
    place = Workplace()
    activity = make_activity("Send sikkert", is_mandatory=True, why_mandatory="Databeskyttelse")
    sign_in(client, place.hr)
    sent = {"what": activity.pk, "starts_on": clock.today() + timedelta(days=9), "unit": place.unit.pk}

    for once in ("a", "b"):
        assert client.post(reverse("learning:mandatory"), sent | {"once": once}).status_code == 302

    found = Enrolment.objects.filter(activity=activity)
    assert {one.person for one in found} == {place.person, place.manager, place.colleague, place.deputy}
    assert set(found.values_list("state", "is_mandatory")) == {("approved", True)}


def test_a_manager_enrols_her_own_staff_only(client):
    place, activity = Workplace(), make_activity("Send sikkert", is_mandatory=True, why_mandatory="Databeskyttelse")
    sign_in(client, place.manager)
    sent = {"what": activity.pk, "starts_on": clock.today() + timedelta(days=9), "once": "a"}

    answers = [
        client.post(reverse("learning:mandatory"), sent | {"people": [somebody.pk]}).status_code
        for somebody in (place.council, place.person)
    ]

    assert answers == [422, 302]
    assert {one.person for one in Enrolment.objects.all()} == {place.person}


def test_a_goal_only_she_can_see_is_not_told_to_her_manager(client):
    place = Workplace()
    goal = DevelopmentGoal.objects.create(
        person=place.person, title="finde et andet job", written_at=clock.now(), changed_at=clock.now()
    )
    made = place.enrolment("asked", development_goal=goal)
    shown = {}
    for role in ("person", "manager"):
        sign_in(client, getattr(place, role))
        shown[role] = "finde et andet job" in client.get(page("enrolment", made)).content.decode()

    assert shown == {"person": True, "manager": False}


def test_on_a_development_goal_stands_what_serves_it_and_the_way_to_more(client):
    place = Workplace()
    goal = DevelopmentGoal.objects.create(
        person=place.person, title="sige nej", written_at=clock.now(), changed_at=clock.now()
    )
    made = place.enrolment(development_goal=goal)
    sign_in(client, place.person)

    text = client.get(reverse("competences:development_goal", args=[goal.pk])).content.decode()

    assert page("enrolment", made) in text
    assert f"{reverse('learning:wish')}?goal={goal.pk}" in text


@pytest.mark.parametrize("name", ["home", "staff"])
def test_many_rows_ask_no_more_than_few(client, django_assert_max_num_queries, name):
    place = Workplace()
    sign_in(client, place.manager)

    def count(n):
        for number in range(n):
            person = make_person(f"Person {number} {n}", place.unit)
            make_enrolment(person, state="asked" if number % 2 else "approved")
        with django_assert_max_num_queries(200) as asked:
            client.get(reverse(f"learning:{name}"))
        return len(asked)

    few = count(2)
    assert count(12) == few


def test_a_place_without_a_day_gets_one(client):
    place = Workplace()
    made = place.enrolment(starts_on=None, ends_on=None)
    sign_in(client, place.person)
    assert page("days", made) in client.get(page("enrolment", made)).content.decode()
    assert client.post(page("days", made), {"starts_on": ""} | {"x": "1"}).status_code == 422

    client.post(page("days", made), {"starts_on": clock.today() + timedelta(days=30)})

    assert the_one().starts_on == clock.today() + timedelta(days=30)
    assert made.steps.exists()


def test_what_has_times_is_not_saved_on_other_days_by_mistake(client):
    place, activity = Workplace(), make_activity()
    make_offering(activity, clock.today() + timedelta(days=50))
    make_offering(activity, clock.today() + timedelta(days=90))
    sign_in(client, place.person)
    made = client.post(reverse("learning:wish"), {"need": NEED, "activity": activity.pk, "once": "a"})

    assert "checked" not in client.get(made.url).content.decode().split('name="starts_on"')[0]


def test_a_yes_within_a_week_of_the_course_leads_to_the_choice_about_the_talk(client):
    place = Workplace()
    made = place.enrolment("asked", starts_on=clock.today() + timedelta(days=5))
    sign_in(client, place.manager)

    assert client.post(page("answer", made), {"act": "yes"}).url == page("talk_choice", made)


def test_a_manager_finds_who_has_taken_the_seat_over_and_the_first_one_does_not_read_it(client):
    place = Workplace()
    made = place.enrolment()
    new = actions.replace(made, person=place.colleague, by=place.manager, why="Mads er på orlov")
    shown = {}
    for role in ("person", "manager"):
        sign_in(client, getattr(place, role))
        shown[role] = page("enrolment", new) in client.get(page("enrolment", made)).content.decode()

    assert shown == {"person": False, "manager": True}


def test_a_seat_goes_to_one_of_her_own_staff(client):
    place = Workplace()
    made = place.enrolment()
    sign_in(client, place.manager)

    for somebody in (place.person, place.council):
        answer = client.post(page("hand_on", made), {"person": somebody.email, "why": "Mads er på orlov"})
        assert answer.status_code == 422
    assert the_one().state == "approved"


def test_in_a_large_catalogue_one_searches_instead_of_choosing_from_a_list(client, monkeypatch):
    place = Workplace()
    monkeypatch.setattr("haandgreb.learning.queries.enrolments.MOST_IN_A_LIST", 1)
    first, _second = make_activity(), make_activity("Sagslæring")
    sign_in(client, place.person)

    assert 'type="search"' in client.get(reverse("learning:wish")).content.decode()
    assert "<textarea" in client.get(f"{reverse('learning:wish')}?activity={first.pk}").content.decode()


def test_home_shows_the_latest_ten_completed_and_where_the_others_are(client):
    place = Workplace()
    for number in range(12):
        day = clock.today() - timedelta(days=number)
        make_enrolment(place.person, make_activity(f"Modul {number:02}"), "completed", starts_on=day, ends_on=day)
    place.enrolment("declined", why_declined="Ikke i år")
    sign_in(client, place.person)

    mine = pages.mine(place.person)
    assert [str(one.activity) for one in mine.completed] == [f"Modul {number:02}" for number in range(10)]
    assert (mine.more, [one.state for one in mine.under_way]) == (2, ["declined"])
    assert f'href="{reverse("learning:completions")}"' in client.get(reverse("learning:home")).content.decode()


@pytest.mark.parametrize(
    ("days_ago", "words"),
    [
        (7, "Nu skal det bruges. Prøv det inden for syv dage, og fortæl, hvad der kom ud af det."),
        (8, "Nu skal det blive ved. Brug det igen, og fortæl, hvad der kom ud af det."),
    ],
)
def test_what_is_next_is_the_first_use_for_a_week_and_then_to_keep_using_it(client, days_ago, words):
    place = Workplace()
    day = clock.today() - timedelta(days=days_ago)
    enrolment = place.enrolment("completed", starts_on=day, ends_on=day, completed_on=day)
    sign_in(client, place.person)
    assert client.get(page("enrolment", enrolment)).context["next"] == words


def test_beside_ones_learning_stands_one_list_and_for_who_has_a_role_another(client):
    place = Workplace()
    for person, has_role in ((place.person, False), (place.manager, True), (place.hr, True), (place.council, True)):
        sign_in(client, person)
        answer = client.get(reverse("learning:home"))
        assert [f'id="{one}"' in answer.content.decode() for one in ("see-also", "in-role")] == [True, has_role]
        orders = [line.order for line in (*answer.context["links"], *answer.context["in_role"])]
        assert orders == sorted(set(orders))


def test_until_the_two_have_chosen_the_page_shows_what_it_is_for_and_the_plan(client):
    place = Workplace()
    made = near(place)
    sign_in(client, place.person)
    opened = []
    for _time in range(2):
        text = client.get(page("enrolment", made)).content.decode()
        opened.append(('id="place"' in text, 'id="plan"' in text, 'id="way"' in text))
        client.post(page("talk_choice", made), {"choice": "without", "why": "Vi er på hver sin ferie"})

    assert opened == [(True, True, False), (True, True, True)]


def test_of_a_small_mandatory_module_nobody_has_to_give_reasons(client):
    place = Workplace()
    made = near(place, is_mandatory=True, size="light")
    sign_in(client, place.person)

    assert page("talk_choice", made) not in client.get(page("enrolment", made)).content.decode()
    assert list(queries.without_talk(place.person, clock.today())) == []


def test_who_has_talked_without_noting_it_says_so_with_one_press(client):
    place = Workplace()
    made = near(place)
    sign_in(client, place.manager)
    assert page("plan_talked", made) in client.get(page("enrolment", made)).content.decode()

    client.post(page("plan_talked", made))

    assert set(made.steps.values_list("state", flat=True)) == {"done"}
    assert page("talk_choice", made) not in client.get(page("enrolment", made)).content.decode()
