"""What the learner chooses to show, and to keep as evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haandgreb.competences.forms.levels import UseForm
from haandgreb.competences.models import Competence
from haandgreb.confidentiality.fields import CleanText
from haandgreb.learning.models import CheckIn
from haandgreb.strategy.models import PracticeChange

NOT_FOUND = {"invalid_choice": _("This is not found. Choose from the list.")}


class ShowUseForm(forms.Form):
    """What I do now, for everybody who sees the practice."""

    practice = forms.ModelChoiceField(
        queryset=PracticeChange.objects.none(), label=_("Which practice?"), empty_label=None, error_messages=NOT_FOUND
    )
    text = CleanText(
        label=pgettext_lazy("use", "What do you do now?"),
        help_text=_("One or two lines others can learn from. Write no names and no case numbers."),
        rows=3,
        max_length=400,
    )
    contribution = forms.ChoiceField(
        label=_("Did the course contribute to it?"),
        choices=CheckIn.Contribution.choices,
        widget=forms.RadioSelect,
        error_messages=NOT_FOUND,
    )
    contribution_why = CleanText(label=_("How do you know?"), rows=2, max_length=400)
    with_name = forms.BooleanField(label=_("Show my name with it"), required=False)

    def __init__(self, practices: QuerySet[PracticeChange], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["practice"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = practices

    def facts(self) -> dict[str, Any]:
        """What is kept with the practice."""
        return {name: value for name, value in self.cleaned_data.items() if name != "practice"}


class EvidenceForm(UseForm):
    """When I last used it and what came of it, and which competence it shows."""

    competence = forms.ModelChoiceField(
        queryset=Competence.objects.none(),
        label=_("Which competence does it show?"),
        empty_label=None,
        error_messages=NOT_FOUND,
    )
    field_order = ("competence", "used_on", "what", "came_of_it")

    def __init__(self, competences: Iterable[Competence], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["competence"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Competence.objects.filter(pk__in=[one.pk for one in competences])

    def facts(self) -> dict[str, Any]:
        """What is kept as evidence."""
        return {name: value for name, value in self.cleaned_data.items() if name != "competence"}
