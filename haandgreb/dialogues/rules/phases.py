"""Before, during, after: where a dialogue stands on the wheel (dialogue.md 3)."""

from __future__ import annotations

BEFORE, DURING, AFTER = "before", "during", "after"
PHASES = (BEFORE, DURING, AFTER)
_AFTER = frozenset({"held", "agreeing", "agreed", "following", "replaced"})


def phase_of(state: str, *, has_begun: bool = False) -> str:
    """The third of the wheel a dialogue in the state is in; `has_begun`: the two have opened the talk."""
    if state in _AFTER:
        return AFTER
    return DURING if has_begun else BEFORE
