"""What people do on the pages of series and meetings, as their browsers send it, and what the page says afterwards."""

from datetime import timedelta

import pytest
from django.urls import reverse

from haandgreb.meetings.actions import meetings as meeting_actions
from haandgreb.meetings.actions import running
from haandgreb.meetings.actions import series as series_actions
from haandgreb.meetings.models import Meeting, Series
from haandgreb.meetings.tests.factories import a_meeting, a_running_meeting, a_series, a_unit, an_item, somebody
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import Draft, OutboxMessage

pytestmark = pytest.mark.django_db


@pytest.fixture
def jette():
    return somebody("Jette Klitgren")


@pytest.fixture
def pia():
    return somebody("Pia Kornmod")


@pytest.fixture
def browser(client, jette):
    return sign_in(client, jette)


def post(browser, page, *args, **sent):
    """The page one lands on after sending a form."""
    return browser.post(reverse(f"meetings:{page}", args=args), sent, follow=True).content.decode()


def in_a_week():
    return (clock.today() + timedelta(days=7)).isoformat()


def test_a_meeting_on_its_own_is_planned_with_people_agenda_and_score(browser, jette, pia):
    page = post(
        browser,
        "new",
        title="Årsmødet",
        day=in_a_week(),
        at="13:00",
        minutes=45,
        place="Biblioteket",
        chair=jette.email,
        participants_more=pia.email,
        template="T-board",
        score_choice="on",
        once="et",
    )

    meeting = Meeting.objects.get()
    assert "Mødet er planlagt. Ingen er inviteret endnu." in page
    assert (meeting.title, meeting.minutes, meeting.place, meeting.chair) == ("Årsmødet", 45, "Biblioteket", jette)
    assert {row.person for row in meeting.attendances.all()} == {jette, pia}
    assert meeting.items.count() == 3
    assert meeting.is_scored
    assert meeting.score_code


def test_a_time_that_has_passed_is_refused_and_nothing_typed_is_lost(browser, jette):
    page = post(browser, "new", title="I går", day="2020-01-06", at="13:00", minutes=45, chair=jette.email)

    assert "Vælg et tidspunkt, der ikke er passeret." in page
    assert 'value="I går"' in page
    assert Meeting.objects.count() == 0


def test_a_whole_unit_is_asked_at_once_and_some_may_choose(browser, jette, pia):
    meeting = a_meeting(chair=jette)

    post(browser, "people", meeting.pk, people_unit=str(a_unit().pk), is_core="optional")
    assert {row.person: row.is_core for row in meeting.attendances.all()} == {jette: True, pia: False}
    post(browser, "person", meeting.pk, pia.pk, act="core")
    assert meeting.attendances.get(person=pia).is_core


def test_somebody_added_after_the_invitation_is_invited_and_the_page_says_so(browser, jette, pia):
    meeting = a_meeting(chair=jette)
    meeting_actions.invite(meeting, by=jette)

    page = post(browser, "people", meeting.pk, people_more=pia.email, is_core="core")

    assert "Deres invitation er på vej." in page
    assert OutboxMessage.objects.filter(person=pia.pk).count() == 1


def test_a_name_nobody_has_is_told_in_words(browser, jette):
    meeting = a_meeting(chair=jette)

    page = post(browser, "people", meeting.pk, people_more="Ingen Hedderdet", is_core="core")

    assert "Ingen Hedderdet" in page
    assert meeting.attendances.count() == 1


def test_people_are_taken_out_but_never_the_chair(browser, jette, pia):
    meeting = a_meeting(chair=jette, participants=[pia], minute_taker=pia)

    assert "er ikke længere inviteret" in post(browser, "person", meeting.pk, pia.pk, act="remove")
    assert "Mødelederen kan ikke fjernes." in post(browser, "person", meeting.pk, jette.pk, act="remove")
    meeting.refresh_from_db()
    assert (meeting.minute_taker, meeting.attendances.count()) == (None, 1)


def test_whoever_takes_herself_out_lands_on_her_own_meetings(client, jette, pia):
    meeting = a_meeting(chair=jette, participants=[pia], minute_taker=pia)

    response = sign_in(client, pia).post(reverse("meetings:person", args=[meeting.pk, pia.pk]), {"act": "remove"})

    assert response.url == reverse("meetings:home")


def test_cancelling_says_who_gets_word_and_the_page_shows_why(browser, jette, pia):
    meeting = a_meeting(chair=jette, participants=[pia])
    meeting_actions.invite(meeting, by=jette)

    page = post(browser, "cancel", meeting.pk, why="Vi skriver i stedet")

    assert "Forberedelse er aflyst" in page
    assert "2 personer får besked på mail." in page
    assert "Vi skriver i stedet" in page


