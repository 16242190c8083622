"""haandgreb import: the same staff lists as in the browser, larger ones too, for scripts and night jobs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from haandgreb.organisation import import_files
from haandgreb.organisation.actions import import_runs
from haandgreb.organisation.actions.units import NotPossible
from haandgreb.organisation.importing.problems import ImportProblem
from haandgreb.organisation.importing.reading import Upload, read_files
from haandgreb.organisation.importing.reasons import problem_text, question_text, reason_text
from haandgreb.organisation.models import ImportRun
from haandgreb.organisation.queries import import_words
from haandgreb.shared.installation import installation
from haandgreb.site.operator.words import Stop, say

MOST_BYTES = 500 * 1024 * 1024
MOST_SHOWN = 20
_ENDINGS = (".csv", ".txt", ".xlsx")


def take_in(path: Path, *, dry_run: bool, yes: bool, accept_many: bool = False) -> int:
    """Read, show what saving would do, ask, and save in one transaction.

    `dry_run` shows and changes nothing. `yes` answers yes to saving, and `accept_many` to more ending or moving than is
    usual. How a list is to be read is answered in the browser once and remembered for lists with the same headings.
    """
    if installation().is_demo:
        raise Stop(_("This is a demo, which anybody can walk into. Remove it first, in the browser under Staff list."))
    run = _read(path)
    try:
        looked = import_runs.look_through(run)
        _show(run)
        if dry_run or run.preview["empty"]:
            say(_("Nothing was changed."))
            return 0
        _ask(run, yes=yes, accept_many=accept_many)
        import_runs.save(run, fingerprint=run.preview["fingerprint"], sure=True, by=None, ahead=looked)
    except NotPossible as trouble:
        raise Stop(import_words.NOT_SAVED[trouble.code]) from trouble
    finally:
        import_runs.drop(run, by=None)
    run.refresh_from_db()
    if run.state != ImportRun.State.SAVED:
        raise Stop(_("The organisation changed meanwhile. Nothing was saved; run the command again."))
    say(_("Saved."))
    return 0


def _read(path: Path) -> ImportRun:
    files = _files(path)
    try:
        uploads = [Upload(file.name, file.read_bytes()) for file in files]
        source = read_files(uploads, most_bytes=MOST_BYTES)
    except ImportProblem as problem:
        raise _stopped(problem.code, problem.params) from problem
    except OSError as trouble:
        raise Stop(f"{trouble.filename}: {trouble.strerror}") from trouble
    return import_runs.begin_with(source, [file.name for file in files], by=None)


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(file for file in path.iterdir() if file.suffix.casefold() in _ENDINGS)
        if not found:
            raise Stop(_("There are no CSV files and no workbook in %(folder)s.") % {"folder": path})
        return found
    if not path.exists():
        raise Stop(_("There is no file %(file)s.") % {"file": path})
    return [path]


def _stopped(code: str, params: Any) -> Stop:
    return Stop(f"{problem_text(ImportProblem(code, **params))} {_('Nothing was changed.')}")


def _show(run: ImportRun) -> None:
    """What saving would do, in the words of the preview."""
    if "problem" in run.preview:
        problem = run.preview["problem"]
        raise _stopped(problem["code"], problem["params"])
    for line in _preview(run.preview):
        say(line)
    _show_rejected(run)


def _preview(shown: dict[str, Any]) -> Iterator[str]:
    counts = shown["counts"]
    yield (
        _(
            "%(rows_read)d rows read: %(new)d people are new, %(changed)d change, %(leaving)d leave, "
            "%(unchanged)d stay as they are."
        )
        % counts
    )
    units = shown["units_count"]
    if units:
        yield ngettext("%(n)d unit is new or changes.", "%(n)d units are new or change.", units) % {"n": units}
    for notice in shown["notices"]:
        yield reason_text(import_words.reason_of(notice))


def _show_rejected(run: ImportRun) -> None:
    count = run.preview["counts"]["rejected"]
    if not count:
        return
    say(ngettext("%(n)d row is left out:", "%(n)d rows are left out:", count) % {"n": count})
    for stored in islice(import_files.rejected(run.stored_as), MOST_SHOWN):
        line = import_words.rejected_line(stored)
        why = " ".join(reason for reason, _hint in line.reasons)
        say(f"  {line.table}, {_('line %(n)d') % {'n': line.line}}: {why}")
    if count > MOST_SHOWN:
        say(_("  … and %(n)d more.") % {"n": count - MOST_SHOWN})


def _ask(run: ImportRun, *, yes: bool, accept_many: bool) -> None:
    """Stop where only a person can say how the list is to be read; ask whether to save."""
    for question in run.preview["questions"]:
        say(question_text(question["code"], question["params"]))
    if run.state == ImportRun.State.ASKS:
        raise Stop(_("Answer once in the browser, under Staff list; the answer is remembered. Nothing was changed."))
    if yes and any(question["code"] == "safety_stop" for question in run.preview["questions"]) and not accept_many:
        raise Stop(_("Nothing was changed. Add --accept-many if that is meant."))
    if yes:
        return
    if not sys.stdin.isatty():
        raise Stop(_("Nothing was changed. Add --yes to save."))
    sys.stdout.write(f"  {_('Save? Write yes:')} ")
    sys.stdout.flush()
    if sys.stdin.readline().strip().casefold() not in {"yes", "y", "ja", "j"}:
        raise Stop(_("Nothing was changed."))
