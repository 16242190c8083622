"""Forms of a workshop: planning, silent notes, and what a note becomes on the map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haandgreb.confidentiality.fields import CleanText
from haandgreb.impactmap.forms.fields import strength_field
from haandgreb.impactmap.models.workshop import TEXT
from haandgreb.organisation.fields import PeopleField, PersonField, UnitField
from haandgreb.organisation.models import Unit
from haandgreb.shared.day_fields import DayInput
from haandgreb.strategy.forms.results import NewResultForm
from haandgreb.strategy.models import Barrier, PracticeChange, Result, StrategicGoal


class PlanForm(forms.Form):
    """When, who runs it, who takes part."""

    held_on = forms.DateField(label=_("Which day?"), widget=DayInput())
    facilitator = PersonField(
        label=_("Who runs it?"), help_text=_("The facilitator keeps the time and puts the notes on the map.")
    )
    people = PeopleField(
        label=_("Who takes part?"),
        help_text=_("Four to eight works best. Each writes on her own phone."),
        units=True,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_held_on(self) -> date:
        """A day to come, unless it is the day it already had."""
        day: date = self.cleaned_data["held_on"]
        if day < self.today and day != self.initial.get("held_on"):
            raise forms.ValidationError(_("Choose today or a later day."), code="past")
        return day


class NewWorkshopForm(PlanForm):
    """Which goal, for which unit."""

    goal = forms.ModelChoiceField(StrategicGoal.objects.none(), label=_("Which goal?"), empty_label=_("Choose a goal"))
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("For which unit?"),
        help_text=_("What you put on the map holds for this unit."),
        empty_label=_("Choose a unit"),
    )

    field_order = ("goal", "unit", "held_on", "facilitator", "people")

    def __init__(self, *args: Any, units: Iterable[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goal, unit = self.fields["goal"], self.fields["unit"]
        assert isinstance(goal, forms.ModelChoiceField)
        assert isinstance(unit, forms.ModelChoiceField)
        goal.queryset = StrategicGoal.objects.active().select_related("unit")
        unit.queryset = Unit.objects.on(self.today).filter(pk__in=list(units)).order_by("sort_key", "pk")

    def clean(self) -> dict[str, Any]:
        """A goal that holds in the unit."""
        facts = super().clean() or {}
        goal, unit = facts.get("goal"), facts.get("unit")
        if goal is not None and unit is not None:
            holds = StrategicGoal.objects.for_unit(unit).filter(pk=goal.pk).exists()
            if not holds:
                self.add_error("goal", _("This goal belongs to another unit. Choose one that holds for yours."))
        return facts


class NoteForm(forms.Form):
    """One silent note. `abouts` are the moments or practices it may be about."""

    text = CleanText(label=_("Your note"), max_length=TEXT, rows=3)
    about = forms.ChoiceField(label=pgettext_lazy("link", "What is it about?"), required=False)

    def __init__(self, *args: Any, abouts: Sequence[tuple[str, str]] = (), prompt: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if prompt:
            self.fields["text"].label = prompt
        field = self.fields["about"]
        assert isinstance(field, forms.ChoiceField)
        if abouts:
            field.choices = [("", _("Nothing in particular")), *abouts]
        else:
            del self.fields["about"]

    @property
    def about_id(self) -> UUID | None:
        """The id of what it is about."""
        chosen = self.cleaned_data.get("about")
        return UUID(chosen) if chosen else None


class OwnNoteForm(forms.Form):
    """A silent note that is written anew."""

    text = CleanText(label=_("Your note"), max_length=TEXT, rows=3)


class MarkForm(forms.Form):
    """Keep or cut, for each sentence; one may be left unmarked."""

    def __init__(self, practices: Iterable[PracticeChange], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in practices:
            self.fields[str(one.pk)] = forms.ChoiceField(
                choices=[("keep", _("Keep")), ("cut", _("Cut"))], required=False, widget=forms.RadioSelect
            )

    def marks(self) -> dict[UUID, bool]:
        """What was marked, by practice: True is keep."""
        return {UUID(key): value == "keep" for key, value in self.cleaned_data.items() if value}


class CardForm(forms.Form):
    """What the forms below share: the facts that are written on the card."""

    names: Sequence[str] = ()

    def facts(self) -> dict[str, Any]:
        """What the act writes."""
        return {name: self.cleaned_data[name] for name in self.names}


class ResultCardForm(NewResultForm):
    """A result the group wants to see: the fields one can fill in around a table."""

    left_out = ("code", "title_en", "indicator_en")
    field_order = (
        "title",
        "indicator",
        "measured_in",
        "baseline",
        "baseline_on",
        "baseline_by",
        "target",
        "target_on",
        "source",
        "timing",
        "owner",
        "strength",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.left_out:
            del self.fields[name]

    def facts(self) -> dict[str, Any]:
        """What the act writes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "strength"}


