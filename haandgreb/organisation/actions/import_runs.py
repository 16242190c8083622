"""A staff list on its way: read, paired, looked through, saved or dropped. Nothing of it counts before it is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from haandgreb.organisation import import_files, rules
from haandgreb.organisation.actions.importing import carry_out, current_state, remember, remembered, state_mark
from haandgreb.organisation.actions.units import NotPossible
from haandgreb.organisation.importing.checking import check
from haandgreb.organisation.importing.mapping import TableMapping, header_signature, ready, suggest_mappings
from haandgreb.organisation.importing.own_posts import without_own_posts
from haandgreb.organisation.importing.planning import make_plan
from haandgreb.organisation.importing.plans import Change, Plan
from haandgreb.organisation.importing.problems import ImportProblem
from haandgreb.organisation.importing.reading import Upload, read_files
from haandgreb.organisation.importing.state import State
from haandgreb.organisation.importing.tables import Source
from haandgreb.organisation.models import ImportRun, Person, Role, valid_on
from haandgreb.organisation.queries import import_preview
from haandgreb.shared import audit, clock

S = ImportRun.State
OPEN = (S.COLUMNS, S.READING, S.ASKS, S.READY, S.SAVING)
WAITING = (S.COLUMNS, S.ASKS, S.READY)
# Questions about how the list is to be read; the safety stop is asked where one looks through.
ABOUT_READING = ("short_dates", "unit_managers")


@dataclass(frozen=True)
class Looked:
    """What a list would do to the organisation as it stands, and what to show and keep of the list itself.

    `by` is the id of the one who would save ("" for the operator), `own_posts` what she has to leave to somebody else.
    """

    plan: Plan
    by: str
    own_posts: tuple[Change, ...]
    state: State
    tables: list[dict[str, Any]]
    rejected: list[dict[str, Any]]
    tells_managers: bool
    mark: str
    day: date


def begin(uploads: Sequence[Upload], *, by: Person | None) -> ImportRun:
    """
    Read the files and keep what they say until somebody has looked at it.

    Raises ImportProblem where a file cannot be used; then nothing is kept.
    """
    source = read_files(uploads)
    return begin_with(source, [upload.name for upload in uploads], by=by)


def begin_with(source: Source, names: Sequence[str], *, by: Person | None) -> ImportRun:
    """The same with a list that is read already."""
    known = remembered()
    mappings = suggest_mappings(source, known)
    run = ImportRun(
        started_by=by,
        started_at=clock.now(),
        file_name=", ".join(names)[:200],
        stored_as=import_files.keep(source),
        answers={
            "mappings": {name: mapping.to_json() for name, mapping in mappings.items()},
            "answers": _remembered_answers(source, known),
            "rows": sum(len(table.rows) for table in source.tables),
        },
        preview={},
    )
    with transaction.atomic():
        run.save(force_insert=True)
    return run


def is_known(run: ImportRun) -> bool:
    """Whether every table has headings that somebody has paired before, and nothing is missing."""
    known, source = remembered(), import_files.read(run.stored_as)
    return all(header_signature(table) in known for table in source.tables) and ready(list(mappings_of(run).values()))


def _remembered_answers(source: Source, known: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    answers: dict[str, str] = {}
    for table in source.tables:
        answers |= known.get(header_signature(table), {}).get("answers", {})
    return answers


def set_state(run: ImportRun, state: str, *, only_from: str) -> bool:
    """Step on, if the run still is where it is thought to be."""
    return bool(ImportRun.objects.filter(pk=run.pk, state=only_from).update(state=state))


def is_large(run: ImportRun) -> bool:
    """Whether looking through and saving are left to the worker."""
    return int(run.answers.get("rows", 0)) > rules.MANY_ROWS


def mappings_of(run: ImportRun) -> dict[str, TableMapping]:
    """How each table is to be read."""
    return {name: TableMapping.from_json(stored) for name, stored in run.answers["mappings"].items()}


def pair(run: ImportRun, mappings: Mapping[str, TableMapping], answers: Mapping[str, str]) -> None:
    """The columns mean this, and these are the answers; both are remembered for lists with the same headings."""
    source = import_files.read(run.stored_as)
    run.answers |= {
        "mappings": {name: mapping.to_json() for name, mapping in mappings.items()},
        "answers": dict(answers),
    }
    with transaction.atomic():
        run.save(update_fields=["answers"])
        signatures = {header_signature(table): mappings[table.name] for table in source.tables}
        remember(signatures, answers)


def correct(run: ImportRun, table: str, row: int, cells: tuple[str, ...]) -> None:
    """Put the corrected cells in the place of a row; whatever was wrong with its shape is put right with them."""
    source = import_files.read(run.stored_as)
    import_files.replace(run.stored_as, source.corrected(table, row, cells))


def look_through(run: ImportRun) -> Looked | None:
    """
    Compare the list with the organisation and keep what saving would do, for people to see.

    Returns it too, for who saves at once (see save); None where the list cannot be read as it is paired.
    """
    try:
        looked = look(run, by=_id(run.started_by_id))
    except ImportProblem as problem:
        _set(run, S.COLUMNS, preview={"problem": {"code": problem.code, "params": dict(problem.params)}})
        return None
    except import_files.FileGone:
        _set(run, S.FAILED, preview={"problem": {"code": "file_gone", "params": {}}})
        return None
    _show(run, looked)
    return looked


def _id(key: UUID | None) -> str:
    return str(key or "")


def look(run: ImportRun, today: date | None = None, *, by: str) -> Looked:
    """The plan for the run's list today, as the person with the id may save it. Raises ImportProblem and FileGone."""
    day = today or clock.today()
    source, mappings = import_files.read(run.stored_as), mappings_of(run)
    mark = state_mark()
    state = current_state()
    answers = run.answers.get("answers", {})
    checked = check(source, mappings, state, today=day, answers=answers)
    tables = import_preview.tables(source, mappings, checked.rejected)
    rejected = list(import_preview.rejected_rows(source, checked.rejected))
    tells_managers = "managers" in checked.kinds
    del source  # a long list takes a lot of memory
    plan, own = without_own_posts(make_plan(checked, state, today=day, answers=answers), by, day)
    return Looked(plan, by, own, state, tables, rejected, tells_managers, mark, day)


