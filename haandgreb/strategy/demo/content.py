"""The demo's content, its days and its ids."""

from __future__ import annotations

import tomllib
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from haandgreb.shared import clock
from haandgreb.shared.demo import Demo

_FILE = Path(__file__).parents[1] / "content" / "demo.toml"

Row = dict[str, Any]


@cache
def content() -> Row:
    """The parsed content."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def same_id(*parts: object) -> UUID:
    """The same id for the same thing each time the demo is loaded, so that addresses stay."""
    return uuid5(NAMESPACE_URL, "/".join(["haandgreb-demo", "strategy", *(str(part) for part in parts)]))


def moment(demo: Demo, offset: int) -> datetime:
    """Noon in Denmark, so many days from T, as a moment in UTC."""
    noon = datetime.combine(demo.day(offset), time(12), tzinfo=clock.COPENHAGEN)
    return noon.astimezone(clock.now().tzinfo)
