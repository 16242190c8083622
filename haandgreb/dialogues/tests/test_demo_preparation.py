"""The preparations and pairs of the demo workplace."""

from __future__ import annotations

import pytest

from haandgreb.dialogues.demo import peers, preparation, rounds
from haandgreb.dialogues.models import Dialogue, Pair, PairAnswer, Prepared
from haandgreb.dialogues.queries.peers import circles_of
from haandgreb.dialogues.queries.preparation import readable
from haandgreb.organisation.actions import demo as organisation_demo
from haandgreb.shared import clock
from haandgreb.shared.demo import Demo

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    """The demo's people and rounds, with what they wrote."""
    found = Demo(today=clock.today())
    organisation_demo.load(found)
    rounds.load(found)
    preparation.load(found)
    peers.load(found)
    return found


def reads(demo, key, reader):
    dialogue = Dialogue.objects.select_related("person", "manager", "kind").get(pk=rounds.same_id("RU3", key))
    return {one.question.key: one.text for one in readable(dialogue, demo.people[reader], demo.today)}


def test_gorm_reads_of_mads_what_the_case_says(demo):
    found = reads(demo, "P13", "P07")

    assert found["proud"].startswith("Jeg er mest tilfreds med brevet til et forsamlingshus")
    assert found["feedback"] == "Gør mere: vis mig dine egne udkast. Fortsæt med: tirsdagskaffen."
    assert not {"together", "remember"} & set(found)
    assert Prepared.objects.get(dialogue=rounds.same_id("RU3", "P13"), key="together").shared_with is None


def test_mads_reads_what_gorm_shared(demo):
    assert set(reads(demo, "P13", "P13")) == {"recognition", "curious"}


def test_what_is_kept_for_a_talk_to_come_is_not_read_yet(demo):
    assert "feedback" not in reads(demo, "P21", "P08")
    assert Prepared.objects.get(dialogue=rounds.same_id("RU3", "P21"), key="feedback", waits_for_talk=True)


def test_everybody_of_the_two_units_is_in_one_circle(demo):
    circles = circles_of(Pair.objects.select_related("asker", "asked"))

    assert sorted(len(circle) for circle in circles) == [2] * 7 + [3] * 2
    assert PairAnswer.objects.count() == 5
