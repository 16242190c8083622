"""The twelve handles as content."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from haandgreb.shared.twolang import Text

CONTENT = Path(__file__).parent / "content" / "handles.toml"


@dataclass(frozen=True)
class Handle:
    """One of the deck's twelve (HG-01 … HG-12): what it is for and how one begins."""

    id: str
    title: Text
    name: Text
    line: Text
    about: Text
    steps: tuple[Text, ...]
    duration: Text
    room: str  # where the learning mostly takes place: informal · internal · external
    rooms: tuple[str, ...]
    length: str  # hour · day · course
    prompts: tuple[Text, ...]
    pitfalls: tuple[Text, ...]
    icon: str

    @property
    def number(self) -> str:
        return self.id.removeprefix("HG-")


@lru_cache(maxsize=1)
def handles() -> tuple[Handle, ...]:
    """All twelve, in the deck's order."""
    return tuple(_handle(row) for row in _content()["handle"])


def lengths() -> dict[str, Text]:
    """How long a handle takes, for the filter: key → words."""
    return {row["key"]: Text.of(row["label"]) for row in _content()["length"]}


def rooms() -> dict[str, Text]:
    """The rooms for learning: key → word."""
    return {row["key"]: Text.of(row["label"]) for row in _content()["room"]}


@lru_cache(maxsize=1)
def _content() -> dict[str, Any]:
    with CONTENT.open("rb") as file:
        return tomllib.load(file)


def _handle(row: dict[str, Any]) -> Handle:
    return Handle(
        id=row["id"],
        title=Text.of(row["title"]),
        name=Text.of(row["name"]),
        line=Text.of(row["line"]),
        about=Text.of(row["about"]),
        steps=tuple(Text.of(step) for step in row["steps"]),
        duration=Text.of(row["duration"]),
        room=row["room"],
        rooms=tuple(row["rooms"]),
        length=row["length"],
        prompts=tuple(Text.of(prompt) for prompt in row["prompts"]),
        pitfalls=tuple(Text.of(pitfall) for pitfall in row["pitfalls"]),
        icon=row["icon"],
    )
