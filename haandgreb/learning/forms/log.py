"""The form of one half day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haandgreb.confidentiality.fields import CleanText

_LONGEST = 1000


class LogForm(forms.Form):
    """Three short texts, and who else may read them. All three left empty is no entry."""

    point = CleanText(label=_("What did you take from it?"), max_length=_LONGEST, rows=3, required=False)
    used_where = CleanText(label=_("Where can you use it?"), max_length=_LONGEST, rows=2, required=False)
    first_step = CleanText(label=_("What is your first step?"), max_length=_LONGEST, rows=2, required=False)
    shown_to_manager = forms.BooleanField(label=_("My nearest manager may read it"), required=False)
    shown_to_buddy = forms.BooleanField(label=_("My buddy may read it"), required=False)

    def texts(self) -> dict[str, Any]:
        """The three texts."""
        return {name: self.cleaned_data[name] for name in ("point", "used_where", "first_step")}
