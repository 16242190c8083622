"""Every page of dialogues, found from the addresses themselves: a new page is walked without anybody saying so."""

from __future__ import annotations

from itertools import product
from typing import Any
from uuid import UUID

from django.apps import apps
from django.test import Client
from django.urls import resolve, reverse

from haandgreb.dialogues import urls
from haandgreb.dialogues.rules.texts import TEXTS

# What stands in an address where it is no id.
WORDS = [*TEXTS, "mine", "ours", "work", "employee", "manager", "MUS-01", "mus"]
NUMBERS = [1, 2]
NOBODY = UUID(int=0)
ELSEWHERE = ["home", "organisation:people", "organisation:units", "competences:mine", "competences:development",
             "competences:staff", "competences:development_staff", "confidentiality:keeping", "account"]  # fmt: skip


# Addresses that only take forms: learnt on the way, and asked for no more in this process.
_only_forms: set[str] = set()
# A PDF packs its text; its wording is that of the page and of the ODT, which are read.
_PACKED = {"plan_pdf"}


def pages(*, forms: bool = False) -> list[str]:
    """The addresses of every page of dialogues, with each id and word that could stand there; `forms`: all of them."""
    found: list[str] = []
    for pattern in urls.urlpatterns:
        if not forms and pattern.name in _only_forms | _PACKED:
            continue
        converters = pattern.pattern.converters
        choices = [_choices(name, type(one).__name__) for name, one in converters.items()]
        asked = [dict(zip(converters, values, strict=True)) for values in product(*choices)]
        found += [reverse(f"dialogues:{pattern.name}", kwargs=one) for one in asked]
    return found


def elsewhere(word: str) -> list[str]:
    """Pages outside dialogues that could tell: lists, people's pages, and the search for the word."""
    people = apps.get_model("organisation", "Person")._base_manager.values_list("pk", flat=True)
    search = reverse("organisation:people") + f"?q={word}"
    choices = reverse("organisation:choices") + f"?q={word}"
    own = [reverse("organisation:person", args=[pk]) for pk in people]
    return [*map(reverse, ELSEWHERE), search, choices, *own]


def _choices(name: str, kind: str) -> list[Any]:
    if kind != "UUIDConverter":
        return list(NUMBERS) if kind == "IntConverter" else list(WORDS)
    word = name.removesuffix("_id").replace("_", "")
    models = [model for model in _models("dialogues", "organisation") if model.__name__.lower().endswith(word)]
    found = [pk for model in models for pk in model._base_manager.order_by("pk").values_list("pk", flat=True)[:12]]
    return found or ([NOBODY] if models else _everything())


def _models(*labels: str) -> list[type[Any]]:
    return [model for label in labels for model in apps.get_app_config(label).get_models()]


def _everything() -> list[Any]:
    """An id whose name says nothing: all there are."""
    models = _models("dialogues", "competences", "followups")
    found = [pk for model in models for pk in model._base_manager.order_by("pk").values_list("pk", flat=True)[:3]]
    return [one for one in found if isinstance(one, UUID)]


def text_of(answer: Any) -> str:
    """All that was sent: head and body; of a file its raw bytes, unpacked where it is packed."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        body = _unpacked(body)
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{head}\n{body.decode('utf-8', 'replace')}"


def _unpacked(body: bytes) -> bytes:
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(body)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def read(client: Client, where: list[str]) -> dict[str, str]:
    """Address to what it answered with, of all pages that gave something."""
    found: dict[str, str] = {}
    for one in where:
        answer = client.get(one)
        if answer.status_code == 405:
            _only_forms.add(str(resolve(one).url_name))
        if answer.status_code == 200:
            found[one] = text_of(answer)
    return found
