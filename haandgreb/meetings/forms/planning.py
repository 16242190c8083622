"""Forms about a meeting that is planned."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from haandgreb.confidentiality.fields import CleanText
from haandgreb.meetings.forms.series import TimeInput, minutes_field, template_choices
from haandgreb.meetings.models import AgendaItem
from haandgreb.meetings.queries.series import ends_at, starts_at
from haandgreb.organisation.fields import PeopleField, PersonField
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.day_fields import DayInput


class WhenForm(forms.Form):
    """When and where; a meeting is planned for the future."""

    title = CleanText(label=_("What is the meeting called?"))
    day = forms.DateField(label=_("Date"), widget=DayInput(), validators=[MaxValueValidator(clock.LAST_DAY)])
    at = forms.TimeField(label=_("Begins"), widget=TimeInput())
    minutes = minutes_field(_("Minutes"), 5, 720)
    place = CleanText(label=_("Place"), required=False)
    online_link = forms.URLField(
        label=_("Link for those on screen"), required=False, max_length=500, assume_scheme="https"
    )

    def __init__(self, *args: Any, may_move: bool = True, stands: datetime | None = None, **kwargs: Any) -> None:
        """`may_move`: whether the time can be changed. `stands`: when it begins as planned, also if that has passed."""
        super().__init__(*args, **kwargs)
        self.stands = stands
        if not may_move:
            for name in ["day", "at", "minutes"]:
                self.fields[name].disabled = True
                self.fields[name].help_text = _("The score has opened, so the time stands.")
        self.moves = may_move

    def clean(self) -> dict[str, Any]:
        """Joins day and time to a moment in Denmark."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        day, at, minutes = (cleaned.get(name) for name in ["day", "at", "minutes"])
        if not self.moves:
            return cleaned
        if day is None or at is None or minutes is None:
            return cleaned
        begins = starts_at(day, at)
        if self.stands is not None and begins == self.stands.replace(second=0, microsecond=0):
            begins = self.stands
        elif begins <= clock.now():
            self.add_error("day", _("Choose a time that has not passed."))
        cleaned["starts_at"], cleaned["ends_at"] = begins, ends_at(begins, minutes)
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What an action needs."""
        names = ["title", "place", "online_link", "starts_at", "ends_at"]
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class PlanForm(WhenForm):
    """A meeting of a series."""

    template = forms.ChoiceField(label=_("Agenda to begin with"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        template = self.fields["template"]
        assert isinstance(template, forms.ChoiceField)
        template.choices = template_choices()


class SingleMeetingForm(PlanForm):
    """A meeting on its own: with its chair and people."""

    chair = PersonField(
        label=_("Who chairs it?"),
        error_messages={"required": _("Choose who chairs the meeting. A meeting without a chair cannot begin.")},
    )
    participants = PeopleField(label=_("Who is in it?"), units=True, required=False)
    score_choice = forms.BooleanField(label=_("Score the meeting at the end"), required=False)


class ChangeMeetingForm(WhenForm):
    """Time, place and roles of a planned meeting."""

    chair = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Chair"),
        empty_label=_("Choose one person"),
        error_messages={"required": _("Choose who chairs the meeting. A meeting without a chair cannot begin.")},
    )
    minute_taker = forms.ModelChoiceField(
        Person.objects.none(), label=_("Minute taker"), required=False, empty_label=_("Nobody yet")
    )
    timekeeper = forms.ModelChoiceField(
        Person.objects.none(), label=_("Timekeeper"), required=False, empty_label=_("Nobody yet")
    )

    def __init__(self, people: QuerySet[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ["chair", "minute_taker", "timekeeper"]:
            _people(self, name, people)

    def facts(self) -> dict[str, Any]:
        """What an action needs, with the roles."""
        return super().facts() | {name: self.cleaned_data[name] for name in ["chair", "minute_taker", "timekeeper"]}


class ItemForm(forms.Form):
    """One item of the agenda."""

    title = CleanText(label=_("What is it about?"))
    kind = forms.ChoiceField(label=_("What kind of item is it?"), choices=AgendaItem.Kind.choices)
    minutes = minutes_field(_("Minutes"), 1, 480)
    purpose = CleanText(
        label=_("After the item we shall have …"),
        help_text=_("Go on with the sentence: “a decision on …”, “heard …”, “three ideas for …”."),
        required=False,
        max_length=300,
    )
    outcome = CleanText(
        label=_("How do we see that it succeeded?"),
        required=False,
        max_length=300,
    )
    owner = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who leads the item?"), required=False, empty_label=_("The chair")
    )
    preparation = CleanText(
        label=_("What is to be prepared?"),
        help_text=_("Say exactly what is to be read or thought through."),
        required=False,
        max_length=300,
    )
    preparation_link = forms.URLField(label=_("Link to it"), required=False, max_length=500, assume_scheme="https")
    preparation_minutes = minutes_field(
        _("How long does it take?"),
        0,
        480,
        required=False,
        help_text=_("Minutes. More than fifteen is seldom done."),
    )
    everyone_needed = forms.ChoiceField(
        label=_("Who is needed?"),
        choices=[("all", _("Everybody")), ("some", _("Only some; the others may leave"))],
        initial="all",
        widget=forms.RadioSelect,
    )
    needed = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Needed for this item"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, people: QuerySet[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _people(self, "owner", people)
        needed = self.fields["needed"]
        assert isinstance(needed, forms.ModelMultipleChoiceField)
        needed.queryset = people

    def clean(self) -> dict[str, Any]:
        """Some are needed, or everybody is."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["everyone_needed"] = cleaned.get("everyone_needed") != "some"
        cleaned["preparation_minutes"] = cleaned.get("preparation_minutes") or 0
        if not cleaned["everyone_needed"] and not cleaned.get("needed"):
            self.add_error("needed", _("Tick those who are needed, or choose everybody."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What an action needs."""
        return {name: value for name, value in self.cleaned_data.items() if name != "needed"}


class QuickItemForm(forms.Form):
    """An item in one line: enough to begin with."""

    title = CleanText(label=_("New item"))
    minutes = minutes_field(_("Minutes"), 1, 480)
    purpose = CleanText(label=_("After the item we shall have …"), required=False, max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=AgendaItem.Kind.choices)


class CancelForm(forms.Form):
    """Why a meeting is cancelled."""

    why = CleanText(label=_("Why? Those invited read this."), required=False)


class TemplateForm(forms.Form):
    """Which agenda to lay."""

    template = forms.ChoiceField(label=_("Agenda"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        template = self.fields["template"]
        assert isinstance(template, forms.ChoiceField)
        template.choices = template_choices()[1:]


def _people(form: forms.Form, name: str, people: QuerySet[Person]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = people


def initial_of(begins: datetime, minutes: int, **facts: Any) -> dict[str, Any]:
    """What a form about a time begins with."""
    there = begins.astimezone(clock.COPENHAGEN)
    return {"day": there.date(), "at": there.time(), "minutes": minutes, **facts}
