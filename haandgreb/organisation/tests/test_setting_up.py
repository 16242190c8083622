"""The first day: a code from the server, a name, an administrator and, apart, somebody from HR."""

from __future__ import annotations

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from haandgreb.organisation import permissions, rules
from haandgreb.organisation.actions import setting_up
from haandgreb.organisation.models import Person, Role
from haandgreb.organisation.tests import factories as make
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry, Installation

pytestmark = pytest.mark.django_db
ADDRESS = "/set-up/"


@pytest.fixture(autouse=True)
def new_installation():
    cache.clear()


def answers(code: str, **changed: str) -> dict[str, str]:
    return {
        "code": code,
        "name": "Mødestedsstyrelsen",
        "given": "Jens",
        "surname": "Engskov",
        "email": "jens@example.dk",
        "password": "solsort synger i haven",
        "again": "solsort synger i haven",
        "hr_given": "Camille",
        "hr_surname": "Vangsted",
        "hr_email": "camille@example.dk",
    } | changed


def test_every_page_of_a_new_installation_leads_to_set_up(client):
    assert client.get("/").url == ADDRESS
    assert client.get("/organisation/people/").url == ADDRESS
    assert client.get(ADDRESS).status_code == 200


def test_set_up_names_the_workplace_and_two_people_and_leads_on_to_the_staff_list(client):
    code = setting_up.set_up_code()

    response = client.post(ADDRESS, answers(code or ""))

    first, second = Person.objects.order_by("email").reverse()
    assert response.url == reverse("organisation:staff_list")
    assert Installation.objects.get().name == "Mødestedsstyrelsen"
    assert [(one.name, list(one.roles.values_list("kind", flat=True))) for one in (first, second)] == [
        ("Jens Engskov", [Role.Kind.ADMINISTRATOR]),
        ("Camille Vangsted", [Role.Kind.HR]),
    ]
    assert permissions.is_hr_for_all(second, clock.today())
    assert client.get(reverse("account")).context["person"] == first
    assert not second.has_usable_password()


def test_the_code_works_once(client):
    code = setting_up.set_up_code() or ""
    client.post(ADDRESS, answers(code))

    assert client.post(ADDRESS, answers(code)).status_code == 404
    assert setting_up.set_up_code() is None
    assert Installation.objects.get().set_up_code == ""


def test_a_new_code_makes_the_old_one_worthless(client):
    old = setting_up.set_up_code() or ""
    new = setting_up.set_up_code() or ""

    assert client.post(ADDRESS, answers(old)).status_code == 422
    assert client.post(ADDRESS, answers(new.lower().replace("-", " "))).status_code == 302


def test_only_a_hash_of_the_code_is_kept():
    code = setting_up.set_up_code() or ""

    assert code.replace("-", "") not in Installation.objects.get().set_up_code
    assert len(code.replace("-", "")) == 20


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("again", "noget helt andet her"),
        ("password", "kort"),
        ("hr_email", "JENS@example.dk"),
        ("name", ""),
        ("given", "010190-1234"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_made(client, field, value):
    changed = {field: value} | ({"again": value} if field == "password" else {})

    response = client.post(ADDRESS, answers(setting_up.set_up_code() or "", **changed))

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert Person.objects.count() == 0


def test_guessing_the_code_is_stopped(client):
    setting_up.set_up_code()
    with time_machine.travel("2026-11-24 10:00:10+01:00", tick=False):
        statuses = [client.post(ADDRESS, answers("AAAA")).status_code for _ in range(rules.BAD_LINKS_PER_ADDRESS + 1)]

    assert statuses == [422] * rules.BAD_LINKS_PER_ADDRESS + [429]


def test_set_up_leaves_a_trace(client):
    client.post(ADDRESS, answers(setting_up.set_up_code() or ""))

    actions = list(AuditEntry.objects.order_by("id").values_list("action", flat=True))

    assert actions == ["installation.set-up", "role.given", "sign-in"]


def test_an_installation_that_is_set_up_has_no_such_page(client):
    make.set_up()

    assert client.get(ADDRESS).status_code == 404
