"""The demo's rounds, as the case counts them."""

from collections import Counter
from datetime import date

import pytest

from haandgreb.competences.demo import development
from haandgreb.dialogues.demo import rounds
from haandgreb.dialogues.models import Dialogue, FollowUpTalk, Kind, Round, YearEvent
from haandgreb.organisation.actions import demo as organisation_demo
from haandgreb.organisation.queries.managers import managers_of
from haandgreb.shared.demo import Demo

pytestmark = pytest.mark.django_db
S = Dialogue.State

# demo-case 6: in the round, postponed, booked, held, awaiting, approved.
CASE = {
    "DIR": (3, 0, 0, 0, 1, 2),
    "TIL": (17, 1, 1, 3, 5, 7),
    "TSY": (13, 0, 1, 2, 4, 6),
    "VEJ": (11, 0, 0, 1, 3, 7),
    "DAT": (13, 0, 2, 3, 3, 5),
    "STA": (10, 0, 0, 1, 2, 7),
    "FYR": (3, 0, 0, 0, 0, 3),
}


@pytest.fixture
def demo():
    """The demo's people and its rounds."""
    found = Demo(today=date(2026, 11, 25))
    organisation_demo.load(found)
    rounds.load(found)
    return found


def people_with_goals():
    return {row["person"] for row in development.content()}


def states(demo, name):
    return {key: one for (ru, key), one in demo.things["dialogues"].items() if ru == name}


@pytest.mark.parametrize("unit", CASE)
def test_each_unit_is_as_far_as_the_case_says(demo, unit):
    there = Dialogue.objects.filter(round=demo.things["rounds"]["RU3"])
    there = there.filter(engagement__unit__path__startswith=demo.units[unit].path)

    count = Counter(there.values_list("state", flat=True))

    wanted = CASE[unit]
    assert (
        sum(count.values()),
        *(count[one] for one in (S.POSTPONED, S.BOOKED, S.HELD, S.AGREEING, S.AGREED)),
    ) == wanted


def test_seventy_talk_and_fifty_three_per_cent_have_agreed(demo):
    found = states(demo, "RU3")

    agreed = [key for key, one in found.items() if one.state == S.AGREED]
    assert (len(found), len(agreed), round(100 * len(agreed) / len(found))) == (70, 37, 53)
    assert sum(one.held_on is not None for one in found.values()) == 65
    assert set(found) == set(rounds._staff(rounds._Loading.begin(demo)))
    # Those with a development goal have agreed, but for the three whose goal is not agreed either.
    with_goals = people_with_goals()
    assert with_goals - set(agreed) == {"P33", "P59", "P53"}


def test_everybody_talks_with_her_nearest_manager(demo):
    for (name, _key), one in demo.things["dialogues"].items():
        if name in ("RU1", "RU3"):
            assert [one.manager] == managers_of(one.person, demo.today)


def test_last_year_thirty_eight_per_cent_were_followed_up(demo):
    found = [one for one in states(demo, "RU0").values() if one.held_on is not None]
    talks = FollowUpTalk.objects.filter(dialogue__round=demo.things["rounds"]["RU0"])

    assert (len(found), talks.count(), talks.exclude(held_on=None).count()) == (55, 55, 21)
    # Hanne was no manager here then: Frida's talks stay Frida's, and she does not read them today.
    then = demo.things["dialogues"]["RU0", "P18"]
    assert then.manager == demo.people["P06"]
    assert not Dialogue.objects.visible_to(demo.people["P06"], demo.today).filter(pk=then.pk).exists()


def test_talks_are_held_within_their_round_by_people_who_were_here(demo):
    for (name, _key), one in demo.things["dialogues"].items():
        if one.held_on is not None:
            assert one.round.talks_from <= one.held_on <= demo.today
            assert one.engagement.valid_from <= one.held_on, name


def test_ten_managers_have_talked_with_their_own(demo):
    assert len(states(demo, "RU1")) == 10
    assert demo.things["dialogues"]["RU1", "P07"].manager == demo.people["P06"]


def test_it_is_found_again_and_goes_again(demo):
    again = Demo(today=demo.today, people=demo.people, units=demo.units)
    rounds.find(again)

    assert again.things == demo.things

    rounds.remove()
    assert (Round.objects.count(), Dialogue.objects.count(), YearEvent.objects.count()) == (0, 0, 0)
    assert Kind.objects.count() == 6
