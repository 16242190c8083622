"""When an activity takes place, and why it does not."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haandgreb.confidentiality.fields import CleanText
from haandgreb.learning.models import Offering
from haandgreb.shared.day_fields import day_field

_MOST_DAYS = 3 * 366


class OfferingForm(forms.Form):
    """First and last day, where, and how many can take part."""

    starts_on = day_field(gettext_lazy("First day"))
    ends_on = day_field(gettext_lazy("Last day"), help_text=gettext_lazy("The same day where it lasts one day."))
    place = CleanText(label=gettext_lazy("Where?"), required=False)
    seats = forms.IntegerField(
        label=gettext_lazy("Seats"),
        help_text=gettext_lazy("Leave it empty where there is room for everybody."),
        min_value=1,
        max_value=5000,
        required=False,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offering: Offering | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if offering is not None:
            for name in self.fields:
                self.fields[name].initial = getattr(offering, name)

    def clean(self) -> dict[str, Any]:
        """It ends on or after the day it starts."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first is not None and last is not None:
            if last < first:
                self.add_error("ends_on", ValidationError(_("It cannot end before it starts."), code="order"))
            elif (last - first).days > _MOST_DAYS:
                self.add_error(
                    "ends_on", ValidationError(_("That is more than three years. Check the year."), code="far")
                )
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What is to be saved."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class CancelForm(forms.Form):
    """Why it is cancelled; those who have a place read it."""

    why = CleanText(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("Those who have a place can read it. Write nothing about a person."),
    )
