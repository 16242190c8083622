"""Kinds of dialogue come from content/kinds.toml; what a workplace has changed stays as it has written it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from haandgreb.dialogues.models import Kind
from haandgreb.shared.twolang import Text

_FILE = Path(__file__).parents[1] / "content" / "kinds.toml"


@cache
def content() -> tuple[dict[str, Any], ...]:
    """The rows of the file."""
    return tuple(tomllib.loads(_FILE.read_text(encoding="utf-8"))["kind"])


def load_kinds() -> None:
    """Make the kinds that are missing, and follow the file where nobody here has changed the kind. Two queries."""
    there = {kind.key: kind for kind in Kind.objects.filter(key__in=[row["key"] for row in content()])}
    for place, row in enumerate(content()):
        kind = there.get(row["key"])
        facts = _facts(row, place)
        if kind is None:
            Kind.objects.create(key=row["key"], **facts)
        elif kind.version == 1 and any(getattr(kind, name) != value for name, value in facts.items()):
            Kind(pk=kind.pk, key=kind.key, is_used=kind.is_used, **facts).save(force_update=True)


def _facts(row: dict[str, Any], place: int) -> dict[str, Any]:
    title, words = Text.of(row["title"]), Text.of(row["words"])
    return {
        "title": title.da,
        "title_en": title.en,
        "words": words.da,
        "words_en": words.en,
        "minutes": row["minutes"],
        "is_group": row.get("is_group", False),
        "level_up": row.get("level_up", False),
        "preparation": row.get("preparation", ""),
        "guide": row.get("guide", ""),
        "place": place,
    }
