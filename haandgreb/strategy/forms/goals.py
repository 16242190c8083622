"""Forms about direction and goals."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haandgreb.confidentiality.fields import ANSWER, CleanText
from haandgreb.organisation.fields import PersonField, UnitField
from haandgreb.organisation.models import Person, Unit
from haandgreb.shared.day_fields import day_field
from haandgreb.strategy.forms.fields import GoalField
from haandgreb.strategy.models import StrategicGoal
from haandgreb.strategy.permissions import may_edit_direction
from haandgreb.strategy.queries.goals import choices_above

CIRCLE = _("That goal already serves this one. A goal cannot end up serving itself; choose another, or none.")
ELSEWHERE = _("That goal does not hold in this unit. Choose one of the whole workplace or of a unit above.")

DEEP = _("Too many goals serve one another in a row here. Choose a goal further up.")


class StatementForm(forms.Form):
    """One text of the direction."""

    text = CleanText(label=_("What should it say?"), rows=4, max_length=ANSWER)
    text_en = CleanText(label=_("In English"), rows=4, max_length=ANSWER, required=False)


class GoalForm(forms.Form):
    """What a goal says, who owns it, when it runs."""

    title = CleanText(
        label=_("What do you want to reach?"),
        help_text=_("Short enough to remember, such as “Decisions that are understood and hold”."),
    )
    why = CleanText(
        label=_("Why?"),
        help_text=_("What does it cost users or colleagues that it is not so today?"),
        rows=3,
        max_length=ANSWER,
        required=False,
    )
    parent = GoalField(
        StrategicGoal.objects.none(),
        label=_("Which goal from above does it serve?"),
        required=False,
        empty_label=_("None: it stands on its own"),
    )
    meaning = CleanText(
        label=_("What does it mean for us?"),
        help_text=_("What the goal above means in this unit, in words colleagues use."),
        rows=3,
        max_length=ANSWER,
        required=False,
    )
    owner = PersonField(label=_("Who owns the goal?"), required=False)
    starts_on = day_field(_("From"))
    ends_on = day_field(_("Until"))
    source = CleanText(
        label=_("Where does it stand?"),
        help_text=_("The document the goal comes from, such as “Strategy 2026, page 4”."),
        required=False,
    )
    code = CleanText(label=_("Short name"), help_text=_("Such as S1."), max_length=20, required=False)
    title_en = CleanText(label=_("The goal in English"), required=False)
    why_en = CleanText(label=_("Why, in English"), rows=3, max_length=ANSWER, required=False)

    def __init__(self, *args: Any, unit: Unit | None = None, goal: StrategicGoal | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = self.fields["parent"]
        assert isinstance(above, GoalField)
        above.queryset = choices_above(unit, apart=[goal.pk] if goal else [])
        if goal is not None and goal.parent_id is not None:  # it may be closed by now, and still be the one
            above.queryset = above.queryset | StrategicGoal.objects.filter(pk=goal.parent_id).select_related("unit")

    def clean(self) -> dict[str, Any]:
        """It ends after it starts."""
        facts: dict[str, Any] = super().clean() or {}
        begins, ends = facts.get("starts_on"), facts.get("ends_on")
        if isinstance(begins, date) and isinstance(ends, date) and ends < begins:
            self.add_error("ends_on", _("It must end after it begins."))
        return facts


class NewGoalForm(GoalForm):
    """A new goal, of the whole workplace or of a unit."""

    unit = UnitField(label=_("Which part of the workplace is it for?"), required=False, empty=_("The whole workplace"))

    field_order = ["title", "why", "unit"]

    def __init__(self, *args: Any, by: Person, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.today = by, today
        above = self.fields["parent"]
        assert isinstance(above, GoalField)
        above.queryset = StrategicGoal.objects.active().select_related("unit")

    def clean_unit(self) -> Unit | None:
        """A unit whose goals she writes."""
        unit: Unit | None = self.cleaned_data["unit"]
        if not may_edit_direction(self.by, unit, self.today):
            raise forms.ValidationError(
                _("You do not write goals there. Choose a unit you lead, or ask its manager."), code="not_hers"
            )
        return unit


class OwnForm(forms.Form):
    """A unit makes a goal from above its own."""

    meaning = CleanText(
        label=_("What does it mean for us?"),
        help_text=_("Two or three sentences in words colleagues use: what do we do more of, and what stops?"),
        rows=4,
        max_length=ANSWER,
    )
    title = CleanText(label=_("What do we call it?"), help_text=_("You can keep the title from above."))
    owner = PersonField(label=_("Who owns it here?"), required=False)


class CloseForm(forms.Form):
    """Why something counts no more."""

    why = CleanText(
        label=_("Why is it closed?"),
        help_text=_("Reached, dropped or replaced? Those who built on it can read this."),
        rows=2,
        max_length=400,
        error_messages={"required": _("Write why. Those who built on it want to know.")},
    )
