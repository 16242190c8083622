"""What a field of a preparation holds by its kind, and what of it the other one may read. No Django here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

TEXT, SCALE, HEADLINE, LEARN, WHEEL = "text", "scale", "headline", "learn", "wheel"
KINDS = (TEXT, SCALE, HEADLINE, LEARN, WHEEL)
STEPS = range(11)  # of a scale
# The inputs of a field by its kind. The wheel has none: it is filled in and shared where competences are.
PARTS: dict[str, tuple[str, ...]] = {
    TEXT: ("text",),
    SCALE: ("step", "text"),
    HEADLINE: ("headline", "text"),
    LEARN: ("text", "handles"),
    WHEEL: (),
}
SHARE_BEFORE = timedelta(days=3)
"""What is shared is shared this long before the talk, so that the other has time to read it (dialogue.md 3)."""

Parts = Mapping[str, str]


def value_of(kind: str, parts: Parts) -> str | dict[str, str]:
    """What is kept of these inputs; "" where nothing was written."""
    held = {name: parts.get(name, "") for name in PARTS[kind]}
    if not any(held.values()):
        return ""
    return held["text"] if kind == TEXT else held


def parts_of(kind: str, value: Any) -> dict[str, str]:
    """The inputs as they were kept. Of a text whose field has got another kind since, the words stay."""
    held = value if isinstance(value, dict) else {"text": str(value or "")}
    return {name: str(held.get(name, "")) for name in PARTS[kind]}


def shown_parts(kind: str, value: Any) -> dict[str, str]:
    """What of it the other one reads when it is shared: of a headline field the headline alone."""
    parts = parts_of(kind, value)
    if kind == HEADLINE:
        return {"headline": parts["headline"]}
    return parts


def holds_something_to_show(kind: str, value: Any) -> bool:
    """Whether sharing it would show anything."""
    return any(part.strip() for part in shown_parts(kind, value).values())


def mark(text: str) -> str:
    """A short mark of a text: a page carries it, to tell later whether the text was changed since then."""
    return sha256(text.replace("\r\n", "\n").strip().encode()).hexdigest()[:16]


def may_write(state: str, is_held: bool) -> bool:
    """Whether a preparation can still be written: until the talk is held."""
    return not is_held and state in ("invited", "booked", "postponed")


def may_share(state: str) -> bool:
    """Whether something of it can be shared: also just after the talk, with whoever is the manager then."""
    return state in ("invited", "booked", "postponed", "held", "agreeing")


def may_withdraw(is_held: bool) -> bool:
    """Until the talk is held, and not after (security-and-privacy.md 1)."""
    return not is_held


def talk_has_begun(starts_at: datetime | None, is_held: bool, clock_started_at: datetime | None) -> bool:
    """
    Whether what is for the talk itself can be read.

    A talk that nobody has booked, or whose hour has not come, has not begun, whoever started its guide.
    """
    if is_held:
        return True
    return starts_at is not None and clock_started_at is not None and clock_started_at >= starts_at - timedelta(hours=1)


def share_by(starts_on: date | None) -> date | None:
    """The day by which what is to be shared should be shared."""
    return None if starts_on is None else starts_on - SHARE_BEFORE


class Standing(StrEnum):
    """Who reads a field now."""

    PRIVATE = "private"  # its writer alone
    READ = "read"  # the other one too
    TALK = "talk"  # the other one, as soon as the talk begins
    LAPSED = "lapsed"  # its writer alone again: it was shared with somebody who is not the other one any more


def standing(
    *, shared_with: object, shared_at: datetime | None, reader: object, since: datetime, waits: bool, has_begun: bool
) -> Standing:
    """
    Who reads a field now, where `reader` is the other one of the two today, None for nobody.

    `since` is when the dialogue's manager became its manager: what was shared before was shared with another
    relation, also where the same person has come back (confidentiality.md 2; security-and-privacy.md 1).
    """
    if shared_with is None:
        return Standing.PRIVATE
    if reader is None or shared_with != reader or shared_at is None or shared_at < since:
        return Standing.LAPSED
    return Standing.TALK if waits and not has_begun else Standing.READ


@dataclass(frozen=True)
class Merged:
    """One input after sending: the text that stands, and whether another window's text stands against it."""

    text: str
    clashes: bool = False


def merge(sent: str, saved: str, base: str | None) -> Merged:
    """
    What stands after somebody sends a text from a page that was filled from a text with the mark `base`.

    The page's text wins where nobody else wrote; the saved one where this page did not write; else both stay and
    somebody chooses. Without a base the page's text wins.
    """
    if mark(sent) == mark(saved) or mark(sent) == base:
        return Merged(saved)
    return Merged(sent, clashes=base is not None and base != mark(saved))


MARK, ALSO, TAB = "m-", "also-", "tab"
"""Names that travel with the inputs: the mark an input was filled from, what another window wrote, and which window."""


def merge_drafts(old: Mapping[str, Sequence[str]], new: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """
    The draft to keep when a window sends what is typed there, and what was kept before may be another window's.

    From the same window the new text stands. From another one what was typed there and not here stays; where both
    typed something else the earlier text is kept beside the new one.
    """
    merged = {name: list(values) for name, values in new.items()}
    merged |= {name: list(values) for name, values in old.items() if name.startswith(ALSO) and name not in new}
    if old.get(TAB) == new.get(TAB):
        return merged
    for name, values in old.items():
        if name == TAB or name.startswith((MARK, ALSO)) or not _is_typed(old, name):
            continue
        if not _is_typed(new, name):
            merged[name] = list(values)
            merged[MARK + name] = list(old.get(MARK + name, ()))
        elif list(values) != list(new[name]):
            merged[ALSO + name] = list(values)
    return merged


def _is_typed(draft: Mapping[str, Sequence[str]], name: str) -> bool:
    """Whether the input holds something else than the page was filled with."""
    text = joined(draft.get(name, ()))
    base = next(iter(draft.get(MARK + name, ())), mark(""))
    return name in draft and mark(text) != base


def joined(values: Iterable[str]) -> str:
    """One text for an input: several ticks as a list of keys."""
    return " ".join(values)
