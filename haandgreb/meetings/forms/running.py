"""Forms on the screen of a running meeting, and in the minutes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from haandgreb.confidentiality.fields import MINUTES, CleanText


class DecisionForm(forms.Form):
    """What was decided, and who is told."""

    text = CleanText(
        label=_("We decide that …"), max_length=600, error_messages={"required": _("Write what you have decided.")}
    )
    told_to = CleanText(label=_("Who is told?"), required=False)


class ParkForm(forms.Form):
    """A point for later."""

    text = CleanText(
        label=_("A point for later"), max_length=300, error_messages={"required": _("Write what is to be kept.")}
    )


class NotesForm(forms.Form):
    """What the minutes hold beyond decisions and actions."""

    notes = CleanText(label=_("Notes"), rows=8, max_length=MINUTES, required=False)
