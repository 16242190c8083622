"""My account: password, sessions, the role in use, a copy of my data; and the demo in and out."""

from __future__ import annotations

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from haandgreb.organisation import queries
from haandgreb.organisation.actions import demo as demo_actions
from haandgreb.organisation.actions.setting_up import Newcomer
from haandgreb.organisation.models import Engagement, Person, Role, Unit, UnitManager
from haandgreb.organisation.queries import personal
from haandgreb.organisation.tests import factories as make
from haandgreb.shared import clock, outbox
from haandgreb.shared.demo import Demo
from haandgreb.shared.installation import installation
from haandgreb.shared.models import OutboxMessage
from haandgreb.shared.passport import capabilities

pytestmark = pytest.mark.django_db
NEW = "en lærke over marken"


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


@pytest.fixture
def mads(client):
    person = make.make_person("Mads Rosenklint", unit=make.make_unit())
    make.sign_in(client, person)
    return person


def test_a_first_password_needs_no_old_one_and_ends_the_other_sessions(client, mads):
    elsewhere = make.sign_in(Client(), mads)
    before = client.cookies["session"].value

    response = client.post(reverse("account_password"), {"password": NEW, "again": NEW})

    assert response.status_code == 302
    assert client.get(reverse("account")).status_code == 200
    assert client.cookies["session"].value != before
    assert elsewhere.get(reverse("account")).status_code == 302


def test_a_later_password_needs_the_old_one(client, mads):
    mads.set_password("solsort synger i haven")
    mads.save()
    make.sign_in(client, mads)
    url = reverse("account_password")

    assert "old" in client.post(url, {"password": NEW, "again": NEW, "old": "forkert"}).context["form"].errors
    assert client.post(url, {"password": NEW, "again": NEW, "old": "solsort synger i haven"}).status_code == 302


@pytest.mark.parametrize("password", ["fjorten tegn..", "passwordpassword", "111111111111111111", "mads rosenklint"])
def test_short_known_and_own_passwords_are_refused(client, mads, password):
    response = client.post(reverse("account_password"), {"password": password, "again": password})

    assert "password" in response.context["form"].errors


