"""What is next in a dialogue, in one sentence for each of the two."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from haandgreb.dialogues.permissions import EMPLOYEE, MANAGER
from haandgreb.dialogues.rules.phases import AFTER, BEFORE, DURING

PHASE_WORDS = {BEFORE: _("Before"), DURING: _("During"), AFTER: _("After")}

BEGUN = _("The talk has begun. The guide is where you left it.")
NEXT = {
    ("invited", EMPLOYEE): _("Prepare in peace, for yourself. And find a time together."),
    ("invited", MANAGER): _("Offer a time, and prepare what you want to recognise and ask about."),
    ("booked", EMPLOYEE): _("The time is set. Share what your manager should have read before you meet."),
    ("booked", MANAGER): _("The time is set. Prepare, and read what has been shared with you."),
    ("held", EMPLOYEE): _("You have talked. Write what you agree on while you remember it; seven days are enough."),
    ("held", MANAGER): _("You have talked. Write what you agree on while you remember it; seven days are enough."),
    ("agreeing", EMPLOYEE): _("The wording waits for a yes. Read it, and say yes or change it."),
    ("agreeing", MANAGER): _("The wording waits for a yes. Read it, and say yes or change it."),
    ("agreed", EMPLOYEE): _("You have agreed. Now it is to be used: look at the goals together within half a year."),
    ("agreed", MANAGER): _("You have agreed. Now it is to be used: look at the goals together within half a year."),
    ("following", EMPLOYEE): _("The agreement is followed up. Say how it goes, also when it does not."),
    ("following", MANAGER): _("The agreement is followed up. Ask how it goes, and what you can do."),
    ("replaced", EMPLOYEE): _("A newer dialogue has taken its place. What was agreed can still be read."),
    ("replaced", MANAGER): _("A newer dialogue has taken its place. What was agreed can still be read."),
    ("postponed", EMPLOYEE): _("The talk is postponed. You have a right to it; it is taken up again."),
    ("postponed", MANAGER): _("The talk is postponed. Take it up again when the time is there."),
    ("cancelled", EMPLOYEE): _("The talk is called off."),
    ("cancelled", MANAGER): _("The talk is called off."),
}
