"""Invitation, change and cancellation as calendar mail (integrations §7), read back as a calendar would read them."""

from datetime import timedelta
from email import message_from_bytes

import pytest
from django.conf import settings
from django.core import mail
from django.test import override_settings
from django.urls import reverse
from icalendar import Calendar

from haandgreb.meetings.actions import meetings as actions
from haandgreb.meetings.tests.factories import a_meeting, an_item, at, in_days, somebody
from haandgreb.organisation.tests.factories import set_up, sign_in
from haandgreb.shared import clock, outbox
from haandgreb.shared.models import OutboxMessage

pytestmark = pytest.mark.django_db


@pytest.fixture
def pia():
    return somebody("Pia Kornmod")


@pytest.fixture
def meeting(pia):
    found = a_meeting(participants=[pia], place="Lokale 2; nord", title="Forberedelse, dag 1")
    an_item(found)
    return found


def mails(person):
    return list(OutboxMessage.objects.filter(person=person.pk).order_by("created_at", "subject"))


def event_of(message):
    calendar = Calendar.from_ical(message.calendar)
    assert calendar["METHOD"] == message.calendar_method
    (event,) = calendar.walk("VEVENT")
    return event


def test_everybody_with_an_address_gets_the_invitation_once(meeting, pia):
    assert actions.invite(meeting, by=meeting.chair) == 2
    assert actions.invite(meeting, by=meeting.chair) == 0

    assert [message.calendar_method for message in mails(pia)] == ["REQUEST"]


def test_the_invitation_is_what_outlook_needs(meeting, pia):
    actions.invite(meeting, by=meeting.chair)

    (message,) = mails(pia)
    event = event_of(message)
    lines = message.calendar.split("\r\n")
    assert "\n" not in message.calendar.replace("\r\n", "")
    assert max(len(line.encode()) for line in lines) <= 75
    assert event["UID"] == f"{meeting.pk}@haandgreb"
    assert event["SEQUENCE"] == 0
    assert event["ORGANIZER"] == f"mailto:{settings.DEFAULT_FROM_EMAIL}"
    assert {(str(one), one.params["PARTSTAT"], one.params["RSVP"]) for one in event["ATTENDEE"]} == {
        (f"mailto:{person.email}", "NEEDS-ACTION", "TRUE") for person in [meeting.chair, pia]
    }
    assert event["LOCATION"] == "Lokale 2; nord"
    assert event["DTSTART"].dt == meeting.starts_at
    assert event["DTSTART"].params["TZID"] == "Europe/Copenhagen"
    assert "BEGIN:VTIMEZONE" in lines
    assert "STATUS:CONFIRMED" in lines


def test_the_sent_mail_carries_the_calendar_as_an_alternative_with_its_method(meeting, pia):
    set_up(is_demo=False)
    actions.invite(meeting, by=meeting.chair)
    written = mails(pia)[0].calendar

    outbox.send_due(clock.now())

    sent = next(message for message in mail.outbox if message.to == [pia.email])
    part = next(part for part in sent.message().walk() if part.get_content_type() == "text/calendar")
    assert part.get_param("method") == "REQUEST"
    assert part.get_content_charset() == "utf-8"
    # What a receiver decodes from the wire is what was written, line ends included.
    received = message_from_bytes(sent.message().as_bytes(linesep="\r\n"))
    wire = next(one for one in received.walk() if one.get_content_type() == "text/calendar")
    assert wire.get_payload(decode=True).decode() == written


def test_an_optional_participant_is_told_that_she_chooses(meeting, pia):
    actions.set_core(meeting, pia, False, by=meeting.chair)

    actions.invite(meeting, by=meeting.chair)

    (message,) = mails(pia)
    roles = {str(one): one.params["ROLE"] for one in event_of(message)["ATTENDEE"]}
    assert roles[f"mailto:{pia.email}"] == "OPT-PARTICIPANT"
    assert "Du vælger selv, om du er med." in message.text


def test_each_reads_the_invitation_in_her_own_language(meeting, pia):
    pia.language = "en"
    pia.save()

    actions.invite(meeting, by=meeting.chair)

    assert mails(pia)[0].subject.startswith("Invitation: Forberedelse, dag 1, ")
    assert "After the item we shall have én standardtekst." in mails(pia)[0].text
    assert "Efter punktet skal vi have én standardtekst." in mails(meeting.chair)[0].text


def test_the_agenda_says_who_may_leave(meeting, pia):
    an_item(meeting, "Kun for mødelederen", everyone_needed=False, needed=[meeting.chair])

    actions.invite(meeting, by=meeting.chair)

    assert "Du behøver ikke være med til dette punkt og kan gå." in mails(pia)[0].text
    assert "kan gå" not in mails(meeting.chair)[0].text


