"""
ESCO's skills as its CSV files give them: one file a language, one skill a row, known by its address (conceptUri).

Columns: conceptType, conceptUri, skillType, reuseLevel, preferredLabel, altLabels, hiddenLabels, status, modifiedDate,
scopeNote, definition, inScheme, description. Several labels stand in one cell, one a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

NEEDED = ("conceptUri", "preferredLabel")
"""Without these a file is not ESCO's list of skills."""

READ = (*NEEDED, "conceptType", "reuseLevel", "altLabels", "hiddenLabels", "status", "description", "definition")
"""What is read of a file; the rest is not kept."""

ADDRESS = "http://data.europa.eu/esco/"
LONGEST_ADDRESS, LONGEST_LABEL, LONGEST_TEXT = 200, 200, 4000
GONE_IS_MANY = 0.1
"""A list that would close more than this share of what is there is perhaps not the whole list: somebody says yes."""

PROFESSIONAL, GENERAL = "professional", "general"
_SKILL = "knowledgeskillcompetence"
_RELEASED = {"released", ""}
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Skill:
    """One row: a skill in one language."""

    label: str
    other_names: str = ""
    description: str = ""
    kind: str = PROFESSIONAL


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is left out, and why: no-address, not-a-skill, no-label, twice, too-long, cells."""

    line: int
    label: str
    reason: str


@dataclass(frozen=True)
class Language:
    """A file as it was read: skills by their address, and what was left out. `withdrawn` are no longer ESCO's."""

    skills: Mapping[str, Skill] = field(default_factory=dict)
    withdrawn: frozenset[str] = frozenset()
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A skill as the catalogue keeps it, in both languages."""

    title: str
    title_en: str = ""
    description: str = ""
    description_en: str = ""
    other_names: str = ""
    other_names_en: str = ""
    kind: str = PROFESSIONAL


def missing_columns(headings: Iterable[str]) -> list[str]:
    """The columns a file must have and has not."""
    there = {heading.casefold() for heading in headings}
    return [name for name in NEEDED if name.casefold() not in there]


def read(
    headings: Sequence[str], rows: Iterable[Sequence[str]], lines: Iterable[int], misfits: Iterable[int] = ()
) -> Language:
    """The skills of a file. `misfits` are the places of rows with more or fewer cells than there are headings."""
    places = {heading.casefold(): at for at, heading in enumerate(headings)}
    columns = {name: places[name.casefold()] for name in READ if name.casefold() in places}
    wrong = frozenset(misfits)
    skills: dict[str, Skill] = {}
    withdrawn: set[str] = set()
    refused: list[Refused] = []
    for at, (row, line) in enumerate(zip(rows, lines, strict=True)):
        cell = {name: _plain(row[place]) for name, place in columns.items()}
        reason = "cells" if at in wrong else _why_not(cell, skills, withdrawn)
        if reason:
            refused.append(Refused(line, _short(cell["preferredLabel"]), reason))
        elif cell.get("status", "").casefold() not in _RELEASED:
            withdrawn.add(cell["conceptUri"])
        else:
            skills[cell["conceptUri"]] = _skill(cell)
    return Language(skills, frozenset(withdrawn), tuple(refused))


def _plain(text: str) -> str:
    """As everything people write is kept: composed letters, no marks one cannot see (security and privacy 5)."""
    return _HIDDEN.sub("", unicodedata.normalize("NFC", text)).strip()


def _why_not(cell: Mapping[str, str], skills: Mapping[str, Skill], withdrawn: set[str]) -> str:
    address = cell["conceptUri"]
    if not address.startswith(ADDRESS):
        return "no-address"
    if cell.get("conceptType", "").casefold() not in (_SKILL, ""):
        return "not-a-skill"
    if not cell["preferredLabel"]:
        return "no-label"
    if len(address) > LONGEST_ADDRESS or len(cell["preferredLabel"]) > LONGEST_LABEL:
        return "too-long"
    return "twice" if address in skills or address in withdrawn else ""


def _skill(cell: Mapping[str, str]) -> Skill:
    label = " ".join(cell["preferredLabel"].split())
    names = dict.fromkeys(
        " ".join(line.split()) for column in ("altLabels", "hiddenLabels") for line in cell.get(column, "").splitlines()
    )
    others = [name for name in names if name and name != label]
    return Skill(
        label=label,
        other_names=_whole_lines(others),
        description=(cell.get("description") or cell.get("definition", ""))[:LONGEST_TEXT],
        kind=GENERAL if cell.get("reuseLevel", "").casefold() == "transversal" else PROFESSIONAL,
    )


def _whole_lines(names: Iterable[str]) -> str:
    """The names, one a line, as many as there is room for."""
    text = ""
    for name in names:
        longer = f"{text}\n{name}" if text else name
        if len(longer) > LONGEST_TEXT:
            break
        text = longer
    return text


def _short(label: str) -> str:
    line = " ".join(label.split())
    return line if len(line) <= 80 else f"{line[:79]}…"


def same_language(danish: Language, english: Language) -> bool:
    """Whether both files are in one language: nearly all skills are called the same in both."""
    shared = danish.skills.keys() & english.skills.keys()
    if len(shared) < 10:
        return False
    same = sum(danish.skills[key].label == english.skills[key].label for key in shared)
    return same > 0.9 * len(shared)


def entry(danish: Skill | None, english: Skill | None, held: Entry | None) -> Entry:
    """
    A skill in both languages. A language that was not given keeps what is held; a skill without Danish is called by its
    English name until it has one.
    """
    either = danish or english
    assert either is not None
    old = held or Entry("")
    has_danish = bool(old.title) and old.title != old.title_en
    title_en = english.label if english else old.title_en
    return Entry(
        title=danish.label if danish else old.title if has_danish else title_en,
        title_en=title_en,
        description=danish.description if danish else old.description,
        description_en=english.description if english else old.description_en,
        other_names=danish.other_names if danish else old.other_names,
        other_names_en=english.other_names if english else old.other_names_en,
        kind=either.kind,
    )


def entries(danish: Language, english: Language, held: Mapping[str, Entry]) -> dict[str, Entry]:
    """Every released skill of the files, as the catalogue is to keep it."""
    keys = dict.fromkeys([*danish.skills, *english.skills])
    return {key: entry(danish.skills.get(key), english.skills.get(key), held.get(key)) for key in keys}


def is_many_gone(gone: int, held: int) -> bool:
    """Whether so much would be closed that somebody has to say yes."""
    return gone > GONE_IS_MANY * held
