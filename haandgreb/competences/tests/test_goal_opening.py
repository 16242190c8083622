"""The person whose goal it is reads who has opened it and when; nobody else reads that."""

from datetime import timedelta

import pytest
from django.urls import reverse

from haandgreb.competences.actions.goal_opening import note_opening
from haandgreb.competences.queries.development_personal import personal_data
from haandgreb.competences.queries.goal_opening import openings_of
from haandgreb.competences.tests.development_factory import a_shared_goal
from haandgreb.competences.tests.level_factory import Pair
from haandgreb.organisation.tests.factories import make_unit, sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


def test_her_managers_opening_is_told_to_her_alone(client):
    pair = Pair(make_unit("Tilskud"))
    goal = a_shared_goal(pair)
    page = reverse("competences:development_goal", args=[goal.pk])
    for _ in range(2):
        sign_in(client, pair.manager)
        told = client.get(page).content.decode()
        assert "Hvem har åbnet det" not in told
    sign_in(client, pair.person)

    text = client.get(page).content.decode()
    assert f"{pair.manager.name}, som din leder" in text
    assert [one.name for one in openings_of(goal)] == [pair.manager.name]
    held = personal_data(pair.person)["development_goals"][0]["opened by"]
    assert [(line["name"], line["role"]) for line in held] == [(pair.manager.name, "manager")]


def test_ones_own_opening_is_none_and_an_hour_later_it_is_a_new_line(client, monkeypatch):

    pair = Pair(make_unit("Tilskud"))
    goal = a_shared_goal(pair)
    note_opening(goal, by=pair.person)
    assert list(openings_of(goal)) == []
    note_opening(goal, by=pair.manager)
    later = clock.now() + timedelta(minutes=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    note_opening(goal, by=pair.manager)

    assert len(openings_of(goal)) == 2
