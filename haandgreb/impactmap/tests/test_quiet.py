"""What is somebody's own shows nowhere else: no count, no promise, no line of sight of others; nor a workshop later."""

import pytest
from django.urls import reverse

from haandgreb.competences.actions.learning import PRACTICE_LEARNING, Step
from haandgreb.competences.queries.development_links import chain_above
from haandgreb.competences.queries.goal_gap import competences_by_goal
from haandgreb.competences.tests.factories import make_competence
from haandgreb.followups.models import FollowUp
from haandgreb.impactmap.models import Workshop
from haandgreb.impactmap.tests.factories import a_goal, a_learning_goal, a_manager, a_practice, a_result
from haandgreb.impactmap.tests.workshop_factory import Setting
from haandgreb.organisation.models import UnitManager
from haandgreb.organisation.tests.factories import make_person, make_unit, sign_in
from haandgreb.shared import clock
from haandgreb.strategy.actions import barriers
from haandgreb.strategy.actions.links import connect
from haandgreb.strategy.queries.built_on import built_on_result

pytestmark = pytest.mark.django_db


@pytest.fixture
def tilskud():
    return make_unit("Tilskud")


@pytest.fixture
def maja(tilskud):
    return make_person("Maja Holmgård", tilskud)


def test_who_closes_a_result_is_not_told_how_many_built_on_it_in_private(client, tilskud, maja):
    frida = a_manager(tilskud)
    result = a_result(a_goal(), frida)
    a_practice(result, frida, units=[tilskud])
    for number in range(3):
        a_practice(result, maja, f"Jeg prøver {number}", person=maja)

    built = built_on_result(result, frida)
    assert (built.practices, built.more) == (1, True)
    sign_in(client, frida)
    told = client.get(reverse("strategy:result_close", args=[result.pk])).content.decode()
    assert "1 ændret praksis" in told
    assert "4 ændrede praksisser" not in told


def test_nothing_may_be_deleted_that_somebody_built_on_in_private(tilskud, maja):
    result = a_result(a_goal(), maja)
    a_practice(result, maja, person=maja)
    assert bool(built_on_result(result))
    assert bool(built_on_result(result, a_manager(tilskud)))


def test_whoever_removes_a_barrier_of_somebodys_own_practice_reads_nothing_of_it(tilskud, maja):
    jette = make_person("Jette Klitgren", tilskud)
    hers = a_practice(None, maja, "Jeg siger fra i tide", person=maja)
    for owner in (jette, maja):
        barriers.add(hers, by=maja, text="Telefonen ringer", kind="time", owner=owner, due_on=clock.today())
    labels = {one.owner: one.source_label for one in FollowUp.objects.all()}
    assert labels == {jette: "", maja: "Jeg siger fra i tide"}


def test_what_the_team_learns_leads_through_no_practice_of_somebodys_own(tilskud, maja):
    frida = a_manager(tilskud)
    hers = a_practice(a_result(a_goal(), frida), maja, "Jeg siger fra i tide", person=maja)
    shared = a_learning_goal(hers, frida, units=[tilskud])
    own = a_learning_goal(hers, maja, person=maja, scope="person")
    assert chain_above(shared, maja).practice is None
    assert chain_above(own, maja).practice == hers


def test_no_goal_asks_for_a_competence_through_a_practice_of_somebodys_own(tilskud, maja):
    frida, plain = a_manager(tilskud), make_competence("Klart sprog")
    goal = a_goal()
    result = a_result(goal, frida)
    hers = a_practice(result, maja, "Jeg siger fra i tide", person=maja)
    aim = a_learning_goal(hers, frida, units=[tilskud], steps=[Step(plain, 2, 3)])
    assert competences_by_goal(frida, clock.today()) == {}

    shared = a_practice(result, frida, units=[tilskud])
    connect(PRACTICE_LEARNING, shared, aim, by=frida)
    assert competences_by_goal(frida, clock.today()) == {goal.pk: {plain.pk}}


def test_whoever_planned_a_workshop_as_manager_reads_it_no_longer_when_she_is_not(client):
    setting = Setting()
    seen = Workshop.objects.visible_to(setting.manager)
    assert list(seen) == [setting.workshop]

    UnitManager.objects.filter(person=setting.manager).update(valid_to=clock.today())

    assert not Workshop.objects.visible_to(setting.manager).exists()
    sign_in(client, setting.manager)
    assert client.get(reverse("impactmap:workshop", args=[setting.workshop.pk])).status_code == 404
