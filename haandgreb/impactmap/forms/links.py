"""Forms that draw lines: to which card, and how sure we are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haandgreb.impactmap.forms.fields import strength_field

NOT_FOUND = _("This is not on the map, or you do not have access to it. Choose one of those shown.")


class LinkForm(forms.Form):
    """`cards` are the neighbours she sees, by "kind-id"; any other answer is not found, whether it exists or not."""

    to = forms.ChoiceField(
        label=_("What is it linked to?"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NOT_FOUND, "required": _("Choose what it is linked to.")},
    )
    strength = strength_field()

    def __init__(self, *args: Any, groups: Sequence[tuple[str, Mapping[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(label, list(cards.items())) for label, cards in groups]


class ParentForm(forms.Form):
    """Under which card it hangs from now on."""

    to = forms.ChoiceField(
        label=_("Where does it hang from now on?"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NOT_FOUND, "required": _("Choose where it hangs from now on.")},
    )

    def __init__(self, *args: Any, cards: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(cards.items())
