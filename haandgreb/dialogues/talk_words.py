"""What the texts of a talk are called on the page, by their keys in rules/texts.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haandgreb.dialogues.rules.questions import Hint

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LABELS: Mapping[str, StrOrPromise] = {
    "note": _("My own notes"),
    "realised": _("What have you just realised?"),
    "questions": _("My own questions"),
    "energy": _("How eager are you to start?"),
    "expect_of_me": _("You can expect of me"),
    "expect_of_you": _("I expect of you"),
    "different": _("What I will now do differently"),
    "understand": _("What I now understand better about your situation"),
    "understood": _("Have I understood you?"),
}
HELP: Mapping[str, StrOrPromise] = {
    "questions": _("One on each line. A question nobody can answer with yes or no opens most."),
    "understood": _("Say it in your own words, and let the other put it right. Write what you agree was said."),
}
HINTS: Mapping[Hint, StrOrPromise] = {
    Hint.CLOSED: _("Can be answered with yes or no. Begin with what, how, who or when."),
    Hint.WHY: _("“Why” easily sounds as if the other must defend herself. Try “what made you …”."),
}
FEEDBACK: Mapping[str, StrOrPromise] = {
    "situation": pgettext_lazy("feedback", "The situation: when you …"),
    "saw": pgettext_lazy("feedback", "What I saw"),
    "effect": pgettext_lazy("feedback", "What it meant"),
    "wish": pgettext_lazy("feedback", "What I wish for next time"),
}
ENERGY: Mapping[str, StrOrPromise] = {
    "1": pgettext_lazy("energy", "1 – not at all"),
    "2": pgettext_lazy("energy", "2 – a little"),
    "3": pgettext_lazy("energy", "3 – partly"),
    "4": pgettext_lazy("energy", "4 – a lot"),
    "5": pgettext_lazy("energy", "5 – very much"),
}
