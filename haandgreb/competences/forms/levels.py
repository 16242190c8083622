"""Forms about a person's levels: one field for each competence, and one use of a competence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from haandgreb.competences.level_words import LEVELS
from haandgreb.competences.models import Competence
from haandgreb.confidentiality.fields import CleanText
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.day_fields import DayInput

NAME = "level-"
MOST_ROWS = 200
"""Competences in one form; nobody's wheel has as many."""


def ids_in(sent: Mapping[str, Any] | None) -> list[UUID]:
    """The competences a form or a draft of it speaks of."""
    names = [name.removeprefix(NAME) for name in sent or {} if name.startswith(NAME)]
    return [UUID(hex=text) for text in names[:MOST_ROWS] if len(text) == 32 and _is_hex(text)]


def _is_hex(text: str) -> bool:
    return all(letter in "0123456789abcdef" for letter in text)


class PerCompetence(forms.Form):
    """One field for each competence, whatever they are."""

    choices: ClassVar[list[tuple[str, Any]]] = []
    widget: ClassVar[type[forms.Select | forms.RadioSelect]] = forms.RadioSelect

    def __init__(
        self, competences: Iterable[Competence], data: QueryDict | None = None, known: Mapping[UUID, Any] | None = None
    ) -> None:
        super().__init__(data)
        self.about = {f"{NAME}{competence.pk.hex}": competence for competence in competences}
        for name, competence in self.about.items():
            self.fields[name] = self.field_for(competence)
            value = (known or {}).get(competence.pk)
            self.initial[name] = "" if value is None else str(value)

    def field_for(self, competence: Competence) -> forms.Field:
        """The field for one competence."""
        return forms.ChoiceField(
            label=str(competence),
            choices=self.choices,
            widget=self.widget,
            required=False,
            error_messages={"invalid_choice": _("A level is a number from 0 to 5.")},
        )

    def rows(self) -> Iterator[tuple[Competence, forms.BoundField]]:
        """Each competence with its field, in the order given."""
        for name, competence in self.about.items():
            yield competence, self[name]

    def bound_for(self, competence: Competence) -> forms.BoundField:
        """The field of one competence."""
        return self[f"{NAME}{competence.pk.hex}"]


class LevelForm(PerCompetence):
    """A level, or none, for each competence."""

    def levels(self) -> dict[Competence, int | None]:
        """What was sent; a competence whose field did not come is not spoken of."""
        sent = [name for name in self.about if name in self.data]
        return {self.about[name]: _number(self.cleaned_data[name]) for name in sent}


def _number(text: str) -> int | None:
    return int(text) if text else None


class EstimateForm(LevelForm):
    """Her own estimates."""

    choices: ClassVar[list[tuple[str, Any]]] = [
        *((str(level.number), level) for level in LEVELS),
        ("", _("I don't know yet")),
    ]


class ProposeForm(LevelForm):
    """Levels to propose to the other of the two; most are left out."""

    choices: ClassVar[list[tuple[str, Any]]] = [
        ("", _("propose nothing")),
        *((str(level.number), level) for level in LEVELS),
    ]
    widget = forms.Select

    def chosen(self) -> dict[Competence, int]:
        """Those with a level."""
        return {competence: level for competence, level in self.levels().items() if level is not None}


class WishForm(PerCompetence):
    """What she wants to learn, and what she would rather not."""

    choices: ClassVar[list[tuple[str, Any]]] = [
        ("True", _("Want to learn it")),
        ("False", _("Would rather not")),
        ("", _("Not said")),
    ]

    def wishes(self) -> dict[Competence, bool | None]:
        """What was sent."""
        sent = [name for name in self.about if name in self.data]
        return {self.about[name]: _yes_or_no(self.cleaned_data[name]) for name in sent}


def _yes_or_no(text: str) -> bool | None:
    return text == "True" if text else None


class UseForm(forms.Form):
    """When she last used it, and what came of it (concepts.md 2)."""

    used_on = forms.DateField(label=_("When did you use it last?"), widget=DayInput())
    what = CleanText(
        label=_("What did you use it for?"),
        help_text=_("Write about the task, not about people. Do not write about health, family or trade union."),
        rows=3,
        max_length=2000,
    )
    came_of_it = CleanText(label=_("What came of it?"), rows=3, max_length=2000, required=False)

    def clean_used_on(self) -> Any:
        """What one has used lies behind."""
        day = self.cleaned_data["used_on"]
        if day > clock.today():
            raise forms.ValidationError(_("This day has not come yet. Choose today or an earlier day."))
        return day


class ManagerForm(forms.Form):
    """Which of several managers it is for."""

    manager = forms.ModelChoiceField(queryset=Person.objects.none(), label=_("Who is it for?"), empty_label=None)

    def __init__(self, managers: Iterable[Person], data: QueryDict | None = None) -> None:
        super().__init__(data)
        ids = [manager.pk for manager in managers]
        field = self.fields["manager"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Person.objects.filter(pk__in=ids)
