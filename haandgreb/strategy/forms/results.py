"""Forms about results and their measurements."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haandgreb.confidentiality.fields import CleanText
from haandgreb.organisation.fields import PersonField
from haandgreb.shared.day_fields import day_field
from haandgreb.strategy.forms.fields import GoalField, NumberField, strength_field
from haandgreb.strategy.models import Result, StrategicGoal


class ResultForm(forms.Form):
    """What one wants to see, what it is measured by, from where and to where."""

    title = CleanText(
        label=_("What do you want to see?"),
        help_text=_("What somebody notices when it works, not what you do: “Fewer calls about the letter”."),
    )
    indicator = CleanText(
        label=_("What is counted?"),
        help_text=_("Such as “calls per 100 decisions”."),
        required=False,
    )
    measured_in = CleanText(
        label=_("Measured in"), help_text=_("Such as %, days or hours."), max_length=40, required=False
    )
    source = CleanText(label=_("Where does the figure come from?"), required=False)
    baseline = NumberField(
        label=_("Where do you stand?"), help_text=_("Leave it empty if nobody knows yet."), required=False
    )
    baseline_on = day_field(_("Measured on"), required=False)
    baseline_by = day_field(_("Or: unknown, measured by"), required=False)
    target = NumberField(label=_("Where do you want to be?"), required=False)
    target_on = day_field(_("By"), required=False)
    timing = forms.ChoiceField(
        label=_("When does it show?"),
        choices=[
            (Result.Timing.LEAD.value, _("An early sign: it shows within three months")),
            (Result.Timing.LAG.value, _("A late result: it shows at the end")),
        ],
        initial=Result.Timing.LEAD.value,
        widget=forms.RadioSelect,
    )
    owner = PersonField(
        label=_("Who keeps an eye on it?"),
        help_text=_("Whoever sees to it that it is measured."),
        required=False,
    )
    code = CleanText(label=_("Short name"), help_text=_("Such as R1.2."), max_length=20, required=False)
    title_en = CleanText(label=_("The result in English"), required=False)
    indicator_en = CleanText(label=_("What is counted, in English"), required=False)

    def clean(self) -> dict[str, Any]:
        """A target has a place to start from, and lies after it."""
        facts: dict[str, Any] = super().clean() or {}
        knows_start = facts.get("baseline") is not None or facts.get("baseline_by") is not None
        if facts.get("target") is not None and not knows_start and not self.errors.keys() & {"baseline", "baseline_by"}:
            self.add_error(
                "baseline",
                _("A target needs a place to start. Write where you stand, or by which day you will have measured it."),
            )
        if facts.get("baseline_on") is not None and facts.get("baseline") is None and "baseline" not in self.errors:
            self.add_error("baseline", _("What did you measure that day?"))
        begins, ends = facts.get("baseline_on"), facts.get("target_on")
        if isinstance(begins, date) and isinstance(ends, date) and ends <= begins:
            self.add_error("target_on", _("The target comes after the day you measured where you stand."))
        return facts


class NewResultForm(ResultForm):
    """A new result, with how sure one is that it leads to the goal."""

    strength = strength_field()


class MeasureForm(forms.Form):
    """One measurement."""

    measured_on = day_field(_("Which day?"))
    value = NumberField(label=_("What was it?"))
    note = CleanText(
        label=_("What is there to say about it?"),
        help_text=_("Such as “the holiday is in it”. No names."),
        max_length=400,
        required=False,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_measured_on(self) -> date:
        """Not a day to come."""
        day: date = self.cleaned_data["measured_on"]
        if day > self.today:
            raise forms.ValidationError(_("That day has not come yet."), code="future")
        return day


class ConnectForm(forms.Form):
    """One more goal the result is a sign of."""

    goal = GoalField(
        StrategicGoal.objects.none(),
        label=_("Which goal?"),
        empty_label=_("Choose a goal"),
        error_messages={"required": _("Choose a goal.")},
    )
    strength = strength_field()

    def __init__(self, *args: Any, result: Result, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goals = self.fields["goal"]
        assert isinstance(goals, GoalField)
        free = StrategicGoal.objects.active().exclude(result_links__result=result)
        goals.queryset = free.select_related("unit")
