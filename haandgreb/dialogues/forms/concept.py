"""The form of the concept."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from haandgreb.confidentiality.fields import ANSWER, CleanText


class ConceptForm(forms.Form):
    """A draft. Nothing has to be there before it is published."""

    purpose = CleanText(
        label=_("What do you want to get out of it?"),
        help_text=_("In five lines or less, so that everybody can remember it."),
        rows=4,
        max_length=ANSWER,
        required=False,
    )
    scope = CleanText(
        label=_("For whom, and what it is not"),
        help_text=_("Write what it must not be used for: the system cannot know that, people must."),
        rows=5,
        max_length=ANSWER,
        required=False,
    )
    forms = CleanText(label=_("Which talks you have, and when"), rows=5, max_length=ANSWER, required=False)
    stored = CleanText(label=_("What is stored, and how long"), rows=7, max_length=ANSWER, required=False)
    who_sees = CleanText(
        label=_("Who sees what"),
        help_text=_("This text tells what holds. It does not change what Håndgreb shows to whom."),
        rows=9,
        max_length=ANSWER,
        required=False,
    )
    basis = CleanText(label=_("Legal basis"), max_length=400, rows=2, required=False)
    contact = CleanText(label=_("Whom to ask"), max_length=400, rows=2, required=False)
    changed = CleanText(
        label=_("What is new, and why"),
        help_text=_("Everybody reads this line when the version is published."),
        max_length=400,
        rows=2,
        required=False,
    )
