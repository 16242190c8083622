"""Forms of a learning journey: its path, its steps, who takes part, and how an act ends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haandgreb.confidentiality.fields import CleanText
from haandgreb.learning.models import Activity, Journey, JourneyStep
from haandgreb.learning.models.journeys import LONGEST, SHORTEST
from haandgreb.organisation.fields import NameField, PeopleField, PersonField
from haandgreb.organisation.forms.people import day_field
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.strategy.models import PracticeChange

_PATH = 1000


class JourneyForm(forms.Form):
    """What the journey is for: the performance path from what one can do to why it matters."""

    title = NameField(label=gettext_lazy("What is the journey called?"))
    goal = CleanText(
        label=gettext_lazy("What does one keep doing alone when it is over?"),
        help_text=gettext_lazy("One sentence somebody else can see: “Writes what weighed first, also on a busy day.”"),
        max_length=400,
        rows=2,
    )
    outcomes = CleanText(label=gettext_lazy("What can one do after it?"), max_length=_PATH, rows=2, required=False)
    moments = CleanText(
        label=gettext_lazy("In which moments does it matter?"), max_length=_PATH, rows=2, required=False
    )
    performance = CleanText(label=gettext_lazy("What do others then see?"), max_length=_PATH, rows=2, required=False)
    reason = CleanText(
        label=gettext_lazy("Why does it matter to the workplace?"), max_length=_PATH, rows=2, required=False
    )
    weeks = forms.IntegerField(
        label=gettext_lazy("How many weeks does it last?"), min_value=SHORTEST, max_value=LONGEST, initial=8
    )
    practice = forms.ModelChoiceField(
        PracticeChange.objects.none(),
        label=gettext_lazy("Which changed practice is it for?"),
        empty_label=gettext_lazy("None on the map"),
        required=False,
    )
    activity = forms.ModelChoiceField(
        Activity.objects.none(),
        label=gettext_lazy("Does it go with a course?"),
        empty_label=gettext_lazy("With none"),
        required=False,
    )
    title_en = NameField(label=gettext_lazy("In English"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person, journey: Journey | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        practice, activity = self.fields["practice"], self.fields["activity"]
        assert isinstance(practice, forms.ModelChoiceField)
        assert isinstance(activity, forms.ModelChoiceField)
        practice.queryset = PracticeChange.objects.visible_to(person).active().filter(person=None)
        activity.queryset = Activity.objects.open()
        if journey is not None:
            for name, field in self.fields.items():
                field.initial = getattr(journey, name)

    def facts(self) -> dict[str, Any]:
        """What is to be saved."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class StepForm(forms.Form):
    """One step of the plan."""

    title = NameField(label=gettext_lazy("What does one do?"))
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of step is it?"),
        help_text=gettext_lazy("Something to know is applied at work within ten days, or it is forgotten."),
        choices=JourneyStep.Kind.choices,
    )
    week = forms.IntegerField(label=gettext_lazy("In which week?"), min_value=1, max_value=LONGEST)
    day = forms.TypedChoiceField(label=gettext_lazy("On which day?"), choices=JourneyStep.Day.choices, coerce=int)
    who = forms.ChoiceField(
        label=gettext_lazy("Who does it?"), choices=JourneyStep.Who.choices, initial=JourneyStep.Who.LEARNER
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes does it take?"), min_value=0, max_value=960, initial=30
    )
    words = CleanText(label=gettext_lazy("How does one do it?"), max_length=1000, rows=3, required=False)
    evidence = NameField(
        label=gettext_lazy("What shows that it was done?"),
        help_text=gettext_lazy("Such as “One letter, read by a buddy”."),
        required=False,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, journey: Journey, step: JourneyStep | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._weeks = journey.weeks
        for name, field in self.fields.items():
            if step is not None:
                field.initial = getattr(step, name)

    def clean_week(self) -> int:
        """A step lies within the journey."""
        week: int = self.cleaned_data["week"]
        if week > self._weeks:
            raise forms.ValidationError(_("The journey lasts %(n)d weeks.") % {"n": self._weeks}, code="late")
        return week

    def facts(self) -> dict[str, Any]:
        """What is to be saved."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class BeginForm(forms.Form):
    """From when."""

    starts_on = day_field(
        label=gettext_lazy("From which Monday?"),
        help_text=gettext_lazy("Another day becomes the Monday after it."),
        error_messages={"required": gettext_lazy("Choose a day.")},
    )

    def clean_starts_on(self) -> Any:
        """What has been is not begun."""
        day = self.cleaned_data["starts_on"]
        if day < clock.today():
            raise forms.ValidationError(_("The day has been. Choose a day from today on."), code="past")
        return day


class InviteForm(forms.Form):
    """Whom to ask."""

    people = PeopleField(label=gettext_lazy("Who is invited?"), units=True)


class JoinForm(forms.Form):
    """She says yes, with the moment that matters to her."""

    moment = CleanText(
        label=gettext_lazy("In which moment does it matter to you?"),
        help_text=gettext_lazy("Your nearest manager reads it. Write no names and no case numbers."),
        error_messages={"required": gettext_lazy("Write one moment, in a line.")},
        max_length=400,
        rows=2,
    )
    buddy = PersonField(
        label=gettext_lazy("Who is your buddy?"),
        help_text=gettext_lazy("A colleague who watches, asks and gives feedback. You can go without one."),
        required=False,
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person = person

    def clean_buddy(self) -> Person | None:
        """Somebody else."""
        buddy: Person | None = self.cleaned_data["buddy"]
        if buddy is not None and buddy.pk == self._person.pk:
            raise forms.ValidationError(_("Choose somebody else than yourself."), code="self")
        return buddy


class ActForm(forms.Form):
    """It is done."""

    note = CleanText(
        label=gettext_lazy("What happened, and what do you take from it?"),
        help_text=gettext_lazy("Write no personal data."),
        max_length=1000,
        rows=4,
        required=False,
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes did it take?"), min_value=0, max_value=6000, required=False
    )
    shared = forms.BooleanField(label=gettext_lazy("My nearest manager may read what I write here"), required=False)

    def __init__(self, *args: Any, is_learner: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_learner:
            del self.fields["note"], self.fields["shared"]
