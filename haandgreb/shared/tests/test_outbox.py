"""Mail leaves after the commit, once per key, and is only shown in a demo."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core import mail

from haandgreb.organisation.tests.factories import make_person
from haandgreb.shared import clock, installation, outbox
from haandgreb.shared.models import OutboxMessage

pytestmark = pytest.mark.django_db


@pytest.fixture
def pia():
    return make_person("Pia Kornmod", email="pia@mss.example")


def put(person, **facts):
    return outbox.put(kind="test", person=person, **{"subject": "Emne", "text": "Hej", **facts})


def test_what_is_put_is_sent_once(pia):
    put(pia)

    assert [outbox.send_due(clock.now()) for _ in range(2)] == [1, 0]
    assert [(message.to, message.subject) for message in mail.outbox] == [(["pia@mss.example"], "Emne")]


def test_one_key_queues_one_message(pia):
    assert put(pia, key="digest:1") is not None
    assert put(pia, key="digest:1") is None
    assert OutboxMessage.objects.count() == 1


def test_somebody_without_an_address_gets_nothing(pia):
    pia.email = ""

    assert put(pia) is None


def test_a_message_waits_for_its_time(pia):
    put(pia, send_after=clock.now() + timedelta(hours=1))

    assert outbox.send_due(clock.now()) == 0
    assert outbox.send_due(clock.now() + timedelta(hours=2)) == 1


def test_what_has_not_left_can_be_taken_back(pia):
    put(pia, key="meeting:7:invite")

    assert outbox.cancel("meeting:7:") == 1
    assert outbox.send_due(clock.now()) == 0


def test_a_demo_sends_nothing_and_keeps_it_to_be_read(pia):
    installation.change(is_demo=True)
    message = put(pia)

    outbox.send_due(clock.now())

    message.refresh_from_db()
    assert message.state == "shown"
    assert mail.outbox == []


def test_a_mail_server_that_refuses_is_tried_again_later_and_given_up_in_the_end(pia):
    message = put(pia)
    now = clock.now()
    with patch("django.core.mail.EmailMultiAlternatives.send", side_effect=ConnectionRefusedError):
        assert outbox.send_due(now) == 0
        message.refresh_from_db()
        assert (message.state, message.attempts, message.trouble) == ("waiting", 1, "ConnectionRefusedError")
        for hours in range(1, 200, 7):
            outbox.send_due(now + timedelta(hours=hours))

    message.refresh_from_db()
    assert (message.state, message.attempts) == ("failed", outbox.MOST_ATTEMPTS)


def test_an_invitation_carries_its_calendar_as_an_alternative(pia):
    put(pia, calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", calendar_method="REQUEST")

    outbox.send_due(clock.now())

    parts = list(mail.outbox[0].message().walk())
    assert [part.get_content_type() for part in parts] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    assert parts[4].get_param("method") == "REQUEST"


def test_the_html_of_an_invitation_holds_the_same_words_and_nothing_a_title_brings_with_it(pia):
    put(pia, text="<b>Møde</b>\nhttps://mss.example/1", calendar="BEGIN:VCALENDAR\r\n", calendar_method="REQUEST")

    outbox.send_due(clock.now())

    html = mail.outbox[0].alternatives[0].content
    assert "&lt;b&gt;Møde&lt;/b&gt;<br>" in html
    assert '<a href="https://mss.example/1"' in html


def test_a_subject_never_breaks_into_a_second_header(pia):
    assert put(pia, subject="Møde\r\nBcc: alle@mss.example").subject == "Møde Bcc: alle@mss.example"
