"""How long things are kept, who opened what, one's own copy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo
    from haandgreb.shared.parted import Section

CLASSES = Path(__file__).resolve().parent.parent / "content" / "keeping.toml"


def data_classes() -> Iterable[Any]:
    """What of dialogues is kept for how long."""
    from haandgreb.confidentiality.classes import read_classes

    return read_classes(CLASSES)


def daily(today: date) -> None:
    """What has run out is hidden or deleted."""
    from haandgreb.dialogues.actions import keeping

    keeping.daily(today)


def section(dialogue: Any, person: Any, today: date) -> Section | None:
    """For the employee: who has opened it."""
    from haandgreb.dialogues.permissions import EMPLOYEE, side_of
    from haandgreb.dialogues.queries.opened import latest, opened
    from haandgreb.shared.parted import Section

    if side_of(dialogue, person, today) != EMPLOYEE:
        return None
    context = {"dialogue": dialogue, "latest": latest(dialogue), "count": opened(dialogue).count()}
    return Section("dialogues/keeping/_opened.html", context, order=95)


def personal_data(person: Any) -> dict[str, Any]:
    """Everything held about her in dialogues, hidden rows among them."""
    from haandgreb.dialogues.queries import personal

    return personal.personal_data(person)


def forget(person: Any) -> None:
    """Erase what may be erased."""
    from haandgreb.dialogues.actions import forgetting

    forgetting.forget(person)


def load_demo(demo: Demo) -> None:
    """Who has opened what."""
    from haandgreb.dialogues.demo import keeping

    keeping.load(demo)
