"""Forms of the evaluation and of what the works council decides."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from haandgreb.confidentiality.fields import CleanText
from haandgreb.dialogues.models import Decision, Evaluation
from haandgreb.organisation.fields import PersonField
from haandgreb.shared.day_fields import day_field

LONGEST_COMMENT = 1000


class OpenForm(forms.Form):
    """When a round is evaluated, and until when."""

    when = forms.ChoiceField(choices=Evaluation.When, label=_("What is asked"), widget=forms.RadioSelect)
    closes_on = day_field(
        _("The last day to answer"), help_text=_("At most sixty days from now. It cannot be opened again.")
    )
    asks_openly = forms.BooleanField(
        label=_("Ask also what we should do differently next time"),
        help_text=_(
            "People then write in their own words. It is shown only if at least ten do, and when HR and a member of "
            "the works council have read it through."
        ),
        required=False,
    )


class CommentsForm(forms.Form):
    """What people wrote: words may be taken out, nothing put in."""

    def __init__(self, comments: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, comment in enumerate(comments, 1):
            label = _("Comment %(number)d") % {"number": number}
            self.fields[f"text_{number}"] = CleanText(
                label=label, rows=2, max_length=LONGEST_COMMENT, required=False, initial=comment
            )

    def texts(self) -> list[str]:
        """In their order."""
        return [self.cleaned_data[name] for name in self.fields]


FACTS = ("text", "why", "owner", "due_on")


class DecisionForm(forms.Form):
    """What is decided for the next year."""

    text = CleanText(label=_("What do you decide?"), help_text=_("One sentence somebody can be asked about later."))
    why = CleanText(label=_("What do you build it on?"), rows=3, max_length=1000, required=False)
    owner = PersonField(label=_("Who sees to it"))
    due_on = day_field(_("By when"))

    def facts(self) -> dict[str, Any]:
        """What is saved."""
        return {name: self.cleaned_data[name] for name in FACTS}


def facts_of(decision: Decision) -> dict[str, Any]:
    """What the form begins with."""
    return {name: getattr(decision, name) for name in FACTS}
