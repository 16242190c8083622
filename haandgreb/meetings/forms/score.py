"""The score's forms: questions from content in the reader's language, and the yes of an open score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haandgreb.meetings.rules.counts import STEPS
from haandgreb.meetings.rules.score import FOCUS
from haandgreb.questions.forms import AnswerForm, answer_form
from haandgreb.questions.models import QuestionSet
from haandgreb.questions.reading import SCALE, ReadSet, read_row

COMMENT = "MS-8-text"
SHARES = "shares"
_YES, _NO = "yes", "no"
_STEPS = {str(step): step for step in STEPS}


def score_form(
    question_set: QuestionSet, data: Mapping[str, Any] | None = None, *, focus: str = "", open_score: bool = False
) -> AnswerForm:
    """The nine questions and the comment. In an open score the sheet carries its own yes or no, which must be given."""
    form = answer_form(read_row(question_set), data, labels={FOCUS: focus} if focus else None)
    form.prefix, form.auto_id = None, "id_%s"
    if open_score:
        form.fields[SHARES] = forms.ChoiceField(
            choices=[(_YES, _("Yes, show the answers to us")), (_NO, _("No, do not show them"))],
            widget=forms.RadioSelect,
            label=_("May the few answers be shown to you who took part?"),
            error_messages={"required": _("Choose yes or no. Nobody sees what you chose.")},
        )
    return form


def plain_sheet(read_set: ReadSet, data: Mapping[str, Any]) -> dict[str, Any] | None:
    """The answers of a sheet that has only steps from 1 to 5, read without building a form; None for any other.

    A whole room sends within a minute, most without a word, so this is quick. A test holds it to the form's answer.
    """
    values: dict[str, Any] = {}
    for question in read_set.questions:
        given = data.get(question.key, "")
        if given in _STEPS and question.kind == SCALE:
            values[question.key] = _STEPS[given]
        elif given or question.required:
            return None
    return values


def sheet_of(form: AnswerForm) -> tuple[dict[str, Any], bool | None]:
    """The answers of a valid form, and the sheet's own yes (None outside an open score)."""
    values = form.values()
    shares = values.pop(SHARES, None)
    return values, None if shares is None else shares == _YES


def rows_of(form: AnswerForm, read_set: ReadSet) -> list[dict[str, Any]]:
    """For the page: each question with its bound field, its number on the form and the words of its five steps."""
    return [
        {
            "question": question,
            "field": form[question.key],
            "number": question.key.removeprefix("MS-") if not question.is_text else "",
            "chosen": _chosen(form, question.key),
        }
        for question in read_set.questions
        if question.key in form.fields
    ]


def _chosen(form: AnswerForm, key: str) -> str:
    return str(form[key].value() or "")
