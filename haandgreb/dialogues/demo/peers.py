"""Colleagues of two units who prepared each other, and what some of them wrote down."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from haandgreb.dialogues.demo.rounds import same_id
from haandgreb.dialogues.models import Pair, PairAnswer
from haandgreb.dialogues.rules.peers import asks
from haandgreb.shared.demo import Demo

_FILE = Path(__file__).parents[1] / "content" / "demo-peers.toml"
ROUND = "RU3"

Row = dict[str, Any]


@cache
def content() -> Row:
    """The parsed content."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def load(demo: Demo) -> None:
    """The pairs of this year's round, then what was said in them."""
    for row in content()["circle"]:
        Pair.objects.bulk_create(_pairs(demo, row))
    for row in content()["said"]:
        keys = (ROUND, row["asker"], row["asked"])
        facts = {"pair_id": same_id("pair", *keys), "key": row["key"], "text": row["text"]}
        PairAnswer(id=same_id("said", *keys, row["key"]), **facts).save()


def _pairs(demo: Demo, row: Row) -> Iterator[Pair]:
    met_on = demo.day(row["met"], working=True) if "met" in row else None
    for asker, asked in asks(row["people"]):
        yield Pair(
            id=same_id("pair", ROUND, asker, asked),
            round=demo.things["rounds"][ROUND],
            asker=demo.people[asker],
            asked=demo.people[asked],
            met_on=met_on,
        )
