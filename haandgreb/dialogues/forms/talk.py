"""Forms of the guide of a talk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haandgreb.confidentiality.fields import ANSWER, CleanText
from haandgreb.dialogues.models import Card
from haandgreb.dialogues.rules.talk import lacks
from haandgreb.dialogues.rules.texts import ENERGY, TEXTS
from haandgreb.dialogues.talk_words import ENERGY as ENERGY_WORDS
from haandgreb.dialogues.talk_words import FEEDBACK, HELP, LABELS
from haandgreb.shared import clock
from haandgreb.shared.day_fields import day_field

CARD = 300  # letters: a card is read at a glance


class TextForm(forms.Form):
    """One text of the talk, by its key of rules.texts."""

    def __init__(self, key: str, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{key}-%s")
        super().__init__(*args, **kwargs)
        if key == ENERGY:
            self.fields["text"] = forms.ChoiceField(
                label=LABELS[key], choices=list(ENERGY_WORDS.items()), widget=forms.RadioSelect, required=False
            )
            return
        kind = TEXTS[key]
        self.fields["text"] = CleanText(
            label=LABELS[key], help_text=HELP.get(key, ""), rows=kind.rows, max_length=kind.longest, required=False
        )


class CardForm(forms.Form):
    """A card in one's own column, or what the other just said aloud."""

    text = CleanText(max_length=CARD, rows=2, required=False)

    def __init__(self, *args: Any, label: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label or _("What the card says")

    def clean_text(self) -> str:
        """A card says something; told here, so that the short form carries no word about what is required."""
        if not self.cleaned_data["text"]:
            raise forms.ValidationError(_("Write what the card says."))
        return str(self.cleaned_data["text"])


class MiddleForm(CardForm):
    """A card in the middle: what it says, which cards of both sides it builds on, or that it is one side's only."""

    mine = forms.MultipleChoiceField(
        label=_("Builds on these of mine"), widget=forms.CheckboxSelectMultiple, required=False
    )
    work = forms.MultipleChoiceField(
        label=_("Builds on these of the workplace's"), widget=forms.CheckboxSelectMultiple, required=False
    )
    only = forms.ChoiceField(
        label=_("Does it build on one side only?"),
        help_text=_("That is allowed, and stands on the card for both of you to see."),
        choices=[
            ("", _("It builds on both sides")),
            (Card.Only.DEMAND.value, pgettext_lazy("card", "Only a demand")),
            (Card.Only.WISH.value, pgettext_lazy("card", "Only a wish")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(
        self, *args: Any, mine: Sequence[tuple[str, str]], work: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        kwargs.setdefault("label", _("What you have in common"))
        super().__init__(*args, **kwargs)
        for name, choices in (("mine", mine), ("work", work)):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = list(choices)

    def clean(self) -> dict[str, Any]:
        """At least one card of each side, unless it says that it is one side's only (dialogue.md 1)."""
        data = super().clean() or self.cleaned_data
        pointed = {name for name in ("mine", "work") if data.get(name)}
        for side in lacks(data.get("only", ""), pointed):
            if side not in self.errors:
                self.add_error(
                    side, _("Point to at least one card here, or say below that it builds on one side only.")
                )
        return data

    @property
    def points_to(self) -> list[UUID]:
        """The cards it builds on."""
        return [UUID(pk) for name in ("mine", "work") for pk in self.cleaned_data[name]]


class FeedbackForm(forms.Form):
    """Situation – what I saw – effect – wish (AN-5). What was seen is asked for; the rest helps."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in FEEDBACK.items():
            self.fields[name] = CleanText(label=label, rows=2, max_length=ANSWER, required=False)

    def clean(self) -> dict[str, Any]:
        """Something is written."""
        data = super().clean() or self.cleaned_data
        if not any(data.get(name) for name in FEEDBACK) and not self.errors:
            self.add_error("saw", _("Write what you saw."))
        return data

    @property
    def parts(self) -> dict[str, str]:
        """The four parts."""
        return {name: self.cleaned_data.get(name, "") for name in FEEDBACK}


class HeldForm(forms.Form):
    """The day the talk was held."""

    on = day_field(_("The talk was held on"))

    def clean_on(self) -> date:
        """Not a day to come."""
        day: date = self.cleaned_data["on"]
        if day > clock.today():
            raise forms.ValidationError(_("A talk is held today or on a day before."))
        return day
