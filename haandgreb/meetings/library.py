"""What meetings can choose from: kinds, agenda templates and reminders, read once from content/*.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from haandgreb.shared.twolang import Text

_CONTENT = Path(__file__).parent / "content"


@dataclass(frozen=True)
class MeetingType:
    """What a series of meetings is for; `template` is the agenda offered first."""

    key: str
    label: Text
    text: Text
    template: str


@dataclass(frozen=True)
class TemplateItem:
    """An item a template puts on the agenda; `outcome` goes on after the sentence of the library."""

    title: Text
    kind: str
    minutes: int
    outcome: Text
    is_score: bool


@dataclass(frozen=True)
class AgendaTemplate:
    """A ready agenda; an overlay has house rules instead of items."""

    key: str
    title: Text
    about: Text
    minutes: int
    items: tuple[TemplateItem, ...]
    rules: tuple[Text, ...]

    @property
    def is_overlay(self) -> bool:
        return not self.items


@cache
def load(name: str) -> dict[str, Any]:
    """The parsed content/<name>.toml."""
    return tomllib.loads((_CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def types() -> tuple[MeetingType, ...]:
    """The types a series can have, in the order of the content."""
    return tuple(
        MeetingType(row["key"], Text.of(row["label"]), Text.of(row["text"]), row["template"])
        for row in load("types")["type"]
    )


def type_of(key: str) -> MeetingType | None:
    """The type with this key; None for one that was taken out of the content since."""
    return next((kind for kind in types() if kind.key == key), None)


@cache
def templates() -> tuple[AgendaTemplate, ...]:
    """The ten agendas, the overlay last."""
    return tuple(_template(row) for row in load("agenda-templates")["template"])


def template(key: str) -> AgendaTemplate | None:
    """The agenda with this key, or None."""
    return next((agenda for agenda in templates() if agenda.key == key), None)


def house_rules() -> AgendaTemplate:
    """The rules laid over any agenda when some take part on screen."""
    return next(agenda for agenda in templates() if agenda.is_overlay)


@cache
def sentence() -> Text:
    """The beginning of every purpose line: "After the item we shall have"."""
    return Text.of(load("agenda-templates")["sentence"])


def reminders() -> dict[str, Any]:
    """Days and limits: the tables of content/reminders.toml."""
    return load("reminders")


@cache
def reminder_text(key: str) -> tuple[Text, Text]:
    """Title and text of a hint or reminder. Raises LookupError for an unknown key."""
    for row in load("reminders")["text"]:
        if row["key"] == key:
            return Text.of(row["title"]), Text.of(row["text"])
    raise LookupError(key)


def _template(row: dict[str, Any]) -> AgendaTemplate:
    return AgendaTemplate(
        key=row["id"],
        title=Text.of(row["title"]),
        about=Text.of(row["about"]),
        minutes=row.get("minutes", 0),
        items=tuple(
            TemplateItem(
                Text.of(item["title"]),
                item["kind"],
                item["minutes"],
                Text.of(item["outcome"]),
                bool(item.get("score")),
            )
            for item in row.get("item", ())
        ),
        rules=tuple(Text.of(rule["text"]) for rule in row.get("rule", ())),
    )
