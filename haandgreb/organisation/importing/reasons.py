"""The words for what can be wrong with a list, its questions, kinds and fields. All else here has codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from haandgreb.organisation.importing.dates import BadDate, read_short
from haandgreb.organisation.importing.headings import Kind
from haandgreb.organisation.importing.problems import ImportProblem, Reason, Value
from haandgreb.shared import formats

PROBLEMS: dict[str, Promise] = {
    "empty_file": _("There is nothing in “%(table)s”."),
    "no_rows": _("The file has headings and no rows below them."),
    "half_file": _(
        "“%(table)s” stops in the middle: what begins on line %(line)s never ends. Get the whole file and try again."
    ),
    "mixed_encodings": _(
        "From line %(line)s on, “%(table)s” is written in another character set than above. Save it as CSV UTF-8."
    ),
    "not_text": _("“%(table)s” is neither a workbook nor text. Save the list as XLSX or CSV."),
    "file_is_pdf": _("“%(table)s” is a PDF. Get the list as XLSX or CSV."),
    "stray_quote": _(
        'A quotation mark is out of place in “%(table)s”, line %(line)s. Inside a quoted cell it is written twice: "".'
    ),
    "cell_too_long": _(
        "A cell on line %(line)s of “%(table)s” does not end. Most often a closing quotation mark is missing."
    ),
    "no_headings": _(
        "Line %(line)s of “%(table)s” looks like a person, not like headings. Put a row of headings above it."
    ),
    "too_many_columns": _("“%(table)s” has %(columns)s columns; at most %(most)s are read."),
    "too_many_rows": _("The file has too many rows; at most %(most)s are read. Larger lists are read as CSV."),
    "too_many_cells_in_all": _("“%(table)s” has more than %(most)s cells. Leave out the columns that are not needed."),
    "number_of_files": _("Choose one workbook, or between one and %(most)s CSV files."),
    "file_too_large": _("The files are larger than %(most)s MB. The operator can read them with haandgreb import."),
    "workbook_encrypted": _("The workbook has a password. Save it without one and try again."),
    "workbook_too_old": _("This is an old kind of Excel file. Save it as XLSX and try again."),
    "workbook_macros": _("The workbook has macros. Save it as an ordinary XLSX without them."),
    "workbook_outside_links": _(
        "The workbook fetches from other files or sources. Copy the list as values to a new workbook."
    ),
    "workbook_holds_archive": _("Other files are embedded in the workbook. Copy the list to a new workbook."),
    "workbook_has_dtd": _("The workbook is built in a way Excel never does, so it is not opened."),
    "workbook_too_many_parts": _(
        "The workbook has more than %(most)s parts, so it is not opened. Copy the list to a new workbook."
    ),
    "workbook_too_large": _(
        "The workbook takes up more than %(most)s MB when unpacked. Copy the list to a new workbook, or save it as CSV."
    ),
    "workbook_too_packed": _("The workbook is packed more tightly than a real list can be, so it is not opened."),
    "workbook_too_heavy": _(
        "Reading the workbook takes more than %(most)s MB of memory. Copy the list to a new one, or save it as CSV."
    ),
    "workbook_too_slow": _(
        "Reading the workbook takes more than %(seconds)s seconds. Copy the list to a new one, or save it as CSV."
    ),
    "workbook_damaged": _("The workbook cannot be opened; it may be damaged or only half there. Save it again."),
    "zip_is_no_workbook": _("This is a ZIP file and no workbook. Unpack it and choose the files in it."),
    "nothing_recognised": _("None of the tables is to be read. Say which is the list of people, of units and so on."),
    "column_missing": _("“%(table)s” has no column for “%(field)s”. Choose one."),
    "column_missing_cpr": _(
        "“%(table)s” has no column for “%(field)s”: the CPR numbers in it are not read. Add another column that tells "
        "people apart, such as the employee number."
    ),
    "mapping_unusable": _("The choice of columns does not fit the list any more. Choose again."),
}

REASONS: dict[str, Promise] = {
    "too_many_cells": _("The row has more cells than there are headings"),
    "cut_row": _("The row stops in the middle, as in half a file"),
    "cpr": _("“%(field)s” looks like a CPR number"),
    "missing": _("“%(field)s” is empty"),
    "too_long": _("“%(field)s” is longer than %(longest)s characters"),
    "bad_email": _("“%(value)s” is not a mail address"),
    "bad_yes_no": _("“%(value)s” under “%(field)s” is neither yes nor no"),
    "bad_date": _("“%(value)s” under “%(field)s” is not a date"),
    "short_date": _("“%(value)s” under “%(field)s” can be read in two ways"),
    "end_before_start": _("“%(field)s” lies before the beginning"),
    "duplicate_ext_id": _("The number %(value)s is also used on line %(line)s"),
    "duplicate_email": _("The mail address is also used on line %(line)s"),
    "email_in_use": _("The mail address belongs to %(name)s"),
    "person_rejected": _("%(value)s is on a line that is left out"),
    "unit_rejected": _("The unit %(value)s is on a line that is left out"),
    "parent_rejected": _("The unit above, %(value)s, is on a line that is left out"),
    "unknown_person": _("The person %(value)s does not exist"),
    "unknown_manager": _("The manager %(value)s does not exist"),
    "unknown_unit": _("The unit %(value)s does not exist"),
    "unknown_parent": _("The unit above, %(value)s, does not exist"),
    "ambiguous_person": _("Several people are called %(value)s"),
    "ambiguous_unit": _("Several units are called %(value)s"),
    "cycle": _("The units stand in a ring: %(ring)s"),
    "too_deep": _("The unit lies more than %(most)s levels down"),
    "overlapping_periods": _("The engagement overlaps the one on line %(line)s"),
    "manager_twice": _("The same person manages the unit on line %(line)s in the same period"),
    "too_many_for_one": _("More than %(most)s rows belong to the same person or unit"),
    # Notices about the list as a whole.
    "cpr_column": _("The column “%(field)s” looks like CPR numbers. It is not read and not kept."),
    "empty_table": _("“%(table)s” has no rows and is passed over."),
    "unit_still_used": _("%(name)s is missing in the list and is kept, as somebody works there or below it."),
}

HINTS: dict[str, Promise] = {
    "too_many_cells": _("A separator too many, or a quotation mark is missing."),
    "cut_row": _("Get the whole file."),
    "cpr": _("The line is not saved and the number not shown. Remove it in the file."),
    "short_date": _("Say above how six digits are meant."),
    "duplicate_ext_id": _("The lines say different things about the same number."),
    "duplicate_email": _("Two people cannot have the same mail address."),
    "email_in_use": _("She or he is not in this list. Give one of them another address first."),
    "ambiguous_person": _("Use the employee number or the mail address."),
    "ambiguous_unit": _("Use the number of the unit, or add a column with the unit above."),
    "overlapping_periods": _("One ends before the next begins."),
    "cycle": _("A unit cannot lie below itself."),
}
_NEAREST = _("Did you mean %(nearest)s?")

QUESTIONS: dict[str, Promise] = {
    "short_dates": _("How is %(example)s to be read in “%(table)s”? %(count)s dates are written with six digits."),
    "unit_managers": _(
        "In %(count)s units people name different managers. Who is to manage the unit? A manager sees everybody in it."
    ),
    "safety_stop": _(
        "The list would end or move %(people)s of %(people_total)s people and %(units)s of %(units_total)s units. "
        "Is that meant?"
    ),
}
CHOICES: dict[tuple[str, str], Promise] = {
    ("short_dates", "dmy"): _("Day, month, year: %(day)s"),
    ("short_dates", "ymd"): _("Year, month, day: %(day)s"),
    ("unit_managers", "one"): _("The upper one only"),
    ("unit_managers", "all"): _("All who are named"),
    ("safety_stop", "yes"): _("Yes, it is meant"),
    ("safety_stop", "no"): _("No, something is wrong with the list"),
}
_NO_DATE = _("no date")

KINDS: dict[Kind, Promise] = {
    "units": _("Units"),
    "people": _("People"),
    "engagements": _("Engagements"),
    "managers": _("Managers"),
    "jobs": _("Job codes"),
    "staff": _("Staff list, one row per person"),
    "ignore": _("Not to be read"),
}
FIELDS: dict[str, Promise] = {
    "ext_id": pgettext_lazy("column", "Number or id"),
    "parent_ext_id": pgettext_lazy("column", "Unit above (id or name)"),
    "name": pgettext_lazy("column", "Name"),
    "kind": pgettext_lazy("column", "Type"),
    "valid_from": pgettext_lazy("column", "From"),
    "valid_to": pgettext_lazy("column", "To"),
    "active": pgettext_lazy("column", "Active (yes/no)"),
    "given": pgettext_lazy("column", "Given name"),
    "surname": pgettext_lazy("column", "Surname"),
    "email": pgettext_lazy("column", "E-mail"),
    "login": pgettext_lazy("column", "User name"),
    "person_ext_id": pgettext_lazy("column", "Person (id or e-mail)"),
    "unit_ext_id": pgettext_lazy("column", "Unit (id)"),
    "job_title": pgettext_lazy("column", "Job title"),
    "job_ext_id": pgettext_lazy("column", "Job code (id)"),
    "disco": pgettext_lazy("column", "DISCO code"),
    "employee_no": pgettext_lazy("column", "Employee number"),
    "primary": pgettext_lazy("column", "Main engagement (yes/no)"),
    "unit": pgettext_lazy("column", "Unit (name)"),
    "parent_unit": pgettext_lazy("column", "Unit above (name)"),
    "manager": pgettext_lazy("column", "Manager (name, e-mail or number)"),
    "is_manager": pgettext_lazy("column", "Is manager (yes/no)"),
}


class _Params(dict[str, str]):
    """Parameters as they are shown; one that is not there is nothing."""

    def __missing__(self, name: str) -> str:
        return ""


def _language() -> str:
    return "en" if (get_language() or "da").startswith("en") else "da"


def _filled(text: Promise, params: Mapping[str, Value]) -> str:
    shown = {
        name: formats.number(value, _language()) if isinstance(value, int) and name != "line" else str(value)
        for name, value in params.items()
    }
    return str(text) % _Params(shown)


def problem_text(problem: ImportProblem) -> str:
    """Why the file as a whole cannot be used and what to do, in the reader's language."""
    params: dict[str, Value] = dict(problem.params)
    if "field" in params:
        params["field"] = field_label(str(params["field"]))
    return _filled(PROBLEMS[problem.code], params)


