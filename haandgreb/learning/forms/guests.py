"""Forms of guests: to invite one, and what she answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haandgreb.confidentiality.fields import NAME, CleanText
from haandgreb.learning.models import CheckIn, GuestLink

_LONGEST, _MESSAGE = 1000, 2000
_USE = [("", _("I cannot say")), *CheckIn.Use.choices]


class InviteForm(forms.Form):
    """Who gets the link, and what she is told."""

    name = CleanText(label=_("Name"), max_length=NAME)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    message = CleanText(label=_("What she should know"), max_length=_MESSAGE, rows=4, required=False)
    shows_questions = forms.BooleanField(label=_("Show my three questions"), required=False)

    def __init__(self, *args: Any, kind: str, has_questions: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_questions:
            del self.fields["shows_questions"]
        if kind == GuestLink.Kind.PROVIDER:
            self.fields["message"].label = _("Our situation: what should be possible afterwards, and which tasks wait?")
        else:
            self.fields["message"].label = _("What would you like to be asked about?")


class ProviderForm(forms.Form):
    """Three questions to the provider."""

    practise = CleanText(
        label=_("How do you practise using it on the course?"), max_length=_LONGEST, rows=3, required=False
    )
    bring = CleanText(
        label=_("What is good to bring, or to do beforehand?"), max_length=_LONGEST, rows=3, required=False
    )
    afterwards = CleanText(label=_("What helps most at work afterwards?"), max_length=_LONGEST, rows=3, required=False)

    def clean(self) -> dict[str, Any]:
        """At least one answer."""
        return _something(self, _("Answer at least one of the questions."))


class BuddyForm(forms.Form):
    """What the buddy has seen herself."""

    use = forms.TypedChoiceField(
        label=_("How much have you seen it used?"),
        choices=_USE,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    seen = CleanText(label=_("What did you see? Give an example."), max_length=_LONGEST, rows=3, required=False)
    advice = CleanText(label=_("What is one wish for next time?"), max_length=_LONGEST, rows=2, required=False)

    def clean(self) -> dict[str, Any]:
        """At least one answer."""
        return _something(self, _("Answer at least one of the questions."))


def _something(form: forms.Form, wrong: Any) -> dict[str, Any]:
    found = dict(form.cleaned_data)
    if not form.errors and all(value in ("", None) for value in found.values()):
        raise forms.ValidationError(wrong)
    return found