class PracticeCardForm(CardForm):
    """Who does what differently in which moment, and which results it leads to."""

    names = ("title", "who", "before", "after", "kind", "sign")

    title = CleanText(
        label=_("What do we do differently?"),
        help_text=_("One visible act, as you would say it: “We write what weighed first”."),
    )
    results = forms.MultipleChoiceField(
        label=_("Which results does it lead to?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one result.")},
    )
    moment = forms.ChoiceField(label=_("In which moment?"), required=False)
    who = CleanText(
        label=_("Who does it?"), help_text=_("A role or a group, such as “lawyers”; never a name."), required=False
    )
    before = CleanText(label=_("From"), help_text=_("What we do today."), required=False, rows=2, max_length=1000)
    after = CleanText(label=_("To"), help_text=_("What one can see us do."), required=False, rows=2, max_length=1000)
    kind = forms.ChoiceField(
        label=_("Do we start, stop, do more or do less?"),
        choices=PracticeChange.Kind.choices,
        initial=PracticeChange.Kind.START,
        widget=forms.RadioSelect,
    )
    sign = CleanText(label=_("How can we see it?"), required=False, max_length=400)

    def __init__(
        self, *args: Any, results: Iterable[Result], moments: Sequence[tuple[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choices: Mapping[str, Result] = {str(one.pk): one for one in results}
        chosen, moment = self.fields["results"], self.fields["moment"]
        assert isinstance(chosen, forms.ChoiceField)
        assert isinstance(moment, forms.ChoiceField)
        chosen.choices = [(pk, str(one)) for pk, one in self.choices.items()]
        moment.choices = [("", _("No particular moment")), *moments]

    @property
    def under(self) -> list[Result]:
        """The results it leads to."""
        return [self.choices[pk] for pk in self.cleaned_data["results"]]


class _UnderPracticeForm(CardForm):
    """A card that hangs on one practice."""

    practice = forms.ChoiceField(
        label=_("For which changed practice?"), error_messages={"required": _("Choose a changed practice.")}
    )

    def __init__(self, *args: Any, practices: Iterable[PracticeChange], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.practices = {str(one.pk): one for one in practices}
        field = self.fields["practice"]
        assert isinstance(field, forms.ChoiceField)
        options: list[tuple[str, Any]] = [(pk, str(one)) for pk, one in self.practices.items()]
        field.choices = options if len(options) == 1 else [("", _("Choose a changed practice")), *options]

    @property
    def under(self) -> PracticeChange:
        """The practice."""
        return self.practices[self.cleaned_data["practice"]]


class BarrierCardForm(_UnderPracticeForm):
    """What stands in the way, who sees to it, and by when."""

    names = ("text", "kind", "owner", "owner_unit", "due_on")

    text = CleanText(label=_("What stands in the way?"))
    kind = forms.ChoiceField(label=_("What kind of thing is it?"), choices=Barrier.Kind.choices)
    owner = PersonField(
        label=_("Who sees to it?"),
        help_text=_("With a day it lands on that person's own page as a promise."),
        required=False,
    )
    owner_unit = UnitField(label=_("… or which unit?"), required=False)
    due_on = forms.DateField(label=_("By when?"), required=False, widget=DayInput())
    field_order = ("text", "practice", "kind", "owner", "owner_unit", "due_on")


class LearningCardForm(_UnderPracticeForm):
    """What somebody is to be able to do."""

    names = ("title",)

    title = CleanText(
        label=_("What is to be learned?"),
        help_text=_("Begin with “I can …” or “We can …”: what one is able to do afterwards, not the course."),
    )
    strength = strength_field()
    field_order = ("title", "practice", "strength")
