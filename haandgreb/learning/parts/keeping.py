"""How long what is written in learning is kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

CLASSES = Path(__file__).resolve().parent.parent / "content" / "keeping.toml"


def data_classes() -> Iterable[Any]:
    """What is written around courses is kept for how long."""
    from haandgreb.confidentiality.classes import read_classes

    return read_classes(CLASSES)


def daily(today: date) -> None:
    """What has run out is hidden or deleted."""
    from haandgreb.learning.actions import keeping

    keeping.daily(today)


def forget(person: Any) -> None:
    """Erase what may be erased: asked last, when the other parts have let go of theirs."""
    from haandgreb.learning.actions import keeping

    keeping.forget(person)
