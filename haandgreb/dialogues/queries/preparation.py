"""Preparations: one's own with who reads what of it, and the other one's as far as it is shared."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from haandgreb.competences.models import SelfLevel
from haandgreb.dialogues.models import Dialogue, Prepared, TalkClock
from haandgreb.dialogues.permissions import EMPLOYEE, MANAGER, side_of
from haandgreb.dialogues.preparation_words import Question, questions_of
from haandgreb.dialogues.rules import preparation as rules
from haandgreb.dialogues.rules.preparation import Standing
from haandgreb.organisation.models import Person, UnitManager
from haandgreb.organisation.queries.managers import managers_of
from haandgreb.shared.keyring import Unreadable


@dataclass(frozen=True)
class Field:
    """One question of one's own preparation, with what is saved and who reads it."""

    question: Question
    row: Prepared | None = None
    standing: Standing = Standing.PRIVATE
    parts: dict[str, str] | None = None  # None where the key it is sealed with is lost

    @property
    def is_lost(self) -> bool:
        return self.row is not None and self.parts is None

    @property
    def is_written(self) -> bool:
        return self.parts is not None and any(self.parts.values())

    @cached_property
    def shown(self) -> dict[str, str]:
        """Exactly what the other one reads when it is shared."""
        if self.row is None or self.parts is None:
            return {}
        return rules.shown_parts(self.question.kind, self.row.text)

    @property
    def can_be_shared(self) -> bool:
        return any(part.strip() for part in self.shown.values())

    @property
    def seen_mark(self) -> str:
        """A mark of what the other one would read."""
        return shown_mark(self.shown)


@dataclass(frozen=True)
class Preparation:
    """One side's own preparation of a dialogue."""

    dialogue: Dialogue
    side: str
    reader: Person | None  # the other one today; nobody where the person has no manager for this dialogue now
    has_begun: bool
    fields: Sequence[Field]
    is_put_away: bool = False  # what was written long ago is read by nobody any more; it is in nobody's way

    @property
    def asked(self) -> list[Field]:
        """All but the wheel, which has a page of its own."""
        return [one for one in self.fields if not one.question.is_wheel]

    @property
    def written(self) -> list[Field]:
        return [one for one in self.asked if one.is_written or one.is_lost]

    def standing(self, *standings: Standing) -> list[Field]:
        return [one for one in self.written if one.standing in standings]

    @property
    def shared(self) -> list[Field]:
        """What the other one reads, now or in the talk."""
        return self.standing(Standing.READ, Standing.TALK)

    @property
    def lapsed(self) -> list[Field]:
        """What somebody could read who is not the other one any more."""
        return self.standing(Standing.LAPSED)

    @property
    def to_share(self) -> list[Field]:
        return [one for one in self.standing(Standing.PRIVATE, Standing.LAPSED) if one.can_be_shared]

    @property
    def unanswered(self) -> list[Field]:
        """The questions everybody is asked to answer that have no answer yet."""
        return [one for one in self.asked if one.question.must and not one.is_written]

    @property
    def private_count(self) -> int:
        """How many written fields the writer alone can read."""
        return len(self.standing(Standing.PRIVATE, Standing.LAPSED))

    @property
    def has_must(self) -> bool:
        """Whether there is a question everybody is asked to answer."""
        return any(one.question.must for one in self.asked)

    @property
    def has_wheel(self) -> bool:
        return any(one.question.is_wheel for one in self.fields)

    @property
    def may_write(self) -> bool:
        return rules.may_write(self.dialogue.state, self.dialogue.is_held())

    @property
    def may_share(self) -> bool:
        return self.reader is not None and rules.may_share(self.dialogue.state)

    @property
    def may_withdraw(self) -> bool:
        return rules.may_withdraw(self.dialogue.is_held())

    @property
    def former(self) -> list[Person]:
        """Who could read something of it before and cannot now."""
        people = {one.row.shared_with.pk: one.row.shared_with for one in self.lapsed if one.row and one.row.shared_with}
        return [person for person in people.values() if self.reader is None or person.pk != self.reader.pk]


@dataclass(frozen=True)
class Shown:
    """One field of the other one's preparation, as far as it is shared; `parts` by input, `text` is all of it."""

    question: Question
    parts: dict[str, str]

    @property
    def text(self) -> str:
        return "\n".join(part for part in self.parts.values() if part)


def reader_of(dialogue: Dialogue, side: str, today: date) -> Person | None:
    """
    Who reads what this side shares: the person, or the dialogue's manager while she still is the one today.

    Whoever is HR and manager stays the manager here, whichever of the two she acts in just now.
    """
    if side == MANAGER:
        return dialogue.person
    manager = dialogue.manager
    if manager is None:
        return None
    if dialogue.is_picked:
        return manager if UnitManager.objects.in_office(today).filter(person=manager).exists() else None
    return manager if manager in managers_of(dialogue.person, today) else None


