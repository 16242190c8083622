"""The directory: Danish order, search, never everybody at once, and employment only for those it concerns."""

from __future__ import annotations

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haandgreb.organisation import queries
from haandgreb.organisation.models import Person
from haandgreb.organisation.tests import factories as make
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db
PEOPLE = "/organisation/people/"


@pytest.fixture
def office():
    return make.make_unit("Tilskud")


@pytest.fixture
def reader(client, office):
    person = make.make_person("Mads Rosenklint", unit=office)
    make.sign_in(client, person)
    return person


def names(client: Client, **asked: str) -> list[str]:
    return [line.person.name for line in client.get(PEOPLE, asked).context["directory"].people]


def test_people_stand_in_danish_order(client, reader, office):
    for name in ("Østen Lund", "Aaberg Lund", "Åge Lund", "Ærø Lund", "Anders Lund", "Zoo Lund"):
        make.make_person(name, unit=office)

    assert names(client, q="lund") == [
        "Anders Lund",
        "Zoo Lund",
        "Ærø Lund",
        "Østen Lund",
        "Aaberg Lund",
        "Åge Lund",
    ]


@pytest.mark.parametrize("words", ["aagaard", "ÅGAARD", "ågård", "jurist aagaard", "aase aagaard", "p@aa.dk"])
def test_search_finds_a_name_a_mail_and_a_title_however_aa_is_written(client, reader, office, words):
    make.make_person("Åse Aagaard", unit=office, job_title="Jurist", email="p@aa.dk")
    make.make_person("Bo Bang", unit=office, job_title="Jurist")

    assert names(client, q=words) == ["Åse Aagaard"]


@pytest.mark.parametrize("words", ["%", "_", "' OR 1=1 --", "\0z\0", "zzz"])
def test_odd_words_find_nobody(client, reader, words):
    assert names(client, q=words) == []


def test_who_has_left_is_not_in_the_directory(client, reader, office):
    left = make.make_person("Bo Bang", unit=office)
    left.engagements.update(valid_to=clock.today())

    assert names(client, q="bang") == []


def test_only_an_administrator_finds_who_has_left_to_open_or_close_an_account(client, reader, office):
    left = make.make_person("Bo Bang", unit=office)
    left.engagements.update(valid_to=clock.today())
    assert names(client, q="bang", all="1") == []

    make.give_role(reader, "administrator")

    assert names(client, q="bang", all="1") == ["Bo Bang"]
    assert names(client, q="bang") == []


def test_a_unit_shows_its_people_and_those_below(client, reader, office):
    team = make.make_unit("Team A", parent=office)
    make.make_person("Bo Bang", unit=team)
    make.make_person("Ida Holm", unit=make.make_unit("Tilsyn"))

    assert names(client, unit=str(office.pk)) == ["Bo Bang", "Mads Rosenklint"]
    assert names(client, unit="no-unit") == ["Bo Bang", "Ida Holm", "Mads Rosenklint"]


def test_never_more_than_fifty_on_a_page_and_as_many_queries_for_sixty_as_for_one(client, reader, office):
    def cost(**asked: str) -> int:
        with CaptureQueriesContext(connection) as used:
            client.get(PEOPLE, asked)
        return len(used)

    few = cost(), cost(q="mads")
    for number in range(60):
        make.make_person(f"Person {number:02}", unit=office)
    many = cost(), cost(q="person")

    assert len(names(client)) == 50
    assert few == many
    assert max(many) <= 8


def test_two_places_show_both(client, reader, office):
    other = make.make_unit("Tilsyn")
    person = make.make_person("Bo Bang", unit=office, job_title="Jurist")
    make.engage(person, other, job_title="Underviser", is_primary=False)

    line = client.get(PEOPLE, {"q": "bang"}).context["directory"].people[0]

    assert [(one.title, one.unit.name) for one in line.engagements] == [("Jurist", "Tilskud"), ("Underviser", "Tilsyn")]


def sees_employment(reader: Person, person: Person, role: str = "") -> bool:
    client = make.sign_in(Client(), reader, role)
    page = client.get(reverse("organisation:person", args=[person.pk]))
    shown = "L-4711" in page.content.decode()
    assert shown == page.context["page"].may_see_employment
    return shown


