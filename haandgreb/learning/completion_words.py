"""The words for lists of platforms: fields, what is wrong with a row, what a word under status may mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from haandgreb.learning.rules.platform_lists import BACK, DONE, NOT_DONE
from haandgreb.organisation.importing.problems import Reason
from haandgreb.organisation.importing.reasons import reason_text

FIELDS = {
    "person": _("Who: login, mail address or employee number"),
    "course": _("The platform's number of the course"),
    "title": _("Name of the course"),
    "completed_on": _("Day of completion"),
    "started_on": _("Day it was begun"),
    "status": _("Status"),
    "title_en": _("Name in English"),
    "words": _("What one does"),
    "minutes": _("Minutes"),
    "hours": _("Hours"),
    "link": _("Address on the web"),
    "mandatory": _("Mandatory: yes or no"),
}
MEANINGS = (
    (DONE, _("completed")),
    (NOT_DONE, _("not completed: leave it out")),
    (BACK, _("taken back: it was told by mistake")),
)
_WRONG = {
    "missing": _("“%(field)s” is empty"),
    "too-long": _("“%(field)s” is longer than %(longest)s characters"),
    "bad-date": _("“%(value)s” is no date"),
    "short-date": _("“%(value)s” has six figures: write the year with four"),
    "ahead": _("The day of completion lies ahead"),
    "end-before-start": _("It ends before it begins"),
    "unknown-status": _("Nobody has said what “%(value)s” means"),
    "bad-number": _("“%(value)s” is no number we can use"),
    "bad-link": _("The address does not begin with https://"),
    "cpr": _("There is something that looks like a CPR number in it"),
    "too_many_cells": _("The row has more cells than there are headings"),
    "cut_row": _("The row stops in the middle, as in half a file"),
}
TROUBLE = {
    "file-gone": _("The list is not here any more. Read it again."),
    "database": _("The database did not answer in time. Nothing was saved; try again."),
}
OTHER_TABLE = _("“%(table)s” is not read: one list at a time.")
MONTH_FIRST = _("The dates are read with the month first, as some of them can be read in no other way.")


def wrong_words(code: str, params: Mapping[str, Any]) -> str:
    """Why a row is not read."""
    named = {name: FIELDS.get(value, value) if name == "field" else value for name, value in params.items()}
    return str(_WRONG[code]) % named


def notice_words(notice: Mapping[str, Any]) -> str:
    """What is worth knowing about a list."""
    if notice["code"] == "other_table":
        return str(OTHER_TABLE % notice["params"])
    return reason_text(Reason(notice["code"], notice["field"], notice["params"]))
