"""The form of the concept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haandgreb.confidentiality.fields import ANSWER, CleanText

LINE = 400  # letters


def _text(label: Any, rows: int, help_text: Any = "", *, longest: int = ANSWER) -> CleanText:
    """A text of the concept; nothing has to be there before it is published."""
    return CleanText(label=label, help_text=help_text, rows=rows, max_length=longest, required=False)


class ConceptForm(forms.Form):
    """A draft."""

    purpose = _text(
        _("What do you want to get out of it?"), 4, _("In five lines or less, so that everybody can remember it.")
    )
    scope = _text(
        _("For whom, and what it is not"),
        5,
        _("Write what it must not be used for: the system cannot know that, people must."),
    )
    forms = _text(_("Which talks you have, and when"), 5)
    stored = _text(_("What is stored, and how long"), 7)
    who_sees = _text(
        _("Who sees what"), 9, _("This text tells what holds. It does not change what Håndgreb shows to whom.")
    )
    basis = _text(_("Legal basis"), 2, longest=LINE)
    contact = _text(_("Whom to ask"), 2, longest=LINE)
    changed = _text(
        _("What is new, and why"), 2, _("Everybody reads this line when the version is published."), longest=LINE
    )
