"""What the tests of a talk's time share."""

from datetime import time, timedelta
from uuid import uuid4

from django.urls import reverse

from haandgreb.dialogues.actions import booking as actions
from haandgreb.shared import clock
from haandgreb.shared.times import moment_of


def at(days, hour=10):
    """So many days from today, at the hour in Copenhagen."""
    return moment_of(clock.today() + timedelta(days=days), time(hour))


def propose(dialogue, by, *times, **facts):
    return actions.propose(dialogue, times or [at(5)], by=by, **{"minutes": 60, "place": "Lokale 2", **facts})


def booked(place, when=None):
    return actions.book(place.dialogue(), when or at(5), minutes=60, place="Lokale 2", by=place.manager)


def page(client, dialogue, name="dialogue"):
    return client.get(reverse(f"dialogues:{name}", args=[dialogue.pk])).content.decode()


def send(client, dialogue, name, follow=True, **facts):
    address = reverse(f"dialogues:{name}", args=[dialogue.pk])
    return client.post(address, {"once": uuid4().hex, **facts}, follow=follow)
