"""Question sets as content: read from a table (TOML or the stored JSON) into plain objects, and checked on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from haandgreb.questions.showing import STEPS
from haandgreb.shared.twolang import Text

if TYPE_CHECKING:
    from haandgreb.questions.models import QuestionSet

SCALE = "scale-1-5"
YES_PARTLY_NO = "yes-partly-no"
CHOICE, SEVERAL = "choice", "several"
NUMBER = "number"
SHORT_TEXT, LONG_TEXT = "short-text", "long-text"
KINDS = (SCALE, YES_PARTLY_NO, CHOICE, SEVERAL, NUMBER, SHORT_TEXT, LONG_TEXT)
KNOWN = {
    "key",
    "kind",
    "ask",
    "short",
    "hint",
    "labels",
    "options",
    "required",
    "smallest",
    "largest",
    "measures",
    "longest",
}
NO_TEXT = Text("")
YES_PARTLY_NO_OPTIONS = (("yes", Text("Ja", "Yes")), ("partly", Text("Delvist", "Partly")), ("no", Text("Nej", "No")))


class BadSet(ValueError):
    """A question set that cannot be used; the text says what and where."""


@dataclass(frozen=True)
class Option:
    """One possible answer of a choice."""

    key: str
    label: Text


@dataclass(frozen=True)
class Question:
    """One question in both languages. `labels` are the five steps' words of a scale; empty where a kind has none."""

    key: str
    kind: str
    ask: Text
    short: Text
    hint: Text = NO_TEXT
    labels: tuple[Text, ...] = ()
    options: tuple[Option, ...] = ()
    required: bool = False
    smallest: float | None = None
    largest: float | None = None
    measures: str = ""  # what it is about, in one word that code may ask for whatever the wording
    longest: int = 0  # letters of a text; 0 is the kind's own length

    @property
    def is_text(self) -> bool:
        return self.kind in {SHORT_TEXT, LONG_TEXT}


@dataclass(frozen=True)
class Section:
    """Questions that stand together."""

    title: Text
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class ReadSet:
    """A whole set."""

    key: str
    version: int
    title: Text
    intro: Text
    sections: tuple[Section, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    def question(self, key: str) -> Question:
        """The question with the key; KeyError where there is none."""
        for question in self.questions:
            if question.key == key:
                return question
        raise KeyError(key)


def read(body: Mapping[str, Any]) -> ReadSet:
    """Read a set from content. Raises BadSet with a sentence that says what is wrong."""
    try:
        sections = tuple(_section(part) for part in body["section"])
        found = ReadSet(
            key=str(body["key"]),
            version=int(body["version"]),
            title=_both(body["title"], "title"),
            intro=Text.of(body.get("intro")),
            sections=sections,
        )
    except KeyError as missing:
        raise BadSet(f"{missing.args[0]} is missing.") from missing
    keys = [question.key for question in found.questions]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise BadSet(f"The key {twice[0]} is used twice.")
    if not keys:
        raise BadSet("There are no questions.")
    return found


def read_row(row: QuestionSet) -> ReadSet:
    """Read a stored set; a published one never changes, so it is read once per process."""
    if row.published_at is None:
        return read(row.body)
    return read_published(row.pk)


@lru_cache(maxsize=200)
def read_published(pk: UUID) -> ReadSet:
    """Read a published set by its key; kept in the process."""
    from haandgreb.questions.models import QuestionSet

    return read(QuestionSet.objects.only("body").get(pk=pk).body)


def _section(part: Mapping[str, Any]) -> Section:
    return Section(Text.of(part.get("title")), tuple(_question(entry) for entry in part["question"]))


def _question(entry: Mapping[str, Any]) -> Question:
    key, kind = str(entry["key"]), str(entry["kind"])
    unknown = sorted(set(entry) - KNOWN)
    if unknown:
        raise BadSet(f"{key}: nothing reads {unknown[0]}.")
    if kind not in KINDS:
        raise BadSet(f"{key}: the kind {kind} is unknown.")
    ask = _both(entry["ask"], key)
    question = Question(
        key=key,
        kind=kind,
        ask=ask,
        short=Text.of(entry.get("short")) or ask,
        hint=Text.of(entry.get("hint")),
        labels=tuple(_both(label, key) for label in entry.get("labels", ())),
        options=_options(key, kind, entry.get("options", ())),
        required=bool(entry.get("required", False)),
        smallest=entry.get("smallest"),
        largest=entry.get("largest"),
        measures=str(entry.get("measures", "")),
        longest=int(entry.get("longest", 0)),
    )
    if kind == SCALE and len(question.labels) not in {0, STEPS}:
        raise BadSet(f"{key}: a scale has a label for each of its five steps.")
    return question


def _options(key: str, kind: str, entries: Any) -> tuple[Option, ...]:
    if kind == YES_PARTLY_NO:
        return tuple(Option(name, label) for name, label in YES_PARTLY_NO_OPTIONS)
    options = tuple(Option(str(entry["key"]), _both(entry["label"], key)) for entry in entries)
    if kind in {CHOICE, SEVERAL} and len(options) < 2:
        raise BadSet(f"{key}: a choice has at least two options.")
    return options


def _both(value: Any, where: str) -> Text:
    text = Text.of(value)
    if not text.da or not text.en:
        raise BadSet(f"{where}: the text must be there in both languages.")
    return text
