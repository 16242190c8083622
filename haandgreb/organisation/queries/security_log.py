"""The security log: who did what to which object, when, of the acts that matter to safety. No content is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from haandgreb.organisation.models import Person
from haandgreb.shared.models import AuditEntry
from haandgreb.shared.passport import capabilities

AT_ONCE = 50


@dataclass(frozen=True)
class Asked:
    """What a page of the log is asked for: one act, one person, entries older than one."""

    act: str = ""
    who: UUID | None = None
    before: int | None = None


@dataclass(frozen=True)
class Line:
    """One entry in words; `who` and `about` are people where they are, and None where nobody is or she is gone."""

    entry: AuditEntry
    words: str
    who: Person | None
    about: Person | None

    @property
    def thing(self) -> str:
        """What it is about, where that is no person: its kind and the beginning of its id."""
        is_herself = self.entry.about_id is not None and self.entry.about_id == self.entry.actor
        if self.about is not None or is_herself or not self.entry.about:
            return ""
        kind = self.entry.about.rpartition(".")[2]
        return f"{kind} {str(self.entry.about_id)[:8]}" if self.entry.about_id else kind

    @property
    def facts(self) -> str:
        """The plain facts of the entry: counts, states, names of fields and pages."""
        return " · ".join(f"{name}: {_plain(value)}" for name, value in self.entry.details.items() if value != "")


@dataclass(frozen=True)
class Page:
    """Some lines, the latest first; `older` leads on where there are more."""

    lines: list[Line] = field(default_factory=list)
    older: int | None = None


def acts() -> dict[str, str]:
    """The acts the log shows, with their words, in the order of the words; each capability names its own."""
    found = {act: str(words) for one in capabilities() for act, words in one.security_acts().items()}
    return dict(sorted(found.items(), key=lambda item: item[1].casefold()))


def page_of(asked: Asked) -> Page:
    """One page; as many queries for a full log as for an empty one."""
    words = acts()
    rows = AuditEntry.objects.filter(action__in=[asked.act] if asked.act in words else list(words)).order_by("-id")
    if asked.who is not None:
        rows = rows.filter(actor=asked.who)
    if asked.before is not None:
        rows = rows.filter(id__lt=asked.before)
    entries = list(rows[: AT_ONCE + 1])
    shown = entries[:AT_ONCE]
    ids = {one.actor for one in shown} | {one.about_id for one in shown if one.about == Person._meta.label}
    people = Person.objects.in_bulk([pk for pk in ids if pk is not None])
    lines = [_line(one, words, people) for one in shown]
    return Page(lines, shown[-1].pk if len(entries) > AT_ONCE else None)


def _line(entry: AuditEntry, words: Mapping[str, str], people: Mapping[UUID, Person]) -> Line:
    is_person = entry.about == Person._meta.label
    about = people.get(entry.about_id) if is_person and entry.about_id and entry.about_id != entry.actor else None
    return Line(entry, words[entry.action], people.get(entry.actor) if entry.actor else None, about)


def _plain(value: Any) -> str:
    return ", ".join(str(one)[:36] for one in value) if isinstance(value, list) else str(value)
