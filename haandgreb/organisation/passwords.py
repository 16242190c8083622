"""Passwords that are long and yet known: a short one again and again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FEWEST_SIGNS = 6


class Repetition:
    """Refuses a password that repeats a shorter one, or uses hardly any different signs."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError with advice."""
        plain = password.casefold().strip()
        repeats = plain in (plain + plain)[1:-1]
        if repeats or len(set(plain)) < FEWEST_SIGNS:
            raise ValidationError(
                _("This repeats itself and is easy to guess. Write a sentence instead."), code="repeats"
            )

    def get_help_text(self) -> str:
        """What a password must not be."""
        return _("It may not repeat itself.")
