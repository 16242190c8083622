"""The states of a round, a dialogue and an agreement as tables: what is not in a table is refused (dialogue.md 3)."""

from __future__ import annotations

from haandgreb.shared.states import machine

ROUND = machine(
    draft="discussed",
    discussed="draft preparing",
    preparing="talks",
    talks="agreeing",
    agreeing="following",
    following="closed",
    closed="",
)
DIALOGUE = machine(
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
AGREEMENT = machine(
    writing="offered replaced",
    offered="writing one_yes differing replaced",
    one_yes="writing agreed differing replaced",
    differing="writing replaced",
    agreed="replaced",
    replaced="",
)
