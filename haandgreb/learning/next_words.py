"""What is next in an enrolment, in one sentence for each of the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from haandgreb.learning.permissions import LEARNER, MANAGER
from haandgreb.learning.rules.where import AFTER, BEFORE, DURING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LATER = "later"
"""After, when the days for the first use are over."""

PHASE_WORDS = {
    BEFORE: _("Before"),
    DURING: _("During"),
    AFTER: _("After"),
}

WITHOUT_TALK: StrOrPromise = _("You have not had the talk before the course. Choose what you want to do about it.")

NEXT: dict[tuple[str, str], StrOrPromise] = {
    ("wished", LEARNER): _("Only you can see this. Ask your manager when it says what you mean."),
    ("asked", LEARNER): _("It waits for a yes from your manager. You can begin your transfer plan already."),
    ("asked", MANAGER): _("Read the situation it is for, and answer. A no has a reason."),
    (BEFORE, LEARNER): _(
        "What you do before decides more than the course itself. Talk with your manager, and write your plan."
    ),
    (BEFORE, MANAGER): _("A quarter of an hour now is worth more than any follow-up. Ask what it is to be used for."),
    (DURING, LEARNER): _("Look for where you can use it. Agree on the day you try it first."),
    (DURING, MANAGER): _("Keep the task ready that it is to be used on."),
    (AFTER, LEARNER): _("Now it is to be used. Try it within seven days, and tell what came of it."),
    (AFTER, MANAGER): _("Ask what is done differently, and clear away what stands in the way."),
    (LATER, LEARNER): _("Now it is to stay in use. Use it again, and tell what came of it."),
    (LATER, MANAGER): _("Ask what is done differently, and clear away what stands in the way."),
    ("declined", LEARNER): _("Your manager has said no. Read why, change what you asked for, or let it go."),
    ("declined", MANAGER): _("You have said no, and why. It can be asked for anew."),
    ("absent", LEARNER): _("You did not take part. Nothing more is asked of you here."),
    ("absent", MANAGER): _("This came to nothing. Nothing more is asked of either of you here."),
    ("cancelled", LEARNER): _("It is cancelled. Nothing more is asked of you here."),
    ("cancelled", MANAGER): _("It is cancelled. Nothing more is asked of either of you here."),
    ("replaced", LEARNER): _("Somebody else has taken the seat. Nothing more is asked of you here."),
    ("replaced", MANAGER): _("Somebody else has taken the seat. Nothing of what was written here went along."),
}


def next_words(state: str, phase: str, side: str, *, is_later: bool = False) -> StrOrPromise:
    """The sentence of the state, and of the phase while steps run; another one when the first use is past."""
    if state not in ("approved", "completed"):
        return NEXT[(state, side)]
    return NEXT[(LATER if is_later and phase == AFTER else phase, side)]