def test_employment_is_for_the_person_her_managers_and_hr_in_charge_and_nobody_else(office):
    top = make.make_unit("Styrelsen")
    office.parent, office.path = top, f"{top.path}{office.pk.hex}/"
    office.save()
    other = make.make_unit("Tilsyn", parent=top)
    director, head, peer = (make.make_person(name, unit=top) for name in ("Asta R", "Frida M", "Freja B"))
    make.make_manager(director, top)
    make.make_manager(head, office)
    make.make_manager(peer, other)
    person, colleague = make.make_person("Mads R"), make.make_person("Bo B", unit=office)
    make.engage(person, office, employee_no="L-4711")
    deputy = make.make_person("Gorm V", unit=office)
    make.make_deputy(deputy, office, by=head)
    hr_here, hr_elsewhere = make.make_person("Camille V", unit=top), make.make_person("Daniel M", unit=top)
    make.give_role(hr_here, "hr", units=[office])
    make.give_role(hr_elsewhere, "hr", units=[other])
    council, administrator = make.make_person("Ivan V", unit=top), make.make_person("Jens E", unit=top)
    make.give_role(council, "works-council")
    make.give_role(administrator, "administrator")

    readers = {
        "herself": person,
        "her manager": head,
        "her manager's manager": director,
        "HR here": hr_here,
        "a colleague": colleague,
        "another manager": peer,
        "a deputy": deputy,
        "HR elsewhere": hr_elsewhere,
        "works council": council,
        "administrator": administrator,
    }

    assert {who: sees_employment(reader, person) for who, reader in readers.items()} == {
        "herself": True,
        "her manager": True,
        "her manager's manager": True,
        "HR here": True,
        "a colleague": False,
        "another manager": False,
        "a deputy": False,
        "HR elsewhere": False,
        "works council": False,
        "administrator": False,
    }


def test_a_manager_who_has_become_hr_for_the_moment_loses_what_managers_see(office):
    head, person = make.make_person("Frida M", unit=office), make.make_person("Mads R")
    make.engage(person, office, employee_no="L-4711")
    make.make_manager(head, office)
    make.give_role(head, "hr", units=[make.make_unit("Tilsyn")])

    assert sees_employment(head, person, "manager")
    assert not sees_employment(head, person, "hr")


def test_the_page_of_a_person_names_managers_and_who_stands_in(client, reader, office):
    head = make.make_person("Frida Moseklint", unit=office)
    make.make_manager(head, office)
    make.make_deputy(make.make_person("Gorm Vangsted", unit=office), office, by=head)

    page = client.get(reverse("organisation:person", args=[reader.pk])).context["page"]

    assert page.managers == [head]
    assert [deputy.person.name for deputy in page.deputies] == ["Gorm Vangsted"]


def test_suggestions_name_at_most_twenty(client, reader, office):
    for number in range(25):
        make.make_person(f"Person {number:02}", unit=office)

    found = client.get("/organisation/people/choices/", {"q": "person"}).context["suggestions"]

    assert len(found) == 20


def test_searching_too_fast_is_slowed_down(client, reader):
    with time_machine.travel(clock.now(), tick=False):  # within one minute, however slow the machine is
        statuses = [client.get(PEOPLE, {"q": "x"}).status_code for _ in range(61)]

    assert statuses == [200] * 60 + [429]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Åse Aagaard", ["Åse Aagaard"]),
        ("aase aagaard <aase@x.dk>", ["Åse Aagaard"]),
        ("AASE@x.dk", ["Åse Aagaard"]),
        ("aagaard", ["Bo Aagaard", "Åse Aagaard"]),
        ("Nobody", []),
    ],
)
def test_typed_words_mean_a_person(office, words, meant):
    make.make_person("Åse Aagaard", unit=office, email="aase@x.dk")
    make.make_person("Bo Aagaard", unit=office)

    assert [person.name for person in queries.person_by_words(words, clock.today())] == meant


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()
