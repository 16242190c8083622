"""The demo's groups, loaded as they are: the facit of the demo case, and nothing that names anybody."""

from collections import Counter
from datetime import date

import pytest

from haandgreb.dialogues.demo import group, rounds
from haandgreb.dialogues.models import GroupBallot, GroupPoint, GroupTalk
from haandgreb.followups.models import FollowUp
from haandgreb.organisation.actions import demo as organisation_demo
from haandgreb.shared.demo import Demo

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    """The demo's people, rounds and groups."""
    found = Demo(today=date(2026, 11, 25))
    organisation_demo.load(found)
    rounds.load(found)
    found.things |= {"practices": {"C01": "Vi skriver vægtningen først"}, "results": {"R1.1": "Færre omgjorte sager"}}
    group.load(found)
    return found


def test_team_a_has_given_27_dots_and_made_four_lines(demo):
    talk = demo.things["groups"]["GR1"]
    needs = talk.points.filter(what="need", under=None).order_by("-dots")

    assert (talk.held_on, talk.state, talk.voters, talk.round.kind.key) == (
        demo.day(-110, working=True),
        "following",
        9,
        "grus",
    )
    assert [(need.text, need.dots) for need in needs] == [
        ("Sortering af sager", 9),
        ("Makkerlæsning", 7),
        ("Mødetid", 6),
        ("Ro til svære sager", 5),
    ]
    keys = {person.pk: key for key, person in demo.people.items()}
    assert [(line.what, keys.get(line.who_id), line.handle, line.is_from, line.sign) for line in talk.plan.all()] == [
        ("Kalibrering 30 minutter hver tirsdag", "P09", "HG-06", True, "Vi er enige om mindst 8 af 10 sager"),
        ("Makkerlæsning af alle delvise afslag", "P07", "HG-02", True, "Vi skriver vægtningen først"),
        ("Sagsmødet lægges om", "P10", "HG-07", False, "Færre omgjorte sager"),
        ("Stille tid kl. 9–11", None, "HG-09", True, "Pulsmåling"),
    ]
    assert FollowUp.objects.filter(source_id=talk.pk).count() == 3


def test_no_need_is_anybodys_and_no_ballot_is_left(demo):
    assert not GroupBallot.objects.exists()
    assert not GroupPoint.objects.filter(what="need", writer__isnull=False).exists()


def test_three_people_agree_by_talking_and_have_no_counts(demo):
    talk = demo.things["groups"]["GR3"]

    assert talk.voters == 0
    assert not talk.points.filter(dots__isnull=False).exists()
    assert [need.text for need in talk.points.filter(is_chosen=True)] == ["En dato for, hvornår et forsøg slutter"]


def test_one_group_is_still_to_talk_and_plans_are_looked_at_every_six_weeks(demo):
    assert Counter(talk.state for talk in GroupTalk.objects.all()) == {"following": 3, "invited": 1}
    for talk in GroupTalk.objects.filter(state="following"):
        assert talk.reviews.count() == 5
        assert (talk.sent_on - talk.held_on).days <= 5
        late = talk.reviews.filter(held_on=None, due_on__lt=demo.today).count()
        assert late <= 1


def test_found_again_they_are_the_same(demo):
    again = Demo(today=demo.today)
    group.find(again)

    assert again.things["groups"] == demo.things["groups"]
