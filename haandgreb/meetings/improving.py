"""What a group can do about its meetings, read once from content: suggestions, the choice, the service check."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from haandgreb.meetings import library
from haandgreb.shared.twolang import Text


@dataclass(frozen=True)
class Suggestion:
    """What to try when a question lies lowest; `template` is an agenda to try it with, or empty."""

    item: str
    title: Text
    text: Text
    template: str = ""


@dataclass(frozen=True)
class Option:
    """One of the three choices after three scored meetings; `marked` ones stand on the chart."""

    key: str
    label: Text
    text: Text
    marked: bool


@dataclass(frozen=True)
class VerdictText:
    """A verdict of the service check, and the question that asks for the change."""

    key: str
    label: Text
    text: Text
    change: Text


@dataclass(frozen=True)
class StepText:
    """A step of the service check."""

    key: str
    title: Text
    text: Text


@cache
def suggestions() -> dict[str, Suggestion]:
    """Suggestions by question."""
    return {
        row["item"]: Suggestion(row["item"], Text.of(row["title"]), Text.of(row["text"]), row.get("template", ""))
        for row in library.load("suggestions")["suggestion"]
    }


def suggestion(item: str) -> Suggestion:
    """What to try when this question lies lowest. Raises KeyError for MS-8, which is the group's own."""
    return suggestions()[item]


@cache
def choices() -> tuple[Option, ...]:
    """Keep, change one thing, stop."""
    return tuple(
        Option(row["key"], Text.of(row["label"]), Text.of(row["text"]), bool(row["mark"]))
        for row in library.load("suggestions")["choice"]
    )


def choice(key: str) -> Option:
    """One of the three. Raises StopIteration for a key that is none."""
    return next(option for option in choices() if option.key == key)


@cache
def verdicts() -> dict[str, VerdictText]:
    """The verdicts by key, in the order of the list."""
    return {
        row["key"]: VerdictText(row["key"], Text.of(row["label"]), Text.of(row["text"]), Text.of(row["change"]))
        for row in library.load("service-check")["verdict"]
    }


@cache
def prompts() -> tuple[Text, ...]:
    """Questions for the talk where votes differ."""
    return tuple(Text.of(row["text"]) for row in library.load("service-check")["prompt"])


@cache
def steps() -> tuple[StepText, ...]:
    """The steps of a service check in words."""
    return tuple(
        StepText(row["key"], Text.of(row["title"]), Text.of(row["text"]))
        for row in library.load("service-check")["step"]
    )


@cache
def starts() -> tuple[tuple[Text, Text, tuple[str, ...]], ...]:
    """The five kinds of meeting to start with: title, question, types."""
    return tuple(
        (Text.of(row["title"]), Text.of(row["question"]), tuple(row["types"]))
        for row in library.load("service-check")["start"]
    )


def about_check(name: str) -> Text:
    """A sentence about the service check: title, about or no_ranking."""
    return Text.of(library.load("service-check")[name])
