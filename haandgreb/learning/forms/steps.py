"""Forms of the acts: done, skipped, told, and what stands in the way."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haandgreb.competences.level_words import LEVELS
from haandgreb.confidentiality.fields import CleanText
from haandgreb.learning.models import CheckIn, Step, TransferBarrier
from haandgreb.organisation.forms.people import day_field
from haandgreb.organisation.models import Person
from haandgreb.strategy.models import Result

_LONGEST = 1000
_USEFUL = (
    (1, _("1 – not at all")),
    (2, _("2 – to a small degree")),
    (3, _("3 – partly")),
    (4, _("4 – to a large degree")),
    (5, _("5 – to a very large degree")),
)
_RESULT = ((0, pgettext_lazy("a result", "none")), (1, _("perhaps one")), (2, _("a small one")), (3, _("a clear one")))
_LEVELS = [(level.number, level) for level in LEVELS]


def _choose(label: Any, choices: Collection[Any], **kwargs: Any) -> forms.TypedChoiceField:
    """One of a few numbers, or no answer."""
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=int, empty_value=None, required=False, widget=forms.RadioSelect, **kwargs
    )


class SkipForm(forms.Form):
    """Why an act is skipped."""

    why = CleanText(
        label=_("Why do you skip it?"),
        help_text=_("You and your manager can read it. A few words are enough."),
        max_length=200,
    )


class DoneForm(forms.Form):
    """It is done; how long it took where somebody wants to say so."""

    minutes = forms.IntegerField(label=_("How many minutes did it take?"), min_value=0, max_value=6000, required=False)


class ToldForm(DoneForm):
    """What every check-in shares: the fields of the model it fills are those it has in common with CheckIn."""

    with_text = ("happened", "benefit", "how_known", "contribution_why", "without_it")

    def answers(self) -> dict[str, Any]:
        """What was told, by the fields of CheckIn."""
        known = {field.name for field in CheckIn._meta.get_fields()}
        return {name: value for name, value in self.cleaned_data.items() if name in known}

    def clean(self) -> dict[str, Any]:
        """Something is told: an empty page is no check-in."""
        cleaned = super().clean() or self.cleaned_data
        told = [value for name, value in cleaned.items() if name not in ("minutes", "shared", "list_it")]
        if not self.errors and not any(value not in (None, "") for value in told):
            raise forms.ValidationError(_("Answer at least one question, or skip it and say why."), code="empty")
        return cleaned


class OwnForm(ToldForm):
    """What the learner tells; her manager reads it where she says so."""

    shared = forms.BooleanField(label=_("My nearest manager may read what I write here"), required=False)


class ReactionForm(OwnForm):
    """At the end of the course."""

    useful = _choose(_("How useful was it for your tasks?"), _USEFUL)
    level_before = _choose(
        _("Looking back: which level did you have before?"), _LEVELS, help_text=_("For what the course was about.")
    )
    level_now = _choose(_("Which level do you have now?"), _LEVELS)
    confidence_after = _choose(
        _("How confident are you now that you can use it?"),
        [(number, str(number)) for number in range(11)],
        help_text=_("0 is not at all, 10 is completely."),
    )
    field_order = ("useful", "level_before", "level_now", "confidence_after", "minutes", "shared")


_USE = _("How much have you used it?")
_SLOWED = _("What has slowed you down?")


class BarrierMixin(OwnForm):
    """What slowed her down, and whether it goes on the list the two clear away."""

    barrier = forms.ChoiceField(
        label=_SLOWED, choices=[("", _("Nothing")), *TransferBarrier.Kind.choices], required=False
    )
    list_it = forms.BooleanField(
        label=_("Put it on our list of what stands in the way, so that it can be cleared away"),
        help_text=_("Your manager reads the list, and one of you takes it on."),
        required=False,
    )


class FirstUseForm(BarrierMixin):
    """Seven days after."""

    use = _choose(_USE, CheckIn.Use.choices)
    happened = CleanText(
        label=_("What happened?"),
        help_text=_("In which situation, and what did you do? Write no personal data."),
        rows=4,
        max_length=_LONGEST,
        required=False,
    )
    benefit = CleanText(label=_("What came of it?"), rows=3, max_length=_LONGEST, required=False)
    field_order = ("use", "happened", "benefit", "barrier", "list_it", "minutes", "shared")


class StatusForm(BarrierMixin):
    """Forty-five days after, by the learner."""

    status = forms.ChoiceField(
        label=_("How far are you with it?"), choices=CheckIn.Status.choices, widget=forms.RadioSelect, required=False
    )
    use = _choose(_USE, CheckIn.Use.choices)
    happened = CleanText(
        label=_("Give an example"), help_text=_("Write no personal data."), rows=4, max_length=_LONGEST, required=False
    )
    field_order = ("status", "use", "happened", "barrier", "list_it", "minutes", "shared")


class ManagerStatusForm(ToldForm):
    """Forty-five days after, by the manager: only what she has seen herself."""

    use = _choose(
        _("How much have you seen it used?"),
        CheckIn.Use.choices,
        help_text=_("Leave it empty where you have not seen it."),
    )
    status = forms.ChoiceField(
        label=_("What do you see?"), choices=CheckIn.Status.choices, widget=forms.RadioSelect, required=False
    )
    happened = CleanText(
        label=_("Give an example"),
        help_text=_("Your employee reads it. Write what you saw, not what you think of her."),
        rows=4,
        max_length=_LONGEST,
        required=False,
    )
    field_order = ("status", "use", "happened", "minutes")


class ColleagueForm(ToldForm):
    """Twenty-one days after, by a colleague who has watched."""

    use = _choose(_("Did you see it used?"), CheckIn.Use.choices, help_text=_("Leave it empty where you cannot say."))
    happened = CleanText(
        label=_("What did you see, and what worked?"),
        help_text=_("Only the one you watched reads it."),
        rows=4,
        max_length=_LONGEST,
        required=False,
    )
    benefit = CleanText(label=_("One wish for next time"), rows=2, max_length=_LONGEST, required=False)
    field_order = ("use", "happened", "benefit", "minutes")


class EffectForm(BarrierMixin):
    """Ninety days after: use, result, how we know, and in words of contribution."""

    use = _choose(_USE, CheckIn.Use.choices)
    result = forms.ModelChoiceField(
        Result.objects.none(),
        label=_("Which result has it affected?"),
        empty_label=_("None that stands here"),
        required=False,
    )
    result_level = _choose(_("Which result can you point to?"), _RESULT)
    benefit = CleanText(label=_("Which result, in a few words?"), rows=3, max_length=_LONGEST, required=False)
    how_known = CleanText(
        label=_("How do we know?"),
        help_text=_("A number, a document, somebody who noticed. Write no personal data."),
        rows=3,
        max_length=_LONGEST,
        required=False,
    )
    contribution = forms.ChoiceField(
        label=_("Did what you learned contribute?"),
        choices=CheckIn.Contribution.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    contribution_why = CleanText(label=_("Why do you think so?"), rows=2, max_length=_LONGEST, required=False)
    without_it = CleanText(
        label=_("What would have happened without the course?"), rows=2, max_length=_LONGEST, required=False
    )
    field_order = (
        "use", "result_level", "benefit", "result", "how_known", "contribution", "contribution_why", "without_it",
        "barrier", "list_it", "minutes", "shared",
    )  # fmt: skip

    def __init__(self, *args: Any, results: QuerySet[Result], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["result"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = results
        if not results:
            del self.fields["result"]


class AskedForm(DoneForm):
    """The manager has asked; what she takes on herself, where there is something."""

    barrier = forms.ChoiceField(
        label=_("What will you clear away?"),
        choices=[("", _("Nothing")), *TransferBarrier.Kind.choices],
        required=False,
    )
    text = CleanText(label=_("In a few words"), max_length=400, required=False)
    due_on = day_field(label=_("By when?"), required=False)
    field_order = ("barrier", "text", "due_on", "minutes")

    def clean(self) -> dict[str, Any]:
        """Something to clear away has a kind and a day."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("text") and not cleaned.get("barrier"):
            self.add_error("barrier", _("Choose what kind it is."))
        if cleaned.get("barrier") and not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Choose a day."))
        return cleaned


class BarrierForm(forms.Form):
    """What stands in the way, who clears it away, and by when."""

    kind = forms.ChoiceField(label=_("What is in the way?"), choices=TransferBarrier.Kind.choices)
    text = CleanText(
        label=_("In a few words"),
        help_text=_("You and your manager read it. Do not write about health, family, union or other people."),
        max_length=400,
        required=False,
    )
    owner = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who clears it away?"), empty_label=_("Nobody yet"), required=False
    )
    due_on = day_field(label=_("By when?"), required=False)

    def __init__(self, *args: Any, owners: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Person.objects.filter(pk__in=[person.pk for person in owners])

    def clean(self) -> dict[str, Any]:
        """Who takes it on says by when."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("owner") and not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Choose a day."))
        return cleaned


def form_for(step: Step) -> type[DoneForm]:
    """The form an act is told with."""
    if step.key == "status" and step.actor == "manager":
        return ManagerStatusForm
    forms_of: dict[str, type[DoneForm]] = {
        "reaction": ReactionForm,
        "first_use": FirstUseForm,
        "manager_asks": AskedForm,
        "colleague": ColleagueForm,
        "status": StatusForm,
        "effect": EffectForm,
    }
    return forms_of.get(step.key, DoneForm)
