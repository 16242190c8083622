"""One's own note, the team's ten minutes, and whether a module is used."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haandgreb.confidentiality.fields import ANSWER, CleanText
from haandgreb.learning.models import ModuleNote, TeamTalk
from haandgreb.learning.models.steps import CheckIn
from haandgreb.organisation.fields import PersonField
from haandgreb.organisation.models import Unit
from haandgreb.shared import clock
from haandgreb.shared.day_fields import day_field


class NoteForm(forms.Form):
    """What one expects beforehand, and what one took from it."""

    expectations = CleanText(
        label=gettext_lazy("Three things I expect of it"),
        help_text=gettext_lazy("Before you begin. One a line. What do you already know?"),
        rows=3,
        max_length=ANSWER,
        required=False,
    )
    learned = CleanText(label=gettext_lazy("What I learned"), rows=3, max_length=ANSWER, required=False)
    use = CleanText(
        label=gettext_lazy("Which case will I use it in this week?"),
        help_text=gettext_lazy("Write no personal data about users or colleagues."),
        rows=2,
        max_length=ANSWER,
        required=False,
    )
    unclear = CleanText(
        label=gettext_lazy("What is unclear, or does not fit our reality?"), rows=2, max_length=ANSWER, required=False
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, note: ModuleNote | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if note is not None:
            for name in self.fields:
                self.fields[name].initial = getattr(note, name) or ""


class TeamTalkForm(forms.Form):
    """Ten minutes: what it means here."""

    unit = forms.ModelChoiceField(label=gettext_lazy("In which unit?"), queryset=Unit.objects.none(), empty_label=None)
    held_on = day_field(gettext_lazy("When did you talk?"))
    means = CleanText(
        label=gettext_lazy("What does it mean here?"),
        help_text=gettext_lazy("In a few lines. Write no names, and nothing about single people."),
        rows=4,
        max_length=2000,
    )
    does_not_fit = CleanText(
        label=gettext_lazy("What does not fit our reality?"), rows=2, max_length=1000, required=False
    )
    tries = CleanText(label=gettext_lazy("What do we try within a week?"), max_length=400, required=False)
    owner = PersonField(
        label=gettext_lazy("Who has the ball?"),
        help_text=gettext_lazy("Gets it as a promise, due a week after you talked."),
        required=False,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: QuerySet[Unit], talk: TeamTalk | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units
        self.fields["held_on"].initial = clock.today()
        if talk is not None:
            del self.fields["unit"], self.fields["owner"]
            for name in self.fields:
                self.fields[name].initial = getattr(talk, name)

    def clean_held_on(self) -> Any:
        """Written down afterwards."""
        day = self.cleaned_data["held_on"]
        if day > clock.today():
            raise ValidationError(_("Write it down when you have talked: choose today or earlier."), code="ahead")
        return day

    def clean(self) -> dict[str, Any]:
        """Somebody who has the ball has something to try."""
        cleaned = super().clean() or {}
        if cleaned.get("owner") and not cleaned.get("tries"):
            self.add_error("tries", ValidationError(_("Write what is to be tried."), code="nothing"))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What is to be saved."""
        names = ("held_on", "means", "does_not_fit", "tries", "owner")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class UseForm(forms.Form):
    """Three questions after a module: how much, in what, what gets in the way."""

    use = forms.TypedChoiceField(
        label=gettext_lazy("How much have you used it?"),
        choices=CheckIn.Use.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )
    happened = CleanText(
        label=gettext_lazy("In which case?"),
        help_text=gettext_lazy("Write no personal data about users or colleagues."),
        max_length=1000,
        rows=2,
        required=False,
    )
    barrier = forms.ChoiceField(label=gettext_lazy("What has slowed you down?"), required=False)

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["barrier"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Nothing")), *kinds]
