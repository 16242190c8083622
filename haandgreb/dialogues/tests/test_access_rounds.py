"""Page × who → answer, for rounds, the year, who is due, and whose dialogue it is."""

from datetime import timedelta

import pytest
from django.urls import reverse

from haandgreb.dialogues.models import YearEvent
from haandgreb.dialogues.tests.factories import Workplace, make_kind, make_round
from haandgreb.organisation.tests.factories import each_answer, sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]
NOBODY = dict.fromkeys(ROLES, 404)
FORBIDDEN = dict.fromkeys(ROLES, 403)
# Managers read a round of their own units in counts; a manager of other units reads nothing of it.
COUNTERS = {"manager": 200, "above": 200, "hr": 200, "council": 200}
ACCESS = {
    "dialogues:staff": {**NOBODY, "manager": 200, "above": 200, "deputy": 200, "other_manager": 200},
    "dialogues:due": {**NOBODY, "manager": 200, "above": 200, "deputy": 200, "other_manager": 200, "hr": 200},
    "dialogues:round_list": {**NOBODY, **COUNTERS},
    "dialogues:round_new": {**FORBIDDEN, "hr": 200},
    "dialogues:round": {**NOBODY, **COUNTERS},
    "dialogues:round_edit": {**NOBODY, **dict.fromkeys(COUNTERS, 403), "hr": 200},
    "dialogues:round_delete": {**NOBODY, **dict.fromkeys(COUNTERS, 403), "hr": 302},
    "dialogues:round_go": {**NOBODY, **dict.fromkeys(COUNTERS, 403), "hr": 302},
    "dialogues:round_people": {**NOBODY, "hr": 200},
    "dialogues:round_add": {**NOBODY, "hr": 302},
    "dialogues:round_person": {**NOBODY, "hr": 200},
    "dialogues:own_talk": {**NOBODY, "person": 302, "colleague": 302, "deputy": 302},
    "dialogues:whose": {**NOBODY, "person": 200, "manager": 403},
    "dialogues:year": dict.fromkeys(ROLES, 200),
    "dialogues:year_new": {**FORBIDDEN, "hr": 200},
    "dialogues:year_edit": {**FORBIDDEN, "hr": 200},
    "dialogues:year_delete": {**FORBIDDEN, "hr": 302},
}
POSTED = {"dialogues:round_delete", "dialogues:round_go", "dialogues:round_add", "dialogues:own_talk",
          "dialogues:year_delete"}  # fmt: skip


def addresses(place):
    """Each page about Mads's round, his dialogue, a round of groups and an activity of the year."""
    now = clock.now()
    this = make_round(units=[place.unit], started_at=now, ready_at=now)
    dialogue = place.dialogue(round=this, engagement=place.person.engagements.get())
    groups = make_round(units=[place.unit], kind=make_kind("grus", is_group=True), started_at=now, ready_at=now)
    today = clock.today()
    event = YearEvent.objects.create(title="Budget", starts_on=today, ends_on=today + timedelta(days=1))
    one = {"round_id": this.pk}
    ids = {
        "dialogues:round_person": {**one, "dialogue_id": dialogue.pk},
        "dialogues:own_talk": {"round_id": groups.pk},
        "dialogues:whose": {"dialogue_id": dialogue.pk},
        "dialogues:year_edit": {"event_id": event.pk},
        "dialogues:year_delete": {"event_id": event.pk},
    }
    without = {"dialogues:staff", "dialogues:due", "dialogues:round_list", "dialogues:round_new", "dialogues:year",
               "dialogues:year_new"}  # fmt: skip
    return {page: reverse(page, kwargs=ids.get(page, {} if page in without else one)) for page in ACCESS}


@pytest.mark.parametrize("page", ACCESS)
def test_access(page):
    place = Workplace()
    make_kind()
    address = addresses(place)[page]

    def ask(client, role):
        sign_in(client, getattr(place, role))
        return client.post(address) if page in POSTED else client.get(address)

    assert each_answer(ROLES, ask) == ACCESS[page]


@pytest.mark.parametrize("page", ACCESS)
def test_nobody_signed_in_is_led_to_the_sign_in(client, page):
    place = Workplace()
    address = addresses(place)[page]

    answer = client.post(address) if page in POSTED else client.get(address)

    assert answer.status_code == 302
    assert "sign-in" in answer.url
