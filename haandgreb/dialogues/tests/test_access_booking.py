"""Page × who → answer, for the pages about a talk's time and the joint start."""

from datetime import timedelta

import pytest
from django.urls import reverse

from haandgreb.dialogues.tests.factories import Workplace, make_round
from haandgreb.organisation.tests.factories import each_answer, sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]
NOBODY = dict.fromkeys(ROLES, 404)
TWO = {**NOBODY, "person": 200, "manager": 200}
TWO_POST = {**NOBODY, "person": 302, "manager": 302}
MANAGERS = {**dict.fromkeys(ROLES, 403), "manager": 200, "above": 200, "other_manager": 200}
UNIT = {**NOBODY, **dict.fromkeys(["person", "manager", "above", "colleague", "deputy", "hr"], 200)}
UNIT_POST = {**NOBODY, "person": 403, "colleague": 403, "hr": 403, "above": 403, "manager": 302, "deputy": 302}
ACCESS = {
    "dialogues:book": TWO,
    "dialogues:pick_time": TWO_POST,
    "dialogues:release_time": TWO_POST,
    "dialogues:time_file": TWO,
    "dialogues:postpone": TWO,
    "dialogues:resume": TWO_POST,
    "dialogues:cancel": {**TWO, "person": 403},
    "dialogues:book_all": MANAGERS,
    "dialogues:joint_start": UNIT,
    "dialogues:joint_start_held": UNIT_POST,
}
POSTED = ["dialogues:pick_time", "dialogues:release_time", "dialogues:resume", "dialogues:joint_start_held"]


def address(page, place):
    """The page's address, for a booked dialogue, and a joint start of the unit."""
    if "joint_start" in page:
        round_ = make_round(units=[place.top], kickoff_on=clock.today() + timedelta(days=3))
        return reverse(page, args=[round_.pk, place.unit.pk])
    return reverse(page, args=[] if page == "dialogues:book_all" else [place.dialogue("booked").pk])


@pytest.mark.parametrize("page", ACCESS)
def test_access(page):
    place = Workplace()
    where = address(page, place)
    sent = {"time": "00000000-0000-4000-8000-000000000000"}

    def ask(client, role):
        sign_in(client, getattr(place, role))
        return client.post(where, sent) if page in POSTED else client.get(where)

    assert each_answer(ROLES, ask) == ACCESS[page]


@pytest.mark.parametrize("page", ACCESS)
def test_nobody_signed_in_is_led_to_the_sign_in(client, page):
    where = address(page, Workplace())

    assert (client.post(where) if page in POSTED else client.get(where)).status_code == 302
