"""The demo's sixteen development goals, as the case counts them."""

from collections import Counter
from datetime import date

import pytest

from haandgreb.competences.demo import catalogue, development
from haandgreb.competences.models import DevelopmentGoal, GoalFollowUp
from haandgreb.competences.queries import development as queries
from haandgreb.followups.models import FollowUp
from haandgreb.organisation.actions import demo as organisation_demo
from haandgreb.shared.demo import Demo
from haandgreb.shared.holidays import is_working_day
from haandgreb.strategy import demo as strategy_demo

pytestmark = pytest.mark.django_db
State = DevelopmentGoal.State


@pytest.fixture
def demo():
    """The demo's people, goals and practice, and what people want to be able to do."""
    found = Demo(today=date(2026, 11, 16))
    organisation_demo.load(found)
    strategy_demo.load_demo(found)
    catalogue.load(found)
    development.load(found)
    return found


def test_the_case_counts_them_as_it_says(demo):
    goals = demo.things["development"]

    assert list(goals) == [f"DG{number:02}" for number in range(1, 17)]
    linked = [key for key, goal in goals.items() if goal.practice is not None]
    assert (len(linked), round(100 * len(linked) / len(goals))) == (14, 88)
    assert [key for key, goal in goals.items() if goal.local_task] == ["DG13", "DG16"]
    assert Counter(goal.status for goal in goals.values()) == {"trying": 7, "using": 4, "part": 2, "not_begun": 3}
    assert {key: goal.brake for key, goal in goals.items() if goal.brake} == {
        "DG03": "time",
        "DG06": "energy",
        "DG10": "room",
        "DG12": "time",
        "DG14": "money",
        "DG15": "purpose",
    }
    assert (goals["DG01"].goal.code, goals["DG01"].result.code, goals["DG01"].practice.code) == ("S1", "R1.2", "C01")


def test_most_are_agreed_as_people_agree_and_keep_what_they_promised(demo):
    goals = demo.things["development"]

    # A few are still on their way; one waits for the manager's yes.
    states = {key: goal.state for key, goal in goals.items() if goal.state != State.AGREED}
    assert states == {"DG06": State.SHARED, "DG12": State.PRIVATE, "DG15": State.SHARED}
    assert goals["DG15"].yes_by == demo.people["P53"]
    # Support is promised by whom the case names, and by nobody where the goal is only shared.
    promised = FollowUp.objects.filter(source="competences").select_related("owner")
    owners = Counter(row.owner for row in promised)
    assert (owners[demo.people["P07"]], owners[demo.people["P29"]]) == (3, 1)
    assert promised.filter(state="done").count() == 3
    # They look at it on working days, and have done so where the day is past.
    days = GoalFollowUp.objects.values_list("due_on", "held_on")
    assert all(is_working_day(due) for due, _held in days)
    assert all((held is not None) == (due < demo.today) for due, held in days)


def test_hr_reads_what_both_pass_on_and_all_are_found_again(demo):
    again = Demo(today=demo.today)
    development.find(again)

    found = queries.passed_on(demo.people["P71"], demo.today)

    assert [(one.person, len(one.steps)) for one in found] == [
        (demo.people["P76"], 2),
        (demo.people["P30"], 2),
        (demo.people["P13"], 3),
        (demo.people["P37"], 2),
    ]
    assert again.things["development"] == demo.things["development"]
