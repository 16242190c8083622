"""A copy of everything held about a person: JSON for machines, a page for people, in one ZIP."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import transaction
from django.template.loader import render_to_string

from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.shared.passport import capabilities


@transaction.atomic
def copy_of_my_data(person: Person) -> bytes:
    """The ZIP. Anonymous answers are not in it, and the page says why. Leaves a trace."""
    everything = {one.label: held for one in capabilities() if (held := one.personal_data(person))}
    audit.record("my-data.copied", by=person, about=person)
    return zipped(person, everything, clock.now())


def zipped(person: Person, everything: Mapping[str, Any], now: datetime) -> bytes:
    """The two files of the copy."""
    context = {"person": person, "now": now, "parts": facts(everything).below}
    page = render_to_string("organisation/my_data.html", context)
    text = json.dumps({"at": now.isoformat(), **everything}, ensure_ascii=False, indent=2, default=str)
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("my-data.json", text)
        archive.writestr("my-data.html", page)
    return file.getvalue()


@dataclass(frozen=True)
class Fact:
    """A named value, or a name with facts below it."""

    name: str
    value: str = ""
    below: tuple[Fact, ...] = ()


def facts(data: Any, name: str = "") -> Fact:
    """Nested data as facts to read."""
    if isinstance(data, Mapping):
        return Fact(name, below=tuple(facts(value, str(key)) for key, value in data.items()))
    if isinstance(data, list | tuple):
        return Fact(name, below=tuple(facts(value, str(number)) for number, value in enumerate(data, 1)))
    return Fact(name, "" if data is None else str(data))
