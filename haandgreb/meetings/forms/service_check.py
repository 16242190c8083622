"""Forms of the service check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from haandgreb.confidentiality.fields import NAME, CleanText
from haandgreb.meetings import improving, library
from haandgreb.meetings.forms.series import minutes_field
from haandgreb.meetings.models import CheckedSeries
from haandgreb.meetings.queries.check_scopes import Scope
from haandgreb.meetings.rules import deadlines
from haandgreb.meetings.rules.hours import Verdict
from haandgreb.organisation.fields import PeopleField, PersonField
from haandgreb.shared import clock
from haandgreb.shared.day_fields import DayInput
from haandgreb.shared.twolang import Text

_LONGEST_PURPOSE, _LONGEST_NOTE, _MOST_PEOPLE = 400, 4_000, 100_000
_NEEDS_CHANGE = {Verdict.ADJUST, Verdict.REPLACE}


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(), **kwargs)


def _people_field(label: Any, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=_MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        **kwargs,
    )


class StartForm(forms.Form):
    """Which meetings are looked at, and who votes."""

    title = CleanText(label=_("What is the check called?"), max_length=NAME)
    scope = forms.ChoiceField(label=_("Which meetings?"))
    voters = PeopleField(
        units=True,
        label=_("Who votes in silence?"),
        required=False,
        help_text=_("Leave it empty to let everybody in these meetings vote. With fewer than five you talk instead."),
    )

    def __init__(self, scopes: Iterable[Scope], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scope"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(scope.key, scope.label) for scope in scopes]


class PurposeForm(forms.Form):
    """One sentence, and who would miss the meeting."""

    purpose = CleanText(label=_("What is the meeting for, in one sentence?"), max_length=_LONGEST_PURPOSE, rows=2)
    who_would_miss_it = CleanText(label=_("Who would miss it?"), max_length=NAME, required=False)


class VoteForm(forms.Form):
    """A silent verdict on each series; one may be left out."""

    def __init__(self, rows: Iterable[CheckedSeries], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("No verdict from me")), *verdict_choices()]
        for row in rows:
            self.fields[str(row.pk)] = forms.ChoiceField(label=row.title, choices=choices, required=False)
        self.fields["wanted"] = CleanText(
            label=_("Is a meeting missing?"),
            max_length=NAME,
            required=False,
            help_text=_("Write what it should be for. It is shown without names, and only where five or more vote."),
        )

    def verdicts(self) -> dict[UUID, str]:
        """The given verdicts by row."""
        return {UUID(key): value for key, value in self.cleaned_data.items() if value and key != "wanted"}


class DecideForm(forms.Form):
    """The verdict with its change, day, owner and expiry."""

    decision = forms.ChoiceField(label=_("Verdict"), widget=forms.RadioSelect)
    change = CleanText(label=_("What changes, in a few words?"), max_length=NAME, required=False)
    from_day = _day(_("From which day?"))
    owner = PersonField(label=_("Who has the ball?"))
    new_minutes = minutes_field(_("New length in minutes"), 5, 720, required=False)
    new_cadence = forms.ChoiceField(label=_("How often from then on?"), required=False)
    new_people = _people_field(_("How many people from then on?"), required=False)
    merge_with = forms.ChoiceField(label=_("Merge with"), required=False)
    review_on = _day(_("Expires, unless it is looked at again"), help_text=_("Twelve months ahead at most."))

    def __init__(self, row: CheckedSeries, others: Iterable[CheckedSeries], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.others = {str(one.pk): one for one in others}
        self._offer("decision", verdict_choices(explained=True))
        self._offer("new_cadence", [("", _("As now")), *cadence_choices()])
        self._offer("merge_with", [("", _("Nothing")), *((key, one.title) for key, one in self.others.items())])

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_review_on(self) -> Any:
        """A series runs out after twelve months."""
        day = self.cleaned_data["review_on"]
        if day > deadlines.expires_on(clock.today()):
            raise forms.ValidationError(_("A series runs out after twelve months at most. Choose an earlier day."))
        return day

    def clean(self) -> dict[str, Any]:
        """A verdict brings what it needs: a change in words, fewer minutes, a slower rhythm, another meeting."""
        found = self.cleaned_data
        decision = found.get("decision")
        if decision in _NEEDS_CHANGE and not found.get("change"):
            self.add_error("change", str(improving.verdicts()[decision].change))
        if decision == Verdict.SHORTER and not (found.get("new_minutes") or self.row.minutes) < self.row.minutes:
            self.add_error("new_minutes", str(improving.verdicts()[decision].change))
        if decision == Verdict.LESS_OFTEN and not found.get("new_cadence"):
            self.add_error("new_cadence", str(improving.verdicts()[decision].change))
        if decision == Verdict.MERGE and not found.get("merge_with"):
            self.add_error("merge_with", str(improving.verdicts()[decision].change))
        return found

    def facts(self) -> dict[str, Any]:
        """What is written on the row; what a verdict does not use is emptied."""
        found = dict(self.cleaned_data)
        found["merge_with"] = self.others.get(found["merge_with"]) if found["decision"] == Verdict.MERGE else None
        if found["decision"] in {Verdict.KEEP, Verdict.CLOSE}:
            found |= {"new_minutes": None, "new_cadence": "", "new_people": None}
        return found


class MissingForm(forms.Form):
    """A meeting that nobody holds today."""

    title = CleanText(label=_("What is the new meeting called?"), max_length=NAME)
    purpose = CleanText(label=_("What is it for, in one sentence?"), max_length=_LONGEST_PURPOSE, rows=2)
    new_cadence = forms.ChoiceField(label=_("How often?"))
    new_minutes = minutes_field(_("Length in minutes"), 5, 720)
    new_people = _people_field(_("How many people?"))
    from_day = _day(_("From which day?"))
    owner = PersonField(label=_("Who makes it?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["new_cadence"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = cadence_choices()


class BookingForm(forms.Form):
    """What freed hours are used for."""

    what = CleanText(label=_("What are the hours for?"), max_length=NAME)
    hours_a_week = forms.DecimalField(
        label=_("Hours a week, all together"), min_value=Decimal("0.1"), max_digits=6, decimal_places=1, localize=True
    )
    from_day = _day(_("From which day?"))


class LookForm(forms.Form):
    """Three months on."""

    note = CleanText(
        label=_("Did it turn out as you decided? What was the freed time used for?"), max_length=_LONGEST_NOTE, rows=4
    )


def verdict_choices(*, explained: bool = False) -> list[tuple[str, str]]:
    """The verdicts one can give a meeting that is there, with what each means where that is asked for."""
    return [
        (key, f"{verdict.label} – {verdict.text}" if explained else str(verdict.label))
        for key, verdict in improving.verdicts().items()
        if key != Verdict.MISSING
    ]


def cadence_choices() -> list[tuple[str, str]]:
    """How often a meeting can be held."""
    return [(row["key"], str(Text.of(row["label"]))) for row in library.load("types")["cadence"]]


def typed(form: forms.Form, names: Iterable[str]) -> Mapping[str, str]:
    """What was typed in some fields, as text."""
    return {name: str(form.data.get(name, "")) for name in names}
