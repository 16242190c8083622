"""What a field of a preparation holds by its kind, and what of it the other one may read. No Django here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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


def talk_has_begun(stands_from: datetime | None, is_held: bool, clock_started_at: datetime | None) -> bool:
    """
    Whether what is for the talk itself can be read. `stands_from`: see rules.times.

    A talk that nobody has booked, or whose hour has not come, has not begun, whoever started its guide; nor one whose
    hour the manager has set to just now.
    """
    if is_held:
        return True
    if stands_from is None or clock_started_at is None:
        return False
    return clock_started_at >= stands_from - timedelta(hours=1)


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


MARK, SHOWN, TAB, SEEN = "m-", "s-", "tab", "seen"
"""
What travels with the inputs: the mark of the saved text an input was filled from; the mark of what stood in it, where
that was something typed before; which window it is; and the marks of other windows' texts the page showed.
"""
_ORDER, _AT = "tabs", "@"
Sent = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Typed:
    """What a window has in an input that is not saved; `base` is the mark of the saved text it began from."""

    name: str
    tab: str
    values: tuple[str, ...]
    base: str

    @property
    def text(self) -> str:
        return joined(self.values)


def merge_drafts(old: Sent, new: Sent) -> dict[str, list[str]]:
    """
    The draft to keep when a window sends its whole form: what it has typed, beside what other windows have.

    A text this window was opened with is carried on by it and not kept twice.
    """
    tab = joined(new.get(TAB, ()))
    others = [
        one for one in typed_in(old) if one.tab != tab and mark(one.text) != joined(new.get(SHOWN + one.name, ()))
    ]
    return draft_of([*others, *_typed_here(new, tab)])


def _typed_here(sent: Sent, tab: str) -> Iterator[Typed]:
    for marked, base in sent.items():
        if marked.startswith(MARK):
            name = marked.removeprefix(MARK)  # of boxes without a tick only the mark is sent
            one = Typed(name, tab, tuple(sent.get(name, ())), joined(base))
            if mark(one.text) != one.base:
                yield one


def draft_of(typed: Iterable[Typed]) -> dict[str, list[str]]:
    """The fields of a draft, the latest window last."""
    fields: dict[str, list[str]] = {_ORDER: []}
    for one in typed:
        if one.tab not in fields[_ORDER]:
            fields[_ORDER].append(one.tab)
        fields[f"{one.name}{_AT}{one.tab}"] = list(one.values)
        fields[f"{MARK}{one.name}{_AT}{one.tab}"] = [one.base]
    return fields


def typed_in(draft: Sent) -> list[Typed]:
    """What the windows typed, the latest window last. A text that was not kept, as one with a CPR number, is gone."""
    found = []
    for tab in draft.get(_ORDER, ()):
        for key, values in draft.items():
            name, _, owner = key.rpartition(_AT)
            if owner == tab and not name.startswith(MARK):
                found.append(Typed(name, tab, tuple(values), joined(draft.get(f"{MARK}{key}", ()))))
    return found


def left_unsaved(typed: Iterable[Typed], saved: Mapping[str, str], sent: Sent) -> list[Typed]:
    """What still waits after a window has saved its form: texts of other windows that it neither held nor showed."""
    tab, seen = joined(sent.get(TAB, ())), set(sent.get(SEEN, ()))
    return [
        one
        for one in typed
        if one.tab != tab
        and mark(one.text) not in seen
        and mark(one.text) not in (mark(saved.get(one.name, "")), one.base, joined(sent.get(SHOWN + one.name, ())))
    ]


def joined(values: Iterable[str]) -> str:
    """One text for an input: several ticks as a list of keys."""
    return " ".join(values)
