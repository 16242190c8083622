"""Reads .po files and writes .mo files in plain Python, so that starting needs no gettext on the machine.

Formats: "PO Files" and "MO Files" in the GNU gettext manual.
"""

from __future__ import annotations

import ast
import struct
from dataclasses import dataclass, field
from pathlib import Path

_MAGIC = 0x950412DE
_PARTS = ("msgctxt", "msgid_plural", "msgid", "msgstr")


@dataclass
class Entry:
    """One message: what the code says, and what stands in the other language (one form per number)."""

    context: str | None = None
    message: str = ""
    plural: str | None = None
    forms: dict[int, str] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)
    obsolete: bool = False

    @property
    def key(self) -> tuple[str | None, str, str | None]:
        return (self.context, self.message, self.plural)

    @property
    def is_translated(self) -> bool:
        return bool(self.forms) and all(self.forms.values())

    @property
    def is_fuzzy(self) -> bool:
        return "fuzzy" in self.flags


def read_po(path: Path) -> list[Entry]:
    """All entries of a .po file in their order; the first, with an empty message, is the header.

    Raises ValueError with the line where the file cannot be read.
    """
    entries: list[Entry] = []
    entry, last = Entry(), ""
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        gone = line.startswith("#~")
        line = line.removeprefix("#~").strip()
        starts_new = line.startswith(("#", "msgctxt")) or (line.startswith("msgid ") and last != "msgctxt")
        if starts_new and last == "msgstr":
            entries.append(entry)
            entry, last = Entry(), ""
        if line.startswith("#,"):
            entry.flags |= {flag.strip() for flag in line[2:].split(",")}
        elif line and not line.startswith("#"):
            entry.obsolete |= gone
            last = _take(entry, line, last, f"{path}:{number}")
    if last == "msgstr":
        entries.append(entry)
    return entries


def _take(entry: Entry, line: str, last: str, where: str) -> str:
    """Put one line into the entry; returns which part it belonged to."""
    part, text = last, line
    index = max(entry.forms, default=0)
    if not line.startswith('"'):
        word, _, text = line.partition(" ")
        part = next((known for known in _PARTS if word.split("[")[0] == known), "")
        if not part:
            raise ValueError(f"{where}: not understood: {line}")
        index = int(word[7:-1]) if word.startswith("msgstr[") else 0
    try:
        value = ast.literal_eval(text.strip())
    except (SyntaxError, ValueError) as trouble:
        raise ValueError(f"{where}: not a quoted text: {line}") from trouble
    _add(entry, part, index, value)
    return part


def _add(entry: Entry, part: str, index: int, value: str) -> None:
    if part == "msgctxt":
        entry.context = (entry.context or "") + value
    elif part == "msgid":
        entry.message += value
    elif part == "msgid_plural":
        entry.plural = (entry.plural or "") + value
    else:
        entry.forms[index] = entry.forms.get(index, "") + value


def write_mo(entries: list[Entry], path: Path) -> None:
    """Write what is translated as a .mo file, in one step."""
    pairs = sorted((_original(e), _translation(e)) for e in entries if _belongs(e))
    table_size = 8 * len(pairs)
    originals_at, translations_at = 28, 28 + table_size
    position = translations_at + table_size
    tables: list[list[int]] = [[], []]
    texts = b""
    for column in (0, 1):
        for pair in pairs:
            tables[column] += [len(pair[column]), position + len(texts)]
            texts += pair[column] + b"\0"
    head = struct.pack("<7I", _MAGIC, 0, len(pairs), originals_at, translations_at, 0, 0)
    body = b"".join(struct.pack(f"<{len(table)}I", *table) for table in tables)
    draft = path.with_suffix(".mo.part")
    draft.write_bytes(head + body + texts)
    draft.replace(path)


def _belongs(entry: Entry) -> bool:
    return entry.is_translated and not entry.obsolete and (not entry.is_fuzzy or not entry.message)


def _original(entry: Entry) -> bytes:
    text = entry.message if entry.context is None else f"{entry.context}\x04{entry.message}"
    return (text if entry.plural is None else f"{text}\0{entry.plural}").encode()


def _translation(entry: Entry) -> bytes:
    return "\0".join(entry.forms[index] for index in sorted(entry.forms)).encode()
