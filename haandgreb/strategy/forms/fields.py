"""Fields of goals and results: days, numbers as people write them, and how sure a connection is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haandgreb.shared.templatetags.look import current_language
from haandgreb.strategy.models import Strength
from haandgreb.strategy.rules.numbers import NotANumber, TooLong, read_number, write_number


class NumberField(forms.CharField):
    """A number as people write it in the page's language: 1.234,5 or 1,234.5. Cleans to a Decimal, or None."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=30, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A number is shown as it is typed."""
        return write_number(value, current_language()) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Any:
        """The number; says in words what is wrong."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_number(text, current_language())
        except NotANumber as wrong:
            raise forms.ValidationError(_("Write a number, such as 27 or 12.5."), code="number") from wrong
        except TooLong as wrong:
            raise forms.ValidationError(
                _("That is too long: at most eleven digits before the decimal sign and three after."), code="long"
            ) from wrong


class GoalField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no parameter when it runs
    """A goal, called by its short name and the unit it holds for."""

    def label_from_instance(self, obj: Any) -> str:
        """S1 Decisions that are understood and hold · Grants."""
        title = f"{obj.code} {obj}".strip()
        return f"{title} · {obj.unit}" if obj.unit_id else title


def strength_field(**kwargs: Any) -> forms.ChoiceField:
    """How sure a connection is."""
    return forms.ChoiceField(
        label=_("How sure are you that this leads to the goal?"),
        choices=[
            (Strength.KNOWN.value, _("We know it: it has been shown, here or elsewhere")),
            (Strength.EXPERIENCE.value, _("It is our experience")),
            (Strength.HOPE.value, _("It is a hope")),
        ],
        initial=Strength.EXPERIENCE.value,
        widget=forms.RadioSelect,
        **kwargs,
    )
