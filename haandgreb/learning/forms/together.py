"""Fælles klik, and study pairs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haandgreb.confidentiality.fields import CleanText
from haandgreb.learning.models import SharedClick
from haandgreb.organisation.fields import PersonField
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.day_fields import day_field
from haandgreb.shared.times import COPENHAGEN, NoSuchTime, moment_of

_LONGEST_CLICK = 240


class ClickForm(forms.Form):
    """When, where, how many."""

    day = day_field(gettext_lazy("Which day?"))
    at = forms.TimeField(label=gettext_lazy("What time?"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes for the module"), min_value=5, max_value=_LONGEST_CLICK, initial=45
    )
    talk_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes to talk about it"), min_value=5, max_value=_LONGEST_CLICK, initial=15
    )
    place = CleanText(
        label=gettext_lazy("Where?"),
        help_text=gettext_lazy("A room, or the address of an online meeting."),
        required=False,
    )
    seats = forms.IntegerField(label=gettext_lazy("Seats"), min_value=1, max_value=200, initial=8)
    question = CleanText(
        label=gettext_lazy("What will you talk about?"),
        help_text=gettext_lazy("Left empty, the questions of its track are used."),
        max_length=400,
        required=False,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, click: SharedClick | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if click is not None:
            begins = click.starts_at.astimezone(COPENHAGEN)
            self.fields["day"].initial, self.fields["at"].initial = begins.date(), begins.time()
            for name in set(self.fields) - {"day", "at"}:
                self.fields[name].initial = getattr(click, name)

    def clean(self) -> dict[str, Any]:
        """A moment that is there, and has not passed."""
        cleaned = super().clean() or {}
        day, at = cleaned.get("day"), cleaned.get("at")
        if day is None or at is None:
            return cleaned
        try:
            cleaned["starts_at"] = moment_of(day, at)
        except NoSuchTime:
            self.add_error("at", _("That hour does not exist: the clocks go forward that night. Choose another."))
            return cleaned
        if cleaned["starts_at"] <= clock.now():
            self.add_error("day", _("Choose a time that has not passed."))
        elif day > clock.today() + timedelta(days=730):
            self.add_error("day", _("That is more than two years away. Check the year."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What is to be saved."""
        names = ("starts_at", "minutes", "talk_minutes", "place", "seats", "question")
        return {name: self.cleaned_data[name] for name in names}


class PairForm(forms.Form):
    """Whom one asks, and the two times one means to talk."""

    other = PersonField(
        label=gettext_lazy("Whom do you ask?"),
        help_text=gettext_lazy("Left empty, everybody can see that you look for somebody, and join you."),
        required=False,
    )
    first_on = day_field(gettext_lazy("First 45 minutes"), required=False)
    second_on = day_field(
        gettext_lazy("Second 45 minutes"),
        help_text=gettext_lazy("Book both before you begin: once while you learn, once when you have used it."),
        required=False,
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        """Two people, and the second time after the first."""
        cleaned = super().clean() or {}
        if cleaned.get("other") == self.person:
            self.add_error("other", _("Ask somebody else than yourself."))
        first, second = cleaned.get("first_on"), cleaned.get("second_on")
        if first is not None and first < clock.today():
            self.add_error("first_on", _("Choose a day that has not passed."))
        if first is not None and second is not None and second < first:
            self.add_error("second_on", _("The second time comes after the first."))
        return cleaned
