"""Tracks, fælles klik, study pairs, notes, ten minutes in the team."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haandgreb.competences.models import RoleProfile
from haandgreb.confidentiality.fields import ANSWER, CleanText
from haandgreb.learning.models import ModuleNote, SharedClick, TeamTalk, Track
from haandgreb.learning.models.steps import CheckIn
from haandgreb.organisation.fields import NameField, PersonField
from haandgreb.organisation.models import Person, Unit
from haandgreb.shared import clock
from haandgreb.shared.times import COPENHAGEN, NoSuchTime, moment_of
from haandgreb.strategy.forms.fields import day_field

_LONGEST_CLICK = 240


class TrackForm(forms.Form):
    """What a track is for; its modules are put in on its own page."""

    title = NameField(label=gettext_lazy("What is it called?"))
    for_whom = NameField(
        label=gettext_lazy("Who is it for?"),
        help_text=gettext_lazy("A role or a purpose, such as “Everybody who writes decisions”."),
        required=False,
    )
    profiles = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Role profiles it is shown to"),
        queryset=RoleProfile.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    talk_questions = CleanText(
        label=gettext_lazy("What should they talk about?"),
        help_text=gettext_lazy("One question a line. They stand on every fælles klik and in the team's ten minutes."),
        rows=3,
        max_length=1000,
        required=False,
    )
    use_task = CleanText(
        label=gettext_lazy("What is it used on within a week?"),
        help_text=gettext_lazy("Something one does at work, such as “Rewrite one letter”."),
        max_length=400,
        required=False,
    )
    sign = CleanText(label=gettext_lazy("How can one see that it is used?"), max_length=400, required=False)
    title_en = NameField(label=gettext_lazy("In English"), required=False)
    code = NameField(label=gettext_lazy("Short code"), max_length=20, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, track: Track | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["profiles"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = RoleProfile.objects.active()
        if track is not None:
            for name in set(self.fields) - {"profiles"}:
                self.fields[name].initial = getattr(track, name)
            field.initial = list(track.profiles.all())

    def facts(self) -> dict[str, Any]:
        """What is to be saved."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


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


class NoteForm(forms.Form):
    """What one expects beforehand, and what one took from it."""

    expectations = CleanText(
        label=gettext_lazy("Three things I expect of it"),
        help_text=gettext_lazy("Before you begin. One a line. What do you already know?"),
        rows=3,
        max_length=ANSWER,
        required=False,
    )
    learned = CleanText(label=gettext_lazy("What I learned"), rows=3, max_length=ANSWER, required=False)
    use = CleanText(
        label=gettext_lazy("Which case will I use it in this week?"),
        help_text=gettext_lazy("Write no personal data about users or colleagues."),
        rows=2,
        max_length=ANSWER,
        required=False,
    )
    unclear = CleanText(
        label=gettext_lazy("What is unclear, or does not fit our reality?"), rows=2, max_length=ANSWER, required=False
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, note: ModuleNote | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if note is not None:
            for name in self.fields:
                self.fields[name].initial = getattr(note, name) or ""


class TeamTalkForm(forms.Form):
    """Ten minutes: what it means here."""

    unit = forms.ModelChoiceField(label=gettext_lazy("In which unit?"), queryset=Unit.objects.none(), empty_label=None)
    held_on = day_field(gettext_lazy("When did you talk?"))
    means = CleanText(
        label=gettext_lazy("What does it mean here?"),
        help_text=gettext_lazy("In a few lines. Write no names, and nothing about single people."),
        rows=4,
        max_length=2000,
    )
    does_not_fit = CleanText(
        label=gettext_lazy("What does not fit our reality?"), rows=2, max_length=1000, required=False
    )
    tries = CleanText(label=gettext_lazy("What do we try within a week?"), max_length=400, required=False)
    owner = PersonField(
        label=gettext_lazy("Who has the ball?"),
        help_text=gettext_lazy("Gets it as a promise, due a week after you talked."),
        required=False,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: QuerySet[Unit], talk: TeamTalk | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units
        self.fields["held_on"].initial = clock.today()
        if talk is not None:
            del self.fields["unit"], self.fields["owner"]
            for name in self.fields:
                self.fields[name].initial = getattr(talk, name)

    def clean_held_on(self) -> Any:
        """Written down afterwards."""
        day = self.cleaned_data["held_on"]
        if day > clock.today():
            raise ValidationError(_("Write it down when you have talked: choose today or earlier."), code="ahead")
        return day

    def clean(self) -> dict[str, Any]:
        """Somebody who has the ball has something to try."""
        cleaned = super().clean() or {}
        if cleaned.get("owner") and not cleaned.get("tries"):
            self.add_error("tries", ValidationError(_("Write what is to be tried."), code="nothing"))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What is to be saved."""
        names = ("held_on", "means", "does_not_fit", "tries", "owner")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class UseForm(forms.Form):
    """Three questions after a module: how much, in what, what gets in the way."""

    use = forms.TypedChoiceField(
        label=gettext_lazy("How much have you used it?"),
        choices=CheckIn.Use.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )
    happened = CleanText(
        label=gettext_lazy("In which case?"),
        help_text=gettext_lazy("Write no personal data about users or colleagues."),
        max_length=1000,
        rows=2,
        required=False,
    )
    barrier = forms.ChoiceField(label=gettext_lazy("What has slowed you down?"), required=False)

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["barrier"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Nothing")), *kinds]
