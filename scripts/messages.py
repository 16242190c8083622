#!/usr/bin/env python3
"""The words on screen in Danish.

scripts/messages.py haandgreb/meetings     take new and changed messages into that capability's Danish catalogue
scripts/messages.py check [FOLDER …]       say what is missing, left over, unsure or contradictory; exit 1 then
scripts/messages.py compile                make the .mo files Django reads (needs nothing but Python)
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.catalogue import Entry, read_po, write_mo  # noqa: E402 - found from the root just set

CATALOGUE = Path("locale/da/LC_MESSAGES/django.po")
PLURALS = "nplurals=2; plural=(n != 1);"
HEADER = f"""msgid ""
msgstr ""
"Language: da\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {PLURALS}\\n"
"""
_PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}")


def capabilities() -> list[Path]:
    """The folders that have their own catalogue: every package with an apps.py."""
    return sorted(found.parent for found in (ROOT / "haandgreb").rglob("apps.py"))


def extract(capability: Path, catalogue: Path) -> None:
    """Write the capability's messages to `catalogue`, keeping the translations that stand there. Needs GNU gettext."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(capability, copy, ignore=_not_wanted(capability))
        kept = copy / CATALOGUE
        kept.parent.mkdir(parents=True, exist_ok=True)
        if catalogue.exists():
            shutil.copyfile(catalogue, kept)
        _make_messages(copy)
        body = _without_header(kept.read_text(encoding="utf-8")) if kept.exists() else ""
    if not body:
        catalogue.unlink(missing_ok=True)
        return
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    catalogue.write_text(f"{HEADER}\n{body}", encoding="utf-8")


def _not_wanted(capability: Path) -> Callable[[str, list[str]], set[str]]:
    """Leave out tests, migrations and capabilities that lie inside this one."""
    inner = {str(found) for found in capabilities() if found != capability}

    def ignore(folder: str, names: list[str]) -> set[str]:
        fixed = {"tests", "migrations", "__pycache__", "static", "content"}
        return {name for name in names if name in fixed or str(Path(folder) / name) in inner}

    return ignore


def _make_messages(folder: Path) -> None:
    from django.conf import settings
    from django.core.management import call_command
    from django.core.management.commands.makemessages import Command

    if not settings.configured:
        settings.configure(USE_I18N=True)
    command = Command()
    # A guess from a similar message is worse than an open place.
    command.msgmerge_options = [*Command.msgmerge_options, "--no-fuzzy-matching"]
    before = Path.cwd()
    os.chdir(folder)
    try:
        call_command(command, locale=["da"], no_location=True, no_obsolete=True, no_wrap=True, verbosity=0)
    finally:
        os.chdir(before)


def _without_header(text: str) -> str:
    """The entries after the header, whose dates would change at every run."""
    blocks = re.split(r"\n{2,}", text.strip())
    return "\n\n".join(blocks[1:]) + "\n" if len(blocks) > 1 else ""


def compile_all() -> int:
    """Compile every catalogue that is newer than its .mo file; returns how many."""
    done = 0
    for capability in capabilities():
        source = capability / CATALOGUE
        target = source.with_suffix(".mo")
        if not source.exists():
            target.unlink(missing_ok=True)
        elif not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            write_mo(read_po(source), target)
            done += 1
    return done


def flaws(folders: Iterable[Path]) -> list[str]:
    """Everything wrong with the Danish catalogues of these capabilities, one line each."""
    found: list[str] = []
    said: dict[tuple[str | None, str], tuple[str, Path]] = {}
    for capability in folders:
        name = capability.relative_to(ROOT)
        entries = read_po(capability / CATALOGUE) if (capability / CATALOGUE).exists() else []
        found += [f"{name}: {flaw}" for entry in entries[1:] for flaw in entry_flaws(entry)]
        if entries and PLURALS not in entries[0].forms.get(0, ""):
            found.append(f"{name}: the header lacks Plural-Forms: {PLURALS}")
        found += [f"{name}: {flaw}" for flaw in _differences(capability, entries)]
        for entry in entries[1:]:
            first, where = said.setdefault((entry.context, entry.message), (entry.forms.get(0, ""), name))
            if first != entry.forms.get(0, ""):
                found.append(f"{name}: {entry.message!r} is said otherwise in {where}; give one of them a context")
    return found


def entry_flaws(entry: Entry) -> list[str]:
    """What is wrong with one translation."""
    shown = repr(entry.message[:60])
    if entry.obsolete:
        return [f"left over: {shown}"]
    if entry.is_fuzzy:
        return [f"unsure (fuzzy): {shown}"]
    if not entry.is_translated:
        return [f"not translated: {shown}"]
    if entry.plural is not None and sorted(entry.forms) != [0, 1]:
        return [f"two forms are needed: {shown}"]
    wanted = set(_PLACEHOLDER.findall(entry.plural or entry.message))
    last = entry.forms[max(entry.forms)]
    if set(_PLACEHOLDER.findall(last)) != wanted:
        return [f"other placeholders than the message: {shown}"]
    return []


def _differences(capability: Path, entries: list[Entry]) -> list[str]:
    """Compare the committed catalogue with what the code says now."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "django.po"
        extract(capability, fresh)
        now = {entry.key for entry in read_po(fresh)[1:]} if fresh.exists() else set()
    kept = {entry.key for entry in entries[1:]}
    return [
        *(f"in the code and not in the catalogue: {key[1][:60]!r}" for key in sorted(now - kept, key=str)),
        *(f"in the catalogue and no longer in the code: {key[1][:60]!r}" for key in sorted(kept - now, key=str)),
    ]


def main(arguments: list[str]) -> int:
    match arguments:
        case ["compile"]:
            print(f"{compile_all()} catalogue(s) compiled")
            return 0
        case ["check", *folders]:
            found = flaws([Path(folder).resolve() for folder in folders] or capabilities())
            print("\n".join(found) or "every message has its Danish words")
            return 1 if found else 0
        case [folder] if (Path(folder).resolve() / "apps.py").exists():
            capability = Path(folder).resolve()
            extract(capability, capability / CATALOGUE)
            compile_all()
            missing = flaws([capability])
            print("\n".join(missing) or "complete")
            return 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
