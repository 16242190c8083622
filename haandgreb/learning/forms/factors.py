"""The form of the sixteen questions, and of taking something on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from haandgreb.questions.forms import AnswerForm, ScaleField, answer_form
from haandgreb.questions.models import QuestionSet
from haandgreb.questions.reading import read_row
from haandgreb.shared.clock import LAST_DAY
from haandgreb.shared.day_fields import DayInput


def factors_form(questions: QuestionSet, data: Mapping[str, Any] | None, steps: Mapping[str, int]) -> AnswerForm:
    """Every question with a way to say that one does not know, which is no answer."""
    form = answer_form(read_row(questions), data)
    for name, field in form.fields.items():
        if isinstance(field, ScaleField):
            field.choices = [*_steps(field), ("", _("Don't know, or not relevant"))]
            field.initial = steps.get(name, "" if steps else None)
    return form


def _steps(field: ScaleField) -> list[tuple[Any, Any]]:
    return list(cast("Iterable[tuple[Any, Any]]", field.choices))


class TakeOnForm(forms.Form):
    """By when."""

    due_on = forms.DateField(label=_("Done by"), widget=DayInput())

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"due_on": today + timedelta(days=30)})
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_due_on(self) -> date:
        """Today at the earliest."""
        found: date = self.cleaned_data["due_on"]
        if not self.today <= found <= LAST_DAY:
            raise forms.ValidationError(_("Choose today or a later day."))
        return found
