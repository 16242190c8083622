"""The passport of dialogues: asks each part."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.dialogues import parts
from haandgreb.shared.passport import Capability, HandleStart, HomeCard, MenuItem, Waiting

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo


class DialoguesConfig(Capability):
    """Development dialogues, before – during – after: MUS-01 … MUS-10, AN-1 … AN-9."""

    name = "haandgreb.dialogues"
    label = "dialogues"
    url_prefix = "dialogues"

    def menu(self, person: Any) -> Sequence[MenuItem]:
        """One line for everybody; rounds, the concept and the works council's pages for those they are for."""
        mine = MenuItem(_("Dialogues"), reverse("dialogues:home"), "talk", order=25)
        return [mine, *(line for menu in parts.every("menu") for line in menu(person))]

    def waiting_for(self, person: Any, today: date) -> Iterable[Waiting]:
        """What waits for her in her dialogues."""
        from haandgreb.dialogues.queries.waiting import parts_that_may_wait

        for part in parts_that_may_wait(person, today):
            yield from parts.of(part, "waiting_for")(person, today)

    def home_cards(self, person: Any, today: date) -> Sequence[HomeCard]:
        """Cards of her own page."""
        return [card for cards in parts.every("home_cards") for card in cards(person, today)]

    def handles(self, person: Any) -> Sequence[HandleStart]:
        """The handles that begin here."""
        return [handle for handles in parts.every("handles") for handle in handles(person)]

    def pages_about(self, person: Any, thing: Any) -> Sequence[MenuItem]:
        """Pages here about a person, a unit, a goal."""
        return [link for pages in parts.every("pages_about") for link in pages(person, thing)]

    def seen_by(self, person: Any, ids: Collection[UUID]) -> set[UUID]:
        """Of these dialogues, group plans and decisions, those she can open."""
        return set().union(*(seen(person, ids) for seen in parts.every("seen_by")))

    def daily(self, today: date) -> None:
        """Handovers, reminders, what is due."""
        for daily in parts.every("daily"):
            daily(today)

    def tick(self, now: datetime) -> None:
        """What is due this minute."""
        for tick in parts.every("tick"):
            tick(now)

    def load_content(self) -> None:
        """Kinds of dialogue and question sets."""
        for load in parts.every("load_content"):
            load()

    def load_demo(self, demo: Demo) -> None:
        """Last year's round and this year's."""
        for load in parts.every("load_demo"):
            load(demo)

    def find_demo(self, demo: Demo) -> None:
        """The rounds and dialogues again."""
        for find in parts.every("find_demo"):
            find(demo)

    def remove_demo(self) -> None:
        """What does not go with the people and units, the last first."""
        for remove in reversed(list(parts.every("remove_demo"))):
            remove()

    def personal_data(self, person: Any) -> dict[str, Any]:
        """Everything held about her in dialogues."""
        found: dict[str, Any] = {}
        for part in parts.every("personal_data"):
            found |= part(person)
        return found

    def forget(self, person: Any) -> None:
        """Erase what may be erased."""
        for forget in parts.every("forget"):
            forget(person)

    def data_classes(self) -> Iterable[Any]:
        """What of a dialogue is kept for how long: content/keeping.toml."""
        for classes in parts.every("data_classes"):
            yield from classes()

    def trouble(self) -> Iterable[str]:
        """What is wrong here, in words."""
        for trouble in parts.every("trouble"):
            yield from trouble()
