"""Classes of data with a time to live. Each capability names its own in content/keeping.toml (confidentiality.md 6)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from haandgreb.shared.passport import capabilities
from haandgreb.shared.twolang import Text


@dataclass(frozen=True)
class DataClass:
    """
    What is kept, from when the days count, and how many: by default, at least and at most.

    `gated`: in a state agency it waits for the archive. `own_notes`: the agency may say it is no document of its.
    """

    key: str
    name: Text
    after: Text  # the event: "the talk was held"
    days: int
    least: int
    most: int
    gated: bool = True
    own_notes: bool = False

    def __post_init__(self) -> None:
        if not self.least <= self.days <= self.most:
            raise ValueError(f"{self.key}: {self.days} days are outside {self.least}–{self.most}")


def read_classes(file: Path) -> list[DataClass]:
    """The classes of a keeping.toml. Raises ValueError where a default lies outside its bounds."""
    found = tomllib.loads(file.read_text(encoding="utf-8"))["class"]
    return [DataClass(**{**row, "name": Text(**row["name"]), "after": Text(**row["after"])}) for row in found]


@lru_cache(maxsize=1)
def data_classes() -> dict[str, DataClass]:
    """Every class of this installation by its key, in the order of the capabilities."""
    return _by_key(one for capability in capabilities() for one in capability.data_classes())


def _by_key(found: Iterable[DataClass]) -> dict[str, DataClass]:
    classes: dict[str, DataClass] = {}
    for one in found:
        if one.key in classes:
            raise ValueError(f"two classes of data are called {one.key}")
        classes[one.key] = one
    return classes