def reason_text(reason: Reason) -> str:
    """Why a row is left out, or a notice about the list, in the reader's language."""
    text = REASONS[reason.code] if reason.code in REASONS else PROBLEMS[reason.code]
    return _filled(text, {"field": reason.field, **reason.params})


def hint_text(reason: Reason) -> str:
    """What may have been meant or can be done about a row; "" when there is nothing to add."""
    if reason.params.get("nearest"):
        return _filled(_NEAREST, reason.params)
    return _filled(HINTS[reason.code], reason.params) if reason.code in HINTS else ""


def question_text(code: str, params: Mapping[str, Value]) -> str:
    """What is asked."""
    return _filled(QUESTIONS[code], params)


def choice_text(code: str, choice: str, params: Mapping[str, Value]) -> str:
    """An answer as it is offered."""
    shown: dict[str, Value] = dict(params)
    if code == "short_dates":
        shown["day"] = _read_as(str(params.get("example", "")), choice)
    return _filled(CHOICES[code, choice], shown)


def _read_as(example: str, order: str) -> str:
    try:
        day = read_short(example, "dmy" if order == "dmy" else "ymd")
    except BadDate:
        return str(_NO_DATE)
    return formats.long_date(day, _language()) if day else str(_NO_DATE)


def field_label(field: str, kind: Any = None) -> str:
    """What one of our fields is called."""
    return str(FIELDS[field]) if field in FIELDS else field


def kind_label(kind: Kind) -> str:
    """What a kind of list is called."""
    return str(KINDS[kind])
