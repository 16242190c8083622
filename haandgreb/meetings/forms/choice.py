"""Keep, change one thing, or stop."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haandgreb.confidentiality.fields import NAME, CleanText
from haandgreb.meetings.models import SeriesChange


class ChoiceForm(forms.Form):
    """The group's one choice; a change says what."""

    choice = forms.ChoiceField(
        choices=SeriesChange.Choice.choices,
        label=_("The group's choice"),
        error_messages={"required": _("Choose one of the three."), "invalid_choice": _("Choose one of the three.")},
    )
    what = CleanText(label=_("If you change one thing: what?"), required=False, max_length=NAME)

    def clean(self) -> dict[str, Any]:
        fields = self.cleaned_data
        if fields.get("choice") == SeriesChange.Choice.CHANGE and "what" in fields and not fields["what"].strip():
            self.add_error("what", _("Say in one line what you change."))
        return fields
