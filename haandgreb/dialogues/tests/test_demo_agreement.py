"""What the demo's people have agreed, as the case counts it."""

from collections import Counter
from datetime import date

import pytest

from haandgreb.competences.demo import catalogue, development
from haandgreb.dialogues.demo import agreement, rounds
from haandgreb.dialogues.models import AgreedGoal, Agreement, Dialogue, FollowUpTalk
from haandgreb.dialogues.queries.following import followed_up
from haandgreb.dialogues.queries.status import AGREED
from haandgreb.organisation.actions import demo as organisation_demo
from haandgreb.shared.demo import Demo
from haandgreb.strategy import demo as strategy_demo

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    """The demo's people, their goals and rounds, and what they have agreed."""
    found = Demo(today=date(2026, 11, 25))
    organisation_demo.load(found)
    strategy_demo.load_demo(found)
    catalogue.load(found)
    development.load(found)
    rounds.load(found)
    agreement.load(found)
    return found


def of_round(name):
    return Agreement.objects.filter(dialogue__round=name)


def test_this_years_agreements_are_as_far_as_the_case_says(demo):
    count = Counter(of_round(demo.things["rounds"]["RU3"]).values_list("state", flat=True))

    waiting = count["offered"] + count["one_yes"] + count["differing"]
    assert (count["agreed"], waiting, count["writing"]) == (37, 18, 10)


def test_the_development_goals_stand_in_the_agreements_they_belong_to(demo):
    held = AgreedGoal.objects.select_related("goal__person", "agreement__dialogue")

    goals = {key: goal.pk for key, goal in demo.things["development"].items()}
    found = {key for key, pk in goals.items() if any(one.goal_id == pk for one in held)}
    assert found == set(goals) - {"DG12"}  # hers alone
    assert all(one.goal.person_id == one.agreement.dialogue.person_id for one in held)
    agreed = [one for one in held if one.agreement.state == "agreed"]
    assert (len(agreed), all(one.goal.agreed_version == one.version for one in agreed)) == (13, True)


def test_of_last_years_agreements_38_per_cent_were_followed_up(demo):
    last_year = demo.things["rounds"]["RU0"]

    found = followed_up(Dialogue.objects.filter(AGREED, round=last_year))

    assert round(100 * found.followed / found.agreed) == 38


def test_this_years_half_year_talks_lie_in_their_own_weeks(demo):
    days = FollowUpTalk.objects.filter(dialogue__round=demo.things["rounds"]["RU3"]).values_list("due_on", flat=True)

    assert len(days) == 37
    assert demo.day(60) <= min(days) <= max(days) <= demo.day(100)


def test_one_asks_for_help_and_both_wordings_stand(demo):
    row = Agreement.objects.get(asks_for_help=True)

    assert row.dialogue.person == demo.people["P61"]
    assert row.versions.filter(side=True).count() == 2


def test_what_is_agreed_has_both_their_yes_and_its_day(demo):
    for row in Agreement.objects.filter(state="agreed").select_related("dialogue"):
        assert row.agreed_at is not None
        assert row.agreed_at.date() >= row.dialogue.held_on
        assert (row.agreed_number, row.agreed_with_id) == (row.number, row.dialogue.manager_id)
        assert row.text


def test_every_text_of_the_demo_can_be_opened(demo):
    assert all(isinstance(row.text, str) or row.text is None for row in Agreement.objects.all())
