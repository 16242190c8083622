"""What happens when learning goals and planned activities are written, changed, closed and deleted."""

import pytest

from haandgreb.competences.actions import learning
from haandgreb.competences.models import DevelopmentGoal, LearningGoal, PlannedActivity
from haandgreb.competences.queries.learning import people_built_on, personal_data
from haandgreb.competences.tests.factories import make_competence
from haandgreb.impactmap.tests.factories import a_goal, a_learning_goal, a_manager, a_practice, a_result, an_activity
from haandgreb.organisation.tests.factories import make_person
from haandgreb.shared import clock
from haandgreb.shared.versions import Stale
from haandgreb.strategy.actions.closing import BuiltOn


@pytest.fixture
def manager(db):
    return a_manager()


@pytest.fixture
def change(manager):
    return a_practice(a_result(a_goal(), manager), manager)


def steps(goal):
    return [(row.competence.title, row.level_from, row.level_to) for row in goal.steps.all()]


def test_a_learning_goal_says_which_step_it_calls_for_and_the_last_one_said_counts(manager, change):
    law, words = make_competence("Forvaltningsret"), make_competence("Klart sprog")
    goal = a_learning_goal(change, manager, steps=[learning.Step(law, 2, 3), learning.Step(words, 1, 3)])
    assert sorted(steps(goal)) == [("Forvaltningsret", 2, 3), ("Klart sprog", 1, 3)]

    learning.change_goal(goal, {"steps": [learning.Step(words, 2, 4)]}, by=manager)

    assert steps(goal) == [("Klart sprog", 2, 4)]


def test_a_personal_learning_goal_is_hers_alone(manager, change):
    mads = make_person("Mads Rosenklint")
    goal = a_learning_goal(change, mads, person=mads)

    assert goal.scope == "person"
    assert list(LearningGoal.objects.visible_to(mads)) == [goal]
    assert list(LearningGoal.objects.visible_to(manager)) == []


def test_the_second_of_two_writers_is_told(manager, change):
    goal = a_learning_goal(change, manager)
    learning.change_goal(LearningGoal.objects.get(), {"title": "Vi kan lytte"}, by=manager, version=1)

    with pytest.raises(Stale):
        learning.change_goal(goal, {"title": "Vi kan skrive"}, by=manager, version=1)

    assert LearningGoal.objects.get().title == "Vi kan lytte"


def test_a_goal_with_an_activity_is_closed_and_one_without_may_be_deleted(manager, change):
    built_on, bare = a_learning_goal(change, manager), a_learning_goal(change, manager, "Jeg kan lytte")
    an_activity(built_on, manager)

    with pytest.raises(BuiltOn):
        learning.delete_goal(built_on, by=manager)
    learning.close_goal(built_on, "Det kan vi nu", by=manager)
    learning.delete_goal(bare, by=manager)

    assert [(goal.state, goal.closed_on) for goal in LearningGoal.objects.all()] == [("closed", clock.today())]
    learning.reopen_goal(built_on, by=manager)
    assert LearningGoal.objects.get().state == "active"


def test_an_activity_is_a_line_of_the_plan_and_may_be_taken_off_it(manager, change):
    activity = an_activity(a_learning_goal(change, manager), manager, room="external", hours=12, cost=4000)
    learning.change_activity(activity, {"when": "I foråret"}, by=manager, version=1)
    assert PlannedActivity.objects.get().when == "I foråret"

    learning.delete_activity(activity, by=manager)

    assert PlannedActivity.objects.count() == 0


def test_those_whose_development_goals_hang_on_it_are_to_be_told(manager, change):
    mads, jette = make_person("Mads Rosenklint"), make_person("Jette Klitgren")
    for person, status in ((mads, "trying"), (jette, "replaced")):
        DevelopmentGoal.objects.create(
            person=person,
            title="Skrive kort",
            practice=change,
            status=status,
            written_at=clock.now(),
            changed_at=clock.now(),
        )

    assert list(people_built_on(change)) == [mads]


def test_what_is_hers_alone_is_in_her_copy_and_goes_when_she_is_forgotten(manager, change):
    mads = make_person("Mads Rosenklint")
    own = a_learning_goal(change, mads, person=mads, steps=[learning.Step(make_competence("Klart sprog"), 1, 2)])
    an_activity(own, mads, person=mads)
    shared = a_learning_goal(change, mads, "Vi kan lytte")

    data = personal_data(mads)
    learning.forget(mads)

    assert [row["title"] for row in data["own_learning_goals"]] == ["Jeg kan begrunde et skøn"]
    assert [row["competence"] for row in data["own_learning_steps"]] == ["Klart sprog"]
    assert [row["title"] for row in data["own_planned_activities"]] == ["Sidemand"]
    assert (list(LearningGoal.objects.all()), PlannedActivity.objects.count()) == ([shared], 0)