def test_a_meeting_without_a_chair_is_not_sent(browser, jette):
    meeting = a_meeting(chair=jette)
    an_item(meeting)
    Meeting.objects.update(chair=None)

    page = post(browser, "invite", meeting.pk)

    assert "Et møde uden mødeleder kan ikke begynde." in page
    assert OutboxMessage.objects.count() == 0


def test_an_agenda_is_laid_once_however_often_one_presses(browser, jette):
    meeting = a_meeting(chair=jette)

    for _press in range(2):
        post(browser, "lay", meeting.pk, template="T-board", once="samme")
    page = post(browser, "lay", meeting.pk, template="T-findes-ikke")

    assert meeting.items.count() == 3
    assert "Vælg en dagsorden fra listen." in page


def test_an_item_in_one_line_comes_back_when_it_cannot_be_saved(browser, jette):
    meeting = a_meeting(chair=jette)

    page = post(browser, "item_add", meeting.pk, title="Nyt punkt", minutes=0, kind="ideas")

    assert 'value="Nyt punkt"' in page
    assert meeting.items.count() == 0


def test_the_people_of_a_series_are_changed_on_their_page(browser, jette, pia):
    series = a_series(jette)

    post(browser, "series_people", series.pk, people_more=pia.email, is_core="core")
    assert series.memberships.filter(person=pia, is_core=True).exists()
    post(browser, "series_person", series.pk, pia.pk, act="optional")
    assert series.memberships.filter(person=pia, is_core=False).exists()
    assert "er ikke længere med i serien" in post(browser, "series_person", series.pk, pia.pk, act="remove")
    assert "så længe de har rollen" in post(browser, "series_person", series.pk, jette.pk, act="remove")
    assert {row.person for row in series.memberships.all()} == {jette}


def test_a_series_that_has_run_out_is_kept_for_a_year_or_closed(browser, jette):
    series = a_series(jette)
    Series.objects.update(expires_on=clock.today())
    address = reverse("meetings:series", args=[series.pk])
    assert "er udløbet" in browser.get(address).content.decode()

    assert "Serien lever videre i tolv måneder." in post(browser, "series_review", series.pk)
    assert "Sagsmøde er lukket" in post(browser, "series_close", series.pk)
    assert browser.get(reverse("meetings:plan", args=[series.pk])).status_code == 403


def test_closing_a_series_twice_keeps_the_first_day(jette):
    series = a_series(jette)
    series_actions.close(series, by=jette, today=clock.today() - timedelta(days=3))
    series_actions.close(series, by=jette)

    assert series.closed_on == clock.today() - timedelta(days=3)


def test_what_was_typed_can_be_let_go(browser, jette):
    series = a_series(jette)
    key = f"meetings-series-{series.pk}"
    Draft.objects.create(person=jette.pk, form=key, fields={"title": ["Halvt"]}, at=clock.now())
    address = reverse("meetings:series_edit", args=[series.pk])
    assert 'value="Halvt"' in browser.get(address).content.decode()

    response = browser.post(reverse("drop_draft", args=[key]), {"next": address})

    assert response.url == address
    assert 'value="Halvt"' not in browser.get(address).content.decode()


def test_letting_go_never_leads_out_of_the_house(browser):
    response = browser.post(reverse("drop_draft", args=["x"]), {"next": "https://other.example/"})

    assert response.url == reverse("home")


@pytest.mark.parametrize("back", ["home", "series", "closing", "run"])
def test_a_tick_leads_back_to_where_it_was_pressed(browser, jette, back):
    meeting = a_running_meeting(a_series(jette), "Et")
    action = running.promise(meeting, what="Ring", owner=jette, due_on=clock.today(), by=jette)
    address = reverse("meetings:action_done", args=[meeting.pk, action.pk])

    response = browser.post(address, {"next": back, "act": "done"})

    pages = {"home": [], "series": [meeting.series_id]}
    assert response.url == reverse(f"meetings:{back}", args=pages.get(back, [meeting.pk]))
    browser.post(address, {"act": "reopen"})
    action.refresh_from_db()
    assert action.state == "open"


def test_a_form_on_the_closing_page_comes_back_there(browser, jette):
    meeting = a_running_meeting(a_series(jette), "Et")

    response = browser.post(reverse("meetings:decide", args=[meeting.pk]), {"decision-text": "", "next": "closing"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Skriv, hvad I har besluttet." in page
    assert "Læs beslutningerne højt." in page


def test_the_screen_of_a_meeting_that_does_not_run_leads_to_its_page(browser, jette):
    meeting = a_meeting(chair=jette)

    for page in ["run", "closing", "minutes"]:
        response = browser.get(reverse(f"meetings:{page}", args=[meeting.pk]))
        assert response.url == reverse("meetings:meeting", args=[meeting.pk])
