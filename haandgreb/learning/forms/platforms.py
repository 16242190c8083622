"""Platforms and their lists: the file, what its columns mean, which activity a course is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from haandgreb.learning.completion_words import FIELDS, MEANINGS
from haandgreb.learning.models import Activity, Platform, PlatformList
from haandgreb.learning.rules import platform_lists as rules
from haandgreb.learning.rules.platform_lists import Reading
from haandgreb.organisation.fields import NameField
from haandgreb.organisation.forms.importing import FilesField
from haandgreb.organisation.importing.tables import Table

MOST_STATUSES = 20


class PlatformForm(forms.Form):
    """A platform's name."""

    name = NameField(
        label=gettext_lazy("Name of the platform"), help_text=gettext_lazy("For example Campus, or a provider's own.")
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ListForm(forms.Form):
    """A list, what it tells of, and where it comes from."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What does the list tell of?"),
        choices=[
            (PlatformList.Kind.COMPLETIONS, gettext_lazy("Completions: who has completed what, and when")),
            (PlatformList.Kind.CATALOGUE, gettext_lazy("Courses: what the platform offers, for the catalogue")),
        ],
        initial=PlatformList.Kind.COMPLETIONS,
        widget=forms.RadioSelect,
    )
    platform = forms.ModelChoiceField(
        label=gettext_lazy("Where is it from?"),
        queryset=Platform.objects.all(),
        required=False,
        empty_label=pgettext_lazy("platform", "Choose, or name a new one below"),
    )
    new_platform = NameField(label=gettext_lazy("Another platform"), required=False)
    lists = FilesField(label=gettext_lazy("File"), help_text=gettext_lazy("CSV or XLSX, at most 50 MB."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not Platform.objects.exists():
            del self.fields["platform"]
            self.fields["new_platform"].label = _("Name of the platform")
            self.fields["new_platform"].help_text = _("For example Campus, or a provider's own.")

    def clean(self) -> dict[str, Any]:
        """One platform: chosen or named."""
        data: dict[str, Any] = super().clean() or {}
        name = data.get("new_platform", "")
        if data.get("platform") is None and not name and "new_platform" not in self.errors:
            self.add_error("new_platform", _("Say which platform the list comes from."))
        if name and Platform.objects.filter(name__iexact=name).exists():
            data["platform"] = Platform.objects.get(name__iexact=name)
        return data


class ColumnsForm(forms.Form):
    """Which column is which, and what the words under status mean. `reading` holds what was chosen."""

    def __init__(self, data: Any = None, *, kind: str, table: Table, reading: Reading) -> None:
        super().__init__(data)
        self.kind, self.table, self.reading = kind, table, reading
        none = (("", pgettext_lazy("no column", "–")),)
        headings = [(heading, heading) for heading in table.headings if heading not in table.refused]
        needed = {group[0] for group in rules.NEEDED[kind] if len(group) == 1}
        for name in rules.FIELDS[kind]:
            self.fields[name] = forms.ChoiceField(
                label=FIELDS[name],
                choices=[*none, *headings],
                initial=reading.columns.get(name, ""),
                required=name in needed,
            )
        self.words: dict[str, str] = {}
        self.too_many = 0
        self._ask(reading if data is None else self._chosen(data))

    def _chosen(self, data: Any) -> Reading:
        columns = {name: str(data.get(name, "")) for name in rules.FIELDS[self.kind]}
        return Reading({name: heading for name, heading in columns.items() if heading}, self.reading.statuses)

    def _ask(self, reading: Reading) -> None:
        """A question for each word under status that nobody has explained yet."""
        if self.kind != PlatformList.Kind.COMPLETIONS:
            return
        found = rules.statuses_in(self.table, reading)
        asked = [word for word, meaning in found.items() if not meaning or word in reading.statuses]
        self.too_many = len(asked) if len(asked) > MOST_STATUSES else 0
        for number, word in enumerate([] if self.too_many else asked):
            self.words[f"status{number}"] = word
            self.fields[f"status{number}"] = forms.ChoiceField(
                label=_("“%(word)s” means") % {"word": word or "–"},
                choices=[("", _("Choose what it means")), *MEANINGS],
                initial=reading.statuses.get(word, ""),
            )

    def clean(self) -> dict[str, Any]:
        """A column that must be there is asked for where it is missing."""
        data: dict[str, Any] = super().clean() or {}
        columns = {name: data.get(name, "") for name in rules.FIELDS[self.kind]}
        statuses = {word: data[name] for name, word in self.words.items() if data.get(name)}
        self.reading = Reading({name: heading for name, heading in columns.items() if heading}, statuses)
        if self.too_many:
            words = _("It holds %(count)d different words. Choose the one that says what is completed, or none.")
            self.add_error("status", words % {"count": self.too_many})
        for group in self.reading.missing(self.kind):
            if group[0] not in self.errors:
                words = " / ".join(str(FIELDS[name]) for name in group)
                self.add_error(group[0], _("Choose the column that holds: %(words)s.") % {"words": words})
        return data

    def rows(self) -> list[tuple[BoundField, list[str]]]:
        """Our fields, each with what stands in its column first."""
        return [(self[name], self._examples(self[name])) for name in rules.FIELDS[self.kind]]

    def questions(self) -> list[BoundField]:
        """What only a person can say."""
        return [self[name] for name in self.words]

    def _examples(self, bound: BoundField) -> list[str]:
        heading = bound.value()
        if heading not in self.table.headings:
            return []
        at = self.table.headings.index(str(heading))
        return list(dict.fromkeys(row[at] for row in self.table.rows[:50] if row[at].strip()))[:3]


class LinkForm(forms.Form):
    """Which activity a platform's course is."""

    key = forms.CharField(max_length=200, widget=forms.HiddenInput)
    activity = forms.CharField(label=gettext_lazy("Activity"), max_length=400)

    def clean_activity(self) -> Activity:
        """The activity of that name or code; says so where there is none, or more than one."""
        words = str(self.cleaned_data["activity"]).strip()
        found = list(Activity.objects.filter(title__iexact=words)[:2]) or list(
            Activity.objects.filter(code__iexact=words)[:2]
        )
        if len(found) == 1:
            return found[0]
        if found:
            raise forms.ValidationError(_("More than one activity is called that. Write its code."))
        raise forms.ValidationError(_("There is no activity of that name or code in the catalogue."))
