"""What a colleague answers to three questions."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from haandgreb.confidentiality.fields import ANSWER
from haandgreb.dialogues.forms.preparation import LongText
from haandgreb.dialogues.queries.peers import Answered


class AnswersForm(forms.Form):
    """One text for each question; what is lost with its key has none."""

    def __init__(self, answered: Sequence[Answered], data: QueryDict | None = None) -> None:
        super().__init__(data)
        for one in answered:
            if not one.is_lost:
                field = LongText(label=one.question.ask, rows=3, max_length=ANSWER)
                self.fields[one.question.key] = field
                self.initial[one.question.key] = one.text

    def sent(self) -> dict[str, str]:
        """What came; an answer whose field did not come is not spoken of."""
        return {name: self.cleaned_data.get(name, "") for name in self.fields if name in self.data}
