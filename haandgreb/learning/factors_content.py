"""The sixteen factors as content/factors.toml has them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from haandgreb.shared.twolang import Text

_FILE = Path(__file__).parent / "content" / "factors.toml"
SET = "learning-factors"


@dataclass(frozen=True)
class Factor:
    """
    One factor: the key of its question, what is done where it stands in the way, and by whom.

    `is_neutral`: a high answer is neither good nor bad. `is_turned`: a low answer is the good one.
    """

    key: str
    number: int
    name: Text
    act: Text
    who: Text
    is_neutral: bool = False
    is_turned: bool = False


@cache
def factors() -> dict[str, Factor]:
    """Every factor by the key of its question, in their order."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["factor"]
    return {row["key"]: _factor(number, row) for number, row in enumerate(rows, 1)}


def neutral() -> list[str]:
    """The keys of those whose high answers are neither good nor bad."""
    return [factor.key for factor in factors().values() if factor.is_neutral]


def _factor(number: int, row: dict[str, Any]) -> Factor:
    return Factor(
        key=row["key"],
        number=number,
        name=Text.of(row["name"]),
        act=Text.of(row["act"]),
        who=Text.of(row["who"]),
        is_neutral=row.get("neutral", False),
        is_turned=row.get("turned", False),
    )
