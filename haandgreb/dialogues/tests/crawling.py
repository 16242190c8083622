"""Every page of dialogues that there is, found from the addresses themselves: a new page is walked without being told."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from django.apps import apps
from django.urls import URLPattern, reverse

from haandgreb.dialogues import urls
from haandgreb.dialogues.tests.factories import Workplace

TEXTS = ("employee", "manager", "plan", "preparation", "talk", "odt", "mus", "MUS-01", "key", "new")
NUMBERS = (0, 1, 2)
MOST_PER_PAGE = 60


def patterns() -> Iterator[URLPattern]:
    """The addresses of dialogues."""
    yield from urls.urlpatterns


def _ids() -> list[Any]:
    """The ids of every row of dialogues, of goals and of people: each page gets all of them."""
    found: list[Any] = []
    for label in ("dialogues", "competences", "followups"):
        for model in apps.get_app_config(label).get_models():
            found += model._base_manager.order_by().values_list("pk", flat=True)[:20]
    return [one for one in found if len(str(one)) == 36]


def _people() -> list[Any]:
    return list(apps.get_model("organisation", "Person")._base_manager.values_list("pk", flat=True))


def pages_of(place: Workplace | None = None, *, extra: tuple[Any, ...] = ()) -> list[str]:
    """Addresses of all pages, with every id that could stand in each."""
    found: list[str] = []
    ids = [*dict.fromkeys([*_ids(), *extra])]
    for pattern in patterns():
        converters = pattern.pattern.converters
        choices = [_values(name, type(one).__name__, ids) for name, one in converters.items()]
        some = 0
        for values in product(*choices):
            found.append(reverse(f"dialogues:{pattern.name}", kwargs=dict(zip(converters, values, strict=True))))
            some += 1
            if some == MOST_PER_PAGE and len(choices) > 1:
                break
    return found


def _values(name: str, kind: str, ids: list[Any]) -> list[Any]:
    if kind == "UUIDConverter":
        return [*ids, *_people()] if "person" in name or "manager" in name else ids
    return list(NUMBERS) if kind == "IntConverter" else list(TEXTS)
