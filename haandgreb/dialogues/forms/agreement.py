"""Forms of agreements, of what each side sees differently, and of follow-ups."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from haandgreb.competences.models import DevelopmentGoal
from haandgreb.confidentiality.fields import ANSWER, MINUTES, CleanText
from haandgreb.shared.day_fields import day_field


class AgreementForm(forms.Form):
    """What was agreed: one text, and the goals it holds."""

    text = CleanText(
        label=_("What we have agreed"),
        help_text=_("Who does what, by when. Do not write about health, family, union or other people."),
        rows=10,
        max_length=MINUTES,
        required=False,
    )
    goals = forms.TypedMultipleChoiceField(
        coerce=UUID,
        label=_("Development goals in the agreement"),
        help_text=_("Goals both of you can read. A yes to the agreement is also a yes to them."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, goals: Sequence[DevelopmentGoal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["goals"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(str(goal.pk), goal.title) for goal in goals]
        if not goals:
            del self.fields["goals"]


class WordingForm(forms.Form):
    """One side's own wording."""

    text = CleanText(
        label=_("How I see it"),
        help_text=_("Both wordings stand side by side. Do not write about health, family, union or other people."),
        rows=8,
        max_length=MINUTES,
        error_messages={"required": _("Write how you see it.")},
    )


class DayForm(forms.Form):
    """A day."""

    due_on = day_field(_("Day"), error_messages={"required": _("Choose a day.")})


class FiledForm(forms.Form):
    """Where the plan lies in the records system."""

    filed_on = day_field(_("Filed on"), error_messages={"required": _("Choose a day.")})
    filed_as = CleanText(
        label=_("Where it lies"), help_text=_("The number of the case or document, no name."), max_length=100,
        required=False,
    )  # fmt: skip


class FollowUpTalkForm(forms.Form):
    """What the two saw when they looked at it again: a status for each goal, what helped, and the next day."""

    note = CleanText(
        label=_("What helped, and what now?"),
        help_text=_("Only the two of you read it. A later manager does not."),
        rows=5,
        max_length=ANSWER,
        required=False,
    )
    next_on = day_field(_("Next time"), required=False)

    def __init__(self, *args: Any, goals: Collection[DevelopmentGoal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = {f"goal_{goal.pk}": goal for goal in goals}
        for name, goal in self.goals.items():
            self.fields[name] = forms.ChoiceField(
                label=goal.title, choices=DevelopmentGoal.Status.choices, initial=goal.status
            )

    @property
    def statuses(self) -> list[forms.BoundField]:
        """The field of each goal."""
        return [self[name] for name in self.goals]

    def changed_statuses(self) -> list[tuple[DevelopmentGoal, str]]:
        """The goals whose status is another one now."""
        chosen = ((goal, self.cleaned_data[name]) for name, goal in self.goals.items())
        return [(goal, status) for goal, status in chosen if status != goal.status]
