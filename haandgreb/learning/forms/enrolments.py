"""Forms of an enrolment: what one wants to handle better, when it is, and how it ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from haandgreb.competences.models import DevelopmentGoal
from haandgreb.confidentiality.fields import CleanText
from haandgreb.learning.models import Activity, Enrolment
from haandgreb.learning.queries.enrolments import Time, goals_to_choose
from haandgreb.organisation.fields import PersonField
from haandgreb.organisation.models import Person
from haandgreb.shared import formats
from haandgreb.shared.day_fields import DayInput
from haandgreb.shared.templatetags.look import current_language

OWN_DAYS = "own"


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, as browsers ask for it."""
    more.setdefault("required", False)
    return forms.DateField(label=label, widget=DayInput(), **more)


class _Need(forms.Form):
    """The situation comes first."""

    need = CleanText(
        label=_("Which situation do you want to handle better?"),
        help_text=_("One situation you meet at work. Write no names and no case numbers."),
        error_messages={"required": _("Write one situation, in a line or two.")},
        max_length=400,
        rows=2,
    )
    development_goal = forms.ModelChoiceField(
        queryset=DevelopmentGoal.objects.none(),
        label=_("Does it serve one of your development goals?"),
        required=False,
        empty_label=_("none of them"),
        error_messages={"invalid_choice": _("This is not found. Choose from the list.")},
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_from(self, "development_goal", goals_to_choose(person))


class NeedForm(_Need):
    """First the situation, then what helps."""

    activity = forms.ModelChoiceField(
        queryset=Activity.objects.none(),
        label=_("What would help?"),
        empty_label=_("Choose from the catalogue"),
        error_messages={
            "required": _("Choose what would help."),
            "invalid_choice": _("This is not found. Choose from the list."),
        },
    )
    field_order = ("need", "activity")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_from(self, "activity", Activity.objects.open())


class _When(forms.Form):
    """One of the times it is offered, or other days."""

    time = forms.ChoiceField(label=_("When?"), widget=forms.RadioSelect, error_messages={"required": _("Choose when.")})
    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"))

    def __init__(self, *args: Any, times: Sequence[Time], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.times = {str(one.offering.pk): one.offering for one in times}
        time = self.fields["time"]
        assert isinstance(time, forms.ChoiceField)
        time.choices = [*((str(one.offering.pk), time_in_words(one)) for one in times), (OWN_DAYS, _("Other days"))]
        if not times:
            del self.fields["time"]

    def clean(self) -> dict[str, Any]:
        """The end is not before the start."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if self.offering() is None and first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first one. Choose a later day."))
        return cleaned

    def offering(self) -> Any:
        """The time that was chosen; None for one's own days."""
        return self.times.get(self.cleaned_data.get("time", ""))

    def days(self) -> dict[str, Any]:
        """The offering, or one's own days."""
        own = self.offering() is None
        days = {name: self.cleaned_data[name] if own else None for name in ("starts_on", "ends_on")}
        return {"offering": self.offering(), **days}


class DaysForm(_When):
    """When it is, for what has been said yes to."""

    def clean(self) -> dict[str, Any]:
        """One's own days have a first one."""
        cleaned = super().clean()
        if self.offering() is None and not cleaned.get("starts_on") and not self.errors:
            self.add_error("starts_on", _("Choose the first day."))
        return cleaned


class WishForm(_When, _Need):
    """The whole wish, for an activity that is chosen."""

    hours = forms.IntegerField(label=_("Hours"), min_value=0, max_value=2000, required=False)
    cost = forms.IntegerField(label=_("Cost in kroner"), min_value=0, max_value=1_000_000, required=False)
    fund = forms.ChoiceField(label=_("Fund"), choices=DevelopmentGoal.Fund.choices, required=False)
    legal_ground = CleanText(
        label=_("Or is it asked for by law?"),
        help_text=_("Where it hangs on no goal: which rule asks for it."),
        required=False,
    )

    def clean_fund(self) -> str:
        """None where nothing was chosen."""
        return self.cleaned_data["fund"] or DevelopmentGoal.Fund.NONE

    def facts(self) -> dict[str, Any]:
        """What the act takes."""
        names = ("need", "development_goal", "hours", "cost", "fund", "legal_ground")
        return {name: self.cleaned_data[name] for name in names} | self.days()


def values_of(enrolment: Enrolment) -> dict[str, Any]:
    """What a wish says now, by the names of the form."""
    names = ("need", "development_goal", "hours", "cost", "fund", "legal_ground", "starts_on", "ends_on")
    own = OWN_DAYS if enrolment.starts_on else ""  # nothing is chosen yet
    time = str(enrolment.offering_id) if enrolment.offering_id else own
    return {name: getattr(enrolment, name) for name in names} | {"time": time}


class DeclineForm(forms.Form):
    """A no has a reason."""

    why = CleanText(
        label=_("Why not?"),
        help_text=_("The person reads it. Say what would make it a yes, or what could help instead."),
        error_messages={"required": _("Write why. A no without a reason helps nobody.")},
        max_length=400,
        rows=3,
    )


class CompleteForm(forms.Form):
    """The day it was over."""

    on = day_field(_("The last day you took part"), required=True, error_messages={"required": _("Choose the day.")})

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        """Nobody has completed anything tomorrow."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("This day is still to come. Choose today or earlier."))
        return on


class EndForm(forms.Form):
    """It comes to nothing: what happened, and why."""

    what = forms.ChoiceField(
        label=_("What happened?"), widget=forms.RadioSelect, error_messages={"required": _("Choose what happened.")}
    )
    why = CleanText(
        label=_("Why?"),
        help_text=_("You and your manager read it. Do not write about health or other people."),
        error_messages={"required": _("Write why, in a few words.")},
        max_length=400,
        rows=2,
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what = self.fields["what"]
        assert isinstance(what, forms.ChoiceField)
        what.choices = list(choices)


class ReplaceForm(forms.Form):
    """Who takes the seat, and why."""

    person = PersonField(label=_("Who takes the seat?"), error_messages={"required": _("Choose a person.")})
    why = CleanText(
        label=_("Why?"),
        help_text=_("The person who gives up the seat reads it."),
        error_messages={"required": _("Write why, in a few words.")},
        max_length=400,
        rows=2,
    )


class TalkForm(forms.Form):
    """The talk was not held a week before the course: a day for it, or the course without it and why."""

    choice = forms.ChoiceField(
        label=_("What do you want?"),
        choices=[("time", _("We agree on a time before the course")), ("without", _("Take part without the talk"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    talk_on = day_field(_("The day you talk"))
    why = CleanText(label=_("Why without?"), max_length=400, rows=2, required=False)

    def __init__(self, *args: Any, today: date, starts_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.starts_on = today, starts_on

    def clean(self) -> dict[str, Any]:
        """A day from today until the course; or a reason."""
        cleaned = super().clean() or {}
        if cleaned.get("choice") == "time" and "talk_on" not in self.errors:
            day = cleaned.get("talk_on")
            if day is None:
                self.add_error("talk_on", _("Choose the day."))
            elif not self.today <= day < self.starts_on:
                self.add_error("talk_on", _("Choose a day from today until the day before the course."))
        if cleaned.get("choice") == "without" and not cleaned.get("why") and "why" not in self.errors:
            self.add_error("why", _("Write why. It is kept with the enrolment."))
        return cleaned


def time_in_words(time: Time) -> str:
    """When, where, and how many seats are left."""
    row, language = time.offering, current_language()
    days = formats.long_date(row.starts_on, language)
    if row.ends_on != row.starts_on:
        days = gettext("%(first)s to %(last)s") % {"first": days, "last": formats.long_date(row.ends_on, language)}
    parts = [days, row.place]
    if time.left is not None:
        left = ngettext("%(n)d seat left", "%(n)d seats left", time.left) % {"n": time.left}
        parts.append(left if time.left else gettext("no seat left"))
    return " · ".join(part for part in parts if part)


def _choose_from(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
