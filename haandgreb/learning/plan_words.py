"""What a transfer plan lacks, and what would make it better, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from haandgreb.learning.rules.plans import Hint, Missing

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MISSING: dict[Missing, StrOrPromise] = {
    Missing.GOAL: _("What you want to be able to do"),
    Missing.LINK: _("What it hangs on: the map, a development goal, or the law"),
    Missing.PRACTICE: _("What you do differently afterwards"),
    Missing.INTENTION: _("When … I will …"),
    Missing.SIGN: _("How one can see that it is used"),
}

HINTS: dict[Hint, StrOrPromise] = {
    Hint.FIGURES: _("Figures move for many reasons. Is there also a sign you can bring about yourself?"),
    Hint.NEED: _("What do you need from your manager to use it: time, a task, access, backing?"),
    Hint.BUDDY: _("Whoever has somebody who asks about it uses more of it. Who could be your buddy?"),
    Hint.BOOSTER: _("Choose one thing that makes it likelier that you use it."),
    Hint.FIRST_USE: _("When do you use it for the first time? Within seven days of the last course day is best."),
    Hint.LATE: _("The first use comes more than seven days after the course. Can it come sooner?"),
}

PROMPTS: tuple[StrOrPromise, ...] = (
    _("In which situation next week will you need it?"),
    _("What can get in the way – and what will you do then?"),
    _("Who will be glad if it works?"),
)
MANAGER_PROMPTS: tuple[StrOrPromise, ...] = (
    _("What should you be able to do after the course that matters for our goals?"),
    _("What should I take off your desk?"),
)
