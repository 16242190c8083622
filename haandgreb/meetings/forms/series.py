"""Forms about series."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haandgreb.confidentiality.fields import CleanText
from haandgreb.meetings import library
from haandgreb.meetings.models import Series
from haandgreb.meetings.rules import deadlines
from haandgreb.organisation.fields import PeopleField, PersonField, UnitField
from haandgreb.shared import clock
from haandgreb.shared.day_fields import DayInput
from haandgreb.shared.formats import long_date
from haandgreb.shared.templatetags.look import current_language


class TimeInput(forms.TimeInput):
    """The browser's own clock time."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def minutes_field(label: Any, least: int, most: int, **kwargs: Any) -> forms.IntegerField:
    """Whole minutes between two ends."""
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": least, "max": most}),
        **kwargs,
    )


def type_choices() -> list[tuple[str, str]]:
    """The types with a word on what each is for."""
    return [(kind.key, f"{kind.label} – {kind.text}") for kind in library.types()]


def template_choices() -> list[tuple[str, str]]:
    """The agendas one can begin with."""
    rows = [(one.key, f"{one.title} ({one.minutes} min)") for one in library.templates() if not one.is_overlay]
    return [("", str(_("Begin with an empty agenda"))), *rows]


class SeriesForm(forms.Form):
    """What a series is for, who leads it, how often it comes."""

    title = CleanText(label=_("What is the meeting called?"))
    purpose = CleanText(
        label=_("Why does it exist?"),
        help_text=_("One sentence: what would be missing if the meeting fell away for two months?"),
        rows=2,
        max_length=400,
    )
    type = forms.ChoiceField(label=_("What kind of meeting is it?"))
    cadence = forms.ChoiceField(
        label=_("How often?"),
        choices=[choice for choice in Series.Cadence.choices if choice[0] != Series.Cadence.ONCE],
    )
    minutes = minutes_field(_("How many minutes?"), 5, 720)
    place = CleanText(label=_("Usual place"), required=False)
    unit = UnitField(label=_("Unit"), required=False, empty=_("Across units"))
    chair = PersonField(
        label=_("Who chairs it?"),
        error_messages={"required": _("Choose who chairs the meeting. A meeting without a chair cannot begin.")},
    )
    owner = PersonField(
        label=_("Who owns the series?"),
        help_text=_("The one who decides whether it lives on when it runs out."),
    )
    template = forms.ChoiceField(label=_("Agenda to begin with"), required=False)
    scoring = forms.ChoiceField(label=_("Which meetings are scored?"), choices=Series.Scoring.choices)
    focus_question = CleanText(
        label=_("Focus question"),
        help_text=_("One question of your own in the score for a period, such as “Did everybody get to speak?”."),
        required=False,
    )
    expires_on = forms.DateField(label=_("Runs out on"), widget=DayInput())

    def __init__(self, *args: Any, today: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today or clock.today()
        _choices(self, "type", type_choices())
        _choices(self, "template", template_choices())
        latest = long_date(deadlines.expires_on(self.today), current_language())
        self.fields["expires_on"].help_text = _(
            "At the latest %(day)s: after twelve months somebody must say that it is still worth the time."
        ) % {"day": latest}

    def clean_expires_on(self) -> date:
        """Between tomorrow and twelve months from today."""
        day: date = self.cleaned_data["expires_on"]
        if day <= self.today:
            raise forms.ValidationError(_("Choose a day after today."))
        if day > deadlines.expires_on(self.today):
            raise forms.ValidationError(_("Twelve months is the most. Then the series is looked at again."))
        return day


class NewSeriesForm(SeriesForm):
    """A new series, with its people at once."""

    participants = PeopleField(
        label=_("Who is in it?"),
        help_text=_("The purpose decides. You can add and remove people later, and say who may choose."),
        units=True,
        required=False,
    )


class AddPeopleForm(forms.Form):
    """More people, as core or optional participants."""

    people = PeopleField(
        label=_("Who else?"),
        units=True,
        error_messages={"required": _("Write a name, or choose a unit.")},
    )
    is_core = forms.ChoiceField(
        label=_("Are they needed?"),
        choices=[("core", _("Needed")), ("optional", _("May choose"))],
        initial="core",
        widget=forms.RadioSelect,
    )


def _choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
