"""
The parts of dialogues: what each adds to the passport and to the page of one dialogue.

A part is a module here with any of the functions of shared.passport.Capability (without self), and
`section(dialogue, person, today) -> Section | None`, its piece of the page of one dialogue.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

# In the order of the wheel, the works council last as it counts what the others have made: the demo is loaded in this
# order, and removed the other way round.
NAMES = ("rounds", "preparation", "peers", "booking", "talk", "agreement", "group", "council", "keeping")


ASIDE = 90


@dataclass(frozen=True)
class Section:
    """A piece of the page of one dialogue: a template and what it reads. `order` from before to after; ASIDE on."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    order: int = 50


def every(function: str) -> Iterator[Any]:
    """The function of each part that has it."""
    for name in NAMES:
        found = of(name, function)
        if found is not None:
            yield found


def of(name: str, function: str) -> Any:
    """The function of the part; None where it has none."""
    return getattr(import_module(f"{__name__}.{name}"), function, None)
