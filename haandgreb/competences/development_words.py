"""What is missing before a development goal can be agreed, and what would make it better, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from haandgreb.competences.rules.development import Hint, Missing

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MISSING: dict[Missing, StrOrPromise] = {
    Missing.TITLE: _("What you will be able to do"),
    Missing.LINK: _("What it hangs on: the strategy, or a local task"),
    Missing.PRACTICE: _("What you do differently, and in which situations"),
    Missing.SIGN: _("How we can see it"),
    Missing.PATH: _("How you learn it"),
    Missing.AT_WORK: _("At least one step of the learning path at work"),
    Missing.SUPPORT: _("Support: who does what, and by when"),
    Missing.FOLLOW_UP: _("A day to follow up"),
}

HINTS: dict[Hint, StrOrPromise] = {
    Hint.A_COURSE: _("A course is a way to get there. What will you be able to do afterwards?"),
    Hint.TWICE: _("The line already begins with “I will be able to …”. Go on from there."),
    Hint.ANCHORED: _("It hangs on a local task. Is there a goal or a result it also helps?"),
    Hint.CONCRETE: _("Say who does what in which situation, so that others could see it happen."),
    Hint.SIGN_WHERE: _("Where does the sign show: in you, with the user, or in the figures?"),
    Hint.INFLUENCE: _("Figures move for many reasons. Is there also a sign you can bring about yourself?"),
    Hint.MEANINGFUL: _("Why does it matter to you? A goal with a reason of your own lasts longer."),
    Hint.DATES: _("No step has a date. When is the first one?"),
    Hint.TOO_MANY: _("You have more than three goals under way. Which one can wait?"),
}
