"""States of a thing as a table: what is not in the table is refused."""

from __future__ import annotations

from collections.abc import Mapping

Machine = Mapping[str, frozenset[str]]


class Refused(ValueError):
    """The step is not in the table."""


def machine(**steps: str) -> Machine:
    """A table from state to the states after it, which stand in one string with spaces between."""
    return {state: frozenset(to.split()) for state, to in steps.items()}


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
