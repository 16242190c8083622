"""The competences of the demo workplace: loaded and removed in one act each."""

from __future__ import annotations

from haandgreb.competences.actions.gap import release_when_due
from haandgreb.competences.demo import catalogue, development, learning, levels
from haandgreb.competences.demo.removing import remove_demo
from haandgreb.shared import audit
from haandgreb.shared.demo import Demo

__all__ = ["find_demo", "load_demo", "remove_demo"]


def load_demo(demo: Demo) -> None:
    """
    Add the demo's catalogue, profiles and what is built on them. Call in a transaction, after people and goals.

    Leaves the competences ("K01") and profiles ("R1") in `demo.things` under "competences" and "profiles".
    """
    catalogue.load(demo)
    levels.load(demo)
    learning.load(demo)
    development.load(demo)
    release_when_due(demo.today)
    audit.record("demo competences loaded", competences=len(demo.things["competences"]))


def find_demo(demo: Demo) -> None:
    """Put the competences and profiles that are still there into `demo.things`, as load_demo did."""
    catalogue.find(demo)
    learning.find(demo)
    development.find(demo)
