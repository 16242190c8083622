"""What a learner shows on the map, and keeps as evidence: by her own choice alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from haandgreb.competences.models import Competence, Evidence
from haandgreb.learning.actions.use_shown import show_use
from haandgreb.learning.models import ActivityPractice, EffectRelease, Enrolment, UseShown
from haandgreb.learning.queries.effect import effect_of
from haandgreb.learning.queries.effect_report import report
from haandgreb.learning.queries.use_shown import of_result
from haandgreb.learning.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock
from haandgreb.shared.passport import pages_about
from haandgreb.strategy.models import PracticeChange, Result, ResultPractice

pytestmark = pytest.mark.django_db

WORDS = {"text": "Jeg ringer dagen efter", "contribution": "probably", "contribution_why": "Min log over opkald"}


@pytest.fixture
def place() -> Workplace:
    return Workplace()


@pytest.fixture
def enrolment(place: Workplace) -> Enrolment:
    """Mads's course, serving one practice of one result."""
    found = place.enrolment("completed", starts_on=clock.today() - timedelta(days=99), ends_on=clock.today())
    practice = PracticeChange.objects.create(title="Ring, før du skriver")
    result = Result.objects.create(title="Klager besvaret inden 30 dage")
    ResultPractice.objects.create(result=result, practice=practice)
    ActivityPractice.objects.create(activity=found.activity, practice=practice)
    return found


def practice() -> PracticeChange:
    return PracticeChange.objects.get()


def test_she_shows_it_on_the_map_and_takes_it_back(client, place, enrolment):
    sign_in(client, place.person)
    client.post(reverse("learning:show_use", args=[enrolment.pk]), {**WORDS, "practice": practice().pk, "once": "a"})
    shown = UseShown.objects.get()
    stands = of_result(Result.objects.get(), place.colleague)[0].is_in_use
    client.post(reverse("learning:take_back", args=[shown.pk]))

    assert (stands, of_result(Result.objects.get(), place.colleague)[0].is_in_use) == (True, False)


def test_her_name_is_shown_only_where_she_wants_it(client, place, enrolment):
    answers = []
    for with_name in (False, True):
        show_use(enrolment, practice(), {**WORDS, "with_name": with_name}, by=place.person)
        sign_in(client, place.colleague)
        page = client.get(reverse("learning:practice_in_use", args=[practice().pk]))
        answers.append(str(place.person) in page.text)

    assert answers == [False, True]


def test_shown_again_the_new_words_replace_the_old(place, enrolment):
    show_use(enrolment, practice(), WORDS, by=place.person)
    show_use(enrolment, practice(), {**WORDS, "text": "Jeg ringer samme dag"}, by=place.person)

    assert [one.text for one in UseShown.objects.all()] == ["Jeg ringer samme dag"]


def test_a_practice_five_people_use_is_in_use_without_a_number(client, place, enrolment):
    today = clock.today()
    EffectRelease.objects.create(counted_on=today, starts_on=today, in_use=[str(practice().pk)])
    line = of_result(Result.objects.get(), place.colleague)[0]

    assert (line.by_five, line.shown) == (True, [])


def test_results_with_a_practice_in_use_are_counted_of_those_with_any(place, enrolment):
    other = Result.objects.create(title="Færre opkald")
    ResultPractice.objects.create(result=other, practice=PracticeChange.objects.create(title="Skriv kort"))
    Result.objects.create(title="Et resultat uden praksis")
    show_use(enrolment, PracticeChange.objects.get(title="Ring, før du skriver"), WORDS, by=place.person)
    EffectRelease.objects.create(counted_on=clock.today(), starts_on=clock.today())
    found = report()

    assert found is not None
    assert found.results is not None
    assert (found.results.part, found.results.whole) == (1, 2)


def test_the_pages_of_the_map_lead_to_it(place, enrolment):
    links = [
        link.url
        for thing in (practice(), Result.objects.get())
        for link in pages_about(place.colleague, thing)
        if "/use/" in link.url
    ]

    assert links == [
        reverse("learning:practice_in_use", args=[practice().pk]),
        reverse("learning:result_in_use", args=[Result.objects.get().pk]),
    ]


def test_use_is_kept_with_the_competence_for_her_alone(client, place, enrolment):
    competence = Competence.objects.create(title="Begrunde et skøn")
    enrolment.activity.competences.add(competence)
    sign_in(client, place.person)
    client.post(
        reverse("learning:evidence", args=[enrolment.pk]),
        {"competence": competence.pk, "used_on": clock.today().isoformat(), "what": "Et delvist afslag", "once": "b"},
    )
    kept = Evidence.objects.get()

    assert (kept.person, kept.competence, kept.what, kept.shared_at) == (
        place.person,
        competence,
        "Et delvist afslag",
        None,
    )


def test_a_wrong_form_says_so_beside_the_fields(client, place, enrolment):
    sign_in(client, place.person)
    page = client.post(reverse("learning:show_use", args=[enrolment.pk]), {"once": "c"})

    assert (page.status_code, set(page.context["form"].errors)) == (
        422,
        {"practice", "text", "contribution", "contribution_why"},
    )


def test_what_she_shows_without_her_name_her_manager_does_not_find_with_it(place, enrolment):
    found = []
    for with_name in (False, True):
        show_use(enrolment, practice(), {**WORDS, "with_name": with_name}, by=place.person)
        uses = [len(effect_of(enrolment, one, clock.today()).uses) for one in (place.person, place.manager)]
        found.append(uses)

    assert found == [[1, 0], [1, 1]]
