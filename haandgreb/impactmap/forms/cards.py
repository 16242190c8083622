"""Forms about what stands on the map below the results."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haandgreb.competences.actions.learning import Step
from haandgreb.competences.models import TOP_LEVEL, Competence, LearningGoal, RoleProfile, Room
from haandgreb.confidentiality.fields import CleanText
from haandgreb.impactmap.forms.fields import HANDLES, SeveralField, strength_field
from haandgreb.impactmap.forms.whom import WhomForm
from haandgreb.organisation.fields import PersonField, UnitField
from haandgreb.shared.day_fields import DayInput
from haandgreb.strategy.models import Barrier, PracticeChange, Situation

STEPS = 3
_LEVELS = [("", "–"), *((str(level), str(level)) for level in range(TOP_LEVEL + 1))]


class PracticeForm(WhomForm):
    """Who does what differently, in which situation."""

    title = CleanText(
        label=_("What do we do differently?"),
        help_text=_("One visible act, as you would say it: “We write what weighed first”."),
    )
    situation = forms.ChoiceField(
        label=_("In which situation?"),
        help_text=_("The moment where the result is won or lost."),
        required=False,
    )
    new_situation = CleanText(label=_("… or another situation"), required=False)
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
    decision = CleanText(
        label=_("Is it a task for management rather than learning?"),
        help_text=_("Then write what is decided. No learning is asked for below it."),
        required=False,
        max_length=400,
    )
    decided_on = forms.DateField(label=_("Holds from"), required=False, widget=DayInput())
    title_en = CleanText(label=_("The same in English"), required=False)
    strength = strength_field()

    def __init__(self, *args: Any, situations: Iterable[Situation], is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, is_new=is_new, **kwargs)
        self.situations = {str(one.pk): one for one in situations}
        choices = [("", _("Choose a situation")), *((pk, str(one)) for pk, one in self.situations.items())]
        _choose(self, "situation", choices)
        if not is_new:
            del self.fields["strength"]

    def clean_situation(self) -> Situation | None:
        """The situation itself."""
        return self.situations.get(self.cleaned_data["situation"])

    def facts(self) -> dict[str, Any]:
        """What the act writes."""
        names = ("title", "title_en", "situation", "who", "before", "after", "kind", "sign", "decision", "decided_on")
        found = {name: self.cleaned_data[name] for name in names}
        if "for_whom" in self.cleaned_data:
            found["units"] = self.cleaned_data["units"]
        return found


class BarrierForm(forms.Form):
    """What must be in place besides learning, who sees to it, and by when."""

    text = CleanText(label=_("What stands in the way?"))
    kind = forms.ChoiceField(label=_("What kind of thing is it?"), choices=Barrier.Kind.choices)
    owner = PersonField(
        label=_("Who sees to it?"),
        help_text=_("With a day it lands on that person's own page as a promise."),
        required=False,
    )
    owner_unit = UnitField(label=_("… or which unit?"), required=False)
    due_on = forms.DateField(label=_("By when?"), required=False, widget=DayInput())


class LearningForm(WhomForm):
    """What somebody is to be able to do, and which step in which competence that is."""

    title = CleanText(
        label=_("What is to be learned?"),
        help_text=_("Begin with “I can …” or “We can …”: what one is able to do afterwards, not the course."),
    )
    profiles = SeveralField(
        label=_("For which roles?"), help_text=_("Leave it empty for everybody it holds for."), required=False
    )
    title_en = CleanText(label=_("The same in English"), required=False)
    strength = strength_field()

    def __init__(
        self,
        *args: Any,
        competences: Sequence[Competence],
        profiles: Sequence[RoleProfile],
        is_new: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, is_new=is_new, **kwargs)
        self.competences = {str(one.pk): one for one in competences}
        roles = self.fields["profiles"]
        assert isinstance(roles, SeveralField)
        roles.offer((one, str(one)) for one in profiles)
        if not is_new:
            del self.fields["strength"]
        options = [("", _("Choose a competence")), *((pk, str(one)) for pk, one in self.competences.items())]
        for number in range(1, STEPS + 1):
            self.fields[f"competence_{number}"] = forms.ChoiceField(
                label=_("Competence"), choices=options, required=False
            )
            self.fields[f"from_{number}"] = _level(pgettext_lazy("level", "From"))
            self.fields[f"to_{number}"] = _level(pgettext_lazy("level", "To"))

    def clean(self) -> dict[str, Any]:
        """A step goes up."""
        facts = super().clean()
        for number in range(1, STEPS + 1):
            chosen = facts.get(f"competence_{number}")
            low, high = facts.get(f"from_{number}"), facts.get(f"to_{number}")
            if chosen and (not low or not high or int(high) <= int(low)):
                self.add_error(f"to_{number}", _("A step goes up: choose from which level to which higher one."))
        return facts

    def steps(self) -> list[Step]:
        """The steps that were filled in."""
        facts = self.cleaned_data
        return [
            Step(self.competences[facts[f"competence_{n}"]], int(facts[f"from_{n}"]), int(facts[f"to_{n}"]))
            for n in range(1, STEPS + 1)
            if facts.get(f"competence_{n}")
        ]

    def step_rows(self) -> list[list[forms.BoundField]]:
        """The fields of each step, for the template."""
        return [[self[f"{name}_{n}"] for name in ("competence", "from", "to")] for n in range(1, STEPS + 1)]

    def facts(self) -> dict[str, Any]:
        """What the act writes."""
        chosen = self.cleaned_data["profiles"]
        found: dict[str, Any] = {"title": self.cleaned_data["title"], "title_en": self.cleaned_data["title_en"]}
        found |= {"steps": self.steps(), "profiles": chosen}
        if "for_whom" in self.cleaned_data:
            found["units"] = self.cleaned_data["units"]
            found["scope"] = LearningGoal.Scope.ROLE if chosen else LearningGoal.Scope.GROUP
        return found


class ActivityForm(WhomForm):
    """A line of the plan."""

    title = CleanText(label=_("What will you do?"))
    room = forms.ChoiceField(
        label=_("Where is it learned?"), choices=Room.choices, initial=Room.INFORMAL, widget=forms.RadioSelect
    )
    handle = forms.ChoiceField(label=_("Which of the twelve handles?"), choices=HANDLES, required=False)
    when = CleanText(label=_("When or how long?"), required=False)
    hours = forms.IntegerField(label=_("Hours for each"), min_value=0, max_value=2000, required=False)
    cost = forms.IntegerField(label=_("Cost in DKK"), min_value=0, max_value=100_000_000, required=False)
    title_en = CleanText(label=_("The same in English"), required=False)
    strength = strength_field()

    def __init__(self, *args: Any, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, is_new=is_new, **kwargs)
        if not is_new:
            del self.fields["strength"]

    def facts(self) -> dict[str, Any]:
        """What the act writes."""
        names = ("title", "title_en", "room", "handle", "when", "hours", "cost")
        found = {name: self.cleaned_data[name] for name in names}
        if "for_whom" in self.cleaned_data:
            found["units"] = self.cleaned_data["units"]
        return found


class CloseForm(forms.Form):
    """Why it counts no more."""

    why = CleanText(label=_("Why?"), max_length=400, help_text=_("Those who built on it can read this."))


def _level(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=_LEVELS, required=False)


def _choose(form: forms.Form, name: str, choices: list[tuple[Any, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
