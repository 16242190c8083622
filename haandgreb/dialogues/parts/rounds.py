"""Rounds: plan, status, year wheel, who is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo


def load_content() -> None:
    """The kinds of dialogue."""
    from haandgreb.dialogues.actions.kinds import load_kinds

    load_kinds()


def load_demo(demo: Demo) -> None:
    """Four rounds, their dialogues, and the year."""
    from haandgreb.dialogues.demo import rounds

    rounds.load(demo)


def find_demo(demo: Demo) -> None:
    """The kinds, rounds and dialogues again."""
    from haandgreb.dialogues.demo import rounds

    rounds.find(demo)


def remove_demo() -> None:
    """Rounds go before the units and people they name."""
    from haandgreb.dialogues.demo import rounds

    rounds.remove()
