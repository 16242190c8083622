"""What activities are called: the forms of learning in the three rooms (content/forms.toml), and how long they last."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from haandgreb.competences.models import Room
from haandgreb.shared import formats
from haandgreb.shared.templatetags.look import current_language
from haandgreb.shared.twolang import Text

_FILE = Path(__file__).parent / "content" / "forms.toml"
_IN_MINUTES = 120

# The look of a room's tag.
TONES = {Room.EXTERNAL: "external", Room.FORMAL: "internal", Room.INFORMAL: "informal"}


@dataclass(frozen=True)
class Form:
    """One form of learning: its id in the deck, the room it stands in, a short name and the deck's own title."""

    id: str
    room: Room
    name: Text
    title: Text

    def __str__(self) -> str:
        return str(self.name)


@cache
def rooms() -> Mapping[str, Text]:
    """The short word for each room."""
    return {key: Text.of(words) for key, words in _content()["rooms"].items()}


@cache
def forms() -> Mapping[str, Form]:
    """All forms by id, in the deck's order."""
    return {row["id"]: _form(row) for row in _content()["form"]}


@cache
def _content() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _form(row: Mapping[str, Any]) -> Form:
    name = Text.of(row["name"])
    return Form(str(row["id"]), Room(row["room"]), name, Text.of(row.get("title")) or name)


def form_name(key: str) -> str:
    """What the form is called; the id itself where the deck has no such form."""
    found = forms().get(key)
    return str(found) if found is not None else key


def room_of(key: str) -> Room:
    """The room the form stands in. Raises KeyError for a form the deck does not have."""
    return forms()[key].room


def form_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The forms to choose from, under their rooms."""
    return [
        (str(room.label).capitalize(), [(form.id, str(form)) for form in forms().values() if form.room == room])
        for room in Room
    ]


def lasts(minutes: int) -> str:
    """How long it takes: 90 minutes, 14 hours; nothing where nobody has said."""
    if not minutes:
        return ""
    if minutes < _IN_MINUTES:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = round(minutes / 60, 1)
    whole = int(hours) if hours == int(hours) else hours
    return _("%(hours)s hours") % {"hours": formats.number(whole, current_language())}
