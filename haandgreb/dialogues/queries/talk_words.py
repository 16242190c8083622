"""The words of a sealed row, as far as they can be opened."""

from __future__ import annotations

from haandgreb.dialogues.models import Card, Feedback, TalkText
from haandgreb.shared.keyring import Unreadable


def words_of(row: TalkText | Card) -> str | None:
    """What it says; None where the key it was sealed with is lost."""
    try:
        return str(row.text)
    except Unreadable:
        return None


def parts_of(row: Feedback) -> dict[str, str] | None:
    """The four parts of feedback; None where the key is lost."""
    try:
        return {name: str(text) for name, text in row.text.items()}
    except Unreadable:
        return None
