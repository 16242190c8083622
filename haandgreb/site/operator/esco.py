"""haandgreb import-esco: ESCO's list of skills as in the browser, for scripts."""

from __future__ import annotations

import re
import sys
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from haandgreb.competences.actions import esco
from haandgreb.competences.actions.esco import Plan
from haandgreb.competences.esco_words import LANGUAGES, WHY
from haandgreb.competences.rules.esco import same_language
from haandgreb.organisation.importing.problems import ImportProblem
from haandgreb.organisation.importing.reasons import problem_text
from haandgreb.organisation.importing.tables import Source, Table
from haandgreb.site.operator.words import Stop, say

MOST_SHOWN = 20
_LANGUAGE = re.compile(r"_(da|en)$", re.IGNORECASE)


def take_in(paths: list[Path], *, dry_run: bool, yes: bool, accept_many: bool = False) -> int:
    """Read one or both language files, show what saving would do, ask, and save in one transaction.

    `dry_run` shows and changes nothing. `yes` answers yes to saving, and `accept_many` to very much being closed.
    """
    source = _read(paths)
    plan = esco.plan(source)
    _show(plan)
    if dry_run or plan.is_empty:
        say(_("Nothing was changed."))
        return 0
    _ask(plan, yes=yes, accept_many=accept_many)
    esco.save(source, by=None, sure=True)
    say(_("Saved."))
    return 0


def _read(paths: list[Path]) -> Source:
    tables: dict[str, Table] = {}
    for path in paths:
        found = _LANGUAGE.search(path.stem)
        if found is None:
            raise Stop(_("Call the files as ESCO does, skills_da.csv and skills_en.csv: the name says which language."))
        language = found[1].lower()
        if language in tables:
            raise Stop(_("Both files are in the same language. Choose one file of each."))
        tables[language] = _table(language, path)
    source = Source(tuple(tables.values()))
    if same_language(*esco.languages(source)):
        raise Stop(_("Both files are in the same language. Choose one file of each."))
    return source


def _table(language: str, path: Path) -> Table:
    try:
        return esco.read_file(language, path.name, path.read_bytes())
    except ImportProblem as problem:
        raise Stop(f"{path.name}: {problem_text(problem)} {_('Nothing was changed.')}") from problem
    except esco.NotEsco as problem:
        words = _("%(file)s is not ESCO's list of skills. These columns are missing: %(names)s.")
        raise Stop(words % {"file": path.name, "names": ", ".join(problem.missing)}) from problem
    except OSError as trouble:
        raise Stop(f"{trouble.filename}: {trouble.strerror}") from trouble


def _show(plan: Plan) -> None:
    counts = {
        "new": len(plan.new),
        "changed": len(plan.changed),
        "unchanged": plan.unchanged,
        "gone": len(plan.gone),
        "back": len(plan.back),
    }
    say(
        _(
            "%(new)d skills are new, %(changed)d change, %(unchanged)d stay as they are, "
            "%(gone)d are closed, %(back)d are back."
        )
        % counts
    )
    for held, entry in plan.renamed_in_use()[:MOST_SHOWN]:
        say("  " + _("In use: %(now)s becomes %(then)s") % {"now": held.entry.title, "then": entry.title})
    for held in plan.gone_in_use()[:MOST_SHOWN]:
        say("  " + _("In use, and closed: %(name)s") % {"name": held.entry.title})
    if plan.refused:
        say(_("%(n)d rows are left out:") % {"n": len(plan.refused)})
    for language, row in islice(plan.refused, MOST_SHOWN):
        say(f"  {LANGUAGES[language]}, {_('line %(n)d') % {'n': row.line}}: {row.label or '–'}: {WHY[row.reason]}")
    if len(plan.refused) > MOST_SHOWN:
        say(_("  … and %(n)d more.") % {"n": len(plan.refused) - MOST_SHOWN})


def _ask(plan: Plan, *, yes: bool, accept_many: bool) -> None:
    if plan.many_gone:
        say(_("Very much would be closed. Perhaps the file is only a part of ESCO's list, or was cut off."))
        if yes and not accept_many:
            raise Stop(_("Nothing was changed. Add --accept-many if that is meant."))
    if yes:
        return
    if not sys.stdin.isatty():
        raise Stop(_("Nothing was changed. Add --yes to save."))
    sys.stdout.write(f"  {_('Save? Write yes:')} ")
    sys.stdout.flush()
    if sys.stdin.readline().strip().casefold() not in {"yes", "y", "ja", "j"}:
        raise Stop(_("Nothing was changed."))
