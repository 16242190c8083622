"""The effect report: counted once in thirty days, nothing of fewer than five, no more by adding and subtracting."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from haandgreb import learning
from haandgreb.learning.actions.effect import release_when_due
from haandgreb.learning.models import CheckIn, EffectRelease, Enrolment, Step
from haandgreb.learning.queries.effect_report import report
from haandgreb.learning.tests.factories import Workplace, make_activity, make_enrolment
from haandgreb.organisation.tests.factories import make_person, sign_in
from haandgreb.shared import clock
from haandgreb.shared.tests.content import flaws, load

pytestmark = pytest.mark.django_db


def several(place: Workplace, many: int, use: int = 2, talk: bool = True, **facts: Any) -> list[Enrolment]:
    """So many colleagues whose course was over sixty days ago, each telling the same."""
    ended = clock.today() - timedelta(days=60)
    activity = facts.pop("activity", None) or make_activity()
    found = []
    for _number in range(many):
        person = make_person("Ansat Nummer", place.unit)
        one = make_enrolment(person, activity, "completed", starts_on=ended, ends_on=ended, **facts)
        CheckIn.objects.create(enrolment=one, day=45, use=use, answered_on=ended + timedelta(days=45))
        Step.objects.create(
            enrolment=one,
            key="talk",
            phase="before",
            actor="learner",
            due_on=ended - timedelta(days=28),
            state="done" if talk else "open",
            ended_on=ended - timedelta(days=28) if talk else None,
        )
        found.append(one)
    return found


def test_four_are_never_counted():
    several(Workplace(), 4)

    assert (release_when_due(clock.today()), report()) == (None, None)


def test_five_are_counted_and_told():
    place = Workplace()
    several(place, 5)
    release_when_due(clock.today())
    found = report()

    assert found is not None
    assert (found.counts("use45"), found.counts("talk"), found.counts("first_use")) == ([0, 0, 5, 0, 0], [5, 0], None)


def test_what_is_mandatory_is_not_counted():
    several(Workplace(), 6, is_mandatory=True)

    assert release_when_due(clock.today()) is None


def test_it_is_counted_once_in_thirty_days_and_the_new_one_replaces_the_old():
    several(Workplace(), 5)
    today = clock.today()
    days = [release_when_due(today + timedelta(days=days)) is not None for days in (0, 0, 29, 30)]

    assert (days, EffectRelease.objects.count()) == ([True, False, False, True], 1)


@pytest.mark.parametrize(("more", "told"), [(1, [0, 0, 5, 0, 0]), (4, [0, 0, 5, 0, 0]), (5, [0, 0, 10, 0, 0])])
def test_a_figure_that_would_change_by_less_than_five_stays(more: int, told: list[int]):
    place = Workplace()
    several(place, 5)
    release_when_due(clock.today())
    several(place, more)
    release_when_due(clock.today() + timedelta(days=30))
    found = report()

    assert found is not None
    assert found.counts("use45") == told


def test_use_with_and_without_a_talk_is_told_only_where_both_are_five():
    place = Workplace()
    several(place, 7)
    several(place, 4, use=0, talk=False)
    release_when_due(clock.today())
    found = report()

    assert found is not None
    assert (found.counts("with_talk"), found.counts("without_talk")) == (None, None)


def test_a_course_is_told_apart_only_where_the_rest_is_five_as_well():
    place = Workplace()
    one, other = make_activity("Kursus et"), make_activity("Kursus to")
    several(place, 6, activity=one)
    several(place, 4, activity=other)
    release_when_due(clock.today())
    apart = [line["key"] for line in EffectRelease.objects.get().courses if line["key"].startswith("a:")]

    assert apart == []


def test_a_course_of_many_is_told_apart():
    place = Workplace()
    one, other = make_activity("Kursus et"), make_activity("Kursus to")
    several(place, 12, activity=one)
    several(place, 10, use=0, activity=other)
    release_when_due(clock.today())
    found = report()

    assert found is not None
    assert {line.name for line in found.courses} == {"Kursus et", "Kursus to"}


def test_the_page_before_the_first_counting_teaches(client):
    place = Workplace()
    sign_in(client, place.council)

    assert client.get(reverse("learning:effect_report")).context.get("report") is None


def test_the_page_shows_what_was_counted(client, django_assert_max_num_queries):
    place = Workplace()
    several(place, 7)
    several(place, 6, use=0, talk=False)
    release_when_due(clock.today())
    sign_in(client, place.hr)

    with django_assert_max_num_queries(25):
        page = client.get(reverse("learning:effect_report"))

    assert (page.context["talk"]["with"].part, page.context["talk"]["without"].whole) == (7, 6)


def test_the_year_reaches_back_twelve_months():
    place = Workplace()
    several(place, 5)
    today = clock.today()

    assert release_when_due(today) is not None
    assert EffectRelease.objects.get().starts_on == today - timedelta(days=365)


def test_what_research_says_stands_in_both_languages_with_its_caution():
    path = Path(learning.__file__).parent / "content" / "research.toml"

    assert flaws(load(path)) == []
