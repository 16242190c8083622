"""Series and meetings before they are held: dates, invitations, and what is said when something is missing."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haandgreb.meetings.actions import meetings as meeting_actions
from haandgreb.meetings.actions import running
from haandgreb.meetings.actions import series as series_actions
from haandgreb.meetings.models import Meeting, Series
from haandgreb.meetings.queries import series as series_queries
from haandgreb.meetings.rules.hours import Cadence
from haandgreb.meetings.rules.rhythm import Rhythm
from haandgreb.meetings.tests.factories import a_held_meeting, a_meeting, a_series, an_item, at, in_days, somebody
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry, OutboxMessage

pytestmark = pytest.mark.django_db

NEW_SERIES = {
    "title": "Sagsmøde tilskud",
    "purpose": "At give svære sager en retning.",
    "type": "case",
    "cadence": "weekly",
    "minutes": "60",
    "place": "",
    "unit": "",
    "template": "T-case",
    "scoring": "every-third",
    "focus_question": "",
    "once": "et-tal",
}


def test_cadence_and_scoring_have_the_keys_of_the_rules():
    assert set(Series.Cadence.values) == {cadence.value for cadence in Cadence}
    assert set(Series.Scoring.values) == {rhythm.value for rhythm in Rhythm}


def new_series(by, **changes):
    expires = clock.today() + timedelta(days=300)
    return {**NEW_SERIES, "chair": by.email, "owner": by.email, "expires_on": expires.isoformat(), **changes}


def test_a_series_is_made_with_its_chair_its_people_and_an_expiry_date(client):
    jette, pia = somebody("Jette Klitgren"), somebody("Pia Kornmod")
    sign_in(client, jette)

    response = client.post(reverse("meetings:series_new"), new_series(jette, participants_more=pia.email))

    series = Series.objects.get()
    assert response.url == reverse("meetings:series", args=[series.pk])
    assert {row.person for row in series.memberships.all()} == {jette, pia}
    assert series.expires_on == clock.today() + timedelta(days=300)


def test_the_same_form_sent_twice_makes_one_series_and_leads_to_it_both_times(client):
    jette = somebody("Jette Klitgren")
    sign_in(client, jette)

    first = client.post(reverse("meetings:series_new"), new_series(jette))
    second = client.post(reverse("meetings:series_new"), new_series(jette))

    assert Series.objects.count() == 1
    assert first.url == second.url


def test_a_series_without_a_chair_is_refused_in_words_and_nothing_typed_is_lost(client):
    jette = somebody("Jette Klitgren")
    sign_in(client, jette)

    response = client.post(reverse("meetings:series_new"), new_series(jette, chair=""))

    page = response.content.decode()
    assert response.status_code == 422
    assert "Vælg, hvem der leder mødet. Et møde uden mødeleder kan ikke begynde." in page
    assert "At give svære sager en retning." in page
    assert Series.objects.count() == 0


def test_twelve_months_is_the_longest_a_series_lives_without_being_looked_at(client):
    jette = somebody("Jette Klitgren")
    sign_in(client, jette)
    late = (clock.today() + timedelta(days=400)).isoformat()

    response = client.post(reverse("meetings:series_new"), new_series(jette, expires_on=late))

    assert "Tolv måneder er det længste." in response.content.decode()
    assert Series.objects.count() == 0


def test_whoever_becomes_chair_or_owner_is_in_the_series():
    series, pia = a_series(), somebody("Pia Kornmod")

    series_actions.change(series, {"chair": pia}, by=series.chair)

    assert series.memberships.filter(person=pia).exists()
    assert not series_actions.remove_person(series, pia, by=series.owner)


@pytest.mark.parametrize(
    ("held", "cadence", "now", "proposed", "moved_from"),
    [
        (date(2026, 11, 23), "weekly", date(2026, 11, 24), date(2026, 11, 30), None),
        (date(2026, 11, 2), "weekly", date(2026, 11, 24), date(2026, 11, 30), None),  # never in the past
        (date(2026, 12, 18), "weekly", date(2026, 12, 19), date(2026, 12, 28), date(2026, 12, 25)),  # Christmas Day
        (date(2027, 3, 22), "weekly", date(2027, 3, 23), date(2027, 3, 30), date(2027, 3, 29)),  # Easter Monday
        (date(2026, 11, 23), "as-needed", date(2026, 11, 24), None, None),
    ],
)
def test_the_next_date_follows_the_cadence_and_skips_danish_holidays(held, cadence, now, proposed, moved_from):
    series = a_series(cadence=cadence)
    a_meeting(series, starts_at=at(held))

    found = series_queries.proposal(series, at(now))

    assert (found["day"], found["moved_from"]) == (proposed, moved_from)


def test_the_next_meeting_keeps_the_clock_time_across_summer_time():
    series = a_series()
    a_meeting(series, starts_at=at(date(2026, 10, 19)))

    found = series_queries.proposal(series, at(date(2026, 10, 20)))

    assert at(found["day"], found["at"].hour) == at(date(2026, 10, 26), 10)


def test_a_meeting_takes_title_people_length_and_agenda_from_its_series():
    pia = somebody("Pia Kornmod")
    series = a_series(people=[pia], template="T-case")
    series_actions.set_core(series, pia, False, by=series.chair)

    meeting = meeting_actions.plan(by=series.chair, series=series, starts_at=in_days(7))

    assert (meeting.title, meeting.minutes, meeting.chair) == ("Sagsmøde", 60, series.chair)
    assert {row.person: row.is_core for row in meeting.attendances.all()} == {series.chair: True, pia: False}
    assert sum(item.minutes for item in meeting.items.all()) == 60
    assert meeting.items.last().is_score


def test_minute_taker_and_timekeeper_go_on_from_the_last_meeting_while_they_are_in_the_series(client):
    pia, mads = somebody("Pia Kornmod"), somebody("Mads Rosenklint")
    series = a_series(people=[pia, mads])
    a_held_meeting(series, minute_taker=pia, timekeeper=mads)
    series_actions.remove_person(series, mads, by=series.chair)
    sign_in(client, series.chair)

    client.post(
        reverse("meetings:plan", args=[series.pk]),
        {"title": "Sagsmøde", "day": clock.today() + timedelta(days=9), "at": "10:00", "minutes": 60, "template": ""},
    )

    following = series.meetings.get(state="planned")
    assert (following.minute_taker, following.timekeeper) == (pia, None)


@pytest.mark.parametrize(("night", "until"), [(date(2027, 3, 28), 4), (date(2027, 10, 31), 2)])
def test_a_planned_meeting_lasts_its_minutes_also_on_the_nights_the_clocks_change(night, until):
    """From one in the morning two hours last until four when an hour is missing, and until two when one comes twice."""
    meeting = a_meeting(starts_at=at(night, 1), minutes=120)

    meeting.refresh_from_db()
    assert meeting.minutes == 120
    assert meeting.ends_at.astimezone(clock.COPENHAGEN).hour == until


def test_a_meeting_that_begins_late_can_still_get_another_chair(client):
    pia = somebody("Pia Kornmod")
    meeting = a_meeting(starts_at=clock.now() - timedelta(minutes=5), participants=[pia])
    sign_in(client, meeting.chair)
    begins = meeting.starts_at.astimezone(clock.COPENHAGEN)
    sent = {
        "title": meeting.title,
        "day": begins.date(),
        "at": begins.strftime("%H:%M"),
        "minutes": 60,
        "chair": pia.pk,
        "version": meeting.version,
    }

    client.post(reverse("meetings:edit", args=[meeting.pk]), sent)

    before = meeting.starts_at
    meeting.refresh_from_db()
    assert (meeting.chair, meeting.starts_at) == (pia, before)


def test_changing_a_meeting_somebody_has_just_begun_does_not_unbegin_it():
    meeting = a_meeting(starts_at=clock.now())
    running.begin(Meeting.objects.get(pk=meeting.pk), by=meeting.chair)

    meeting_actions.change(meeting, {"place": "Lokale 2"}, by=meeting.chair)

    meeting.refresh_from_db()
    assert (meeting.state, meeting.place) == ("running", "Lokale 2")


def test_a_meeting_without_a_chair_says_so_and_somebody_takes_it_on(client):
    pia = somebody("Pia Kornmod")
    meeting = a_meeting(participants=[pia])
    Meeting.objects.update(chair=None)
    address = reverse("meetings:meeting", args=[meeting.pk])
    sign_in(client, pia)

    assert "Et møde uden mødeleder kan ikke begynde." in client.get(address).content.decode()
    page = client.post(reverse("meetings:begin", args=[meeting.pk]), follow=True).content.decode()
    assert "Mødet har ingen mødeleder. Vælg en, så kan det begynde." in page
    client.post(reverse("meetings:take_chair", args=[meeting.pk]))

    meeting.refresh_from_db()
    assert (meeting.chair, meeting.state) == (pia, "planned")


def test_the_second_who_takes_the_chair_learns_that_it_is_taken():
    pia, mads = somebody("Pia Kornmod"), somebody("Mads Rosenklint")
    meeting = a_meeting(participants=[pia, mads])
    Meeting.objects.update(chair=None)

    assert meeting_actions.take_chair(meeting, by=pia)
    assert not meeting_actions.take_chair(meeting, by=mads)
    meeting.refresh_from_db()
    assert meeting.chair == pia


def test_one_press_says_that_i_am_prepared(client):
    pia = somebody("Pia Kornmod")
    meeting = a_meeting(participants=[pia])
    sign_in(client, pia)

    client.post(reverse("meetings:prepared", args=[meeting.pk]))
    assert meeting.attendances.get(person=pia).is_prepared
    client.post(reverse("meetings:prepared", args=[meeting.pk]), {"act": "undo"})
    assert not meeting.attendances.get(person=pia).is_prepared


def test_the_time_stands_once_the_score_has_opened(client):
    series = a_series(scoring=Series.Scoring.EVERY)
    meeting = a_meeting(series, starts_at=clock.now() - timedelta(minutes=55))
    sign_in(client, series.chair)
    sent = {
        "title": "Sagsmøde",
        "day": clock.today() + timedelta(days=9),
        "at": "10:00",
        "minutes": 30,
        "chair": series.chair.pk,
    }

    client.post(reverse("meetings:edit", args=[meeting.pk]), sent)

    before = meeting.ends_at
    meeting.refresh_from_db()
    assert meeting.ends_at == before


def test_an_act_leaves_its_trace_and_no_content():
    meeting = a_meeting(title="Hemmelig titel")
    an_item(meeting, "Hemmeligt punkt")

    traces = list(AuditEntry.objects.filter(about_id=meeting.pk).values_list("action", "details"))

    assert [action for action, _details in traces] == ["meeting planned", "agenda item added"]
    assert "Hemmelig" not in str(traces)


def test_nobody_is_invited_before_somebody_says_so():
    a_meeting(participants=[somebody("Pia Kornmod")])

    assert OutboxMessage.objects.count() == 0


def test_many_series_come_in_pages_in_danish_order(client):
    jette = somebody("Jette Klitgren")
    for title in ["Ærø", "Zoo", "Aalborg", *(f"Serie {number:02}" for number in range(50))]:
        a_series(jette, title=title)
    sign_in(client, jette)

    first = client.get(reverse("meetings:home")).content.decode()
    second = client.get(reverse("meetings:home"), {"page": 2}).content.decode()

    assert ("Serie 00" in first, "Serie 49" in first, "Zoo" in first) == (True, True, False)
    assert second.index("Zoo") < second.index("Ærø") < second.index("Aalborg")


def test_pages_ask_as_much_with_one_row_as_with_three(client):
    jette = somebody("Jette Klitgren")
    people = [somebody(f"Nummer {number}") for number in range(3)]
    sign_in(client, jette)

    def grow(many):
        """Everything on the pages so many times: series, meetings, items, people, open actions."""
        series = a_series(jette, people[:many], title=f"Serie {many}")
        for number in range(many):
            last = a_held_meeting(series, days_ago=7 + number)
            running.promise(last, what="Ring", owner=jette, due_on=clock.today(), by=jette)
            last.parked.create(text="Senere", parked_at=clock.now())
        meeting = a_meeting(series)
        for number in range(many):
            an_item(meeting, f"Punkt {number}", everyone_needed=False, needed=people[:many])
        return [
            reverse("meetings:home"),
            reverse("meetings:series", args=[series.pk]),
            reverse("meetings:meeting", args=[meeting.pk]),
            reverse("meetings:minutes", args=[last.pk]),
            reverse("meetings:series_people", args=[series.pk]),
        ]

    def queries(addresses):
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            counts.append(len(asked))
        return counts

    small = grow(1)
    queries(small)  # sessions and caches warm
    assert queries(small) == queries(grow(3))
