"""Somebody who has left fetches her data with a link from HR and a code from an administrator; page × who → answer."""

from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from haandgreb.organisation.actions import data_links, tidying
from haandgreb.organisation.models import DataLink, Role
from haandgreb.organisation.tests.factories import (
    give_role,
    make_manager,
    make_person,
    make_unit,
    set_up,
    sign_in,
)
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry

pytestmark = pytest.mark.django_db

ROLES = ["colleague", "manager", "council", "hr", "hr elsewhere", "administrator"]
NOBODY = dict.fromkeys(ROLES, 403)
ACCESS = {
    "organisation:data_link": {**NOBODY, "hr": 200, "administrator": 200},
    "organisation:data_link_make": {**NOBODY, "hr": 200},
    "organisation:data_link_code": {**NOBODY, "administrator": 200},
    "data_link_opened": dict.fromkeys(ROLES, 302),
    "fetch_data": dict.fromkeys(ROLES, 410),
}
POSTED = ("organisation:data_link_make", "organisation:data_link_code")


class Left:
    """Lone has left Tilskud; the others are still here."""

    def __init__(self) -> None:
        set_up()
        unit, other = make_unit("Tilskud"), make_unit("Tilsyn")
        self.lone = make_person("Lone Rejst", unit)
        self.people = {name: make_person(name.title(), unit) for name in ROLES}
        make_manager(self.people["manager"], unit)
        give_role(self.people["council"], Role.Kind.WORKS_COUNCIL)
        give_role(self.people["hr"], Role.Kind.HR, [unit])
        give_role(self.people["hr elsewhere"], Role.Kind.HR, [other])
        give_role(self.people["administrator"], Role.Kind.ADMINISTRATOR)
        self.lone.engagements.update(valid_to=clock.today())

    def both(self) -> tuple[str, str]:
        """A link and its code."""
        token = data_links.make(self.lone, by=self.people["hr"])
        return token, data_links.give_code(self.lone, by=self.people["administrator"]) or ""


@pytest.mark.parametrize(("page", "role"), [(page, role) for page in ACCESS for role in ROLES])
def test_access(client, page, role):
    left = Left()
    if page == "organisation:data_link_code":
        data_links.make(left.lone, by=left.people["hr"])
    arguments = {"data_link_opened": ["abc"], "fetch_data": []}.get(page, [left.lone.pk])
    sign_in(client, left.people[role])
    send = client.post if page in POSTED else client.get

    assert send(reverse(page, args=arguments)).status_code == ACCESS[page][role]


def test_nobody_signed_in_opens_the_two_that_are_for_her_alone(client):
    left = Left()
    asked = [client.get(reverse(page, args=[left.lone.pk])).status_code for page in ACCESS if ":" in page][:1]

    assert asked == [302]


def test_she_fetches_her_data_once_without_an_account(client):
    left = Left()
    token, code = left.both()
    assert client.get(reverse("data_link_opened", args=[token])).headers["Location"] == reverse("fetch_data")
    assert client.get(reverse("fetch_data")).status_code == 200

    answer = client.post(reverse("fetch_data"), {"code": f" {code[:5].lower()}-{code[5:]} "})
    with ZipFile(BytesIO(answer.content)) as archive:
        held = json.loads(archive.read("my-data.json"))
    assert held["organisation"]["person"]["name"] == "Lone Rejst"
    assert answer.headers["Cache-Control"] == "no-store"
    client.get(reverse("data_link_opened", args=[token]))
    assert client.post(reverse("fetch_data"), {"code": code}).status_code == 410


def test_each_step_is_in_the_trail_and_none_holds_the_link_or_the_code(client):
    left = Left()
    token, code = left.both()
    data_links.fetch(token, "WRONG", address="1.2.3.4")
    data_links.fetch(token, code, address="1.2.3.4")

    rows = AuditEntry.objects.filter(about_id=left.lone.pk)
    steps = ["data-link.made", "data-link.code-given", "data-link.refused", "data-link.used", "my-data.copied"]
    assert list(rows.order_by("id").values_list("action", flat=True)) == steps
    stored = json.dumps([*AuditEntry.objects.values(), *DataLink.objects.values()], default=str)
    assert (token in stored, code in stored) == (False, False)


def test_the_link_alone_opens_nothing_and_five_wrong_codes_end_it():
    left = Left()
    token = data_links.make(left.lone, by=left.people["hr"])
    assert data_links.fetch(token, "", address="1") is None
    code = data_links.give_code(left.lone, by=left.people["administrator"])
    tries = [data_links.fetch(token, "23456789AB", address="1") for _ in range(data_links.MOST_WRONG)]

    assert tries == [None] * data_links.MOST_WRONG
    assert data_links.fetch(token, code or "", address="1") is None
    assert not data_links.is_good(token)


def test_who_is_both_hr_and_administrator_cannot_do_both_steps(client):
    left = Left()
    both = left.people["hr"]
    give_role(both, Role.Kind.ADMINISTRATOR)
    data_links.make(left.lone, by=both)
    sign_in(client, both)

    answer = client.post(reverse("organisation:data_link_code", args=[left.lone.pk]))
    assert (answer.status_code, DataLink.objects.get().code_hash) == (409, "")


def test_no_link_is_made_for_somebody_who_is_here_or_comes_back(client):
    left = Left()
    sign_in(client, left.people["hr"])
    page = reverse("organisation:data_link_make", args=[left.people["colleague"].pk])
    assert client.post(page).status_code == 403
    left.lone.engagements.update(valid_to=clock.today() + timedelta(days=9))

    assert client.post(reverse("organisation:data_link_make", args=[left.lone.pk])).status_code == 403


def test_a_new_link_replaces_the_earlier_one_and_all_end_after_thirty_days(monkeypatch):
    left = Left()
    old, code = left.both()
    new, new_code = left.both()
    assert data_links.fetch(old, code, address="1") is None
    assert data_links.is_good(new)
    later = clock.now() + data_links.KEEP + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert data_links.fetch(new, new_code, address="1") is None
    assert data_links.give_code(left.lone, by=left.people["administrator"]) is None
    tidying.forget_old(later + timedelta(days=8))
    assert not DataLink.objects.exists()


def test_guessing_from_one_address_is_stopped(client):
    left = Left()
    left.both()
    client.cookies["data-link"] = "guessed"
    answers = [client.post(reverse("fetch_data"), {"code": "x"}).status_code for _ in range(32)]

    assert (answers[0], answers[-1]) == (410, 429)


def test_the_page_of_somebody_who_has_left_leads_hr_there(client):
    left = Left()
    page = reverse("organisation:person", args=[left.lone.pk])
    where = reverse("organisation:data_link", args=[left.lone.pk])
    shown = {}
    for role in ROLES:
        sign_in(client, left.people[role])
        shown[role] = where in client.get(page).content.decode()

    assert [role for role, there in shown.items() if there] == ["hr", "administrator"]
