"""An entry of the catalogue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from haandgreb.competences.models import Competence
from haandgreb.confidentiality.fields import ANSWER, CleanText
from haandgreb.organisation.fields import NameField
from haandgreb.shared import danish


class CompetenceForm(forms.Form):
    """What people are to be good at, in both languages."""

    title = NameField(label=gettext_lazy("What is it called?"))
    title_en = NameField(label=gettext_lazy("In English"), required=False)
    kind = forms.ChoiceField(
        label=pgettext_lazy("competence", "Kind"), choices=Competence.Kind.choices, widget=forms.RadioSelect
    )
    description = CleanText(
        label=gettext_lazy("What does one do who can it?"),
        help_text=gettext_lazy("What can be seen in the work. Write about the work, never about a person."),
        rows=3,
        max_length=ANSWER,
        required=False,
    )
    description_en = CleanText(label=gettext_lazy("The same in English"), rows=3, max_length=ANSWER, required=False)
    other_names = CleanText(
        label=gettext_lazy("What else do people call it?"),
        help_text=gettext_lazy("One name a line. Search finds them."),
        rows=2,
        max_length=ANSWER,
        required=False,
    )
    code = NameField(
        label=gettext_lazy("Short code"),
        help_text=gettext_lazy("If you have one, such as K01."),
        max_length=20,
        required=False,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, competence: Competence | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.competence = competence
        if competence is not None:
            for name in self.fields:
                self.fields[name].initial = getattr(competence, name)

    def clean_title(self) -> str:
        """Two own entries of one name would be taken for each other."""
        title = str(self.cleaned_data["title"])
        same = Competence.objects.filter(source=Competence.Source.OWN, sort_key=danish.sort_key(title))
        if self.competence is not None:
            same = same.exclude(pk=self.competence.pk)
        if (other := same.first()) is not None:
            if other.state == Competence.State.CLOSED:
                raise forms.ValidationError(_("There is a closed entry of that name. Reopen it, or choose another."))
            raise forms.ValidationError(_("There is an entry of that name already."))
        return title

    def facts(self) -> dict[str, Any]:
        """What is to be saved."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
