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
    room: str  # informal · internal · external
    prompts: tuple[Text, ...]
    pitfalls: tuple[Text, ...]
    icon: str

    @property
    def number(self) -> str:
        return self.id.removeprefix("HG-")


@lru_cache(maxsize=1)
def handles() -> tuple[Handle, ...]:
    """All twelve, in the deck's order."""
    with CONTENT.open("rb") as file:
        rows = tomllib.load(file)["handle"]
    return tuple(_handle(row) for row in rows)


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
        prompts=tuple(Text.of(prompt) for prompt in row["prompts"]),
        pitfalls=tuple(Text.of(pitfall) for pitfall in row["pitfalls"]),
        icon=row["icon"],
    )
