"""Forms of a success case study: the question, the five items, the talk, the consent."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from haandgreb.confidentiality.fields import CleanText
from haandgreb.learning.models import Activity, CheckIn, SuccessAnswer, SuccessCase, TransferBarrier
from haandgreb.organisation.fields import NameField, PersonField
from haandgreb.shared.day_fields import day_field
from haandgreb.strategy.models import PracticeChange

NOT_FOUND = {"invalid_choice": _("This is not found. Choose from the list.")}
LONGEST = timedelta(days=60)
NO_NAMES = _("Write about the task. No names, no health, no case numbers.")


class StudyForm(forms.Form):
    """What the study is to find out, and about whom."""

    title = NameField(label=_("What is the study called?"))
    purpose = CleanText(
        label=_("What do you want to find out?"),
        help_text=_("How well does it work when it works? What makes it work, and what stands in the way?"),
        rows=3,
        max_length=1000,
    )
    success = CleanText(
        label=_("What would success look like?"),
        help_text=_("Who does what differently, in which situation, and which result would you see?"),
        rows=3,
        max_length=2000,
        required=False,
    )
    activity = forms.ModelChoiceField(
        queryset=Activity.objects.none(),
        label=_("About which activity?"),
        required=False,
        empty_label=_("all of them"),
        error_messages=NOT_FOUND,
    )
    ended_from = day_field(_("Ended from"))
    ended_to = day_field(_("Ended until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["activity"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Activity.objects.filter(is_mandatory=False)

    def clean(self) -> dict[str, Any]:
        """It ends after it starts."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("ended_from"), cleaned.get("ended_to")
        if first is not None and last is not None and last < first:
            self.add_error("ended_to", gettext("The last day lies before the first."))
        return cleaned


class AskForm(forms.Form):
    """Until when it asks."""

    closes_on = day_field(_("Answers until"))

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_closes_on(self) -> date:
        """Tomorrow at the earliest, within sixty days."""
        day: date = self.cleaned_data["closes_on"]
        if not self.today < day <= self.today + LONGEST:
            raise ValidationError(_("Choose a day from tomorrow on, within sixty days."))
        return day


def _number(value: str) -> int:
    return int(value)


class SurveyForm(forms.Form):
    """The five items: identified, voluntary."""

    use = forms.TypedChoiceField(
        label=_("How much have you used it?"),
        choices=CheckIn.Use.choices,
        coerce=_number,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. “Not yet” is an answer too."), **NOT_FOUND},
    )
    result = forms.TypedChoiceField(
        label=_("Which result can you point to?"),
        choices=SuccessAnswer.Result.choices,
        coerce=_number,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. “None” is an answer too."), **NOT_FOUND},
    )
    what = CleanText(
        label=pgettext_lazy("success case", "What was it?"),
        help_text=NO_NAMES,
        rows=2,
        max_length=1000,
        required=False,
    )
    mattered = CleanText(
        label=_("What mattered most for how much you got to use it?"),
        help_text=NO_NAMES,
        rows=2,
        max_length=1000,
        required=False,
    )
    may_talk = forms.TypedChoiceField(
        label=_("May we talk with you about it?"),
        choices=[("yes", _("Yes, you may")), ("no", _("No, thank you"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no."), **NOT_FOUND},
    )


class _TalkForm(forms.Form):
    held_on = day_field(_("When did you talk?"))
    nothing_new = forms.BooleanField(label=_("It told nothing new beside the talks before"), required=False)


class HighForm(_TalkForm):
    """The guide where much came of it: what, where and when, with which result, how do we know, what is it worth."""

    role = NameField(label=_("Role"), help_text=_("The job, never the name."))
    situation = CleanText(label=_("Where and when did you use it?"), help_text=NO_NAMES, rows=2, max_length=1000)
    act = CleanText(label=_("What did you use, and how?"), rows=3, max_length=1000)
    result = CleanText(label=_("With which result?"), rows=2, max_length=1000)
    proof_kind = forms.ChoiceField(
        label=_("What shows it?"), choices=SuccessCase.Proof.choices, widget=forms.RadioSelect, error_messages=NOT_FOUND
    )
    proof = CleanText(label=_("How do we know?"), rows=2, max_length=1000)
    value = CleanText(label=_("What is it worth, and to whom?"), rows=2, max_length=1000, required=False)
    without_it = CleanText(
        label=_("What would have happened without the course?"), rows=2, max_length=1000, required=False
    )
    enablers = CleanText(label=_("What helped?"), rows=2, max_length=1000)
    suggestion = CleanText(label=_("What do you suggest?"), rows=2, max_length=1000, required=False)
    practice = forms.ModelChoiceField(
        queryset=PracticeChange.objects.none(),
        label=_("Which changed practice is it?"),
        required=False,
        empty_label=_("none of them"),
        error_messages=NOT_FOUND,
    )
    verified_by = NameField(
        label=_("Who or what has confirmed it?"),
        help_text=_("The job or the document, never a name. Without it the card says that it is not verified."),
        required=False,
    )
    verified_on = day_field(_("Confirmed on"), required=False)
    field_order = (
        "held_on", "role", "act", "situation", "result", "proof_kind", "proof", "value", "without_it", "enablers",
        "suggestion", "practice", "verified_by", "verified_on", "nothing_new",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["practice"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = PracticeChange.objects.active().filter(person=None)


class LowForm(_TalkForm):
    """The guide where little came of it: what stood in the way, what would it take."""

    in_the_way = CleanText(
        label=_("What stood in the way?"),
        help_text=_("Write it so that nobody can tell who said it."),
        rows=3,
        max_length=1000,
    )
    what_it_takes = CleanText(label=_("What would it take?"), rows=3, max_length=1000)
    barrier_kind = forms.ChoiceField(
        label=_("Which kind is it?"), choices=TransferBarrier.Kind.choices, error_messages=NOT_FOUND
    )
    owner = PersonField(label=_("Who can clear it away?"), required=False)
    due_on = day_field(pgettext_lazy("barrier", "By when?"), required=False)
    field_order = ("held_on", "in_the_way", "what_it_takes", "barrier_kind", "owner", "due_on", "nothing_new")

    def clean(self) -> dict[str, Any]:
        """An owner has a day, and a day has an owner."""
        cleaned = super().clean() or {}
        if (cleaned.get("owner") is None) != (cleaned.get("due_on") is None):
            self.add_error("due_on", gettext("Say both who and by when, or neither."))
        return cleaned


class ConsentForm(forms.Form):
    """How far the card may be told."""

    consent = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=SuccessCase.Consent.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may read it."), **NOT_FOUND},
    )
    with_name = forms.BooleanField(label=_("Show my name on it"), required=False)


class ConclusionForm(forms.Form):
    """What the study shows, in a few lines."""

    conclusion = CleanText(
        label=_("What do you conclude?"),
        help_text=_("How well does it work when it works, and what must be cleared away for more to get there?"),
        rows=4,
        max_length=2000,
    )
