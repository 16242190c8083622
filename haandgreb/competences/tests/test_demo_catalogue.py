"""The demo's catalogue and profiles, as the case has them."""

from datetime import date
from pathlib import Path

import pytest

from haandgreb.competences.demo import catalogue, remove_demo
from haandgreb.competences.models import (
    AgreedLevel,
    Competence,
    EngagementProfile,
    Importance,
    Requirement,
    RoleProfile,
)
from haandgreb.competences.queries.required import required_of_one
from haandgreb.competences.tests.factories import agree, make_competence
from haandgreb.organisation.models import Engagement
from haandgreb.organisation.tests.factories import make_person, make_unit
from haandgreb.shared.demo import Demo
from haandgreb.shared.tests.content import flaws, load
from haandgreb.strategy.models import StrategicGoal

TODAY = date(2026, 3, 4)


def test_the_content_speaks_both_languages_well():
    folder = Path(catalogue.__file__).parents[1] / "content"

    assert flaws(load(folder / "demo-catalogue.toml")) == []


def people(demo):
    unit = make_unit()
    for row in catalogue.content()["profile"]:
        for key in row["people"]:
            title = (row["titles"] or [""])[0] if key not in {"P26", "P27", "P55"} else "Studentermedhjælper"
            demo.people[key] = make_person(f"Den {key}", unit, job_title=title, is_demo=True)
    return demo


@pytest.mark.django_db
def test_everybody_has_the_profile_of_the_case_and_is_asked_for_its_levels():
    demo = people(Demo(TODAY))

    catalogue.load(demo)

    competences = demo.things["competences"]
    asked = required_of_one(demo.people["P13"], TODAY)
    levels = [asked[one.pk].level if one.pk in asked else 0 for one in competences.values()]
    assert levels == [3, 4, 2, 2, 3, 2, 2, 2, 3, 2, 2, 3, 3, 2, 0, 3]
    assert EngagementProfile.objects.count() == 84
    assert EngagementProfile.objects.filter(source="hand").count() == 3


@pytest.mark.django_db
def test_what_a_goal_calls_for_is_important_and_says_which_goal():
    demo = people(Demo(TODAY))
    goal = StrategicGoal.objects.create(
        title="Afgørelser, der forstås", starts_on=demo.day(-120), ends_on=demo.day(600)
    )
    demo.things["goals"] = {"S1": goal}

    catalogue.load(demo)

    plain = demo.things["competences"]["K02"].pk
    asked = required_of_one(demo.people["P13"], TODAY)[plain]
    before = required_of_one(demo.people["P15"], demo.day(-121))[plain]
    assert (asked.importance, asked.goals) == (Importance.HIGH, {goal.pk})
    assert (before.importance, before.goals) == (Importance.NORMAL, frozenset())


@pytest.mark.django_db
def test_the_demo_is_found_again_and_removed_with_what_was_made_in_it():
    demo = people(Demo(TODAY))
    catalogue.load(demo)
    made_since = make_competence("Lavet i demoen")
    agree(demo.people["P13"], made_since, 3)
    again = Demo(TODAY)

    catalogue.find(again)
    remove_demo()

    assert again.things == {name: demo.things[name] for name in ("competences", "profiles")}
    left = [model.objects.count() for model in (Competence, RoleProfile, Requirement, EngagementProfile, AgreedLevel)]
    assert left == [0] * 5
    assert Engagement.objects.count() == 84
