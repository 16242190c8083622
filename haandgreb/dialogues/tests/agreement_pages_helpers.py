"""What the tests of an agreement's pages share."""

from datetime import timedelta

from django.urls import reverse

from haandgreb.dialogues.models import Dialogue
from haandgreb.dialogues.tests.agreement_factory import fresh
from haandgreb.shared import clock

NEW = "Mads får onsdag formiddag fri."


def at(name, dialogue, **more):
    return reverse(f"dialogues:{name}", kwargs={"dialogue_id": dialogue.pk, **more})


def states(dialogue):
    found = fresh(dialogue)
    return found.state, found.agreement.state


def handed_over(place, dialogue):
    vera = place.another_manager()
    later = clock.now() + timedelta(seconds=1)
    Dialogue.objects.filter(pk=dialogue.pk).update(manager=vera, manager_since=later)
    return vera
