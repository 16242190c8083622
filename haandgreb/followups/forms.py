"""Forms about promised things."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from haandgreb.confidentiality.fields import CleanText
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.day_fields import day_field


class PromiseForm(forms.Form):
    """What, who (one person), by when."""

    what = CleanText(label=_("What is to be done?"))
    owner = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who has the ball?"), empty_label=_("Choose one person")
    )
    due_on = day_field(_("By when?"))

    def __init__(self, people: QuerySet[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = people


class OwnPromiseForm(forms.Form):
    """Something I promise myself."""

    what = CleanText(label=_("What is to be done?"))
    due_on = day_field(_("By when?"))


class MoveForm(forms.Form):
    """A new date and why."""

    to_day = day_field(_("New date"))
    reason = CleanText(label=_("Why is it moved?"))

    def clean_to_day(self) -> date:
        to_day: date = self.cleaned_data["to_day"]
        if to_day < clock.today():
            raise forms.ValidationError(_("Choose today or a later day."))
        return to_day


class SkipForm(forms.Form):
    """Why it will not be done."""

    reason = CleanText(label=_("Why is it skipped?"))
