"""A capability cut in parts: its passport asks each of them.

A part is a module in the capability's package `parts` with any of the functions of shared.passport.Capability, without
self. Modules of parts import models inside their functions, as apps.py does.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from haandgreb.shared.passport import ALL, Capability, Due, HandleStart, HomeCard, MenuItem, Waiting

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo

ASIDE = 90


@dataclass(frozen=True)
class Section:
    """A piece of a page: a template and what it reads. `order` from before to after; beside the page from ASIDE on."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    order: int = 50


@dataclass(frozen=True)
class Parts:
    """The parts of a capability, in the order they are asked in."""

    package: str
    names: tuple[str, ...]

    def every(self, function: str) -> Iterator[Any]:
        """The function of each part that has it."""
        for name in self.names:
            found = self.of(name, function)
            if found is not None:
                yield found

    def of(self, name: str, function: str) -> Any:
        """The function of the part; None where it has none."""
        return getattr(import_module(f"{self.package}.{name}"), function, None)


class Parted(Capability):
    """Base of the AppConfig of a capability cut in parts. The demo is loaded in their order, removed the other way."""

    parts: ClassVar[Parts]

    def menu(self, person: Any) -> Sequence[MenuItem]:
        """The lines of all parts."""
        return [line for menu in self.parts.every("menu") for line in menu(person)]

    def may_wait(self, person: Any, today: date) -> Mapping[str, Any]:
        """The queryset of each part that has one, under the name of the part."""
        asked = {name: self.parts.of(name, "may_wait") for name in self.parts.names}
        return {name: ask(person, today) for name, ask in asked.items() if ask is not None}

    def waiting_for(self, person: Any, today: date, may: Container[str] = ALL) -> Iterable[Waiting]:
        """What waits in the parts where something may."""
        for name in self.parts.names:
            waiting = self.parts.of(name, "waiting_for")
            if waiting is not None and self._may(name, may):
                yield from waiting(person, today)

    def home_cards(self, person: Any, today: date, may: Container[str] = ALL) -> Sequence[HomeCard]:
        """Cards of the parts where something may wait, and of those that always have one."""
        found: list[HomeCard] = []
        for name in self.parts.names:
            cards = self.parts.of(name, "home_cards")
            if cards is not None and self._may(name, may):
                found += cards(person, today)
        return found

    def _may(self, name: str, may: Container[str]) -> bool:
        return name in may or self.parts.of(name, "may_wait") is None

    def handles(self, person: Any) -> Sequence[HandleStart]:
        """The handles that begin in any part."""
        return [handle for handles in self.parts.every("handles") for handle in handles(person)]

    def handle_cards(self, person: Any, handle: str) -> Sequence[HomeCard]:
        """Cards of all parts for the page of one handle."""
        return [card for cards in self.parts.every("handle_cards") for card in cards(person, handle)]

    def pages_about(self, person: Any, thing: Any) -> Sequence[MenuItem]:
        """Pages about a thing from further down the map."""
        return [link for pages in self.parts.every("pages_about") for link in pages(person, thing)]

    def under_way(self, person: Any, today: date) -> Sequence[MenuItem]:
        """What she is in the middle of in any part."""
        return [link for found in self.parts.every("under_way") for link in found(person, today)]

    def builders_on(self, thing: Any) -> Iterable[Any]:
        """People whose work in any part hangs on the thing."""
        for builders in self.parts.every("builders_on"):
            yield from builders(thing)

    def seen_by(self, person: Any, ids: Collection[UUID]) -> set[UUID]:
        """Which of these objects she can open."""
        return set().union(*(seen(person, ids) for seen in self.parts.every("seen_by")))

    def daily(self, today: date) -> None:
        """What is due today."""
        for daily in self.parts.every("daily"):
            daily(today)

    def due(self, today: date, until: date) -> Iterable[Due]:
        """What everybody has due in any part."""
        for due in self.parts.every("due"):
            yield from due(today, until)

    def told(self, people: Collection[UUID], today: date, until: date) -> None:
        """A digest tells of it."""
        for told in self.parts.every("told"):
            told(people, today, until)

    def tick(self, now: datetime) -> None:
        """What is due this minute."""
        for tick in self.parts.every("tick"):
            tick(now)

    def load_content(self) -> None:
        """The content of all parts."""
        for load in self.parts.every("load_content"):
            load()

    def load_demo(self, demo: Demo) -> None:
        """The demo of all parts."""
        for load in self.parts.every("load_demo"):
            load(demo)

    def find_demo(self, demo: Demo) -> None:
        """What was loaded, again."""
        for find in self.parts.every("find_demo"):
            find(demo)

    def remove_demo(self) -> None:
        """What does not go with the people and units, the last first."""
        for remove in reversed(list(self.parts.every("remove_demo"))):
            remove()

    def personal_data(self, person: Any) -> dict[str, Any]:
        """Everything held about her here."""
        found: dict[str, Any] = {}
        for part in self.parts.every("personal_data"):
            found |= part(person)
        return found

    def forget(self, person: Any) -> None:
        """Erase what may be erased."""
        for forget in self.parts.every("forget"):
            forget(person)

    def data_classes(self) -> Iterable[Any]:
        """What is kept for how long: content/keeping.toml."""
        for classes in self.parts.every("data_classes"):
            yield from classes()

    def hints(self) -> Iterable[str]:
        """What any part could do better with."""
        for hints in self.parts.every("hints"):
            yield from hints()

    def trouble(self) -> Iterable[str]:
        """What is wrong here, in words."""
        for trouble in self.parts.every("trouble"):
            yield from trouble()


Parted.default = False
