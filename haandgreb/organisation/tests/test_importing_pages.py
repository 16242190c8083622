"""A staff list from file to receipt, as an administrator walks through it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from haandgreb.organisation.models import Engagement, ImportRun, Person, Role, Unit, UnitManager
from haandgreb.organisation.tests.factories import give_role, make_person, set_up, sign_in

pytestmark = pytest.mark.django_db

STAFF = """Medarbejdernr;Navn;E-mail;Afdeling;Stilling;Leder;Ansat fra
0001;Gudrun Elmehus;ge@example.dk;Direktion;Direktør;;01-02-2015
0002;Freja Birkely;fb@example.dk;Tilskud;Kontorchef;Gudrun Elmehus;01-03-2016
0003;Søren Marknæs;sm@example.dk;Tilskud;Sagsbehandler;Freja Birkely;15-08-2019
0004;Karla Åkrog;ka@example.dk;Tilsyn;Jurist;Gudrun Elmehus;01-01-2020
"""


@pytest.fixture(autouse=True)
def imports_here(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path / "imports"


@pytest.fixture
def administrator():
    set_up()
    person = make_person("Camille Vangsted", ext_id=None)
    give_role(person, Role.Kind.ADMINISTRATOR)
    return person


def upload(client, text=STAFF, name="personaleliste.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(reverse("organisation:staff_list"), {"lists": SimpleUploadedFile(name, data)}, follow=True)


def pair(client, page, **changed):
    """Send the columns as they are suggested."""
    form = page.context["form"]
    data = {bound.html_name: bound.value() or "" for bound in form} | changed
    return client.post(page.request["PATH_INFO"], data, follow=True)


def save(client, page, **more):
    data = {"fingerprint": page.context["form"]["fingerprint"].value(), **more}
    return client.post(page.request["PATH_INFO"], data, follow=True)


def test_a_list_goes_from_file_to_people_in_four_steps(client, administrator):
    sign_in(client, administrator)

    columns = upload(client)
    look = pair(client, columns)
    assert Person.objects.count() == 1
    receipt = save(client, look)

    assert receipt.status_code == 200
    assert ImportRun.objects.get().state == ImportRun.State.SAVED
    assert sorted(Person.objects.values_list("surname", flat=True)) == [
        "Birkely", "Elmehus", "Marknæs", "Vangsted", "Åkrog",
    ]  # fmt: skip
    assert Unit.objects.count() == 3
    assert Engagement.objects.count() == 4
    assert {(row.unit.name, row.person.surname) for row in UnitManager.objects.all()} >= {("Tilskud", "Birkely")}
