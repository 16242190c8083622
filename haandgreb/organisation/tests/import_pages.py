"""Walking through the pages of a staff list in tests."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from haandgreb.organisation.models import ImportRun, Person, Role
from haandgreb.organisation.tests.factories import give_role, make_person, set_up

NAME = "personaleliste.csv"
HEADINGS = "Medarbejdernr;Navn;E-mail;Afdeling;Overenhed;Stilling;Leder;Ansat fra"
PEOPLE = {
    "0001": "Gudrun Elmehus;ge@example.dk;Direktion;;Direktør;;01-02-2015",
    "0002": "Freja Birkely;fb@example.dk;Tilskud;Direktion;Kontorchef;Gudrun Elmehus;01-03-2016",
    "0003": "Søren Marknæs;sm@example.dk;Tilskud;Direktion;Sagsbehandler;Freja Birkely;15-08-2019",
    "0004": "Karla Åkrog;ka@example.dk;Tilsyn;Direktion;Jurist;Gudrun Elmehus;01-01-2020",
}


def make_administrator() -> Person:
    """Somebody who may read lists and stands in none."""
    set_up()
    person = make_person("Camille Vangsted", ext_id=None)
    give_role(person, Role.Kind.ADMINISTRATOR)
    return person


def staff_csv(*, without: tuple[str, ...] = (), bad_mail: str = "", **changed: str) -> str:
    """A list with a line per person; `n0003="…"` puts another line in the place of 0003."""
    lines = [f"{number};{changed.get(f'n{number}', line)}" for number, line in PEOPLE.items() if number not in without]
    if bad_mail:
        lines.append(f"0099;Poul Moseklint;{bad_mail};Tilsyn;Direktion;Jurist;Gudrun Elmehus;01-01-2020")
    new = [f"{name[1:]};{line}" for name, line in changed.items() if name[1:] not in PEOPLE]
    return "\n".join([HEADINGS, *lines, *new, ""])


def many(count: int) -> str:
    """A list with so many people more than the usual ones."""
    lines = [
        f"1{n:03};Person{n} Efternavn;m{n}@example.dk;Tilsyn;Direktion;Jurist;Gudrun Elmehus;01-01-2020"
        for n in range(count)
    ]
    return staff_csv() + "\n".join([*lines, ""])


def upload(client: Client, *files: tuple[str, str | bytes]) -> Any:
    """Choose the files; the page one comes to."""
    sent = [SimpleUploadedFile(name, data if isinstance(data, bytes) else data.encode()) for name, data in files]
    return client.post(reverse("organisation:staff_list"), {"lists": sent}, follow=True)


def pair(client: Client, page: Any, **changed: str) -> Any:
    """Send the columns as they are suggested; the page one comes to."""
    data = {bound.html_name: bound.value() or "" for bound in page.context["form"]} | changed
    return client.post(page.request["PATH_INFO"], data, follow=True)


def save(client: Client, page: Any, **more: str) -> Any:
    """Press save on the page where one looks through."""
    data = {"fingerprint": page.context["form"]["fingerprint"].value(), **more}
    return client.post(page.request["PATH_INFO"], data, follow=True)


def look(client: Client, *files: tuple[str, str | bytes]) -> Any:
    """From the files to the page where one looks through; columns as suggested, or as remembered."""
    page = upload(client, *files)
    return pair(client, page) if page.request["PATH_INFO"].endswith("/columns/") else page


def saved(client: Client, text: str) -> Any:
    """From the text of a list to its receipt."""
    return save(client, look(client, (NAME, text)))


def upload_and_pair(client: Client, text: str) -> ImportRun:
    """A list that is ready to be looked through."""
    look(client, (NAME, text))
    return ImportRun.objects.get()
