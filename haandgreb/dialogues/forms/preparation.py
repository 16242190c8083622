"""The form of a preparation: the inputs of each question, by the kind of the question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from haandgreb.competences.handle_words import HANDLES
from haandgreb.confidentiality.fields import ANSWER, NAME, CleanText
from haandgreb.dialogues.preparation_words import Question
from haandgreb.dialogues.queries.preparation import Field
from haandgreb.dialogues.rules import preparation as rules

TOO_LONG = _(
    "There is room for %(limit_value)d characters, and this is %(show_value)d. Nothing is cut off: shorten it yourself."
)


def name_of(key: str, part: str) -> str:
    """The name of an input."""
    return f"{key}-{part}"


class LongText(CleanText):
    """A text the browser does not cut off: what is too long comes back whole, with words beside it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, error_messages={"max_length": TOO_LONG}, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class Ticks(forms.MultipleChoiceField):
    """Handles, kept as their ids with a space between."""

    def __init__(self) -> None:
        choices = list(HANDLES.items())
        widget = forms.CheckboxSelectMultiple
        super().__init__(label=_("Handles I would like to try"), choices=choices, required=False, widget=widget)

    def prepare_value(self, value: Any) -> Any:
        return value.split() if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        return rules.joined(super().clean(value))


@dataclass(frozen=True)
class Line:
    """A question on the page, with the inputs that belong to it."""

    field: Field
    inputs: Mapping[str, forms.BoundField]

    @property
    def question(self) -> Question:
        return self.field.question

    @property
    def text(self) -> forms.BoundField:
        return self.inputs["text"]

    @property
    def others(self) -> list[forms.BoundField]:
        return [bound for part, bound in self.inputs.items() if part != "text"]


class PreparationForm(forms.Form):
    """One input for each part of each question; what is lost with its key has none."""

    def __init__(self, fields: Iterable[Field], data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.asked = [field for field in fields if not field.question.is_wheel]
        for field in self.asked:
            for part, value in (field.parts or {}).items():
                name = name_of(field.question.key, part)
                self.fields[name] = _input(field.question, part)
                self.initial[name] = value

    def lines(self) -> Iterator[Line]:
        """Each question with its inputs."""
        for field in self.asked:
            parts = field.parts or {}
            yield Line(field, {part: self[name_of(field.question.key, part)] for part in parts})

    def sent(self) -> dict[str, dict[str, str]]:
        """What was sent, by key and part; an input that did not come is not spoken of."""
        found: dict[str, dict[str, str]] = {}
        for field in self.asked:
            for part in field.parts or {}:
                name = name_of(field.question.key, part)
                # Boxes that are not ticked are not sent: the mark of the input says that the page had it.
                if name in self.data or rules.MARK + name in self.data:
                    found.setdefault(field.question.key, {})[part] = self.cleaned_data.get(name, "")
        return found

    def marks(self) -> dict[str, dict[str, str]]:
        """The marks that came along, by key and part."""
        found: dict[str, dict[str, str]] = {}
        for field in self.asked:
            for part in field.parts or {}:
                mark = self.data.get(rules.MARK + name_of(field.question.key, part))
                if mark:
                    found.setdefault(field.question.key, {})[part] = mark
        return found


def _input(question: Question, part: str) -> forms.Field:
    if part == "step":
        choices = [("", "–"), *((str(step), str(step)) for step in rules.STEPS)]
        return forms.ChoiceField(label=_("From 0 to 10"), choices=choices, required=False)
    if part == "headline":
        return LongText(label=_("Headline: this can be shared"), max_length=NAME)
    if part == "handles":
        return Ticks()
    label: Any = question.ask
    help_text: Any = question.help if question.kind == rules.TEXT else ""
    if question.kind == rules.HEADLINE:
        label = _("My own note: never shared")
    elif question.kind == rules.SCALE:
        label = _("An example")
    elif question.kind == rules.LEARN:
        label = _("In your own words")
    return LongText(label=label, help_text=help_text, rows=3, max_length=ANSWER)
