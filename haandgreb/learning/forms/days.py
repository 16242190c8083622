"""The form of a day off."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from haandgreb.confidentiality.fields import CleanText
from haandgreb.organisation.forms.people import day_field


class DayOffForm(forms.Form):
    """What the day is called, which it is, and whether it comes again."""

    title = CleanText(label=_("What is it called?"), max_length=100)
    day = day_field(label=_("Which day?"))
    every_year = forms.BooleanField(label=_("On this day every year"), required=False)
