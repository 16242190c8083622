"""A staff list: its files, what its columns mean, and the deliberate yes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from haandgreb.organisation.fields import NameField
from haandgreb.organisation.importing.headings import READ_KINDS, REQUIRED, fields_of
from haandgreb.organisation.importing.mapping import TableMapping, suggest_as
from haandgreb.organisation.importing.problems import ImportProblem
from haandgreb.organisation.importing.reading import MOST_BYTES, MOST_FILES, Upload
from haandgreb.organisation.importing.reasons import choice_text, field_label, kind_label, problem_text, question_text
from haandgreb.organisation.importing.tables import Source, Table

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class FilesInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files; the cleaned value is a list of uploads."""

    def __init__(self, **kwargs: Any) -> None:
        accept = ".csv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        kwargs.setdefault("widget", FilesInput(attrs={"accept": accept}))
        super().__init__(allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """All of them; empty ones are told apart when they are read."""
        chosen = data if isinstance(data, list | tuple) else [data]
        files: list[UploadedFile] = [super(FilesField, self).clean(one, initial) for one in chosen]
        problem = None
        if len(files) > MOST_FILES:
            problem = ImportProblem("number_of_files", most=MOST_FILES)
        elif sum(file.size or 0 for file in files) > MOST_BYTES:
            problem = ImportProblem("file_too_large", most=MOST_BYTES // 1024 // 1024)
        if problem is not None:
            raise forms.ValidationError(problem_text(problem))
        return [Upload(str(file.name), file.read()) for file in files]


class UploadForm(forms.Form):
    """The files of one list."""

    lists = FilesField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV or XLSX, at most 50 MB. Choose several files at once where the list has several."),
    )


@dataclass(frozen=True)
class ColumnRow:
    """One of our fields: which column it is, and what stands there in the first rows."""

    bound: BoundField
    required: bool
    examples: list[str]


@dataclass(frozen=True)
class TablePart:
    """One table of the list as it is paired."""

    table: Table
    kind: BoundField
    was: BoundField
    rows: list[ColumnRow]
    more: list[ColumnRow]
    extras: list[BoundField]

    def first_rows(self) -> list[tuple[int, Sequence[str]]]:
        """The rows a preview shows, each with its line."""
        return list(zip(self.table.lines, self.table.first_rows(), strict=False))


_LAST_DAY = (
    ("yes", gettext_lazy("the last day that counts")),
    ("no", gettext_lazy("the first day that does not count")),
)


class ColumnsForm(forms.Form):
    """
    What each table holds and which column is which.

    After `is_valid`, `mappings` and `answers` hold what was chosen. `kind_changed` says that a table is another kind
    than it was shown as: then its columns have been suggested anew and should be looked at.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        source: Source,
        mappings: Mapping[str, TableMapping],
        answers: Mapping[str, str],
        questions: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        super().__init__(data)
        self.source = source
        self.mappings = dict(mappings)
        self.answers = dict(answers)
        self.kind_changed = False
        for at, table in enumerate(source.tables):
            self._add_table(f"t{at}", table, self._shown(f"t{at}", table))
        self._add_questions(questions)

    def _shown(self, name: str, table: Table) -> TableMapping:
        """The mapping the page was shown with: as kept, or as suggested when somebody had just chosen another kind."""
        mapping = self.mappings.setdefault(table.name, TableMapping("ignore"))
        was = self.data.get(f"{name}-was", mapping.kind)
        if was != mapping.kind and was in (*READ_KINDS, "ignore"):
            mapping = self.mappings[table.name] = suggest_as(table, was)
        return mapping

    def _add_table(self, name: str, table: Table, mapping: TableMapping) -> None:
        kinds = [(kind, kind_label(kind)) for kind in (*READ_KINDS, "ignore")]
        self.fields[f"{name}-table"] = forms.ChoiceField(label=_("What is in it?"), choices=kinds, initial=mapping.kind)
        was = forms.CharField(widget=forms.HiddenInput, initial=mapping.kind, required=False)
        self.fields[f"{name}-was"] = was
        headings: list[tuple[str, StrOrPromise]] = [("", pgettext_lazy("no column", "–"))]
        headings += [(heading, heading) for heading in table.headings if heading not in table.refused]
        for field in fields_of(mapping.kind):
            self.fields[f"{name}-{field}"] = forms.ChoiceField(
                label=field_label(field, mapping.kind),
                choices=headings,
                initial=mapping.columns.get(field, ""),
                required=False,
            )
        if "valid_to" in fields_of(mapping.kind):
            self.fields[f"{name}-last_day"] = forms.ChoiceField(
                label=_("An end date is"),
                choices=_LAST_DAY,
                initial="yes" if mapping.last_day else "no",
                required=False,
            )

    def _add_questions(self, questions: Sequence[Mapping[str, Any]]) -> None:
        """Six-digit dates are asked about table by table, managers once."""
        names = {table.name: f"t{at}" for at, table in enumerate(self.source.tables)}
        self._asked: dict[str, tuple[str, str]] = {}
        for question in questions:
            code, params = question["code"], question["params"]
            table = str(params.get("table", ""))
            name = f"{names[table]}-short_dates" if code == "short_dates" and table in names else code
            self._asked[name] = (code, table)
            self.fields[name] = forms.ChoiceField(
                label=question_text(code, params),
                choices=[(choice, choice_text(code, choice, params)) for choice in question["choices"]],
                initial=self._answered(code, table) or question["suggested"] or None,
                widget=forms.RadioSelect,
            )

    def _answered(self, code: str, table: str) -> str:
        if code == "short_dates":
            return self.mappings[table].short_dates or ""
        return self.answers.get(code, "")

    def clean(self) -> dict[str, Any]:
        """Read the tables; a column that must be there is asked for where it is missing."""
        data: dict[str, Any] = super().clean() or {}
        for at, table in enumerate(self.source.tables):
            self._clean_table(f"t{at}", table, data)
        for name, (code, table_name) in self._asked.items():
            if name not in data:
                continue
            if code == "short_dates":
                mapping = self.mappings[table_name]
                if mapping.kind != "ignore":
                    self.mappings[table_name] = replace(mapping, short_dates=data[name])
            else:
                self.answers[code] = data[name]
        return data

    def _clean_table(self, name: str, table: Table, data: dict[str, Any]) -> None:
        kind, before = data.get(f"{name}-table"), self.mappings[table.name]
        if kind is None:
            return
        if kind != before.kind:
            self.kind_changed = self.kind_changed or kind != "ignore"
            self.mappings[table.name] = suggest_as(table, kind)
            return
        chosen = {field: data.get(f"{name}-{field}", "") for field in fields_of(kind)}
        mapping = TableMapping(
            kind,
            {field: heading for field, heading in chosen.items() if heading},
            last_day=data.get(f"{name}-last_day") != "no",
            short_dates=before.short_dates,
        )
        for group in mapping.missing():
            words = " / ".join(str(field_label(field, kind)) for field in group)
            self.add_error(f"{name}-{group[0]}", _("Choose the column that holds: %(words)s.") % {"words": words})
        self.mappings[table.name] = mapping

    def parts(self) -> list[TablePart]:
        """The tables for the page."""
        return [self._part(f"t{at}", table) for at, table in enumerate(self.source.tables)]

    def _part(self, name: str, table: Table) -> TablePart:
        kind = self.mappings.get(table.name, TableMapping("ignore")).kind
        required = {group[0] for group in REQUIRED[kind] if len(group) == 1}
        asked = {field for group in REQUIRED[kind] for field in group}
        own = [field for field in fields_of(kind) if f"{name}-{field}" in self.fields]
        rows: list[ColumnRow] = []
        more: list[ColumnRow] = []
        for field in own:
            bound = self[f"{name}-{field}"]
            row = ColumnRow(bound, field in required, self._examples(table, bound))
            (rows if bound.value() or field in asked else more).append(row)
        extras = [self[f"{name}-{extra}"] for extra in ("last_day",) if f"{name}-{extra}" in self.fields]
        return TablePart(table, self[f"{name}-table"], self[f"{name}-was"], rows, more, extras)

    def _examples(self, table: Table, bound: BoundField) -> list[str]:
        heading = bound.value()
        if heading not in table.headings:
            return []
        at = table.headings.index(str(heading))
        found = dict.fromkeys(row[at] for row in table.rows[:50] if row[at].strip())
        return list(found)[:3]

    def question_fields(self) -> list[BoundField]:
        """What has to be answered before one can look through."""
        return [self[name] for name in self._asked]


class SaveForm(forms.Form):
    """The plan that was looked at, and a yes where very much would change."""

    fingerprint = forms.CharField(max_length=64, widget=forms.HiddenInput)
    sure = forms.BooleanField(label=gettext_lazy("Yes, that is meant."), required=False)


class RowForm(forms.Form):
    """One rejected line, cell by cell, as its own columns call it."""

    def __init__(
        self, data: Any = None, *, headings: Sequence[str], cells: Sequence[str], refused: Sequence[str]
    ) -> None:
        super().__init__(data)
        for at, (heading, cell) in enumerate(zip(headings, cells, strict=True)):
            if heading not in refused:
                self.fields[f"c{at}"] = NameField(label=heading, initial=cell, required=False, max_length=1000)
        self._cells = list(cells)

    def cells(self) -> tuple[str, ...]:
        """The corrected line."""
        return tuple(str(self.cleaned_data.get(f"c{at}", cell)) for at, cell in enumerate(self._cells))
