"""Calendar mail about a talk, read back as a calendar would: when and where, and nothing of what it is."""

from datetime import timedelta
from email import message_from_bytes

import pytest
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.test import override_settings
from django.urls import reverse
from icalendar import Calendar

from haandgreb.dialogues.actions import booking as actions
from haandgreb.dialogues.tests.booking_helpers import at
from haandgreb.dialogues.tests.factories import Workplace, make_dialogue, make_round
from haandgreb.integrations.ical import actions as links
from haandgreb.organisation.tests.factories import set_up, sign_in
from haandgreb.shared import clock, outbox
from haandgreb.shared.models import OutboxMessage

pytestmark = pytest.mark.django_db

TELLING = ["mus", "grus", "lus", "udvikling", "development", "forbered", "prepar", "dialog", "runde", "round", "mål"]


@pytest.fixture
def place():
    return Workplace()


@pytest.fixture
def dialogue(place):
    found = make_dialogue(place.person, place.manager, round=make_round())
    return actions.book(found, at(5), minutes=60, place="Lokale 2; nord", by=place.manager)


def mails(person, kind="talk-"):
    return list(OutboxMessage.objects.filter(person=person.pk, kind__startswith=kind).order_by("created_at"))


def event_of(message):
    calendar = Calendar.from_ical(message.calendar)
    assert calendar["METHOD"] == message.calendar_method
    (event,) = calendar.walk("VEVENT")
    return event


def test_both_get_the_invitation_as_outlook_needs_it(place, dialogue):
    for person in [place.person, place.manager]:
        (message,) = mails(person)
        event, lines = event_of(message), message.calendar.split("\r\n")
        assert message.subject == "Samtale"
        assert "\n" not in message.calendar.replace("\r\n", "")
        assert max(len(line.encode()) for line in lines) <= 75
        assert (str(event["SUMMARY"]), str(event["CLASS"]), event["STATUS"]) == ("Samtale", "PRIVATE", "CONFIRMED")
        assert (event["UID"], event["SEQUENCE"]) == (f"{dialogue.pk}@haandgreb", 1)
        assert event["ORGANIZER"] == f"mailto:{settings.DEFAULT_FROM_EMAIL}"
        assert {(str(one), one.params["PARTSTAT"], one.params["RSVP"]) for one in event["ATTENDEE"]} == {
            (f"mailto:{guest.email}", "NEEDS-ACTION", "TRUE") for guest in [place.person, place.manager]
        }
        assert event["LOCATION"] == "Lokale 2; nord"
        assert event["DTSTART"].dt == at(5)
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(hours=1)
        assert event["DTSTART"].params["TZID"] == "Europe/Copenhagen"
        assert "BEGIN:VTIMEZONE" in lines


def said(message):
    """Everything of a mail that people read, without its link."""
    texts = [message.subject, message.text]
    if message.calendar:
        event = event_of(message)
        texts += [str(event[name]) for name in ("SUMMARY", "DESCRIPTION", "LOCATION", "ORGANIZER") if name in event]
    address = reverse("dialogues:home")
    return "\n".join(line for text in texts for line in text.splitlines() if address not in line).casefold()


def test_no_mail_says_what_the_talk_is(place, dialogue):
    actions.propose(dialogue, [at(8)], minutes=60, place="Lokale 2", by=place.person)
    actions.pick(dialogue, dialogue.proposed_times.get().pk, by=place.manager)
    actions.release(dialogue, by=place.person)

    sent = list(OutboxMessage.objects.all())
    assert len(sent) == 7
    for word in TELLING:
        assert [message.kind for message in sent if word in said(message)] == []


def test_each_reads_it_in_her_own_language(place):
    place.person.language = "en"
    place.person.save()
    actions.book(place.dialogue(), at(5), minutes=60, place="Room 2", by=place.manager)

    (theirs,), (own,) = mails(place.person), mails(place.manager)
    assert (theirs.subject, str(event_of(theirs)["SUMMARY"])) == ("Talk", "Talk")
    assert "Place: Room 2" in theirs.text
    assert (own.subject, own.text.splitlines()[0]) == ("Samtale", "Samtale")


def test_the_mail_tells_when_where_and_the_way(place, dialogue):
    with override_settings(BASE_URL="https://samtaler.example.dk"):
        actions.book(dialogue, at(6), minutes=60, place="Lokale 5", by=place.manager)

    text = mails(place.person)[-1].text
    assert "kl. 10.00–11.00" in text
    assert "Sted: Lokale 5" in text
    assert f"https://samtaler.example.dk/dialogues/talk/{dialogue.pk}/" in text


