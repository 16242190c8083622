"""What a group can talk about, and in which steps: content/group.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from haandgreb.shared.twolang import Text

_FILE = Path(__file__).parent / "content" / "group.toml"
AFTER = ("writing", "shown", "voting", "planning")


@dataclass(frozen=True)
class Theme:
    """One of six themes, with two questions to prepare by."""

    key: str
    title: Text
    about: Text
    questions: tuple[Text, ...]


@dataclass(frozen=True)
class Step:
    """A step of the talk: what is done, for how long, and questions that help. `writes`: what is put on the screen."""

    key: str
    title: Text
    do: Text
    minutes: int
    prompts: tuple[Text, ...] = ()
    writes: str = ""
    wheel: bool = False


@dataclass(frozen=True)
class Run:
    """A way through the talk, up to the silent writing."""

    key: str
    title: Text
    about: Text
    steps: tuple[Step, ...]


@cache
def themes() -> Mapping[str, Theme]:
    """The six themes by key, in their order."""
    return {row["key"]: _theme(row) for row in _content()["theme"]}


@cache
def runs() -> Mapping[str, Run]:
    """The ways through a talk by key; the first is the usual one."""
    return {row["key"]: _run(row) for row in _content()["run"]}


@cache
def last_titles() -> Mapping[str, Text]:
    """State → what the screen calls it, for the states after the talking."""
    return {state: Text.of(words) for state, words in _content()["last"].items()}


def run_of(key: str) -> Run:
    """The run; the usual one where the content has it no more."""
    return runs().get(key) or next(iter(runs().values()))


@cache
def _content() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _theme(row: Mapping[str, Any]) -> Theme:
    return Theme(row["key"], Text.of(row["title"]), Text.of(row["about"]), _texts(row["questions"]))


def _run(row: Mapping[str, Any]) -> Run:
    return Run(row["key"], Text.of(row["title"]), Text.of(row["about"]), tuple(_step(one) for one in row["step"]))


def _step(row: Mapping[str, Any]) -> Step:
    return Step(
        key=row["key"],
        title=Text.of(row["title"]),
        do=Text.of(row["do"]),
        minutes=row["minutes"],
        prompts=_texts(row.get("prompts", ())),
        writes=row.get("writes", ""),
        wheel=row.get("wheel", False),
    )


def _texts(rows: Any) -> tuple[Text, ...]:
    return tuple(Text.of(row) for row in rows)
