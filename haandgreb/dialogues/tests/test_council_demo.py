"""The demo's works council, as the case counts it."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from haandgreb.dialogues.demo import council, rounds
from haandgreb.dialogues.models import Check, Concept, Decision, Evaluation
from haandgreb.dialogues.queries import check as checks
from haandgreb.dialogues.queries import concept, evaluation
from haandgreb.dialogues.queries.pack import goals_of
from haandgreb.followups.models import FollowUp
from haandgreb.organisation.actions import demo as organisation_demo
from haandgreb.questions.models import AnswerSheet
from haandgreb.questions.showing import How
from haandgreb.shared.demo import Demo

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    """The demo's people, rounds and works council."""
    found = Demo(today=date(2026, 11, 25))
    organisation_demo.load(found)
    rounds.load(found)
    council.load(found)
    return found


def test_the_check_is_8_of_30_and_the_sides_differ_on_four(demo):
    page = checks.page_of(Check.objects.get(), demo.people["P70"])

    assert page.check.held_on == demo.day(-155, working=True)
    assert (page.total, [line.question.number for line in page.split]) == (8, ["01", "03", "04", "09"])
    assert [(line.levels.management, line.levels.staff, line.levels.common) for line in page.lines] == [
        (2, 1, 1),
        (1, 1, 1),
        (1, 0, 1),
        (2, 1, 1),
        (1, 1, 1),
        (1, 1, 1),
        (0, 0, 0),
        (2, 2, 2),
        (1, 0, 0),
        (0, 0, 0),
    ]


def test_each_next_step_is_promised_by_its_owner(demo):
    rows = FollowUp.objects.filter(source="dialogues", source_id=Check.objects.get().pk)
    keys = {person.pk: key for key, person in demo.people.items()}

    owners = [keys[row.owner_id] for row in rows.order_by("source_label")]
    assert owners == ["P70", "P01", "P71", "P03", "P70", "P71", "P16", "P09", "P70", "P71"]
    assert {row.source_label for row in rows.filter(state="open")} == {"MUS-09", "MUS-10"}


def test_rounds_carry_the_version_that_held_when_they_were_planned(demo):
    under = {key: one.concept.number for key, one in demo.things["rounds"].items() if one.concept is not None}

    assert under == {"RU0": 1, "RU1": 2, "RU2": 2, "RU3": 2}
    assert concept.current().number == 2
    assert len(concept.current().purpose.splitlines()) <= 5


def test_thirty_eight_per_cent_of_last_year_were_followed_up(demo):
    told = goals_of(demo.things["rounds"]["RU0"]).followed

    assert told is None or told.percent == 38


def test_last_years_evaluation_is_counted_and_holds_no_name(demo):
    with translation.override("da"):
        results = [evaluation.result_of(one) for one in evaluation.of_round(demo.things["rounds"]["RU0"])]

    assert [(one.answered, [item.shown.how for item in one.items]) for one in results] == [
        ("41", [How.COUNTS] * 5),
        ("34", [How.COUNTS]),
    ]
    assert results[0].items[0].shown.counts == (3, 9, 14, 11, 4)
    assert AnswerSheet.objects.exclude(person=None, answered_at=None).count() == 0


def test_decisions_have_an_owner_and_a_day_and_one_is_still_open(demo):
    rows = Decision.objects.filter(round=demo.things["rounds"]["RU0"])

    assert [bool(row.owner and row.due_on) for row in rows] == [True] * 3
    assert FollowUp.objects.filter(source_id__in=[row.pk for row in rows], state="open").count() == 1


def test_the_demos_part_is_removed_whole(demo):
    council.remove()

    assert [model.objects.count() for model in (Concept, Check, Evaluation, Decision, AnswerSheet)] == [0] * 5