def test_the_sent_mail_carries_the_calendar_as_an_alternative_with_its_method(place, dialogue):
    set_up(is_demo=False)
    written = mails(place.person)[0].calendar

    outbox.send_due(clock.now())

    sent = next(message for message in mail.outbox if message.to == [place.person.email])
    received = message_from_bytes(sent.message().as_bytes(linesep="\r\n"))
    part = next(one for one in received.walk() if one.get_content_type() == "text/calendar")
    assert (part.get_param("method"), part.get_content_charset()) == ("REQUEST", "utf-8")
    assert part.get_payload(decode=True).decode() == written


def test_moving_keeps_the_uid_and_raises_sequence_and_stamp(place, dialogue):
    actions.book(dialogue, at(6), minutes=60, place="Lokale 5", by=place.person, now=clock.now() + timedelta(hours=1))

    first, second = (event_of(message) for message in mails(place.manager))
    assert first["UID"] == second["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (1, 2)
    assert second["DTSTAMP"].dt > first["DTSTAMP"].dt
    assert (second["DTSTART"].dt, second["LOCATION"]) == (at(6), "Lokale 5")


@pytest.mark.parametrize(
    "act",
    [
        lambda dialogue, place: actions.release(dialogue, by=place.person),
        lambda dialogue, place: actions.postpone(dialogue, "new", until=None, by=place.manager),
        lambda dialogue, place: actions.cancel(dialogue, by=place.manager),
    ],
    ids=["taken back", "postponed", "cancelled"],
)
def test_a_talk_that_is_off_leaves_both_calendars(place, dialogue, act):
    act(dialogue, place)

    for person in [place.person, place.manager]:
        message = mails(person)[-1]
        event = event_of(message)
        assert message.calendar_method == "CANCEL"
        assert (event["STATUS"], event["SEQUENCE"], event["UID"]) == ("CANCELLED", 2, f"{dialogue.pk}@haandgreb")
        assert (str(event["CLASS"]), event["DTSTART"].dt) == ("PRIVATE", at(5))


def test_booking_again_after_it_was_off_goes_on_counting(place, dialogue):
    actions.release(dialogue, by=place.person)
    actions.book(dialogue, at(7), minutes=60, place="", by=place.person)

    assert [event_of(message)["SEQUENCE"] for message in mails(place.person)] == [1, 2, 3]


def test_nothing_leaves_for_a_talk_whose_time_had_passed(place, dialogue):
    actions.release(dialogue, by=place.manager, now=at(6))

    assert [message.calendar_method for message in mails(place.person)] == ["REQUEST"]


def test_who_has_no_address_gets_nothing_and_the_other_is_the_only_guest(place):
    place.person.email = ""
    place.person.save()
    dialogue = actions.book(place.dialogue(), at(5), minutes=60, place="", by=place.manager)

    assert mails(place.person) == []
    assert str(event_of(mails(place.manager)[0])["ATTENDEE"]) == f"mailto:{place.manager.email}"
    assert dialogue.state == "booked"


def test_whoever_has_left_gets_no_more_mail(place, dialogue):
    place.person.engagements.update(valid_to=clock.today())

    actions.release(dialogue, by=None)

    assert [message.calendar_method for message in mails(place.person)] == ["REQUEST"]
    assert place.person.email not in mails(place.manager)[-1].calendar


def test_the_file_for_ones_own_calendar_says_no_more_than_the_mail(client, place, dialogue):
    response = sign_in(client, place.person).get(reverse("dialogues:time_file", args=[dialogue.pk]))

    (event,) = Calendar.from_ical(response.content.decode()).walk("VEVENT")
    assert response["Content-Disposition"] == 'attachment; filename="talk.ics"'
    assert (event["UID"], str(event["SUMMARY"]), str(event["CLASS"])) == (
        f"{dialogue.pk}@haandgreb",
        "Samtale",
        "PRIVATE",
    )
    assert "ATTENDEE" not in event


def test_the_personal_feed_holds_the_talks_of_both_as_private_without_a_place(client, place, dialogue):
    set_up()
    assert apps.is_installed("haandgreb.integrations.ical")
    for person in [place.person, place.manager]:
        text = client.get(reverse("ical:feed", args=[links.make(by=person)])).content.decode()
        (event,) = Calendar.from_ical(text).walk("VEVENT")
        assert (event["UID"], str(event["SUMMARY"]), str(event["CLASS"])) == (
            f"{dialogue.pk}@haandgreb",
            "Samtale",
            "PRIVATE",
        )
        assert "Lokale" not in text
    text = client.get(reverse("ical:feed", args=[links.make(by=place.above)])).content.decode()
    assert Calendar.from_ical(text).walk("VEVENT") == []
