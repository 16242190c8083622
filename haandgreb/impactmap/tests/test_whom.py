"""Whom a new card may hold for: nobody writes on the map of a unit that is not hers, whatever the form sends."""

import pytest
from django.urls import reverse

from haandgreb.competences.models import LearningGoal, PlannedActivity
from haandgreb.impactmap.tests.factories import a_goal, a_learning_goal, a_manager, a_practice, a_result
from haandgreb.organisation.tests.factories import make_person, make_unit, sign_in
from haandgreb.strategy.models import PracticeChange

pytestmark = pytest.mark.django_db

STRENGTH = {"strength": "experience"}
PRACTICE = {"title": "Vi skriver vægtningen først", "kind": "start", **STRENGTH}
LEARNING = {"title": "Jeg kan begrunde et skøn", **STRENGTH}
ACTIVITY = {"title": "Sidemand", "room": "informal", **STRENGTH}


@pytest.fixture
def styrelsen():
    return make_unit("Styrelsen")


@pytest.fixture
def tilskud(styrelsen):
    return make_unit("Tilskud", parent=styrelsen)


@pytest.fixture
def service(styrelsen):
    return make_unit("Service", parent=styrelsen)


def post(client, person, page, under, facts):
    sign_in(client, person)
    return client.post(reverse(f"impactmap:{page}") + under, facts)


def test_a_practice_of_ones_own_opens_nobody_elses_map(client, tilskud, service):
    maja = make_person("Maja Holmgård", tilskud)
    hers = a_practice(None, maja, person=maja)
    for whom in ({"for_whom": "everybody"}, {"for_whom": "units", "units": [str(service.pk)]}):
        assert post(client, maja, "learning_new", f"?practice={hers.pk}", LEARNING | whom).status_code == 422
    assert not LearningGoal.objects.exists()


def test_a_learning_goal_of_ones_own_opens_nobody_elses_plan(client, tilskud):
    maja = make_person("Maja Holmgård", tilskud)
    hers = a_learning_goal(None, maja, person=maja, scope="person")
    facts = ACTIVITY | {"for_whom": "everybody"}
    assert post(client, maja, "activity_new", f"?learning={hers.pk}", facts).status_code == 422
    assert not PlannedActivity.objects.exists()


def test_a_manager_writes_for_each_of_the_units_she_chooses(client, tilskud, service, styrelsen):
    frida = a_manager(tilskud)
    for other in (service, styrelsen):
        facts = PRACTICE | {"for_whom": "units", "units": [str(tilskud.pk), str(other.pk)]}
        assert post(client, frida, "practice_new", "", facts).status_code == 422
    assert post(client, frida, "practice_new", "", PRACTICE | {"for_whom": "units", "units": [str(tilskud.pk)]})
    assert [list(one.units.all()) for one in PracticeChange.objects.all()] == [[tilskud]]


@pytest.mark.parametrize(("of_unit", "status"), [(True, 422), (False, 302)])
def test_the_owner_of_a_goal_writes_where_her_goal_holds(client, tilskud, service, of_unit, status):
    maja = make_person("Maja Holmgård", tilskud)
    result = a_result(a_goal(owner=maja, unit=tilskud if of_unit else None), maja)
    facts = PRACTICE | {"for_whom": "units", "units": [str(service.pk)]}
    assert post(client, maja, "practice_new", f"?result={result.pk}", facts).status_code == status
    facts = PRACTICE | {"for_whom": "units", "units": [str(tilskud.pk)]}
    assert post(client, maja, "practice_new", f"?result={result.pk}", facts).status_code == 302


def test_what_hangs_on_a_practice_may_hold_where_the_practice_holds(client, tilskud, service, styrelsen):
    frida = a_manager(tilskud)
    shared = a_practice(None, frida, units=[tilskud, service])
    page = f"?practice={shared.pk}"
    facts = LEARNING | {"for_whom": "units", "units": [str(tilskud.pk), str(service.pk)]}
    assert post(client, frida, "learning_new", page, facts).status_code == 302
    assert post(client, frida, "learning_new", page, LEARNING | {"for_whom": "everybody"}).status_code == 422


def test_units_it_holds_for_stay_when_another_is_added(client, tilskud, service, styrelsen):
    frida, team = a_manager(tilskud), make_unit("Team", parent=tilskud)
    shared = a_practice(None, frida, units=[tilskud, service])
    sign_in(client, frida)
    page = reverse("impactmap:practice_edit", args=[shared.pk])
    facts = PRACTICE | {"version": "1", "for_whom": "units", "units": [str(tilskud.pk), str(service.pk), str(team.pk)]}
    assert client.post(page, facts).status_code == 302
    assert set(shared.units.all()) == {tilskud, service, team}
    facts |= {"version": "2", "units": [str(tilskud.pk), str(styrelsen.pk)]}
    assert client.post(page, facts).status_code == 422
