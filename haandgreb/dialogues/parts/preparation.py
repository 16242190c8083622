"""What each writes before the talk, and shares."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from haandgreb.shared.parted import Section
from haandgreb.shared.passport import Waiting

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo


def section(dialogue: Any, person: Any, today: date) -> Section | None:
    """Where my preparation stands, and what the other one has shared with me."""
    from haandgreb.dialogues.queries.preparation_pages import section as found

    return Section("dialogues/preparation/_section.html", found(dialogue, person, today), order=10)


def may_wait(person: Any, today: date) -> Any:
    """Wider than what waits."""
    from haandgreb.dialogues.queries.waiting import ahead

    return ahead(person)


def waiting_for(person: Any, today: date) -> Iterable[Waiting]:
    """Prepare, and share some days before; for a manager the talks of the next days."""
    from haandgreb.dialogues.queries.preparation_pages import waiting_for as found

    yield from found(person, today)


def load_demo(demo: Demo) -> None:
    """Two preparations of the case, and some more."""
    from haandgreb.dialogues.demo.preparation import load

    load(demo)


def trouble() -> Iterable[str]:
    """Kinds of dialogue whose questions are not in the content."""
    from haandgreb.dialogues.queries.preparation_pages import trouble as found

    yield from found()
