"""Enrolling others in what is mandatory: what, when, and whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from haandgreb.learning.forms.enrolments import day_field, time_in_words
from haandgreb.learning.models import Activity
from haandgreb.learning.queries.mandatory import MOST_AT_ONCE, Choice, people_of
from haandgreb.organisation.models import Person, Unit


class MandatoryForm(forms.Form):
    """A manager ticks her staff; HR chooses one of her units."""

    what = forms.ChoiceField(label=_("What?"), error_messages={"required": _("Choose what it is.")})
    starts_on = day_field(_("First day"), help_text=_("Only where it has no fixed time."))
    ends_on = day_field(_("Last day"))
    unit = forms.ModelChoiceField(
        queryset=Unit.objects.none(), label=_("Everybody in"), required=False, empty_label=_("Choose a unit")
    )
    people = forms.ModelMultipleChoiceField(
        queryset=Person.objects.none(), label=_("Who?"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self,
        *args: Any,
        choices: Sequence[Choice],
        staff: Sequence[Person],
        units: Any,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.found = {one.key: one for one in choices}
        what = self.fields["what"]
        assert isinstance(what, forms.ChoiceField)
        what.choices = [("", _("Choose")), *((one.key, _words(one)) for one in choices)]
        if not choices:
            what.help_text = _("Nothing in the catalogue is mandatory yet. HR for the whole workplace says so there.")
        if units is None:
            del self.fields["unit"]
        else:
            self._choose_from("unit", units)
        if staff:
            self._choose_from("people", Person.objects.filter(pk__in=[one.pk for one in staff]))
        else:
            del self.fields["people"]

    def _choose_from(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def clean(self) -> dict[str, Any]:
        """A day where there is no fixed one; at least one person, and not too many at once."""
        cleaned = super().clean() or {}
        choice = self.found.get(cleaned.get("what", ""))
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if choice is not None and choice.time is None and first is None and "starts_on" not in self.errors:
            self.add_error("starts_on", _("It has no fixed time. Choose the first day."))
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first one. Choose a later day."))
        chosen = self.chosen()
        if not chosen:
            self.add_error("people" if "people" in self.fields else "unit", _("Choose who it is for."))
        elif len(chosen) > MOST_AT_ONCE:
            self.add_error("unit", _("More than %(n)d people work there. Choose a smaller unit.") % {"n": MOST_AT_ONCE})
        return cleaned

    def chosen(self) -> list[Person]:
        """Those ticked, and those who work in the unit today."""
        found = {one.pk: one for one in self.cleaned_data.get("people") or ()}
        unit = self.cleaned_data.get("unit")
        if unit is not None:
            found |= {one.pk: one for one in people_of(unit, self.today)}
        return list(found.values())

    def facts(self) -> tuple[Activity, dict[str, Any]]:
        """The activity, and what the act takes besides."""
        choice = self.found[self.cleaned_data["what"]]
        if choice.time is not None:
            return choice.activity, {"offering": choice.time.offering}
        return choice.activity, {name: self.cleaned_data[name] for name in ("starts_on", "ends_on")}


def _words(one: Choice) -> str:
    when = time_in_words(one.time) if one.time is not None else gettext("no fixed time")
    return f"{one.activity}: {when}"
