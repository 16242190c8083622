"""Text that exists in Danish and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True)
class Text:
    """A text in both languages; str() gives the reader's, or the other where one is empty."""

    da: str
    en: str = ""

    @classmethod
    def of(cls, value: str | Mapping[str, str] | Text | None) -> Text:
        """Read a text from content: a table with da and en, or one string for both."""
        if isinstance(value, Text):
            return value
        if value is None or isinstance(value, str):
            return cls(da=value or "", en=value or "")
        return cls(da=value.get("da", ""), en=value.get("en", ""))

    def in_language(self, language: str) -> str:
        first, second = (self.en, self.da) if language.startswith("en") else (self.da, self.en)
        return first or second

    def as_dict(self) -> dict[str, str]:
        return {"da": self.da, "en": self.en}

    def __str__(self) -> str:
        return self.in_language(get_language() or "da")

    def __bool__(self) -> bool:
        return bool(self.da or self.en)
