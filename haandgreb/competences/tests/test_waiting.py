"""What waits on somebody's own page is asked for in few questions, and nothing is lost by asking so few."""

import pytest
from django.urls import reverse

from haandgreb.competences.models import GoalFollowUp
from haandgreb.competences.queries.development_home import may_wait
from haandgreb.competences.queries.waiting import waiting_for
from haandgreb.competences.tests.development_factory import a_goal, a_shared_goal, an_agreed_goal, in_days
from haandgreb.competences.tests.level_factory import Pair
from haandgreb.organisation.tests.factories import make_manager, make_person, make_unit, set_up, sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    set_up()
    return Pair()


def lines(person):
    return [one.text for one in waiting_for(person, clock.today())]


def due_soon(goal):
    GoalFollowUp.objects.filter(goal=goal).update(due_on=in_days(2))
    return goal


@pytest.mark.parametrize(
    ("make", "hers", "her_managers"),
    [(a_goal, True, False), (a_shared_goal, True, False), (an_agreed_goal, True, True)],
)
def test_a_follow_up_waits_for_her_and_once_it_is_agreed_for_her_manager(pair, make, hers, her_managers):
    due_soon(make(pair))

    found = ("Følg op på dit mål" in lines(pair.person), "Følg op med Mads Rosenklint på et mål" in lines(pair.manager))
    assert found == (hers, her_managers)


def test_a_follow_up_waits_for_the_manager_above_a_vacant_post_and_for_nobody_further_up(pair):
    top = make_person("Vera Bregnø", unit=make_unit("Direktion"))
    due_soon(an_agreed_goal(pair))
    below = make_unit("Under", parent=pair.unit)
    pair.person.engagements.update(unit=below)
    colleague = make_person("Pia Holm", unit=below)

    waits = [lines(who) for who in (pair.manager, colleague, top)]
    assert waits == [["Følg op med Mads Rosenklint på et mål"], [], []]


def test_a_goal_that_is_far_from_due_is_no_reason_to_ask_who_her_staff_are(pair):
    an_agreed_goal(pair)

    assert list(may_wait(pair.manager, clock.today())) == []
    assert lines(pair.manager) == []


def test_the_landing_page_of_a_manager_asks_six_questions_where_nothing_waits(client, pair, django_assert_num_queries):
    make_manager(pair.manager, make_unit("Team", parent=pair.unit))
    sign_in(client, pair.manager)
    client.get(reverse("home"))

    with django_assert_num_queries(6):
        assert client.get(reverse("home")).status_code == 200
