"""Page × who → answer, for the weekly tap, the sixteen questions and the figures."""

from datetime import timedelta

import pytest
from django.urls import reverse

from haandgreb.learning.parts.factors import load_content
from haandgreb.learning.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]
NOBODY = dict.fromkeys(ROLES, 404)
HERS = {**NOBODY, "person": 200, "manager": 403}
FIGURES = {**dict.fromkeys(ROLES, 403), **dict.fromkeys(("manager", "above", "hr", "council", "other_manager"), 200)}
ACCESS = {
    "learning:asked": dict.fromkeys(ROLES, 200),  # each her own
    "learning:asked_tap": {**NOBODY, "person": 302, "manager": 403},
    "learning:factors": HERS,
    "learning:use_figures": FIGURES,
    "learning:factor_take_on": {
        **FIGURES,
        **dict.fromkeys(("manager", "above", "hr", "other_manager"), 302),
        "council": 403,
    },
}
POSTED = ("learning:asked_tap", "learning:factor_take_on")


def address(page, place):
    if page == "learning:asked":
        return reverse(page)
    if page == "learning:use_figures":
        return reverse(page, args=["factors"])
    if page == "learning:factor_take_on":
        return reverse(page, args=["LF-5"])
    ended = clock.today() - timedelta(days=14)
    return reverse(page, args=[place.enrolment("completed", starts_on=ended, ends_on=ended).pk])


@pytest.fixture(autouse=True)
def _questions():
    load_content()


@pytest.mark.parametrize(("page", "role"), [(page, role) for page in ACCESS for role in ROLES])
def test_access(client, page, role):
    place = Workplace()
    sign_in(client, getattr(place, role))
    ask = client.post if page in POSTED else client.get

    assert ask(address(page, place)).status_code == ACCESS[page][role]


@pytest.mark.parametrize("page", ACCESS)
def test_nobody_signed_in_is_led_to_the_sign_in(client, page):
    assert client.get(address(page, Workplace())).status_code == 302
