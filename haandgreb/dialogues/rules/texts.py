"""The texts of a talk and who reads them: one table, which pages, actions and queries use (dialogue.md 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Reads(Enum):
    """Who reads a text of the talk."""

    PRIVATE = "private"  # its writer alone, always
    SAID = "said"  # written by one side, read by both once it is saved
    TOGETHER = "together"  # written by both, read by both


@dataclass(frozen=True)
class TalkKey:
    """One text: who reads it, in which phases it stands on the page, and how high its field is."""

    reads: Reads
    phases: frozenset[str] = frozenset()  # by their tool in phases.toml; none: it has a place of its own
    rows: int = 3
    longest: int = 4_000


def _key(reads: Reads, phases: str = "", rows: int = 3, longest: int = 4_000) -> TalkKey:
    return TalkKey(reads, frozenset(phases.split()), rows, longest)


NOTE, REALISED, QUESTIONS, ENERGY = "note", "realised", "questions", "energy"
UNDERSTOOD = "understood"

TEXTS: Mapping[str, TalkKey] = {
    # Each side's own
    NOTE: _key(Reads.PRIVATE, rows=4, longest=20_000),
    REALISED: _key(Reads.PRIVATE, rows=4),  # AN-4: the minute to think
    QUESTIONS: _key(Reads.PRIVATE, rows=3),  # questions of one's own, one a line
    ENERGY: _key(Reads.PRIVATE, longest=1),  # AN-6: a step of 1–5
    # Said to the other
    "expect_of_me": _key(Reads.SAID, "feedback"),  # AN-7
    "expect_of_you": _key(Reads.SAID, "feedback"),
    "different": _key(Reads.SAID, "closing", rows=2),  # AN-8
    "understand": _key(Reads.SAID, "closing", rows=2),  # AN-9
    # Written together
    UNDERSTOOD: _key(Reads.TOGETHER, "success tasks closing", rows=4, longest=20_000),  # AN-2
}


def keys_of(reads: Reads) -> list[str]:
    """The keys with these readers, in the order of the table."""
    return [key for key, text in TEXTS.items() if text.reads is reads]


def keys_in(tool: str) -> list[str]:
    """The keys whose fields stand in a phase with this tool, in the order of the table."""
    return [key for key, text in TEXTS.items() if tool in text.phases]
