"""A form field in which one types a competence; it works without script."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.competences.models import Competence
from haandgreb.competences.queries.catalogue import choices, named

CHOICES = "competence-choices"
"""The id of the list of suggestions; a page with such a field has one, with own_choices() in it."""


class CompetenceInput(forms.TextInput):
    """A text field with a list to choose from: own entries at once, ESCO's while one types."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Points to the page's list of suggestions."""
        more = {
            "list": CHOICES,
            "autocomplete": "off",
            "spellcheck": "false",
            "hx-get": f"{reverse('competences:choices')}?field={name}",
            "hx-trigger": "input changed delay:200ms",
            "hx-target": f"#{CHOICES}",
        }
        return super().get_context(name, value, {**more, **(attrs or {})})


class CompetenceField(forms.CharField):
    """A competence that may be chosen for something new, by name in either language, or by code."""

    widget = CompetenceInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 400)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A competence as its name."""
        return str(value) if isinstance(value, Competence) else value

    def clean(self, value: Any) -> Any:
        """The competence that is meant; None for nothing. Says so in words where there is none of that name."""
        words = super().clean(value)
        if not words:
            return None
        if (found := named(words)) is not None:
            return found
        near = choices(words, limit=3)
        if near:
            names = ", ".join(str(one) for one in near)
            raise ValidationError(_("Nothing is called exactly that. Did you mean: %(names)s?") % {"names": names})
        raise ValidationError(_("There is no competence of that name in the catalogue."))
