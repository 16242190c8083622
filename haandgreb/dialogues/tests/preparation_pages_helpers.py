"""What the tests of a preparation's pages share."""

from django.urls import reverse

from haandgreb.dialogues.actions import preparation as actions
from haandgreb.dialogues.models import Dialogue
from haandgreb.dialogues.permissions import EMPLOYEE
from haandgreb.dialogues.queries import preparation as queries
from haandgreb.shared import clock

TEXT = "Brevet til forsamlingshuset"


def url(name, dialogue):
    return reverse(f"dialogues:{name}", args=[dialogue.pk])


def prepare(dialogue, by, side=EMPLOYEE, **texts):
    actions.write(dialogue, {key: {"text": text} for key, text in texts.items()}, {}, by=by, side=side)


def share(dialogue, by, *keys, side=EMPLOYEE):
    mine = queries.own(dialogue, by, side, clock.today())
    seen = {one.question.key: one.seen_mark for one in mine.asked if one.question.key in keys}
    actions.share(dialogue, seen, reader=mine.reader, by=by, side=side)


def hold(dialogue):
    Dialogue.objects.filter(pk=dialogue.pk).update(state="held", held_on=clock.today())