def test_one_sees_and_ends_ones_sessions_and_nobody_elses(client, mads):
    other = make.sign_in(Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"), mads)
    stranger = make.sign_in(Client(), make.make_person("Bo Bang", unit=mads.engagements.get().unit))
    lines = client.get(reverse("account")).context["sessions"]
    foreign = queries.sessions_of(Person.objects.get(given="Bo"), clock.now())[0].id

    assert sorted(line.is_this for line in lines) == [False, True]
    assert client.post(reverse("account_end_session"), {"session": foreign}).status_code == 404
    client.post(reverse("account_end_session"), {"session": next(one.id for one in lines if not one.is_this)})

    assert [one.get(reverse("account")).status_code for one in (client, other, stranger)] == [200, 302, 200]


def test_the_key_of_a_session_stands_on_no_page(client, mads):
    page = client.get(reverse("account")).content.decode()

    assert client.cookies["session"].value not in page


def test_hr_who_manages_chooses_a_role_with_a_new_session_id(client, mads):
    unit = mads.engagements.get().unit
    make.make_manager(mads, unit)
    make.give_role(mads, "hr", units=[unit])
    before = client.cookies["session"].value
    assert client.get(reverse("account")).context["hat"].other == "hr"

    client.post(reverse("choose_role"), {"role": "hr"})

    assert client.cookies["session"].value != before
    assert client.get(reverse("account")).context["hat"].other == "manager"


def test_who_has_one_role_chooses_none(client, mads):
    assert client.post(reverse("choose_role"), {"role": "hr"}).status_code == 404
    assert not client.get(reverse("account")).context["hat"]


def test_my_copy_holds_what_every_capability_knows_about_me_to_read_and_to_take_along(client, mads):
    response = client.post(reverse("account_data"))

    archive = ZipFile(BytesIO(response.content))
    data = json.loads(archive.read("my-data.json"))
    page = archive.read("my-data.html").decode()
    known = {one.label for one in capabilities() if one.personal_data(mads)}
    assert set(data) == {"at", *known}
    assert data["organisation"]["engagements"][0]["unit"] == "Tilskud"
    assert "Mads Rosenklint" in page
    assert "Tilskud" in page


def test_copies_are_limited_to_five_an_hour(client, mads):
    statuses = [client.post(reverse("account_data")).status_code for _ in range(6)]

    assert statuses == [200] * 5 + [429]


@pytest.fixture
def demo():
    made = Demo(today=clock.today())
    demo_actions.load(made)
    return made


def test_the_demo_has_84_people_whose_managers_are_those_of_the_case(demo):
    today = clock.today()
    named = {
        key: [manager.email.split("@")[0] for manager in queries.managers_of(person, today)]
        for key, person in demo.people.items()
    }

    assert len(named) == 84
    assert {
        key: named[key] for key in ("P01", "P02", "P04", "P06", "P07", "P13", "P30", "P36", "P64", "P70", "P84")
    } == {
        "P01": [],
        "P02": ["p01"],
        "P04": ["p02"],
        "P06": ["p02"],
        "P07": ["p06"],
        "P13": ["p07"],
        "P30": ["p29"],
        "P36": ["p28"],
        "P64": ["p56"],
        "P70": ["p01"],
        "P84": ["p81"],
    }


def test_the_demo_has_twelve_personas_three_students_and_its_roles(demo):
    kinds = {kind: Role.objects.filter(kind=kind).count() for kind in Role.Kind.values}

    assert Person.objects.exclude(persona=None).count() == 12
    assert Engagement.objects.filter(kind="student").count() == 3
    assert Engagement.objects.exclude(leave_until=None).count() == 1
    assert kinds == {"hr": 3, "works-council": 7, "administrator": 1}
    assert not any(person.has_usable_password() for person in Person.objects.all())


def test_a_newcomer_of_the_demo_began_as_long_ago_as_the_case_says(demo):
    began = demo.people["P13"].engagements.get().valid_from

    assert (demo.today - began).days == 70


def test_leaving_the_demo_takes_everybody_out_and_lets_two_real_people_in(demo, client):
    make.sign_in(client, demo.people["P78"])
    outbox.put(kind="digest", person=demo.people["P13"], subject="Husk", text="Husk")

    demo_actions.leave(
        name="Rigtig Styrelse",
        administrator=Newcomer("Ada", "Admin", "ada@example.dk", NEW),
        hr=Newcomer("Hanne", "Hr", "hanne@example.dk"),
        language="da",
        by=demo.people["P78"],
    )

    assert [person.name for person in Person.objects.all()] == ["Ada Admin", "Hanne Hr"]
    assert (Unit.objects.count(), UnitManager.objects.count(), OutboxMessage.objects.count()) == (0, 0, 0)
    assert (installation().name, installation().is_demo) == ("Rigtig Styrelse", False)
    assert client.get("/personas/").status_code == 404
    assert client.get(reverse("account")).status_code == 302


def test_whoever_holds_a_session_cannot_try_the_old_password_for_long(client, mads):
    mads.set_password(NEW)
    mads.save()
    make.sign_in(client, mads)
    wrong = {"old": "forkert", "password": f"{NEW} igen", "again": f"{NEW} igen"}

    with time_machine.travel("2026-11-24 10:00:10+01:00", tick=False):
        make.sign_in(client, mads)
        statuses = [client.post(reverse("account_password"), wrong).status_code for _ in range(6)]

    assert statuses == [422] * 5 + [429]


def test_nobody_let_into_a_demo_is_still_in_when_the_real_workplace_begins(demo, client):
    make.sign_in(client, demo.people["P78"])
    today, unit = clock.today().isoformat(), demo.units["MSS"]
    facts = {"given": "Mal", "surname": "Lory", "email": "mal@evil.example", "unit": unit.pk, "valid_from": today}
    client.post(reverse("organisation:new_person"), facts)
    client.post(reverse("organisation:new_unit"), {"name": "Bagdøren", "valid_from": today})
    client.post(
        reverse("organisation:roles"), {"person": "mal@evil.example", "kind": "administrator", "valid_from": today}
    )
    assert Role.objects.filter(person__given="Mal").exists()

    demo_actions.leave(
        name="Rigtig Styrelse",
        administrator=Newcomer("Ada", "Admin", "ada@example.dk", NEW),
        hr=Newcomer("Hanne", "Hr", "hanne@example.dk"),
        language="da",
        by=None,
    )

    assert [person.name for person in Person.objects.all()] == ["Ada Admin", "Hanne Hr"]
    assert Unit.objects.count() == 0


def test_check_says_what_is_wrong_with_people_and_units(settings):
    make.set_up()
    settings.EMAIL_HOST = ""
    assert list(personal.trouble()) == ["Ingen administrator kan logge ind."]

    person = make.make_person("Jens Engskov", unit=make.make_unit())
    make.give_role(person, "administrator")
    assert list(personal.trouble()) == []

    settings.EMAIL_HOST = "mail.example.dk"
    assert "HAANDGREB_URL" in next(iter(personal.trouble()))

    settings.BASE_URL = "https://haandgreb.example.dk"
    Unit.objects.update(path="")
    assert len(list(personal.trouble())) == 1


def test_forgetting_somebody_closes_the_account_and_keeps_employment(mads):
    next(one for one in capabilities() if one.label == "organisation").forget(mads)

    mads.refresh_from_db()
    assert (mads.is_active, mads.engagements.count()) == (False, 1)
