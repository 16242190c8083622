"""The demo workplace as content/demo.toml describes it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from haandgreb.shared.twolang import Text

_FILE = Path(__file__).parent / "content" / "demo.toml"


@cache
def load() -> dict[str, Any]:
    """The whole file."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class PersonaText:
    """Who somebody is in the demo, and what there is to see as her."""

    who: Text
    shows: Text


def persona(number: int) -> PersonaText:
    """The texts of a persona, counted from 1 as on the page."""
    listed = load()["persona"][number - 1]
    return PersonaText(Text.of(listed["who"]), Text.of(listed["shows"]))