def test_a_change_keeps_the_uid_and_raises_sequence_and_stamp(meeting, pia):
    start = clock.now()
    actions.invite(meeting, by=meeting.chair, now=start)
    actions.change(meeting, {"place": "Lokale 5"}, by=meeting.chair, now=start + timedelta(hours=1))

    first, second = (event_of(message) for message in mails(pia))
    assert first["UID"] == second["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (0, 1)
    assert second["DTSTAMP"].dt > first["DTSTAMP"].dt
    assert second["LOCATION"] == "Lokale 5"


def test_a_new_minute_taker_moves_nothing_in_the_calendars(meeting, pia):
    actions.invite(meeting, by=meeting.chair)

    assert actions.change(meeting, {"minute_taker": pia}, by=meeting.chair) == 0

    assert len(mails(pia)) == 1


def test_before_the_invitation_changes_are_silent(meeting, pia):
    actions.change(meeting, {"starts_at": in_days(9), "ends_at": in_days(9, 11)}, by=meeting.chair)

    assert mails(pia) == []


def test_cancelling_takes_the_meeting_out_of_the_calendars_of_those_invited(meeting, pia):
    actions.invite(meeting, by=meeting.chair)

    actions.cancel(meeting, by=meeting.chair, why="Vi skriver i stedet")

    message = mails(pia)[-1]
    event = event_of(message)
    assert message.calendar_method == "CANCEL"
    assert (event["STATUS"], event["SEQUENCE"], event["UID"]) == ("CANCELLED", 1, f"{meeting.pk}@haandgreb")
    assert "Vi skriver i stedet" in message.text


def test_cancelling_twice_sends_once(meeting, pia):
    actions.invite(meeting, by=meeting.chair)
    actions.cancel(meeting, by=meeting.chair)

    assert actions.cancel(meeting, by=meeting.chair) == 0


def test_cancelling_before_anybody_was_invited_sends_nothing(meeting, pia):
    assert actions.cancel(meeting, by=meeting.chair) == 0
    assert OutboxMessage.objects.count() == 0


def test_whoever_is_added_later_is_invited_at_once_and_the_others_are_left_in_peace(meeting, pia):
    actions.invite(meeting, by=meeting.chair)
    mads = somebody("Mads Rosenklint")

    actions.add_people(meeting, [mads], by=meeting.chair)

    assert [message.calendar_method for message in mails(mads)] == ["REQUEST"]
    assert len(mails(pia)) == 1


def test_whoever_is_taken_out_gets_a_cancellation_and_the_others_nothing(meeting, pia):
    actions.invite(meeting, by=meeting.chair)

    actions.remove_person(meeting, pia, by=meeting.chair)

    assert [message.calendar_method for message in mails(pia)] == ["REQUEST", "CANCEL"]
    assert str(event_of(mails(pia)[-1])["ATTENDEE"]) == f"mailto:{pia.email}"
    assert len(mails(meeting.chair)) == 1


def test_somebody_without_an_address_is_named_so_that_the_chair_can_give_word(client, meeting):
    tove = somebody("Tove Udenmail", email="")
    actions.add_people(meeting, [tove], by=meeting.chair)

    assert actions.invite(meeting, by=meeting.chair) == 2

    page = sign_in(client, meeting.chair).get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    assert "Giv dem selv besked" in page
    assert "Tove Udenmail" in page


def test_short_notice_is_said_and_never_stops_anybody(client, pia):
    soon = a_meeting(participants=[pia], starts_at=in_days(2), title="I hast")
    an_item(soon)
    sign_in(client, soon.chair)
    address = reverse("meetings:meeting", args=[soon.pk])

    assert "Der er mindre end tre dage til mødet." in client.get(address).content.decode()
    client.post(reverse("meetings:invite", args=[soon.pk]))

    assert len(mails(pia)) == 1


def test_the_winter_and_summer_hours_are_right(pia):
    summer = a_meeting(starts_at=at(in_days(0).date().replace(year=2027, month=7, day=1)), title="Juli")
    winter = a_meeting(starts_at=at(in_days(0).date().replace(year=2027, month=1, day=7)), title="Januar")
    for one in [summer, winter]:
        actions.invite(one, by=one.chair)

    hours = {str(event_of(m)["SUMMARY"]): event_of(m)["DTSTART"].dt.utcoffset() for m in OutboxMessage.objects.all()}
    assert hours == {"Juli": timedelta(hours=2), "Januar": timedelta(hours=1)}


def test_a_second_press_on_send_sends_nothing_more(client, meeting, pia):
    sign_in(client, meeting.chair)
    for _press in range(2):
        client.post(reverse("meetings:invite", args=[meeting.pk]), {"once": "samme-tryk", "act": "again"})

    assert len(mails(pia)) == 1


@override_settings(BASE_URL="https://moeder.example.dk")
def test_the_mail_leads_to_the_meeting(meeting, pia):
    actions.invite(meeting, by=meeting.chair)

    assert f"https://moeder.example.dk/meetings/{meeting.pk}/" in mails(pia)[0].text


def test_anybody_in_the_meeting_can_download_it_for_her_calendar(client, meeting, pia):
    response = sign_in(client, pia).get(reverse("meetings:calendar_file", args=[meeting.pk]))

    (event,) = Calendar.from_ical(response.content.decode()).walk("VEVENT")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert event["UID"] == f"{meeting.pk}@haandgreb"
    assert "ATTENDEE" not in event


def test_whoever_has_left_gets_no_more_agendas(meeting, pia):
    actions.invite(meeting, by=meeting.chair)
    pia.engagements.update(valid_to=clock.today())

    assert actions.send_again(meeting, by=meeting.chair) == 1
    assert actions.cancel(meeting, by=meeting.chair) == 1

    assert [message.kind for message in mails(pia)] == ["meeting-invitation"]
    assert pia.email not in mails(meeting.chair)[-1].calendar
