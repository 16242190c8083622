"""What was tried, and what changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haandgreb.confidentiality.fields import CleanText
from haandgreb.learning.models import HandleTrial
from haandgreb.organisation.forms.people import day_field
from haandgreb.shared import clock


class TrialForm(forms.Form):
    """One time the handle was tried."""

    tried_on = day_field(label=gettext_lazy("When did you try it?"))
    people = forms.IntegerField(label=gettext_lazy("How many were you?"), min_value=1, max_value=1000, initial=2)
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes did it take each of you?"), min_value=0, max_value=60_000
    )
    changed = CleanText(
        label=gettext_lazy("What changed?"),
        help_text=gettext_lazy("What you do differently now, or that nothing changed. Write no names."),
        max_length=1000,
        rows=4,
        required=False,
    )
    again = forms.ChoiceField(
        label=gettext_lazy("Would you do it again?"), choices=HandleTrial.Again.choices, widget=forms.RadioSelect
    )
    seen_by = forms.ChoiceField(
        label=gettext_lazy("Who may read it, with your name?"),
        choices=HandleTrial.SeenBy.choices,
        initial=HandleTrial.SeenBy.UNIT,
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, trial: HandleTrial | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tried_on"].initial = clock.today()
        if trial is not None:
            for name, field in self.fields.items():
                field.initial = getattr(trial, name)

    def clean_tried_on(self) -> date:
        """What has not been was not tried."""
        day: date = self.cleaned_data["tried_on"]
        if day > clock.today():
            raise forms.ValidationError(_("This is a day to come. Choose the day you tried it."), code="ahead")
        return day

    def facts(self) -> dict[str, Any]:
        """What is to be saved."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
