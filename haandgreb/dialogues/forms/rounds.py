"""Forms about rounds, whose dialogue it is, and the year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haandgreb.confidentiality.fields import CleanText
from haandgreb.dialogues.models import Kind, Round
from haandgreb.organisation.fields import PersonField, UnitField
from haandgreb.organisation.models import Person, Unit
from haandgreb.organisation.permissions import is_hr_for
from haandgreb.shared import clock
from haandgreb.shared.day_fields import day_field

UNITS = ("unit", "unit_2", "unit_3")
FACTS = (
    "title", "title_en", "kickoff_on", "prepare_from", "talks_from", "talks_to", "follow_up_from", "follow_up_to",
)  # fmt: skip
PLANNED = ("kind", "kinds_out", "leaders_out")  # stand once the round has begun


class RoundForm(forms.Form):
    """A round: which talks, for whom, when."""

    kind = forms.ModelChoiceField(label=_("Which talks?"), queryset=Kind.objects.none(), empty_label=None)
    title = CleanText(label=_("What is the round called?"), help_text=_("As people say it: “MUS 2027”."))
    title_en = CleanText(label=_("The same in English"), required=False)
    unit = UnitField(label=_("For which unit?"), help_text=_("Everything below it is in the round too."))
    unit_2 = UnitField(label=_("And which other?"), required=False, empty=_("No other"))
    unit_3 = UnitField(label=_("And one more?"), required=False, empty=_("No other"))
    leaders_out = forms.BooleanField(
        label=_("Managers are not in this round"),
        help_text=_("They have their own talk with their own manager, one round earlier."),
        required=False,
    )
    kinds_out = forms.MultipleChoiceField(
        label=_("Who is left out?"),
        help_text=_("As the works council has decided. The words are those of your staff list."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    kickoff_on = day_field(_("Joint start"), required=False, help_text=_("Known to everybody four weeks ahead."))
    prepare_from = day_field(_("Preparation opens"))
    talks_from = day_field(_("Talks from"))
    talks_to = day_field(_("Talks until"))
    follow_up_from = day_field(_("Follow-up from"), required=False, help_text=_("About half a year after the talks."))
    follow_up_to = day_field(_("Follow-up until"), required=False)

    def __init__(
        self, *args: Any, person: Person, kinds_of_jobs: Sequence[str], begun: Round | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        field = self.fields["kind"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Kind.objects.filter(is_used=True)
        self.fields["kinds_out"].choices = [(kind, kind) for kind in kinds_of_jobs]  # type: ignore[attr-defined]  # it is a field of choices
        if not kinds_of_jobs:
            del self.fields["kinds_out"]
        for name in (*UNITS, *PLANNED) if begun is not None else ():
            self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        """Days follow each other; each unit is one HR plans for."""
        data = dict(super().clean() or {})
        for first, then, words in (
            ("prepare_from", "talks_from", _("Talks cannot begin before preparation opens.")),
            ("talks_from", "talks_to", _("The talks end before they begin.")),
            ("talks_from", "follow_up_from", _("Follow-up comes after the talks have begun.")),
            ("follow_up_from", "follow_up_to", _("Follow-up ends before it begins.")),
        ):
            if data.get(first) and data.get(then) and data[first] > data[then]:
                self.add_error(then, words)
        for name in FACTS[2:]:
            if isinstance(data.get(name), date) and data[name] > clock.LAST_DAY:
                self.add_error(name, _("That is too far ahead."))
        for name in UNITS:
            unit = data.get(name)
            if isinstance(unit, Unit) and not is_hr_for(self.person, unit, clock.today()):
                self.add_error(name, _("You plan for the units assigned to you. This one is not among them."))
        return data

    def units(self) -> list[Unit]:
        """The chosen units, each once."""
        found = [self.cleaned_data.get(name) for name in UNITS]
        return list(dict.fromkeys(unit for unit in found if unit is not None))

    def facts(self) -> dict[str, Any]:
        """What the round is made with."""
        names = [name for name in (*FACTS, *PLANNED) if name in self.fields]
        return {name: self.cleaned_data[name] for name in names}


class DiscussedForm(forms.Form):
    """The day the works council discussed the round."""

    on = day_field(_("Which day did the works council discuss it?"))


class OfferForm(forms.Form):
    """Whom HR offers: somebody at hand, or anybody who manages something."""

    near = forms.ChoiceField(label=_("Who is offered?"), required=False)
    other = PersonField(label=_("Or somebody else who manages a unit"), required=False)

    def __init__(self, *args: Any, near: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(one.pk): one for one in near}
        field = self.fields["near"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose")), *((pk, str(one)) for pk, one in self.offered.items())]

    def clean(self) -> dict[str, Any]:
        """One of the two; what is typed counts where both are there."""
        data = dict(super().clean() or {})
        chosen = data.get("other") or self.offered.get(data.get("near", ""))
        if chosen is None and not self.errors:
            self.add_error("near", _("Choose somebody, or write a name."))
        return {**data, "manager": chosen}


class WaitForm(forms.Form):
    """Until when the talk of somebody on leave waits."""

    until = day_field(_("Back on"))

    def clean_until(self) -> date:
        """A day to come."""
        until: date = self.cleaned_data["until"]
        if not clock.today() < until <= clock.LAST_DAY:
            raise forms.ValidationError(_("Choose a day to come."))
        return until


class PickForm(forms.Form):
    """Which of her managers the person talks with."""

    manager = forms.ChoiceField(label=_("With whom do you want to talk?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, managers: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.managers = {str(one.pk): one for one in managers}
        field = self.fields["manager"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(pk, str(one)) for pk, one in self.managers.items()]

    def chosen(self) -> Person:
        """The manager that was picked."""
        return self.managers[self.cleaned_data["manager"]]


class AddForm(forms.Form):
    """Somebody new who is taken into a round that runs."""

    person = PersonField(label=_("Who is missing?"))


class EventForm(forms.Form):
    """Another activity of the year."""

    title = CleanText(label=_("What happens?"))
    title_en = CleanText(label=_("The same in English"), required=False)
    starts_on = day_field(pgettext_lazy("day", "From"))
    ends_on = day_field(pgettext_lazy("day", "Until"))
    who = CleanText(label=_("Who does it?"), required=False)

    def clean(self) -> dict[str, Any]:
        """It ends when it begins, or later."""
        data = dict(super().clean() or {})
        if data.get("starts_on") and data.get("ends_on") and data["starts_on"] > data["ends_on"]:
            self.add_error("ends_on", _("It ends before it begins."))
        for name in ("starts_on", "ends_on"):
            if isinstance(data.get(name), date) and data[name] > clock.LAST_DAY:
                self.add_error(name, _("That is too far ahead."))
        return data
