"""What the demo's people wrote in their talks: it holds what a talk must hold, and is read by the two alone."""

from datetime import date

import pytest

from haandgreb.dialogues.demo import rounds, talk
from haandgreb.dialogues.models import Card, Feedback, TalkText
from haandgreb.dialogues.queries.talk_reading import cards_of, feedback_of, reader_of, texts_of
from haandgreb.dialogues.rules.talk import lacks
from haandgreb.dialogues.rules.texts import TEXTS
from haandgreb.organisation.actions import demo as organisation_demo
from haandgreb.shared.demo import Demo

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


@pytest.fixture
def demo():
    found = Demo(today=TODAY)
    organisation_demo.load(found)
    rounds.load(found)
    talk.load(found)
    return found


def read_by(demo, of, who):
    """How many cards, texts and pieces of feedback of a talk this person reads; None where she reads nothing of it."""
    reader = reader_of(demo.things["dialogues"]["RU3", of], demo.people[who], TODAY)
    return reader and (len(cards_of(reader)), len(texts_of(reader)), len(feedback_of(reader)))


def test_mads_and_gorm_read_what_they_wrote_and_their_manager_above_nothing(demo):
    assert read_by(demo, "P13", "P13") == (10, 11, 2)
    assert read_by(demo, "P13", "P07") == (10, 9, 2)
    assert [read_by(demo, "P13", who) for who in ("P06", "P08", "P10", "P71", "P01")] == [None] * 5


def test_before_their_talk_viggo_and_hanne_read_only_their_own(demo):
    assert (read_by(demo, "P21", "P21"), read_by(demo, "P21", "P08")) == ((2, 1, 0), (1, 0, 0))


def test_every_card_in_the_middle_points_to_both_sides_or_says_that_it_does_not(demo):
    wrong = [
        card.text
        for card in Card.objects.filter(column="ours").prefetch_related("points_to")
        if lacks(card.only, {one.column for one in card.points_to.all()})
    ]

    assert wrong == []


def test_every_text_has_a_key_of_the_table_and_everything_has_a_writer(demo):
    assert set(TalkText.objects.values_list("key", flat=True)) <= set(TEXTS)
    assert not Card.objects.filter(writer=None).exists()
    assert Feedback.objects.filter(given_at=None).count() == 0


def test_nothing_was_written_before_the_manager_was_the_manager_or_after_today(demo):
    late = [
        str(row.dialogue_id)
        for row in [*TalkText.objects.all(), *Card.objects.all(), *Feedback.objects.all()]
        if not row.dialogue.manager_since <= row.changed_at or row.changed_at.date() > TODAY
    ]

    assert late == []


def test_it_goes_with_the_rounds(demo):
    rounds.remove()

    assert (Card.objects.count(), TalkText.objects.count(), Feedback.objects.count()) == (0, 0, 0)
