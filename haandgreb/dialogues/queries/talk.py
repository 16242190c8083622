"""What the guide of a talk shows one of the two: the clock, the phase, a question, the board, what each has said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from haandgreb.competences.models import DevelopmentGoal
from haandgreb.dialogues.models import Dialogue, Feedback, TalkClock, TalkText
from haandgreb.dialogues.queries.agreement import goals_of_two
from haandgreb.dialogues.queries.preparation import readable as readable_preparation
from haandgreb.dialogues.queries.strategy import strategy_behind
from haandgreb.dialogues.queries.talk_board import Board, board
from haandgreb.dialogues.queries.talk_reading import (
    Reader,
    feedback_of,
    is_earlier,
    is_open,
    text_to_write,
    texts_of,
)
from haandgreb.dialogues.queries.talk_words import parts_of, words_of
from haandgreb.dialogues.rules.talk import OPEN_STATES
from haandgreb.dialogues.rules.talk_time import Reading, read_clock
from haandgreb.dialogues.rules.texts import ENERGY, TEXTS, Reads, keys_in, keys_of
from haandgreb.dialogues.talk_content import FALLBACK, PhaseText, Question, minutes_for, phases_of, questions, sets
from haandgreb.dialogues.talk_words import ENERGY as ENERGY_WORDS
from haandgreb.dialogues.talk_words import FEEDBACK, LABELS
from haandgreb.organisation.models import Person
from haandgreb.strategy.models import Statement, StrategicGoal
from haandgreb.strategy.queries.goals import current_statements


@dataclass(frozen=True)
class Phase:
    """A phase on the page: `is_current` where the clock is, `is_shown` where the reader looks."""

    text: PhaseText
    number: int
    minutes: int
    is_current: bool = False
    is_done: bool = False
    is_shown: bool = False


@dataclass(frozen=True)
class Clock:
    """The clock of the talk: the row, and what it says now; nothing where nobody has begun."""

    row: TalkClock
    reading: Reading | None
    minutes: int  # of the current phase, what was added counted

    @property
    def used(self) -> int:
        """Seconds of the phase that are used."""
        return max(60 * self.minutes - self.reading.seconds, 0) if self.reading else 0


@dataclass(frozen=True)
class Said:
    """One text as the reader reads it; `words` None where its key is lost."""

    key: str
    row: TalkText
    words: str | None
    who: Person | None

    @property
    def label(self) -> Any:
        """What it is called."""
        return LABELS.get(self.key, "")

    @property
    def shown(self) -> Any:
        """What is read: a step of the energy check in its words."""
        return ENERGY_WORDS.get(self.words or "", self.words) if self.key == ENERGY else self.words


@dataclass(frozen=True)
class Given:
    """One feedback as the reader reads it: its four parts with what each is called."""

    row: Feedback
    parts: Sequence[tuple[Any, str]]
    is_own: bool
    is_lost: bool


@dataclass(frozen=True)
class Page:
    """The guide."""

    reader: Reader
    phases: Sequence[Phase]
    shown: Phase
    clock: Clock
    board: Board
    texts: Sequence[TalkText]
    said: Sequence[Said]  # by the other, in this phase
    together: Sequence[Said]
    feedback: Sequence[Given]
    unfinished: Sequence[Given]
    preparation: Sequence[Any]
    goals: Sequence[DevelopmentGoal]
    strategy: Sequence[StrategicGoal]
    core_task: Statement | None
    earlier: Sequence[Said] = field(default_factory=list)
    earlier_feedback: Sequence[Given] = field(default_factory=list)

    @property
    def dialogue(self) -> Dialogue:
        return self.reader.dialogue

    @property
    def may_write(self) -> bool:
        return self.dialogue.state in OPEN_STATES

    @property
    def current(self) -> Phase:
        """Where the clock is."""
        return next(one for one in self.phases if one.is_current)

    @property
    def before(self) -> Phase | None:
        return self.phases[self.current.number - 1] if self.current.number else None

    @property
    def after(self) -> Phase | None:
        """The phase that comes; None in the last."""
        following = self.current.number + 1
        return self.phases[following] if following < len(self.phases) else None

    @property
    def has_earlier(self) -> bool:
        """Something stands from the time of an earlier manager."""
        return bool(self.earlier or self.earlier_feedback or self.board.earlier)

    @property
    def shows_the_other(self) -> bool:
        """Whether anything the other wrote in the talk is on the page."""
        other = self.reader.other
        cards = any(
            one.card.writer_id == getattr(other, "pk", None) for _name, side in self.board.columns for one in side
        )
        return cards or bool(self.said or self.together or [one for one in self.feedback if not one.is_own])

    @property
    def has_given(self) -> bool:
        """The reader has given feedback, or begun on some."""
        return bool(self.unfinished) or any(one.is_own for one in self.feedback)

    def writing(self, key: str) -> TalkText | None:
        """What the reader goes on writing in, of a key."""
        return text_to_write(self.reader, key, self.texts)


def page(reader: Reader, *, today: date, now: datetime, at: str = "") -> Page:
    """All of the guide, shown at the phase of this key, else where the clock is. About fifteen queries."""
    dialogue = reader.dialogue
    row = TalkClock.objects.filter(dialogue=dialogue).first() or TalkClock(dialogue=dialogue)
    phases = phases_on(dialogue, row, at)
    shown = next(one for one in phases if one.is_shown)
    texts = texts_of(reader)
    feedback = [_given(reader, one) for one in feedback_of(reader)]
    told = [_said(one) for one in texts if TEXTS.get(one.key) and TEXTS[one.key].reads is not Reads.PRIVATE]
    open_now = [one for one in told if is_open(reader, one.row)]
    here = set(keys_in(shown.text.tool))
    statements = current_statements()
    return Page(
        reader=reader,
        phases=phases,
        shown=shown,
        clock=clock_of(row, dialogue, phases, now),
        board=board(reader),
        texts=texts,
        said=[one for one in open_now if one.row.writer_id not in (None, reader.person.pk) and one.key in here],
        together=[one for one in open_now if one.row.writer_id is None],
        feedback=[one for one in feedback if is_open(reader, one.row)],
        unfinished=[one for one in feedback if one.row.given_at is None],
        preparation=readable_preparation(dialogue, reader.person, today),
        goals=goals_of_two(dialogue, today),
        strategy=strategy_behind(dialogue, reader.person, today),
        core_task=statements.get(Statement.Kind.CORE_TASK),
        earlier=[one for one in told if is_earlier(reader, one.row)],
        earlier_feedback=[one for one in feedback if is_earlier(reader, one.row)],
    )


def phases_on(dialogue: Dialogue, row: TalkClock, at: str = "") -> list[Phase]:
    """The phases of a dialogue's guide with their minutes."""
    texts = phases_of(dialogue.kind.guide)
    minutes = minutes_for(texts, dialogue.minutes)
    current = min(row.phase, len(texts) - 1)
    wanted = next((number for number, text in enumerate(texts) if text.key == at), current)
    return [
        Phase(text, number, minutes[number], number == current, number < current, number == wanted)
        for number, text in enumerate(texts)
    ]


