"""A form from a question set: one field per question, named by the question's key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from haandgreb.confidentiality.fields import ANSWER, NAME, CleanText
from haandgreb.questions.reading import (
    CHOICE,
    LONG_TEXT,
    NUMBER,
    SCALE,
    SEVERAL,
    SHORT_TEXT,
    YES_PARTLY_NO,
    Question,
    ReadSet,
)
from haandgreb.questions.showing import STEPS
from haandgreb.shared.twolang import Text


class AnswerForm(forms.Form):
    """Answers to a set. An empty field is no answer, and counts nowhere."""

    def values(self) -> dict[str, Any]:
        """What was answered, by question key, without the empty ones."""
        return {key: value for key, value in self.cleaned_data.items() if value not in (None, "", [])}


def answer_form(
    read_set: ReadSet, data: Mapping[str, Any] | None = None, *, labels: Mapping[str, str] | None = None
) -> AnswerForm:
    """A form for the set in the reader's language. `labels` replaces the wording of single questions."""
    form = AnswerForm(data)
    for question in read_set.questions:
        label = (labels or {}).get(question.key) or str(question.ask)
        form.fields[question.key] = _field(question, label)
    return form


def _field(question: Question, label: str) -> forms.Field:
    common: dict[str, Any] = {"label": label, "required": question.required, "help_text": str(question.hint)}
    if question.kind == SCALE:
        return ScaleField(question, **common)
    if question.kind in {CHOICE, YES_PARTLY_NO}:
        return _choice(question, common)
    if question.kind == SEVERAL:
        return forms.MultipleChoiceField(choices=_options(question), widget=forms.CheckboxSelectMultiple, **common)
    if question.kind == NUMBER:
        return forms.DecimalField(min_value=question.smallest, max_value=question.largest, decimal_places=4, **common)
    if question.kind == SHORT_TEXT:
        return CleanText(max_length=question.longest or NAME, **common)
    assert question.kind == LONG_TEXT
    return CleanText(max_length=question.longest or ANSWER, rows=4, **common)


class ScaleField(forms.TypedChoiceField):
    """One to five, each step with its words; nothing chosen is None."""

    def __init__(self, question: Question, **kwargs: Any) -> None:
        self.step_labels = question.labels
        words = [str(label) for label in question.labels] or [""] * STEPS
        steps = [(str(step), f"{step} {word}".strip()) for step, word in zip(range(1, STEPS + 1), words, strict=True)]
        super().__init__(
            choices=steps,
            coerce=int,
            empty_value=None,
            widget=forms.RadioSelect,
            error_messages={
                "invalid_choice": _("Choose a number from 1 to 5."),
                "required": _("Choose a number from 1 to 5."),
            },
            **kwargs,
        )


def _choice(question: Question, common: dict[str, Any]) -> forms.Field:
    return forms.TypedChoiceField(
        choices=_options(question),
        coerce=lambda key: [key],
        empty_value=None,
        widget=forms.RadioSelect,
        **common,
    )


def _options(question: Question) -> list[tuple[str, str]]:
    return [(option.key, str(option.label)) for option in question.options]


class WordingForm(forms.Form):
    """The wording of a set, question by question, in both languages: the workplace's own copy."""

    def __init__(self, read_set: ReadSet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.read_set = read_set
        self._pair("title", _("Title"), read_set.title)
        self._pair("intro", _("Introduction"), read_set.intro, rows=3, required=False)
        for question in read_set.questions:
            self._pair(question.key, question.key, question.ask, rows=2)

    def _pair(self, name: str, label: Any, text: Text, *, rows: int = 0, required: bool = True) -> None:
        for language, value in text.as_dict().items():
            field = CleanText(label=label, max_length=600, rows=rows, required=required, initial=value)
            self.fields[f"{name}.{language}"] = field

    def text(self, name: str) -> dict[str, str]:
        """The two languages of one text."""
        return {language: cast(str, self.cleaned_data[f"{name}.{language}"]) for language in ("da", "en")}

    def rows(self) -> list[dict[str, Any]]:
        """For the page: each question with its two fields."""
        return [
            {"question": question, "da": self[f"{question.key}.da"], "en": self[f"{question.key}.en"]}
            for question in self.read_set.questions
        ]
