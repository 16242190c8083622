"""The states of a round, a dialogue and an agreement as tables: what is not in a table is refused (dialogue.md 3)."""

from __future__ import annotations

from collections.abc import Mapping

Machine = Mapping[str, frozenset[str]]


class Refused(ValueError):
    """The step is not in the table."""


def _machine(**steps: str) -> Machine:
    return {state: frozenset(to.split()) for state, to in steps.items()}


ROUND = _machine(
    draft="discussed",
    discussed="draft preparing",
    preparing="talks",
    talks="agreeing",
    agreeing="following",
    following="closed",
    closed="",
)
DIALOGUE = _machine(
    invited="booked held postponed cancelled",
    booked="invited held postponed cancelled",
    held="agreeing replaced",
    agreeing="held agreed replaced",  # back where the wording is changed again
    agreed="following replaced",
    following="replaced",
    postponed="invited cancelled",
    cancelled="invited",
    replaced="",
)
AGREEMENT = _machine(
    writing="offered replaced",
    offered="writing one_yes differing replaced",
    one_yes="writing agreed differing replaced",
    differing="writing replaced",
    agreed="replaced",
    replaced="",
)


def may_step(machine: Machine, before: str, after: str) -> bool:
    """Whether the table has the step. Raises KeyError for a state it does not know."""
    if after not in machine:
        raise KeyError(after)
    return after in machine[before]


def step(machine: Machine, before: str, after: str) -> str:
    """The state after the step. Raises Refused where the table does not have it."""
    if not may_step(machine, before, after):
        raise Refused(f"{before} → {after}")
    return after
