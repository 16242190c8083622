"""Forms of the service check."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from haandgreb.confidentiality.fields import NAME, CleanText
from haandgreb.meetings import improving, library
from haandgreb.meetings.models import CheckedSeries
from haandgreb.meetings.rules import deadlines, hours
from haandgreb.organisation.fields import PeopleField, PersonField
from haandgreb.organisation.models import Unit
from haandgreb.shared import clock

OWN = "own"
_LONGEST_PURPOSE = 400


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class StartForm(forms.Form):
    """Which meetings are looked at, and who votes."""

    title = CleanText(label=_("What is the check called?"), max_length=NAME)
    scope = forms.ChoiceField(label=_("Which meetings?"), widget=forms.RadioSelect)
    voters = PeopleField(label=_("Who votes in silence?"), required=False)

    def __init__(self, units: Iterable[Unit], owns: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(unit.pk), str(unit)) for unit in units]
        if owns:
            choices.append((OWN, _("The series I own")))
        self.fields["scope"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["voters"].help_text = _("Leave empty to let everybody in these meetings vote.")


class PurposeForm(forms.Form):
    """One sentence, and who would miss it."""

    purpose = CleanText(label=_("What is the meeting for, in one sentence?"), max_length=_LONGEST_PURPOSE, rows=2)
    who_would_miss_it = CleanText(label=_("Who would miss it?"), max_length=NAME, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


def verdict_choices(*, missing: bool = False) -> list[tuple[str, str]]:
    """The verdicts one can give a series that is there."""
    return [
        (key, str(verdict.label))
        for key, verdict in improving.verdicts().items()
        if missing or key != hours.Verdict.MISSING
    ]


class VoteForm(forms.Form):
    """A silent verdict on each series; skipping one is allowed."""

    def __init__(self, rows: Iterable[CheckedSeries], own: dict[UUID, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in rows:
            self.fields[str(row.pk)] = forms.ChoiceField(
                label=row.title,
                choices=[("", _("No verdict")), *verdict_choices()],
                required=False,
                initial=own.get(row.pk, ""),
            )

    def verdicts(self) -> dict[UUID, str]:
        """The given verdicts by row."""
        return {UUID(key): verdict for key, verdict in self.cleaned_data.items() if verdict}


class DecideForm(forms.Form):
    """The verdict with its change, day, owner and expiry."""

    decision = forms.ChoiceField(label=_("Verdict"), choices=verdict_choices, widget=forms.RadioSelect)
    change = CleanText(label=_("What changes?"), max_length=NAME, required=False)
    from_day = _day(_("From which day?"))
    review_on = _day(_("Expires, unless it is reviewed"))
    owner = PersonField(label=_("Who has the ball?"))
    new_minutes = forms.IntegerField(label=_("New length in minutes"), required=False, min_value=5, max_value=720)
    new_cadence = forms.ChoiceField(label=_("New rhythm"), required=False)
    new_people = forms.IntegerField(label=_("New number of people"), required=False, min_value=1, max_value=100_000)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_cadence"].choices = _cadences()  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        fields = self.cleaned_data
        needs_change = fields.get("decision") not in {None, hours.Verdict.KEEP, hours.Verdict.CLOSE}
        if needs_change and "change" in fields and not fields["change"].strip():
            question = improving.verdicts()[fields["decision"]].change
            self.add_error("change", str(question))
        latest = deadlines.expires_on(clock.today())
        if fields.get("review_on") and fields["review_on"] > latest:
            self.add_error("review_on", _("A series expires after twelve months at most."))
        return fields


class MissingForm(forms.Form):
    """A meeting nobody holds today."""

    title = CleanText(label=_("What is the new meeting called?"), max_length=NAME)
    change = CleanText(label=_("What is it to be for?"), max_length=NAME)
    new_minutes = forms.IntegerField(label=_("Length in minutes"), min_value=5, max_value=720)
    new_cadence = forms.ChoiceField(label=_("Rhythm"))
    new_people = forms.IntegerField(label=_("Number of people"), min_value=1, max_value=100_000)
    from_day = _day(_("From which day?"))
    owner = PersonField(label=_("Who has the ball?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_cadence"].choices = _cadences()  # type: ignore[attr-defined]  # a ChoiceField


class BookingForm(forms.Form):
    """What freed hours are used for."""

    what = CleanText(label=_("What are the hours for?"), max_length=NAME)
    hours_a_week = forms.DecimalField(
        label=_("Hours a week, all together"), min_value=0, max_digits=6, decimal_places=1
    )
    from_day = _day(_("From which day?"))

    def clean_hours_a_week(self) -> Any:
        if not self.cleaned_data["hours_a_week"]:
            raise forms.ValidationError(_("Write how many hours a week."))
        return self.cleaned_data["hours_a_week"]


class LookForm(forms.Form):
    """Three months on."""

    note = CleanText(
        label=_("Did it turn out as you decided? What was the freed time used for?"), max_length=2000, rows=4
    )


def _cadences() -> list[tuple[str, str]]:
    rows = library.load("types")["cadence"]
    return [("", _("As now")), *((row["key"], str(improving.Text.of(row["label"]))) for row in rows)]
