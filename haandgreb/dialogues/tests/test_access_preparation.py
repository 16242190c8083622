"""Page × who → answer, for preparing, sharing and reading, and for the pages of colleagues who prepare each other."""

import pytest
from django.urls import reverse

from haandgreb.dialogues.actions import peers
from haandgreb.dialogues.models import Pair
from haandgreb.dialogues.tests.factories import Workplace, make_dialogue, make_round
from haandgreb.organisation.models import Engagement
from haandgreb.organisation.tests.factories import each_answer, sign_in

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]
NOBODY = dict.fromkeys(ROLES, 404)
TWO = {**NOBODY, "person": 200, "manager": 200}
TWO_POST = {**NOBODY, "person": 302, "manager": 302}
ACCESS = {
    "dialogues:prepare": TWO,
    "dialogues:prepare_draft": TWO,
    "dialogues:share": TWO,
    "dialogues:withdraw": TWO_POST,
    "dialogues:share_open": TWO_POST,
    "dialogues:preparation_read": TWO,
    "dialogues:peers": dict.fromkeys(ROLES, 200),
    "dialogues:peer": {**NOBODY, "person": 200, "colleague": 200},
    "dialogues:peer_met": {**NOBODY, "person": 302, "colleague": 302},
    # Managers and HR see the list of a round, with their own units in it.
    "dialogues:peers_round": {**NOBODY, "manager": 200, "above": 200, "hr": 200, "other_manager": 200, "deputy": 200},
    "dialogues:peers_unit": {**NOBODY, "manager": 200, "hr": 200},
}
POST = {"dialogues:prepare_draft", "dialogues:withdraw", "dialogues:share_open", "dialogues:peer_met"}


def arguments(page, place):
    round_ = make_round("preparing", [place.unit])
    dialogues = [
        make_dialogue(person, place.manager, "booked", round=round_, engagement=Engagement.objects.get(person=person))
        for person in (place.person, place.colleague)
    ]
    peers.offer(round_, place.unit, by=place.manager)
    return {
        "dialogues:peers": {},
        "dialogues:peer": {"pair_id": Pair.objects.get(asked=place.person).pk},
        "dialogues:peer_met": {"pair_id": Pair.objects.get(asked=place.person).pk},
        "dialogues:peers_round": {"round_id": round_.pk},
        "dialogues:peers_unit": {"round_id": round_.pk, "unit_id": place.unit.pk},
    }.get(page, {"dialogue_id": dialogues[0].pk})


@pytest.mark.parametrize("page", ACCESS)
def test_access(page):
    place = Workplace()
    address = reverse(page, kwargs=arguments(page, place))

    def ask(client, role):
        sign_in(client, getattr(place, role))
        return client.post(address) if page in POST else client.get(address)

    assert each_answer(ROLES, ask) == ACCESS[page]


@pytest.mark.parametrize("page", ACCESS)
def test_nobody_signed_in_is_led_to_the_sign_in(client, page):
    address = reverse(page, kwargs=arguments(page, Workplace()))

    assert (client.post(address) if page in POST else client.get(address)).status_code == 302


@pytest.mark.parametrize("page", ["dialogues:prepare", "dialogues:share", "dialogues:preparation_read"])
def test_an_unknown_dialogue_looks_like_a_forbidden_one(client, page):
    place = Workplace()
    sign_in(client, place.hr)
    forbidden = client.get(reverse(page, args=[place.dialogue().pk]))
    unknown = client.get(reverse(page, args=["00000000-0000-4000-8000-000000000000"]))

    assert (forbidden.status_code, unknown.status_code) == (404, 404)
    assert forbidden.content == unknown.content
