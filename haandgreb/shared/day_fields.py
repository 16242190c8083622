"""A day in a form: the browser's own calendar, by pointer and by keyboard, without script."""

from __future__ import annotations

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """A day as browsers ask for it and send it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(label: Any = None, **kwargs: Any) -> forms.DateField:
    """A day of the calendar."""
    return forms.DateField(label=label, widget=DayInput(), **kwargs)
