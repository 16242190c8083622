"""Forms on the screen of a running meeting, and in the minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from haandgreb.confidentiality.fields import MINUTES, CleanText

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class DecisionForm(forms.Form):
    """What was decided, and who is told."""

    text = CleanText(label=_("We decide that …"), max_length=600, required=False)
    told_to = CleanText(label=_("Who is told?"), required=False)

    def clean_text(self) -> str:
        """Something was decided; said here, so that the short form carries no word about what is required."""
        return _written(self.cleaned_data["text"], _("Write what you have decided."))


class ParkForm(forms.Form):
    """A point for later."""

    text = CleanText(label=_("A point for later"), max_length=300, required=False)

    def clean_text(self) -> str:
        """Something is to be kept."""
        return _written(self.cleaned_data["text"], _("Write what is to be kept."))


class NotesForm(forms.Form):
    """What the minutes hold beyond decisions and actions."""

    notes = CleanText(label=_("Notes"), rows=8, max_length=MINUTES, required=False)


def _written(text: str, otherwise: StrOrPromise) -> str:
    if not text:
        raise forms.ValidationError(otherwise)
    return text
