"""Free text people write: cleaned, kept within its length, and stopped where it looks like a CPR number."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from haandgreb.shared.cpr import holds_cpr

NAME, ANSWER, MINUTES = 200, 4_000, 20_000  # letters; security-and-privacy §5
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean_text(text: str) -> str:
    """The text in NFC, without control and direction marks. Raises ValidationError for what looks like a CPR number."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _CONTROL.sub("", text)
    if holds_cpr(text):
        raise ValidationError(_("This looks like a CPR number. Delete it before you save."), code="cpr")
    return text


class CleanText(forms.CharField):
    """A text field for what people write. `rows` makes it a text area of that height."""

    def __init__(self, *, rows: int = 0, max_length: int = NAME, **kwargs: Any) -> None:
        if rows:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        """Line ends count once, as browsers count them."""
        return clean_text(str(super().to_python(value) or ""))
