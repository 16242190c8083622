"""The demo's learning goals and activities, as the case has them."""

from datetime import date
from pathlib import Path

import pytest

from haandgreb.competences import demo as competences_demo
from haandgreb.competences.demo import catalogue, learning
from haandgreb.competences.models import LearningGoal, PlannedActivity
from haandgreb.impactmap.permissions import editor
from haandgreb.impactmap.queries.lists import lines
from haandgreb.organisation.actions.demo import load as load_organisation
from haandgreb.shared.demo import Demo
from haandgreb.shared.tests.content import flaws, load
from haandgreb.strategy.demo import load_demo as load_strategy

TODAY = date(2026, 3, 4)


@pytest.fixture
def demo(db):
    demo = Demo(TODAY)
    load_organisation(demo)
    load_strategy(demo)
    catalogue.load(demo)
    learning.load(demo)
    return demo


def test_the_content_speaks_both_languages_well():
    assert flaws(load(Path(competences_demo.__file__).parents[1] / "content" / "demo-learning.toml")) == []


def test_every_practice_that_is_no_task_for_management_has_its_learning_goal(demo):
    without = {key for key, practice in demo.things["practices"].items() if not practice.learning_goals.exists()}

    assert without == {"C06", "C12", "C21"}
    assert LearningGoal.objects.count() == 19


@pytest.mark.parametrize(
    ("code", "steps"),
    [
        ("C01", {("K01", 2, 3), ("K02", 2, 4)}),
        ("C13", {("K04", 2, 4), ("K07", 1, 2)}),
        ("C07", {("K13", 2, 3)}),
    ],
)
def test_steps_are_those_of_the_case(demo, code, steps):
    found = demo.things["learning_goals"][code].steps.select_related("competence")

    assert {(step.competence.code, step.level_from, step.level_to) for step in found} == steps


@pytest.mark.parametrize(
    ("code", "practices"), [("A04", {"C18", "C19"}), ("A08", {"C10", "C11"}), ("A20", {"C18"}), ("A02", {"C17"})]
)
def test_courses_lead_to_the_practice_the_case_names(demo, code, practices):
    goals = demo.things["planned"][code].learning_goals.all()

    assert {goal.code for goal in goals} == practices


def test_three_of_the_twelve_courses_float(demo):
    director = demo.people["P01"]

    floating = [line.title for line in lines("floating", editor(director, TODAY))]

    assert floating == ["Excel for øvede", "Konference: Mødesteder i Norden", "Stresshåndtering (foredrag)"]


def test_what_is_there_is_found_again_for_a_later_part(demo):
    again = Demo(TODAY)
    learning.find(again)

    assert again.things["learning_goals"] == demo.things["learning_goals"]
    assert set(again.things["planned"]) == set(PlannedActivity.objects.exclude(code="").values_list("code", flat=True))
