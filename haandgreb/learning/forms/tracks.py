"""What a learning track is for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from haandgreb.competences.models import RoleProfile
from haandgreb.confidentiality.fields import CleanText
from haandgreb.learning.models import Track
from haandgreb.organisation.fields import NameField


class TrackForm(forms.Form):
    """What a track is for; its modules are put in on its own page."""

    title = NameField(label=gettext_lazy("What is it called?"))
    for_whom = NameField(
        label=gettext_lazy("Who is it for?"),
        help_text=gettext_lazy("A role or a purpose, such as “Everybody who writes decisions”."),
        required=False,
    )
    profiles = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Role profiles it is shown to"),
        queryset=RoleProfile.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    talk_questions = CleanText(
        label=gettext_lazy("What should they talk about?"),
        help_text=gettext_lazy("One question a line. They stand on every fælles klik and in the team's ten minutes."),
        rows=3,
        max_length=1000,
        required=False,
    )
    use_task = CleanText(
        label=gettext_lazy("What is it used on within a week?"),
        help_text=gettext_lazy("Something one does at work, such as “Rewrite one letter”."),
        max_length=400,
        required=False,
    )
    sign = CleanText(label=gettext_lazy("How can one see that it is used?"), max_length=400, required=False)
    title_en = NameField(label=gettext_lazy("In English"), required=False)
    code = NameField(label=gettext_lazy("Short code"), max_length=20, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, track: Track | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["profiles"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = RoleProfile.objects.active()
        if track is not None:
            for name in set(self.fields) - {"profiles"}:
                self.fields[name].initial = getattr(track, name)
            field.initial = list(track.profiles.all())

    def facts(self) -> dict[str, Any]:
        """What is to be saved."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
