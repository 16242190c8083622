"""The concept as it is read: the version that holds, earlier ones, and the draft."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from django.db.models import QuerySet

from haandgreb.dialogues.models import Concept
from haandgreb.shared.twolang import Text

FIELDS = ("purpose", "scope", "forms", "stored", "who_sees", "basis", "contact")
_FILE = Path(__file__).parents[1] / "content" / "concept.toml"


def published() -> QuerySet[Concept]:
    """Every version that held or holds, the latest first."""
    return Concept.objects.filter(published_at__isnull=False).select_related("written_by").order_by("-number")


def current() -> Concept | None:
    """What holds now: what everybody reads, and what a round planned today is planned under."""
    return published().first()


def draft() -> Concept | None:
    """The version being written, where there is one."""
    return Concept.objects.filter(published_at=None).select_related("written_by").first()


def rounds_under(concept: Concept) -> list[str]:
    """The rounds that were planned under this version."""
    return [str(one) for one in concept.rounds.order_by("-talks_from")]


@cache
def _content() -> dict[str, Text]:
    found = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: Text(text["da"], text["en"]) for name, text in found.items()}


def first_words(language: str) -> dict[str, str]:
    """What a first draft says, in the writer's language."""
    return {name: str(_content()[name].as_dict().get(language) or _content()[name].da) for name in FIELDS}
