"""Forms of the ten questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haandgreb.confidentiality.fields import CleanText
from haandgreb.dialogues.models import CheckAnswer, Side
from haandgreb.dialogues.queries.check import level_words, questions, statements
from haandgreb.organisation.fields import PersonField
from haandgreb.shared.day_fields import day_field


def level_choices() -> list[tuple[str, str]]:
    """0 to 3 with their words."""
    return [(str(step), f"{step} {word}") for step, word in enumerate(level_words())]


def level_field(label: Any, help_text: Any = "", *, required: bool = False) -> forms.TypedChoiceField:
    """A level; none chosen is None."""
    return forms.TypedChoiceField(
        choices=level_choices,
        coerce=int,
        empty_value=None,
        required=required,
        label=label,
        help_text=help_text,
        widget=forms.RadioSelect,
    )


class SideForm(forms.Form):
    """Which side somebody speaks for."""

    side = forms.ChoiceField(choices=Side, label=_("I speak for"), widget=forms.RadioSelect)


class LevelsForm(forms.Form):
    """One side's level for each of the ten."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions():
            hint = _("3 looks like this: %(three)s") % {"three": question.three}
            self.fields[question.key] = level_field(f"{question.number}. {question.ask}", hint)

    def levels(self) -> dict[str, int | None]:
        """Question key to level."""
        return {question.key: self.cleaned_data[question.key] for question in questions()}


FACTS = ("today", "common", "evidence", "next_step", "owner", "due_on")


class AgreeForm(forms.Form):
    """What both sides say together about one question."""

    today = CleanText(label=_("What we do today"), rows=3, max_length=1000, required=False)
    common = level_field(_("The level we agree on"))
    evidence = CleanText(
        label=_("What we build it on"),
        help_text=_("No names, and nothing of what was said in a talk."),
        rows=3,
        max_length=1000,
        required=False,
    )
    next_step = CleanText(label=pgettext_lazy("ten questions", "Next step"), required=False)
    owner = PersonField(label=_("Who does it"), required=False)
    due_on = day_field(_("By when"), required=False)

    def clean(self) -> dict[str, Any]:
        """A next step has an owner and a day: without them it is a wish."""
        data = super().clean() or self.cleaned_data
        if data.get("next_step"):
            for name in ("owner", "due_on"):
                if name not in self.errors and not data.get(name):
                    self.add_error(name, _("A next step needs somebody who does it, and a day."))
        return data

    def facts(self) -> dict[str, Any]:
        """What is saved."""
        return {name: self.cleaned_data[name] for name in FACTS}


def facts_of(answer: CheckAnswer) -> dict[str, Any]:
    """What the form begins with."""
    return {name: getattr(answer, name) for name in FACTS}


class AmbassadorForm(forms.Form):
    """Five statements, each true of me or not yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, text in statements():
            self.fields[key] = forms.BooleanField(label=str(text), required=False)
