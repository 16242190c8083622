"""The demo of learning, as the case counts it (demo-case 9 and 12), whatever day it is loaded on."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from haandgreb import learning
from haandgreb.competences.demo import catalogue, development
from haandgreb.competences.demo import learning as goals
from haandgreb.learning.boosters_content import boosters
from haandgreb.learning.demo import activities, enrolments, journeys, ledger, steps, success
from haandgreb.learning.models import (
    Activity,
    CheckIn,
    Enrolment,
    HandleTrial,
    Journey,
    JourneyAct,
    Provider,
    Step,
    SuccessCase,
    SuccessStudy,
    TransferBarrier,
    TransferPlan,
)
from haandgreb.learning.models.steps import Actor
from haandgreb.learning.parts import PARTS
from haandgreb.organisation.actions import demo as organisation_demo
from haandgreb.organisation.queries.managers import managers_of
from haandgreb.shared.demo import Demo
from haandgreb.shared.holidays import is_working_day
from haandgreb.shared.tests.content import flaws
from haandgreb.shared.tests.content import load as read
from haandgreb.strategy.demo import load_demo as load_strategy

pytestmark = pytest.mark.django_db

CASE = [f"E{number:02}" for number in range(1, 16)]
COURSES = ("A04", "A05", "A06", "A07", "A08", "A09", "A10", "A20", "A21", "A22", "A23", "A02")
# A plain day; a course at Easter, at Christmas, at Whitsun; a leap day.
DAYS = [date(2026, 11, 25), date(2026, 7, 10), date(2027, 4, 6), date(2027, 8, 25), date(2028, 2, 29)]
LEARNER = CheckIn.Source.LEARNER
GOES = (Activity, CheckIn, Enrolment, HandleTrial, Journey, JourneyAct, Provider, Step, SuccessCase, TransferPlan)


@pytest.fixture(params=DAYS, ids=str)
def demo(request):
    """The demo as far up as learning, loaded on that day."""
    return loaded(request.param)


@pytest.fixture
def today_s():
    """The same, on one day."""
    return loaded(DAYS[0])


def loaded(today: date) -> Demo:
    found = Demo(today)
    organisation_demo.load(found)
    load_strategy(found)
    catalogue.load(found)
    goals.load(found)
    development.load(found)
    activities.load(found)
    enrolments.load(found)
    steps.load(found)
    for part in (journeys, ledger, success):
        part.load(found)
    return found


def told(demo: Demo, key: str, day: int) -> CheckIn | None:
    return CheckIn.objects.filter(enrolment=demo.things["enrolments"][key], day=day, source=LEARNER).first()


def done(demo: Demo, key: str, step: str, actor: str) -> Step | None:
    rows = Step.objects.filter(enrolment=demo.things["enrolments"][key], key=step, actor=actor)
    return rows.filter(state=Step.State.DONE).first()


def talked(demo: Demo, key: str) -> bool:
    step = done(demo, key, "talk", Actor.LEARNER)
    return step is not None and step.ended_on < demo.things["enrolments"][key].starts_on


def used(demo: Demo, key: str, day: int) -> int | None:
    row = told(demo, key, day)
    return None if row is None else row.use


@pytest.mark.parametrize("name", [f"demo-{name}.toml" for name in ("activities", "enrolments", "ledger", "success")])
def test_the_content_speaks_well(name):
    assert flaws(read(Path(learning.__file__).parent / "content" / name)) == []


def test_the_case_is_counted_right_on_whatever_day_it_is_loaded(demo):
    assert facit(demo) == {
        "talked before": ["E01", "E03", "E04", "E06", "E08", "E09", "E11", "E12", "E13"],
        "used within 7 days": ["E01", "E03", "E04", "E06", "E08", "E09", "E11", "E12"],
        "manager was to ask": [key for key in CASE if key != "E13"],
        "manager asked within 14 days": ["E01", "E03", "E06", "E08", "E09", "E10", "E11", "E12"],
        "use of 2 at 45 days, with the talk": (6, 7),
        "use of 2 at 45 days, without": (0, 6),
        "success cases": ["E01", "E06", "E08", "E11"],
        "the other end": ["E02", "E04", "E05", "E07", "E10", "E14", "E15"],
    }
    nothing_told_lies_ahead(demo)
    the_journey_is_done_as_far_as_today(demo)
    days_are_those_of_the_case(demo)


def facit(demo):
    with_talk = [key for key in CASE if talked(demo, key)]
    at_45 = {key: use for key in CASE if (use := used(demo, key, 45)) is not None}
    points = {key: at_45[key] + told(demo, key, 90).result_level for key in CASE if told(demo, key, 90)}
    within = {key: demo.things["enrolments"][key].ends_on + timedelta(days=14) for key in CASE}
    asked = {key: done(demo, key, "manager_asks", Actor.MANAGER) for key in CASE}
    return {
        "talked before": with_talk,
        "used within 7 days": [key for key in CASE if used(demo, key, 7)],
        "manager was to ask": [key for key in CASE if within[key] <= demo.today],
        "manager asked within 14 days": [key for key in CASE if asked[key] and asked[key].ended_on <= within[key]],
        "use of 2 at 45 days, with the talk": high_of([use for key, use in at_45.items() if key in with_talk]),
        "use of 2 at 45 days, without": high_of([use for key, use in at_45.items() if key not in with_talk]),
        "success cases": [key for key, sum_ in points.items() if sum_ >= 5],
        "the other end": [key for key, sum_ in points.items() if sum_ <= 1],
    }


def high_of(uses):
    return sum(use >= 2 for use in uses), len(uses)


def nothing_told_lies_ahead(demo):
    assert not CheckIn.objects.filter(answered_on__gt=demo.today).exists()
    assert not Step.objects.filter(ended_on__gt=demo.today).exists()
    assert not Enrolment.objects.filter(completed_on__gt=demo.today).exists()
    late = Step.objects.filter(state=Step.State.OPEN, due_on__lt=demo.today, enrolment__state="completed")
    assert list(late.values_list("key", "owner__ext_id")) == [("manager_asks", "demo-P08")]


def days_are_those_of_the_case(demo):
    for (_code, day), offering in demo.things["offerings"].items():
        assert abs((offering.starts_on - demo.day(day)).days) <= 3
        assert is_working_day(offering.starts_on)
        assert is_working_day(offering.ends_on)


def test_three_of_twelve_courses_float(today_s):
    found = {code: today_s.things["activities"][code] for code in COURSES}
    floating = {code for code, one in found.items() if not one.practices.exists() and not one.planned.exists()}

    assert floating == {"A21", "A22", "A23"}


def test_every_other_module_serves_a_practice_or_is_mandatory(today_s):
    modules = Activity.objects.exclude(code__in=COURSES)

    assert modules.count() == 11
    assert {one.code for one in modules if not one.practices.exists() and not one.is_mandatory} == set()
    assert {one.code for one in Activity.objects.filter(is_mandatory=True)} == {"A02", "A03", "A11", "A15", "A17"}


def test_what_stood_in_the_way_has_an_owner_and_a_day(today_s):
    found = {(one.kind, one.owner, one.due_on) for one in TransferBarrier.objects.select_related("owner")}

    people, day = today_s.people, today_s.day
    assert found == {
        ("tool", people["P56"], day(30)),
        ("time", people["P28"], day(14)),
        ("colleagues", people["P29"], day(60)),
    }


def test_confidence_before_and_after(today_s):
    plans = {plan.enrolment_id: plan for plan in TransferPlan.objects.all()}
    rows = {key: plans.get(today_s.things["enrolments"][key].pk) for key in CASE}

    assert {key: (plan.confidence, plan.confidence_after) for key, plan in rows.items() if plan is not None} == {
        "E01": (6, 8),
        "E02": (5, 5),
        "E03": (7, 8),
        "E04": (6, 7),
        "E05": (4, 4),
        "E06": (8, 9),
        "E07": (5, 6),
        "E08": (6, 8),
        "E09": (4, 6),
        "E10": (7, 7),
        "E11": (6, 8),
        "E12": (5, 7),
        "E13": (5, 6),
    }


def test_a_plan_is_agreed_with_the_nearest_manager_where_they_talked(today_s):
    for plan in TransferPlan.objects.exclude(agreed_at=None).select_related("enrolment__person", "agreed_with"):
        assert plan.agreed_with == managers_of(plan.enrolment.person, today_s.today)[0]
        assert plan.agreed_version == plan.version
        assert plan.shared_with == plan.agreed_with
        assert plan.agreed_text["situation"] == plan.situation
        assert set(plan.boosters) <= set(boosters())


def test_what_was_loaded_is_found_again(today_s):
    found = Demo(today_s.today)
    activities.find(found)
    enrolments.find(found)
    journeys.find(found)

    names = ("activities", "offerings", "enrolments", "journeys")
    assert found.things == {name: today_s.things[name] for name in names}


def test_loaded_twice_the_ids_are_the_same(today_s):
    first = set(Step.objects.values_list("pk", flat=True))
    for name in ("ledger", "success", "journeys", "enrolments", "activities"):
        PARTS.of(name, "remove_demo")()
    again = Demo(today_s.today, today_s.people, today_s.units, dict(today_s.things))
    for part in (activities, enrolments, steps, journeys, ledger, success):
        part.load(again)

    assert set(Step.objects.values_list("pk", flat=True)) == first


def test_removed_nothing_is_left(today_s):
    for name in ("ledger", "success", "journeys", "enrolments", "activities"):
        PARTS.of(name, "remove_demo")()

    assert [model.objects.count() for model in GOES] == [0] * len(GOES)


def test_the_passport_loads_all_of_it():
    parts = ("activities", "enrolments", "journeys", "ledger", "success")

    assert [name for name in parts if PARTS.of(name, "load_demo") is None] == []
    assert [name for name in parts if PARTS.of(name, "remove_demo") is None] == []


def test_the_study_asked_thirteen_and_tells_one_case_and_three_barriers(today_s):
    study = SuccessStudy.objects.get()
    cases = SuccessCase.objects.filter(answer__study=study)
    found = {one.pk: key for key, one in today_s.things["enrolments"].items()}

    assert study.state == SuccessStudy.State.PUBLISHED
    assert (study.figures["answered"], study.figures["extremes"]) == ([13, 0], [4, 2, 7])
    told = cases.filter(answer__sample="high", consent="house")
    assert [found[case.answer.enrolment_id] for case in told] == ["E06"]
    low = cases.filter(answer__sample="low").select_related("owner")
    people, day = today_s.people, today_s.day
    assert {(found[case.answer.enrolment_id], case.owner, case.due_on) for case in low} == {
        ("E04", people["P56"], day(30, working=True)),
        ("E02", people["P28"], day(14, working=True)),
        ("E05", people["P29"], day(60, working=True)),
    }


def the_journey_is_done_as_far_as_today(demo):
    """But for what the manager owes one of them."""
    open_ones = JourneyAct.objects.filter(state=JourneyAct.State.OPEN)

    assert {(act.part.person, act.step.who) for act in open_ones.filter(due_on__lt=demo.today)} <= {
        (demo.people["P12"], "manager")
    }
    assert not JourneyAct.objects.filter(ended_on__gt=demo.today).exists()
    assert open_ones.exists()
