"""
Who gets which answer on which page of the organisation: a table a works council can read.

200 the page · 302 sent on (to sign in, or done) · 403 seen, but not theirs to do · 404 as if it did not exist ·
422 the empty form comes back. GET opens a page, POST does something.
"""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from haandgreb.organisation.models import Person, Unit
from haandgreb.organisation.tests import factories as make

pytestmark = pytest.mark.django_db

ROLES = ("nobody", "employee", "manager", "deputy", "works council", "HR", "administrator")


def everybody(status: int, *, nobody: int = 302) -> dict[str, int]:
    """The same for all who are signed in."""
    return {role: nobody if role == "nobody" else status for role in ROLES}


def only(*roles: str, may: int = 200) -> dict[str, int]:
    """For the named roles; 403 for the others who are signed in."""
    return {role: 302 if role == "nobody" else may if role in roles else 403 for role in ROLES}


GET: dict[str, dict[str, int]] = {
    # in and out
    "sign_in": everybody(302, nobody=200),
    "sign_in_link": everybody(302),
    "use_sign_in_link": everybody(410, nobody=410),
    "personas": everybody(404, nobody=404),  # demo installations only
    "set_up": everybody(404, nobody=404),  # new installations only
    # one's own
    "unsent": everybody(302),  # nothing was sent too late
    "account": everybody(200),
    "account_password": everybody(200),
    # the directory
    "organisation:people": everybody(200),
    "organisation:choices": everybody(200),
    "organisation:person": everybody(200),
    "organisation:units": everybody(200),
    "organisation:unit": everybody(200),
    # people, units and roles by hand
    "organisation:new_person": only("administrator"),
    "organisation:account_of": only("administrator"),
    "organisation:edit_person": only("administrator"),
    "organisation:engage": only("administrator"),
    "organisation:end_engagement": only("administrator"),
    "organisation:new_unit": only("administrator"),
    "organisation:edit_unit": only("administrator"),
    "organisation:close_unit": only("administrator"),
    "organisation:set_managers": only("administrator"),
    "organisation:roles": only("administrator"),
    "organisation:security_log": only("administrator"),
    "organisation:deputies": only("manager"),
}
POST: dict[str, dict[str, int]] = {
    "send_sign_in_link": everybody(422, nobody=422),
    "sign_out": everybody(302),
    "set_language": everybody(302),
    "account_end_session": everybody(302),
    "account_data": everybody(200),
    "choose_role": everybody(404),  # only HR who is also a manager
    "organisation:switch_account": only("administrator", may=302),
    "organisation:end_role": only("administrator", may=302),
    "organisation:end_deputy": only("manager", may=302),
}
ACCESS = {**GET, **POST}


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


class House:
    """A small workplace with one of each."""

    def __init__(self) -> None:
        make.set_up()
        self.top = make.make_unit("Styrelsen")
        self.unit = make.make_unit("Tilskud", parent=self.top)
        self.people = {
            role: make.make_person(f"Den {role}", unit=self.unit if role in {"employee", "deputy"} else self.top)
            for role in ROLES
            if role != "nobody"
        }
        make.make_manager(self.people["manager"], self.unit)
        self.deputy = make.make_deputy(self.people["deputy"], self.unit, by=self.people["manager"])
        self.role = make.give_role(self.people["works council"], "works-council")
        make.give_role(self.people["HR"], "hr", units=[self.top])
        make.give_role(self.people["administrator"], "administrator")
        self.somebody = make.make_person("Somebody Else", unit=self.unit)

    def client(self, role: str) -> Client:
        return Client() if role == "nobody" else make.sign_in(Client(), self.people[role])

    def address(self, name: str) -> str:
        things: dict[str, list[object]] = {
            "sign_in_link": ["a-token"],
            "organisation:end_engagement": [self.somebody.engagements.get().pk],
            "organisation:end_role": [self.role.pk],
            "organisation:end_deputy": [self.deputy.pk],
        }
        about_people = {"person", "account_of", "edit_person", "switch_account", "engage"}
        about_units = {"unit", "edit_unit", "close_unit", "set_managers"}
        things |= {f"organisation:{page}": [self.somebody.pk] for page in about_people}
        things |= {f"organisation:{page}": [self.unit.pk] for page in about_units}
        return reverse(name, args=things.get(name, []))


@pytest.mark.parametrize("name", GET)
def test_who_may_open_the_page(name):
    house = House()

    answers = {role: house.client(role).get(house.address(name)).status_code for role in ROLES}

    assert answers == GET[name]


@pytest.mark.parametrize("name", POST)
def test_who_may_do_it(name):
    house = House()
    data = {"what": "end-sessions", "role": "hr", "language": "da"}

    answers = {}
    for role in ROLES:
        with transaction.atomic():
            answers[role] = house.client(role).post(house.address(name), data).status_code
            transaction.set_rollback(True)

    assert answers == POST[name]


@pytest.mark.parametrize("name", POST)
def test_looking_changes_nothing(name):
    house = House()

    assert house.client("administrator").get(house.address(name)).status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "/organisation/people/{}/",
        "/organisation/people/{}/account/",
        "/organisation/people/{}/edit/",
        "/organisation/units/{}/",
        "/organisation/units/{}/edit/",
        "/organisation/engagements/{}/end/",
    ],
)
def test_what_does_not_exist_is_not_found(address):
    house = House()

    response = house.client("administrator").get(address.format("00000000-0000-4000-8000-000000000000"))

    assert response.status_code == 404


def test_a_form_from_somewhere_else_is_refused():
    house = House()
    client = Client(enforce_csrf_checks=True)

    assert client.post(reverse("sign_in"), {"email": "a@example.dk", "password": "x"}).status_code == 403
    assert Person.objects.count() == 7
    assert Unit.objects.count() == 2
    assert house.unit.name == "Tilskud"
