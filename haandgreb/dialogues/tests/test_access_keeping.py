"""Page × who → answer, for who has opened a dialogue: the person herself, and not even her manager."""

import pytest
from django.urls import reverse

from haandgreb.dialogues.actions.opening import note_opening
from haandgreb.dialogues.queries import opened
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]
ACCESS = {"dialogues:who_opened": {**dict.fromkeys(ROLES, 404), "person": 200}}


@pytest.mark.parametrize("role", ROLES)
def test_access(client, role):
    place = Workplace()
    dialogue = place.dialogue("held")
    sign_in(client, getattr(place, role))

    answer = client.get(reverse("dialogues:who_opened", kwargs={"dialogue_id": dialogue.pk}))
    assert answer.status_code == ACCESS["dialogues:who_opened"][role]


def test_the_person_reads_who_opened_what_in_which_role_and_when(client):
    place = Workplace()
    dialogue = place.dialogue("held")
    note_opening(dialogue, "agreement", by=place.manager, role="manager")
    sign_in(client, place.person)

    text = client.get(reverse("dialogues:who_opened", kwargs={"dialogue_id": dialogue.pk})).content.decode()
    assert [word for word in ("Gorm Vangsted", "din leder", "aftalen") if word not in text] == []
    page = client.get(reverse("dialogues:dialogue", kwargs={"dialogue_id": dialogue.pk})).content.decode()
    assert "Gorm Vangsted åbnede aftalen" in page


def test_her_manager_is_told_nothing_of_the_list(client):
    place = Workplace()
    dialogue = place.dialogue("held")
    note_opening(dialogue, "agreement", by=place.manager, role="manager")
    sign_in(client, place.manager)

    page = client.get(reverse("dialogues:dialogue", kwargs={"dialogue_id": dialogue.pk})).content.decode()
    assert "åbnede" not in page


def test_the_same_opening_within_an_hour_is_one_line_and_ones_own_is_none(monkeypatch):
    place = Workplace()
    dialogue = place.dialogue("held")
    for _ in range(3):
        note_opening(dialogue, "talk", by=place.manager, role="manager")
        note_opening(dialogue, "talk", by=place.person, role="employee")
    note_opening(dialogue, "plan", by=place.manager, role="manager")

    assert sorted(line.row.what for line in opened.lines(dialogue)) == ["plan", "talk"]
    later = clock.now() + opened.KEEP
    monkeypatch.setattr(clock, "now", lambda: later)
    assert list(opened.lines(dialogue)) == []
