"""The talk itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.shared.parted import Section
from haandgreb.shared.passport import MenuItem, Waiting

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo


def section(dialogue: Any, person: Any, today: date) -> Section | None:
    """The way to the guide, or to what was written in the talk."""
    from haandgreb.dialogues.queries.talk_section import section_of

    found = section_of(dialogue, person, today)
    return Section("dialogues/talk/_section.html", {"talk": found}, order=50) if found is not None else None


def may_wait(person: Any, today: date) -> Any:
    """Wider than what waits."""
    from haandgreb.dialogues.queries.waiting import ahead

    return ahead(person)


def waiting_for(person: Any, today: date) -> Iterable[Waiting]:
    """The talks of today, and that the other says you have talked."""
    from haandgreb.dialogues.queries.held import waits_for

    yield from waits_for(person, today)


def under_way(person: Any, today: date) -> Sequence[MenuItem]:
    """Back to the guide of a talk that was begun today."""
    from haandgreb.dialogues.queries.talk_section import begun_today

    return [
        MenuItem(_("Back to the guide of the talk"), f"{reverse('dialogues:guide', args=[pk])}?at=goals", "talk")
        for pk in begun_today(person, today)
    ]


def load_demo(demo: Demo) -> None:
    """What a few wrote in this year's talks."""
    from haandgreb.dialogues.demo import talk

    talk.load(demo)
