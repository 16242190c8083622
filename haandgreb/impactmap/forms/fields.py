"""Fields the map's forms share: units, how sure we are, the twelve handles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haandgreb.organisation import queries
from haandgreb.organisation.models import Unit
from haandgreb.shared import clock
from haandgreb.strategy.models import Strength

STRENGTHS = [
    (Strength.KNOWN, pgettext_lazy("strength", "known – we have seen it, here or elsewhere")),
    (Strength.EXPERIENCE, pgettext_lazy("strength", "experience – it usually goes that way")),
    (Strength.HOPE, pgettext_lazy("strength", "hope – we believe in it and will look")),
]

HANDLES = [
    ("", "–"),
    ("HG-01", _("Swaps and visits")),
    ("HG-02", _("Next to you")),
    ("HG-03", _("The new hires")),
    ("HG-04", _("Mentoring")),
    ("HG-05", _("Coach each other")),
    ("HG-06", _("Sparring and feedback")),
    ("HG-07", _("Better meetings")),
    ("HG-08", _("Idea environments")),
    ("HG-09", _("The physical space")),
    ("HG-10", _("Campus together")),
    ("HG-11", _("With the users")),
    ("HG-12", _("Effect of courses")),
]


class SeveralField(forms.Field):
    """Several things out of a list; cleans to the things, in the order of the list."""

    widget = forms.SelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.things: dict[str, Any] = {}

    def offer(self, things: Iterable[tuple[Any, str]]) -> None:
        """What there is to choose, each with what it is called."""
        rows = list(things)
        self.things = {str(thing.pk): thing for thing, _called in rows}
        self.choices = [(str(thing.pk), called) for thing, called in rows]
        assert isinstance(self.widget, forms.SelectMultiple)
        self.widget.choices = self.choices

    def prepare_value(self, value: Any) -> Any:
        """Things are shown by their ids."""
        if isinstance(value, Model):
            return str(value.pk)
        if isinstance(value, Iterable) and not isinstance(value, str):
            return [str(getattr(one, "pk", one)) for one in value]
        return value

    def clean(self, value: Any) -> list[Any]:
        """The things that are meant; says so where one is not in the list."""
        chosen = {str(one) for one in value or ()}
        if not chosen <= set(self.things):
            raise forms.ValidationError(_("Choose from the list."), code="invalid")
        if self.required and not chosen:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [thing for pk, thing in self.things.items() if pk in chosen]


def units_of_today() -> Iterator[tuple[Unit, str]]:
    """Today's units, each followed by those below it, pushed in."""
    for branch in queries.unit_choices(clock.today()):
        yield branch.unit, "\u2003" * branch.depth + branch.unit.title


def strength_field() -> forms.ChoiceField:
    """How sure are we that the one leads to the other?"""
    return forms.ChoiceField(
        label=_("How sure are we that it leads there?"),
        choices=STRENGTHS,
        initial=Strength.EXPERIENCE,
        widget=forms.RadioSelect,
    )
