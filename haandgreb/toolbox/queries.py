"""The handles, with where each begins for this person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from haandgreb.shared.passport import HandleStart, HomeCard, capabilities
from haandgreb.shared.twolang import Text
from haandgreb.toolbox.content_reader import Handle, handles, rooms


@dataclass(frozen=True)
class Tile:
    """A handle, and its start where a capability offers one."""

    handle: Handle
    start: HandleStart | None
    room: Text


def tiles(person: Any, length: str = "") -> list[Tile]:
    """The twelve handles (or those of one length), each with its start."""
    starts = {start.handle: start for capability in capabilities() for start in capability.handles(person)}
    words = rooms()
    return [
        Tile(handle, starts.get(handle.id), words[handle.room]) for handle in handles() if length in ("", handle.length)
    ]


def tile(person: Any, handle_id: str) -> Tile | None:
    """One handle by its id, in whatever case it is written; None where there is none."""
    wanted = handle_id.upper()
    return next((found for found in tiles(person) if found.handle.id == wanted), None)


def cards(person: Any, handle: Handle) -> list[HomeCard]:
    """What all capabilities show on the page of the handle, in their order: the ledger of what was tried."""
    found = [card for capability in capabilities() for card in capability.handle_cards(person, handle.id)]
    return sorted(found, key=lambda card: card.order)
