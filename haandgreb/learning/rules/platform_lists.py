"""
Lists of platforms: which column is which, and what the words under status mean.

Source: integrations 9. The columns of the presets are those of the platforms' own exports, to be confirmed with the
first list of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from haandgreb.organisation.importing.headings import plain
from haandgreb.organisation.importing.tables import Table
from haandgreb.organisation.importing.values import fold
from haandgreb.shared import danish

COMPLETIONS, CATALOGUE = "completions", "catalogue"

FIELDS: dict[str, tuple[str, ...]] = {
    COMPLETIONS: ("person", "course", "title", "completed_on", "started_on", "status"),
    CATALOGUE: ("course", "title", "title_en", "words", "minutes", "hours", "link", "mandatory"),
}
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    # Of each group at least one needs a column.
    COMPLETIONS: (("person",), ("course", "title"), ("completed_on",)),
    CATALOGUE: (("course",), ("title",)),
}


@dataclass(frozen=True)
class Preset:
    """The columns of one platform's export, in its own words. `confirmed` is False where nobody has seen one yet."""

    key: str
    name: str
    columns: Mapping[str, str]
    confirmed: bool = True


PRESETS: dict[str, tuple[Preset, ...]] = {
    COMPLETIONS: (
        Preset(
            "iomad",
            "IOMAD",
            {
                "person": "username",
                "course": "courseid",
                "title": "coursename",
                "completed_on": "timecompleted",
                "started_on": "timestarted",
            },
        ),
        Preset(
            "totara",
            "Totara / Moodle",
            {
                "person": "username",
                "course": "courseidnumber",
                "title": "courseshortname",
                "completed_on": "completiondate",
            },
        ),
        Preset(
            "successfactors",
            "SuccessFactors",
            {
                "person": "User ID",
                "course": "Item ID",
                "title": "Item Title",
                "completed_on": "Completion Date",
                "status": "Completion Status",
            },
        ),
        Preset(
            "plan2learn",
            "Plan2learn",
            {
                "person": "BrugerId",
                "course": "KursusId",
                "title": "Kursus",
                "started_on": "Startdato",
                "completed_on": "Slutdato",
                "status": "Status",
            },
            confirmed=False,
        ),
    ),
    CATALOGUE: (),
}

_SPELLINGS: dict[str, dict[str, str]] = {
    COMPLETIONS: {
        "person": "username|user name|user id|userid|login|brugernavn|brugerid|bruger id|initialer|e-mail|email|mail|"
        "medarbejdernr|medarbejdernummer|employee no|employee number|tjenestenummer|lønnummer|learner|kursist",
        "course": "courseid|course id|courseidnumber|course code|kursusid|kursus id|kursuskode|kursusnr|kursusnummer|"
        "aktivitetsid|modulid|item id|id number|idnumber",
        "title": "coursename|course name|course|course title|courseshortname|kursus|kursusnavn|kursustitel|titel|"
        "title|aktivitet|modul|item title",
        "completed_on": "completiondate|completion date|timecompleted|completed|completed on|date completed|"
        "gennemført|gennemført dato|gennemførelsesdato|gennemførtdato|afsluttet|afsluttet dato|slutdato|dato",
        "started_on": "timestarted|timeenrolled|started|start date|startdato|startet|påbegyndt|tilmeldt",
        "status": "status|completion status|completionstatus|kursusstatus|gennemførelsesstatus",
    },
    CATALOGUE: {
        "course": "courseid|course id|courseidnumber|course code|idnumber|id number|id|kode|kursusid|kursus id|"
        "kursuskode|kursusnr|kursusnummer|aktivitetsid|modulid|item id",
        "title": "fullname|full name|coursename|course name|course|course title|title|name|kursus|kursusnavn|"
        "kursustitel|titel|navn|aktivitet|modul|item title",
        "title_en": "title_en|title (en)|english title|engelsk titel|titel på engelsk",
        "words": "summary|description|beskrivelse|om kurset|resumé|item description",
        "minutes": "minutes|minutter|varighed i minutter|varighed (min)|duration (min)|duration minutes",
        "hours": "hours|timer|varighed i timer|varighed (timer)|duration (hours)|total hours",
        "link": "link|url|address|adresse|webadresse",
        "mandatory": "mandatory|obligatorisk|required|lovpligtigt",
    },
}
_BY_SPELLING = {
    kind: {plain(word): name for name, words in reversed(fields.items()) for word in reversed(words.split("|"))}
    for kind, fields in _SPELLINGS.items()
}