def clock_of(row: TalkClock, dialogue: Dialogue, phases: Sequence[Phase], now: datetime) -> Clock:
    """What the clock says; it stands still once the talk is held."""
    current = next(one for one in phases if one.is_current)
    minutes = current.minutes + row.phase_extra
    if row.started_at is None or row.phase_at is None or dialogue.is_held():
        return Clock(row, None, minutes)
    whole = sum(phase.minutes for phase in phases) + row.extra
    reading = read_clock(
        started_at=row.started_at,
        phase_at=row.phase_at,
        paused_at=row.paused_at,
        now=now,
        phase=minutes,
        talk=whole,
    )
    return Clock(row, reading, minutes)


def guide_of(dialogue: Dialogue) -> str:
    """The key of the set of phases the dialogue follows."""
    return dialogue.kind.guide if dialogue.kind.guide in sets() else FALLBACK


def question_for(reader: Reader, phase: PhaseText, number: int) -> tuple[Question | None, int, int]:
    """The question of this number of a phase, from 0 and round again; with its number from 1 and how many there are."""
    found = questions(guide=guide_of(reader.dialogue), side=reader.side.value, tool=phase.tool)
    if not found:
        return None, 0, 0
    at = number % len(found)
    return found[at], at + 1, len(found)


def _said(row: TalkText) -> Said:
    return Said(row.key, row, words_of(row), row.writer or row.changed_by)


def _given(reader: Reader, row: Feedback) -> Given:
    parts = parts_of(row)
    told = [(label, parts[name]) for name, label in FEEDBACK.items() if parts.get(name)] if parts else []
    return Given(row, told, row.giver_id == reader.person.pk, parts is None)


@dataclass(frozen=True)
class Paper:
    """All that was written, to read and print after the talk: each key once, as it stands."""

    together: Sequence[Said]
    hers: Sequence[Said]
    managers: Sequence[Said]
    own: Sequence[Said]


def paper(found: Page) -> Paper:
    """What both read of the talk, side by side, and the reader's own notes."""
    reader = found.reader
    said = [_said(one) for one in found.texts if is_open(reader, one) and one.key in keys_of(Reads.SAID)]
    said.sort(key=lambda one: keys_of(Reads.SAID).index(one.key))
    private = keys_of(Reads.PRIVATE)
    own = [_said(one) for one in found.texts if one.key in private and one.writer_id == reader.person.pk]
    return Paper(
        together=[one for one in found.together if one.words != ""],
        hers=[one for one in said if one.row.writer_id == found.dialogue.person_id and one.words != ""],
        managers=[one for one in said if one.row.writer_id != found.dialogue.person_id and one.words != ""],
        own=sorted((one for one in own if one.words != ""), key=lambda one: private.index(one.key)),
    )