def talk_has_begun(dialogue: Dialogue) -> bool:
    """Whether what was kept for the talk itself can be read."""
    if dialogue.is_held() or dialogue.stands_from is None:
        return dialogue.is_held()
    started = TalkClock.objects.filter(dialogue=dialogue).values_list("started_at", flat=True).first()
    return rules.talk_has_begun(dialogue.stands_from, False, started)


def own(dialogue: Dialogue, writer: Person, side: str, today: date) -> Preparation:
    """The writer's own preparation; at most five queries."""
    reader, has_begun = reader_of(dialogue, side, today), talk_has_begun(dialogue)
    rows = list(Prepared.everything.filter(dialogue=dialogue, writer=writer).select_related("shared_with"))
    by_key = {row.key: row for row in rows if row.hidden_at is None}
    fields = [
        _field(dialogue, question, by_key.get(question.key), reader, has_begun)
        for question in questions_of(dialogue, side)
    ]
    return Preparation(dialogue, side, reader, has_begun, fields, is_put_away=len(by_key) < len(rows))


def _field(
    dialogue: Dialogue, question: Question, row: Prepared | None, reader: Person | None, has_begun: bool
) -> Field:
    if row is None:
        return Field(question, parts=rules.parts_of(question.kind, ""))
    try:
        parts = rules.parts_of(question.kind, row.text)
    except Unreadable:
        parts = None
    return Field(question, row, _standing(dialogue, row, reader, has_begun), parts)


def _standing(dialogue: Dialogue, row: Prepared, reader: Person | None, has_begun: bool) -> Standing:
    return rules.standing(
        shared_with=row.shared_with_id,
        shared_at=row.shared_at,
        reader=reader.pk if reader is not None else None,
        since=dialogue.manager_since,
        waits=row.waits_for_talk,
        has_begun=has_begun,
    )


def readable(dialogue: Dialogue, reader: Person, today: date) -> list[Shown]:
    """
    The other side's fields this reader may read now, in the order of the questions. The one place that decides it.

    What is shared with her, by who is the other one now, since the two are the two; of a field with a headline the
    headline alone; what is for the talk once it has begun. Nothing for anybody who is not one of the two today.
    """
    side = side_of(dialogue, reader, today)
    writer = {EMPLOYEE: dialogue.manager, MANAGER: dialogue.person}.get(side)
    if writer is None:
        return []
    rows = Prepared.objects.filter(dialogue=dialogue, writer=writer, shared_with=reader)
    by_key = {row.key: row for row in rows}
    has_begun = talk_has_begun(dialogue) if by_key else False
    found = []
    for question in questions_of(dialogue, MANAGER if side == EMPLOYEE else EMPLOYEE):
        row = by_key.get(question.key)
        if row is None or _standing(dialogue, row, reader, has_begun) is not Standing.READ:
            continue
        shown = _shown(question, row)
        if shown:
            found.append(Shown(question, shown))
    return found


def _shown(question: Question, row: Prepared) -> dict[str, str]:
    try:
        value: Any = row.text
    except Unreadable:  # the writer is told; for the reader there is nothing to read
        return {}
    if not rules.holds_something_to_show(question.kind, value):
        return {}
    return rules.shown_parts(question.kind, value)


def shown_mark(shown: dict[str, str]) -> str:
    """A mark of what somebody would read."""
    return rules.mark("\n".join(f"{name}: {text.strip()}" for name, text in shown.items()))


@dataclass(frozen=True)
class Wheel:
    """Whether the person has estimated her levels, and whether the reader may see them (competences decides that)."""

    has_estimates: bool
    is_shared: bool


def wheel_of(person: Person, reader: Person | None) -> Wheel:
    """One query; the estimates themselves are read on their own page."""
    shared = list(SelfLevel.objects.filter(person=person, replaced_at=None).values_list("shared_with", flat=True))
    return Wheel(bool(shared), reader is not None and reader.pk in shared)


def have_prepared(dialogues: Collection[Dialogue]) -> dict[UUID, set[UUID]]:
    """Per dialogue who of the two has written anything in a preparation: a status, never what; one query."""
    rows = Prepared.objects.filter(dialogue__in=dialogues).values_list("dialogue", "writer").distinct()
    found: dict[UUID, set[UUID]] = {dialogue.pk: set() for dialogue in dialogues}
    for dialogue_id, writer_id in rows:
        found[dialogue_id].add(writer_id)
    return found


def prepared_before(dialogue: Dialogue, writer: Person) -> Dialogue | None:
    """The writer's latest earlier dialogue with a preparation of hers: she may put her own words into this one."""
    rows = Dialogue.objects.filter(person=writer, made_at__lt=dialogue.made_at).exclude(pk=dialogue.pk)
    rows = rows.filter(prepared__writer=writer, prepared__hidden_at=None)
    return rows.select_related("kind", "round").order_by("-made_at").first()
