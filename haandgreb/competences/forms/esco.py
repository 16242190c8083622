"""ESCO's files, and the deliberate yes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haandgreb.competences.actions import esco as actions
from haandgreb.competences.rules import esco
from haandgreb.organisation.importing.problems import ImportProblem
from haandgreb.organisation.importing.reasons import problem_text
from haandgreb.organisation.importing.tables import Source

MOST_BYTES = 25 * 1024 * 1024
_ACCEPT = {"accept": ".csv,text/csv"}


class EscoForm(forms.Form):
    """One or both language files; after `is_valid`, `source` holds what was read."""

    danish = forms.FileField(
        label=gettext_lazy("The Danish file"),
        help_text=gettext_lazy("skills_da.csv"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs=_ACCEPT),
    )
    english = forms.FileField(
        label=gettext_lazy("The English file"),
        help_text=gettext_lazy("skills_en.csv"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs=_ACCEPT),
    )
    source: Source

    def clean(self) -> dict[str, Any]:
        """Read the files; what is wrong is said beside the file it is wrong with."""
        data: dict[str, Any] = super().clean() or {}
        given = {"danish": actions.DANISH, "english": actions.ENGLISH}
        tables = [self._read(name, code, data[name]) for name, code in given.items() if data.get(name)]
        if not tables and not self.errors:
            raise forms.ValidationError(_("Choose at least one of the two files."))
        if self.errors:
            return data
        self.source = Source(tuple(table for table in tables if table is not None))
        danish, english = actions.languages(self.source)
        if esco.same_language(danish, english):
            raise forms.ValidationError(_("Both files are in the same language. Choose one file of each."))
        return data

    def _read(self, name: str, code: str, file: UploadedFile) -> Any:
        if (file.size or 0) > MOST_BYTES:
            self.add_error(name, _("The file is larger than 25 MB. ESCO's list of skills is smaller."))
            return None
        other = actions.ENGLISH if code == actions.DANISH else actions.DANISH
        if f"_{other}." in str(file.name).casefold():
            self.add_error(name, _("By its name this file is in the other language."))
            return None
        try:
            return actions.read_file(code, str(file.name), file.read())
        except ImportProblem as problem:
            self.add_error(name, problem_text(problem))
        except actions.TooManyRows:
            self.add_error(name, _("The file has more than 50,000 rows. ESCO's list of skills has fewer."))
        except actions.NotEsco as problem:
            words = _("This is not ESCO's list of skills. These columns are missing: %(names)s.")
            self.add_error(name, words % {"names": ", ".join(problem.missing)})
        return None


class EscoSaveForm(forms.Form):
    """A yes where very much would be closed."""

    sure = forms.BooleanField(label=gettext_lazy("Yes, this is the whole list."), required=False)
