"""ESCO's list of skills into the catalogue: looked through first, then saved in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from dataclasses import field as defaulted
from itertools import islice
from uuid import UUID

from django.db import transaction

from haandgreb.competences.models import Competence
from haandgreb.competences.rules import esco
from haandgreb.competences.rules.esco import Entry, Language, Refused
from haandgreb.organisation.importing.delimited import read_csv
from haandgreb.organisation.importing.tables import Source, Table, guarded
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, turns

DANISH, ENGLISH = "da", "en"
_FACTS = tuple(one.name for one in fields(Entry))
_BATCH = 500
MOST_ROWS = 50_000
"""ESCO has some fourteen thousand skills."""

_ONE_AT_A_TIME = UUID("7f0c4a52-3a5e-4a0e-9a55-0d6c7e5c0e5c")  # the name of the lock, and nothing else


class NotEsco(Exception):
    """The file is not ESCO's list of skills; `missing` are the columns it lacks."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class TooManyRows(Exception):
    """More rows than MOST_ROWS."""


@dataclass(frozen=True)
class Held:
    """An entry that is there."""

    pk: UUID
    entry: Entry
    is_active: bool
    is_gone: bool
    is_used: bool


@dataclass(frozen=True)
class Plan:
    """What saving would do, by address."""

    new: Mapping[str, Entry] = defaulted(default_factory=dict)
    changed: Mapping[str, tuple[Held, Entry]] = defaulted(default_factory=dict)
    unchanged: int = 0
    gone: Mapping[str, Held] = defaulted(default_factory=dict)
    back: Mapping[str, Held] = defaulted(default_factory=dict)
    refused: Sequence[tuple[str, Refused]] = ()
    many_gone: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether everything is as the list says already."""
        return not (self.new or self.changed or self.gone or self.back)

    def renamed_in_use(self) -> list[tuple[Held, Entry]]:
        """Entries that roles or people use and ESCO now calls something else."""
        found = [(held, entry) for held, entry in self.changed.values() if held.is_used]
        return [
            (held, entry)
            for held, entry in found
            if (held.entry.title, held.entry.title_en) != (entry.title, entry.title_en)
        ]

    def gone_in_use(self) -> list[Held]:
        """Entries that roles or people use and ESCO no longer has."""
        return [held for held in self.gone.values() if held.is_used]


def read_file(language: str, name: str, data: bytes) -> Table:
    """
    A file of one language, with the columns that are read and no others, and without what looks like a CPR number.

    Raises ImportProblem where it is no table, NotEsco where it is another table, TooManyRows where it is no list of
    skills that ever was.
    """
    table = read_csv(name, data)
    if missing := esco.missing_columns(table.headings):
        raise NotEsco(missing)
    if len(table.rows) > MOST_ROWS:
        raise TooManyRows
    wanted = {name.casefold() for name in esco.READ}
    places = [at for at, heading in enumerate(table.headings) if heading.casefold() in wanted]
    return guarded(
        Table(
            name=language,
            headings=tuple(table.headings[at] for at in places),
            rows=[tuple(row[at] for at in places) for row in table.rows],
            lines=table.lines,
            misfits=table.misfits,
        )
    )


def languages(source: Source) -> tuple[Language, Language]:
    """The Danish and the English file; an empty one where there is none."""
    read = {table.name: esco.read(table.headings, table.rows, table.lines, table.misfits) for table in source.tables}
    return read.get(DANISH, Language()), read.get(ENGLISH, Language())


def plan(source: Source) -> Plan:
    """What saving the list would do now."""
    danish, english = languages(source)
    held = _held()
    wanted = esco.entries(danish, english, {key: one.entry for key, one in held.items()})
    gone = {key: one for key, one in held.items() if key not in wanted and one.is_active}
    there = {key: held[key] for key in wanted.keys() & held.keys()}
    changed = {key: (one, wanted[key]) for key, one in there.items() if one.entry != wanted[key]}
    return Plan(
        new={key: entry for key, entry in wanted.items() if key not in held},
        changed=changed,
        unchanged=len(there) - len(changed),
        gone=gone,
        back={key: one for key, one in there.items() if one.is_gone},
        refused=[(name, row) for name, file in ((DANISH, danish), (ENGLISH, english)) for row in file.refused],
        many_gone=esco.is_many_gone(len(gone), sum(one.is_active for one in held.values())),
    )


@transaction.atomic
def save(source: Source, *, by: Person | None, sure: bool = False) -> Plan:
    """
    Save the list, and say what was done. Twice does nothing twice: a skill is known by its address.

    A new name or description of an entry in use is taken over: the address is the same, so it is the same skill. What
    ESCO has dropped is closed, never deleted, and opens again when ESCO takes it back; what HR closed stays closed. Own
    entries are never touched. Nothing is saved where very much would be closed and nobody is `sure`.
    """
    turns.alone(_ONE_AT_A_TIME)
    looked = plan(source)
    if looked.is_empty or (looked.many_gone and not sure):
        return looked
    _write({**looked.new, **{key: entry for key, (_held_one, entry) in looked.changed.items()}})
    for some in _some(one.pk for one in looked.gone.values()):
        Competence.objects.filter(pk__in=some).update(state=Competence.State.CLOSED, gone_from_esco=True)
    for some in _some(one.pk for one in looked.back.values()):
        Competence.objects.filter(pk__in=some).update(state=Competence.State.ACTIVE, gone_from_esco=False)
    audit.record(
        "ESCO list saved",
        by=by,
        new=len(looked.new),
        changed=len(looked.changed),
        gone=len(looked.gone),
        back=len(looked.back),
        refused=len(looked.refused),
    )
    return looked


def _held() -> dict[str, Held]:
    rows = Competence.objects.filter(source=Competence.Source.ESCO).order_by()
    names = ("esco_uri", "pk", "state", "gone_from_esco", "column", *_FACTS)
    return {
        address: Held(pk, Entry(*facts), state == Competence.State.ACTIVE, gone, column is not None)
        for address, pk, state, gone, column, *facts in rows.values_list(*names)
    }


def _write(wanted: Mapping[str, Entry]) -> None:
    """Insert what is new and change what is there, by address, many rows at a time."""
    rows = []
    for address, entry in wanted.items():
        facts = {name: getattr(entry, name) for name in _FACTS}
        row = Competence(source=Competence.Source.ESCO, esco_uri=address, **facts)
        row.fill_keys()
        rows.append(row)
    Competence.objects.bulk_create(
        rows,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["esco_uri"],
        update_fields=[*_FACTS, "sort_key", "search_key"],
    )


def _some(keys: Iterable[UUID]) -> Iterable[list[UUID]]:
    """The keys, a batch at a time."""
    left = iter(keys)
    while batch := list(islice(left, _BATCH)):
        yield batch
