"""What the tests of a talk share."""

from datetime import timedelta

from haandgreb.dialogues.actions import talk_cards as cards
from haandgreb.dialogues.models import Dialogue
from haandgreb.dialogues.queries.talk import page
from haandgreb.dialogues.queries.talk_reading import cards_of, feedback_of, reader_of, texts_of
from haandgreb.shared import clock


def seen(dialogue, person):
    """Everything the person reads of the talk, as a set of texts."""
    reader = reader_of(Dialogue.objects.get(pk=dialogue.pk), person, clock.today())
    if reader is None:
        return None
    found = {str(one.text) for one in [*cards_of(reader), *texts_of(reader)]}
    return found | {one.text["saw"] for one in feedback_of(reader)}


def at(place, dialogue, now):
    reader = reader_of(Dialogue.objects.get(pk=dialogue.pk), place.person, clock.today())
    return page(reader, today=clock.today(), now=now)


def over(place, **facts):
    """A talk whose booked hour has passed."""
    return place.dialogue("booked", starts_at=clock.now() - timedelta(hours=2), **facts)


def middle(place, dialogue, **facts):
    mine = cards.add(dialogue, "mine", "Mere ro", by=place.person)
    work = cards.add(dialogue, "work", "Svar til tiden", by=place.manager)
    cards.show(mine, by=place.person)
    cards.show(work, by=place.manager)
    points = facts.pop("points_to", [mine.pk, work.pk])
    return mine, work, cards.add(dialogue, "ours", "Faste timer", by=place.manager, points_to=points, **facts)