# What stands under status, folded. Everything else is asked about.
DONE, NOT_DONE, BACK = "done", "not-done", "back"
_STATUS = {
    DONE: "completed|complete|completion|passed|pass|gennemført|fuldført|bestået|afsluttet|deltaget|deltog|mødt|"
    "attended|ja|yes|true|1|100|100%|100 %|course-cmplt|cmplt",
    NOT_DONE: "|enrolled|tilmeldt|in progress|inprogress|i gang|igang|påbegyndt|started|not started|notstarted|"
    "ikke startet|ikke påbegyndt|ikke gennemført|ikke bestået|ej bestået|failed|fail|incomplete|not completed|afmeldt|"
    "aflyst|cancelled|canceled|udeblevet|udeblev|ej mødt|no show|noshow|venteliste|waitlisted|waiting|ansøgt|godkendt|"
    "nej|no|false|0",
    BACK: "slettet|annulleret|tilbagekaldt|deleted|revoked|voided|removed",
}
STATUS = {word: meaning for meaning, words in _STATUS.items() for word in words.split("|")}


@dataclass(frozen=True)
class Reading:
    """How a list is read: our fields with the headings they come from, and what words under status mean here."""

    columns: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {"columns": dict(self.columns), "statuses": dict(self.statuses)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Reading:
        """As it was kept."""
        return cls(dict(stored.get("columns", {})), dict(stored.get("statuses", {})))

    def missing(self, kind: str) -> list[tuple[str, ...]]:
        """The groups of fields of which one must have a column and none has."""
        return [group for group in NEEDED[kind] if not any(name in self.columns for name in group)]


def signature(kind: str, headings: Sequence[str]) -> str:
    """What a reading is remembered by: kind and headings, whatever their case and spaces; 64 characters."""
    return sha256("\n".join([f"learning:{kind}", *map(plain, headings)]).encode()).hexdigest()


def preset_of(kind: str, headings: Iterable[str]) -> Preset | None:
    """The platform whose export has these headings; None where it looks like none of them."""
    there = {plain(heading) for heading in headings}
    whole = [one for one in PRESETS[kind] if {plain(heading) for heading in one.columns.values()} <= there]
    return max(whole, key=lambda one: len(one.columns), default=None)


def suggested(kind: str, table: Table) -> Reading:
    """A reading for a list nobody has read before: the preset it looks like, and what its headings say."""
    spelled = {plain(heading): heading for heading in reversed(table.headings) if heading not in table.refused}
    columns: dict[str, str] = {}
    preset = preset_of(kind, spelled)
    if preset is not None:
        columns = {name: spelled[plain(heading)] for name, heading in preset.columns.items()}
    for key, heading in reversed(spelled.items()):
        name = _BY_SPELLING[kind].get(key)
        if name and heading not in columns.values():
            columns.setdefault(name, heading)
    return Reading(columns)


def fitted(kind: str, table: Table, reading: Reading) -> Reading:
    """A remembered reading with the headings as this table spells them, without columns that are refused today."""
    spelled = {plain(heading): heading for heading in reversed(table.headings) if heading not in table.refused}
    columns = {
        name: spelled[plain(old)]
        for name, old in reading.columns.items()
        if name in FIELDS[kind] and plain(old) in spelled
    }
    return replace(reading, columns=columns)


def statuses_in(table: Table, reading: Reading) -> dict[str, str]:
    """Each word under status, folded, with what it means: as told, else as known, else "" (asked)."""
    heading = reading.columns.get("status")
    if heading not in table.headings:
        return {}
    at = table.headings.index(heading)
    words = dict.fromkeys(fold(row[at]) for row in table.rows)
    return {word: reading.statuses.get(word) or STATUS.get(word, "") for word in words}


def slug(name: str, taken: Iterable[str] = ()) -> str:
    """A key made of a name: small letters of English, figures and hyphens; another one where it is taken."""
    letters = danish.search_key(name).replace("å", "aa").replace("æ", "ae").replace("ø", "oe")
    base = "-".join("".join(char if char.isascii() and char.isalnum() else " " for char in letters).split())[:36]
    base, there = base or "platform", set(taken)
    return next(key for key in (base, *(f"{base}-{n}" for n in range(2, 1000))) if key not in there)