def _show(run: ImportRun, looked: Looked, **more: Any) -> None:
    plan = looked.plan
    shown = import_preview.preview(plan, looked.state, today=clock.today(), by=looked.by, own_posts=looked.own_posts)
    shown["tables"] = looked.tables
    import_files.keep_rejected(run.stored_as, looked.rejected)
    asks = any(question.code in ABOUT_READING for question in plan.questions)
    _set(run, S.ASKS if asks else S.READY, preview=shown | more)


def _set(run: ImportRun, state: str, **facts: Any) -> None:
    run.state = state
    for name, value in facts.items():
        setattr(run, name, value)
    # Whoever comes late changes nothing about a list that is saved or dropped.
    ImportRun.objects.filter(pk=run.pk, state__in=OPEN).update(state=state, **facts)


def save(run: ImportRun, *, fingerprint: str, sure: bool, by: Person | None, ahead: Looked | None = None) -> None:
    """
    Carry the plan out in one transaction, if it still is the one that was shown and nothing is left to ask.

    Asked for twice, it is done once. Else the new plan is kept for somebody to look at, and nothing is saved. A run
    that is saved, or dropped, is left alone. `ahead` is a plan that was just made: it is made anew only where anything
    has changed since. Raises NotPossible ("import-herself", "import-no-administrator", "cycle"); then nothing is
    saved either. Where somebody else saves than the one it was shown to, and that makes it another plan (see
    own_posts), it is shown again first.
    """
    today, who = clock.today(), _id(by.pk if by is not None else None)
    try:
        still = ahead is not None and (ahead.day, ahead.by) == (today, who)
        looked = ahead if ahead is not None and still else look(run, today, by=who)
    except import_files.FileGone:
        run.refresh_from_db()
        if run.state in (S.READY, S.SAVING):
            raise
        return
    with transaction.atomic():
        _nobody_else_writes()
        fresh = ImportRun.objects.select_for_update().get(pk=run.pk)
        if fresh.state not in (S.READY, S.SAVING):
            return
        if state_mark() != looked.mark:
            looked = look(fresh, today, by=who)
        if looked.plan.fingerprint != fingerprint:
            _show(fresh, looked, stale="changed" if fresh.preview.get("by") == who else "another")
        elif _may_save(looked.plan, sure):
            _carry_out(fresh, looked, by=by, today=today)
        else:
            _show(fresh, looked)
    run.state = fresh.state


def _may_save(plan: Plan, sure: bool) -> bool:
    return all(question.code == "safety_stop" and sure for question in plan.questions)


def _nobody_else_writes() -> None:
    """From here to the end of the transaction the organisation stands still. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        tables = "organisation_unit, organisation_person, organisation_engagement, organisation_unitmanager"
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def _carry_out(run: ImportRun, looked: Looked, *, by: Person | None, today: date) -> None:
    had_one = _has_administrator(today)
    carry_out(looked.plan, by=by, about=run, today=today, end_managers=not looked.tells_managers)
    if by is not None and not Person.objects.here_on(today).filter(pk=by.pk).exists():
        raise NotPossible("import-herself")
    if had_one and not _has_administrator(today):
        raise NotPossible("import-no-administrator")
    stored = run.stored_as
    _set(run, S.SAVED, preview=receipt(looked.plan), stored_as="", finished_at=clock.now(), answers={})
    transaction.on_commit(lambda: import_files.forget(stored))


def receipt(plan: Plan) -> dict[str, Any]:
    """What is kept of a saved list: figures only."""
    counts = plan.counts
    return {
        "counts": {
            name: getattr(counts, name)
            for name in ("rows_read", "new", "changed", "leaving", "unchanged", "rejected", "left_out", "repeated")
        }
    }


def _has_administrator(today: date) -> bool:
    holders = Role.objects.filter(valid_on(today), kind=Role.Kind.ADMINISTRATOR).values("person")
    return Person.objects.here_on(today).filter(pk__in=holders).exists()


@transaction.atomic
def not_saved(run: ImportRun, why: str) -> None:
    """The worker could not save: it can be tried again, or dropped."""
    fresh = ImportRun.objects.select_for_update().get(pk=run.pk)
    if fresh.state == S.SAVING:
        _set(fresh, S.READY, preview=fresh.preview | {"trouble": why})


@transaction.atomic
def drop(run: ImportRun, *, by: Person | None) -> None:
    """Nothing of the list is saved, and its file is deleted."""
    fresh = ImportRun.objects.select_for_update().get(pk=run.pk)
    if fresh.state not in OPEN:
        return
    stored = fresh.stored_as
    _set(fresh, S.DROPPED, preview={}, answers={}, stored_as="", finished_at=clock.now())
    audit.record("staff-list.dropped", by=by, about=fresh)
    transaction.on_commit(lambda: import_files.forget(stored))


def forget_old(now: datetime) -> None:
    """Lists nobody has confirmed for a day are dropped, and every old file is deleted."""
    with transaction.atomic():
        for run in ImportRun.objects.filter(state__in=WAITING, started_at__lt=now - rules.KEEP_FILES):
            _set(run, S.DROPPED, preview={}, answers={}, stored_as="", finished_at=now)
    import_files.forget_older(now)
