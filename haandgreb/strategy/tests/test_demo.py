"""The demo's direction, goals, results and practice, as the case has them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from haandgreb.followups.models import FollowUp
from haandgreb.organisation.actions.demo import load as load_organisation
from haandgreb.shared.demo import Demo
from haandgreb.shared.tests.content import flaws, load
from haandgreb.strategy import demo as strategy_demo
from haandgreb.strategy.demo import find_demo, load_demo, remove_demo
from haandgreb.strategy.models import (
    Barrier,
    GoalVersion,
    Measurement,
    PracticeChange,
    Result,
    Situation,
    Statement,
    StrategicGoal,
)

TODAY = date(2026, 3, 4)


def loaded() -> Demo:
    demo = Demo(TODAY)
    load_organisation(demo)
    load_demo(demo)
    return demo


def test_the_content_speaks_both_languages_well():
    folder = Path(strategy_demo.__file__).parents[1] / "content"

    assert flaws(load(folder / "demo.toml")) == []


@pytest.mark.django_db
def test_the_case_is_all_there():
    demo = loaded()

    assert [key for key in demo.things["goals"] if "-" not in key] == ["S1", "S2", "S3", "S4", "S5"]
    assert {goal.unit.ext_id for goal in StrategicGoal.objects.exclude(parent=None).select_related("unit")} == {
        f"demo-{key}" for key in ("TIL", "TSY", "TSY-T", "VEJ", "DAT")
    }
    assert (len(demo.things["results"]), len(demo.things["practices"])) == (15, 22)
    assert set(PracticeChange.objects.exclude(decision="").values_list("code", flat=True)) == {"C06", "C12", "C21"}
    assert Statement.objects.current().count() == 5


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "baseline", "latest"), [("R1.1", 18, 15), ("R1.2", 34, 27), ("R1.3", 71, 76)])
def test_results_move_as_the_picture_shows(code: str, baseline: int, latest: int):
    demo = loaded()

    result = Result.objects.get(code=code)
    last = result.measurements.last()
    assert last is not None
    assert result.baseline_on is not None
    assert (result.baseline, last.value) == (Decimal(baseline), Decimal(latest))
    assert last.measured_on < demo.today
    assert result.measurements.get(measured_on=result.baseline_on).value == Decimal(baseline)


@pytest.mark.django_db
def test_what_is_unknown_says_when_it_will_be_measured():
    demo = loaded()

    unknown = Result.objects.get(code="R3.2")
    assert (unknown.baseline, unknown.baseline_by) == (None, demo.day(30))
    assert not unknown.measurements.exists()


@pytest.mark.django_db
def test_one_goal_says_something_else_than_when_a_result_was_written_under_it():
    demo = loaded()

    link = demo.things["results"]["R2.1"].goal_links.get()
    assert (str(link.said), str(link.goal)) == ("Kortere sagsbehandlingstid", "Svar til tiden – og forudsigeligt")
    assert [version.number for version in link.goal.versions.all()] == [2, 1]


@pytest.mark.django_db
def test_owners_of_barriers_have_promised_to_see_to_them():
    loaded()

    open_ones = Barrier.objects.filter(state=Barrier.State.OPEN).exclude(owner=None)
    assert set(FollowUp.objects.open().values_list("source_id", flat=True)) == set(
        open_ones.values_list("pk", flat=True)
    )


@pytest.mark.django_db
def test_the_demo_is_found_again_and_removed_whole():
    demo = loaded()
    again = Demo(TODAY)

    find_demo(again)
    remove_demo()

    assert again.things == {name: demo.things[name] for name in ("goals", "results", "practices")}
    models = (Statement, StrategicGoal, GoalVersion, Result, Measurement, Situation, PracticeChange, Barrier, FollowUp)
    assert [model.objects.count() for model in models] == [0] * 9
