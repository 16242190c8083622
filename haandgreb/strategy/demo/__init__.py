"""The direction of the demo workplace, its goals and what they lead to: loaded and removed in one act each."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from haandgreb.shared import audit
from haandgreb.shared.demo import Demo
from haandgreb.strategy.demo import goals, practice, results
from haandgreb.strategy.demo.content import content, same_id
from haandgreb.strategy.demo.removing import remove_demo
from haandgreb.strategy.models import PracticeChange, Result, StrategicGoal

__all__ = ["find_demo", "load_demo", "remove_demo"]


def load_demo(demo: Demo) -> None:
    """
    Add the demo's direction, goals, results and changed practice. Call in a transaction, after people and units.

    Leaves goals ("S1", and "S1-TIL" for one a unit made its own), results ("R1.1") and practice changes ("C01") in
    `demo.things` under "goals", "results" and "practices". Sends nothing.
    """
    goals.load(demo)
    results.load(demo)
    practice.load(demo)
    audit.record("demo goals loaded", goals=len(demo.things["goals"]), results=len(demo.things["results"]))


def find_demo(demo: Demo) -> None:
    """Put what is still there into `demo.things`, as load_demo did."""
    demo.things["goals"] = _still_there(StrategicGoal, [*content()["goal"], *content()["own"]])
    demo.things["results"] = _still_there(Result, content()["result"])
    demo.things["practices"] = _still_there(PracticeChange, content()["practice"])


def _still_there(model: type[Model], rows: list[dict[str, Any]]) -> dict[str, Any]:
    found = model._default_manager.in_bulk([same_id(row["id"]) for row in rows])
    return {row["id"]: found[same_id(row["id"])] for row in rows if same_id(row["id"]) in found}
