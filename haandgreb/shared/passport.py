"""What a capability offers to the rest: the only registry there is.

Root urls, menu, home page, toolbox, daily job, data export and erasure ask all capabilities, in the order of the map.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple
from uuid import UUID

from django.apps import AppConfig, apps

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from haandgreb.shared.demo import Demo


@dataclass(frozen=True)
class MenuItem:
    """One line of the menu."""

    label: StrOrPromise
    url: str
    icon: str
    group: str = "everyday"  # everyday · direction · coordination
    order: int = 50


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for a person: shown on the person's own page."""

    text: str
    url: str
    about: str = ""
    due_on: date | None = None
    tone: str = ""  # before · during · after · meeting
    label: StrOrPromise = ""
    done_url: str = ""  # where a POST marks it done, if it can be done from here


class _All:
    """Holds every name."""

    def __contains__(self, name: object) -> bool:
        return True


ALL: Container[str] = _All()


class Due(NamedTuple):
    """A thing the week's one reminder has not told its person of yet, and when it is due."""

    person: UUID
    due_on: date


@dataclass(frozen=True)
class HomeCard:
    """A card on a person's own page: a template of the capability and its context."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    wide: bool = False
    order: int = 50


@dataclass(frozen=True)
class HandleStart:
    """Where one of the twelve handles begins, and how many are under way where this person can see them."""

    handle: str  # HG-01 … HG-12
    url: str
    under_way: int = 0


class Capability(AppConfig):
    """Base of every capability's AppConfig. The answers here are those of one with nothing to say."""

    default = False
    url_prefix: ClassVar[str] = ""  # mounted at /<url_prefix>/; urls.py of the package

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        # Django sees two configs where apps.py imports this base by name, and needs to be told which one counts.
        cls.default = True

    def menu(self, person: Any) -> Sequence[MenuItem]:
        """The lines this person has in the menu."""
        return ()

    def may_wait(self, person: Any, today: date) -> Mapping[str, Any]:
        """
        Querysets by name, each with a row where something may wait for this person: wider than what does.

        Those of all capabilities are asked in one query that is put together once (shared.asking), so they hang on who
        asks and what day it is and on nothing else, and have the same shape for everybody.
        """
        return {}

    def waiting_for(self, person: Any, today: date, may: Container[str] = ALL) -> Iterable[Waiting]:
        """What waits for this person; `may` holds the names of may_wait that have a row."""
        return ()

    def home_cards(self, person: Any, today: date, may: Container[str] = ALL) -> Sequence[HomeCard]:
        """Cards for this person's own page; `may` as for waiting_for."""
        return ()

    def handles(self, person: Any) -> Sequence[HandleStart]:
        """The handles of the toolbox that begin here."""
        return ()

    def handle_cards(self, person: Any, handle: str) -> Sequence[HomeCard]:
        """Cards on the page of one handle (HG-01 …): what was tried of it, and what changed."""
        return ()

    def pages_about(self, person: Any, thing: Any) -> Sequence[MenuItem]:
        """Pages here about a thing from further down the map; its own page shows them as links."""
        return ()

    def under_way(self, person: Any, today: date) -> Sequence[MenuItem]:
        """The way back to what this person is in the middle of right now, for pages she goes to from there."""
        return ()

    def builders_on(self, thing: Any) -> Iterable[Any]:
        """People whose own work here hangs on a thing from further down the map; told when it is closed."""
        return ()

    def seen_by(self, person: Any, ids: Collection[UUID]) -> set[UUID]:
        """Which of these objects of the capability the person can open: a promise made there links only to those."""
        return set()

    def daily(self, today: date) -> None:
        """What is due today; harmless when run twice."""

    def due(self, today: date, until: date) -> Iterable[Due]:
        """What everybody here has due by a day and has not been told of; `followups` sends one digest for all of it."""
        return ()

    def told(self, people: Collection[UUID], today: date, until: date) -> None:
        """Today's digest tells these people of what `due` gave for them by then: it is told of no more."""

    def tick(self, now: datetime) -> None:
        """What is due this minute; harmless when run twice."""

    def load_content(self) -> None:
        """Bring content/*.toml into the database; harmless when run twice."""

    def load_demo(self, demo: Demo) -> None:
        """Add this capability's part of the demo workplace, once in its life: touches nothing that is there."""

    def find_demo(self, demo: Demo) -> None:
        """Put into `demo` what load_demo put there, for a part that comes later, with a newer version.

        Reads only. Raises demo.Changed where later parts can no longer be built on what is left.
        """

    def remove_demo(self) -> None:
        """Remove what does not fall away with the demo's people and units."""

    def personal_data(self, person: Any) -> dict[str, Any]:
        """Everything held about the person, as plain data for her copy."""
        return {}

    def forget(self, person: Any) -> None:
        """Erase what may be erased about the person."""

    def data_classes(self) -> Iterable[Any]:
        """The classes of data here that have a time to live: confidentiality.classes.DataClass."""
        return ()

    @property
    def has_demo(self) -> bool:
        """Whether the capability has a part of the demo workplace."""
        return type(self).load_demo is not Capability.load_demo

    def security_acts(self) -> Mapping[str, StrOrPromise]:
        """Acts of the audit trail an administrator reads in the security log, in words: metadata, never content."""
        return {}

    def hints(self) -> Iterable[str]:
        """What is missing and harms nothing, in words for an operator: `haandgreb check` says it and is content."""
        return ()

    def trouble(self) -> Iterable[str]:
        """What is wrong with this installation, in words; for `haandgreb check`."""
        return ()


def capabilities() -> list[Capability]:
    """All capabilities of this installation, highest on the map first."""
    return [config for config in apps.get_app_configs() if isinstance(config, Capability)]


def under_way(person: Any, today: date) -> list[MenuItem]:
    """What the person is in the middle of right now, in all capabilities."""
    return [link for capability in capabilities() for link in capability.under_way(person, today)]


def pages_about(person: Any, thing: Any) -> list[MenuItem]:
    """What all capabilities offer about the thing, in their order."""
    found = [link for capability in capabilities() for link in capability.pages_about(person, thing)]
    return sorted(found, key=lambda link: link.order)
