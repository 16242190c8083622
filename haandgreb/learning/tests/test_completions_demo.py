"""Campus in the demo: a platform, and a course it told of that nobody has put into the catalogue."""

import pytest

from haandgreb.learning.actions.completions import place_waiting
from haandgreb.learning.demo import completions
from haandgreb.learning.models import Enrolment, Platform, WaitingCompletion
from haandgreb.learning.queries.completions import courses_waiting
from haandgreb.organisation.actions import demo as organisation_demo
from haandgreb.shared import clock
from haandgreb.shared.demo import Demo

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    found = Demo(clock.today())
    organisation_demo.load(found)
    completions.load(found)
    return found


def test_campus_is_there_and_three_completions_wait_for_a_course(demo):
    assert (Platform.objects.get().name, WaitingCompletion.objects.count(), courses_waiting()) == ("Campus", 3, 1)


def test_they_wait_until_somebody_says_what_it_is(demo):
    place_waiting(demo.things["campus"])

    assert (WaitingCompletion.objects.count(), Enrolment.objects.count()) == (3, 0)


def test_campus_is_found_again_and_goes_with_the_demo(demo):
    again = Demo(clock.today())
    completions.find(again)
    assert again.things["campus"] == demo.things["campus"]

    completions.remove()

    assert not Platform.objects.exists()
    assert not WaitingCompletion.objects.exists()
