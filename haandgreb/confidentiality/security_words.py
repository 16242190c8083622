"""What stands in the security log of the archive gate, in words."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

ACTS = {
    "archive-gate.set": pgettext_lazy("security log", "archive gate switched"),
    "archive-authority.registered": pgettext_lazy("security log", "the archives' authority registered"),
    "archive-authority.ended": pgettext_lazy("security log", "the archives' authority ended"),
    "keep-days.set": pgettext_lazy("security log", "days to keep set"),
    "kept-data.deleted": pgettext_lazy("security log", "what had run out deleted"),
    "erasure.asked": pgettext_lazy("security log", "erasure of a person asked for"),
    "erasure.taken-back": pgettext_lazy("security log", "erasure of a person asked for no more"),
    "erasure.carried-out": pgettext_lazy("security log", "person erased"),
    "legal-hold.placed": pgettext_lazy("security log", "legal hold placed"),
    "legal-hold.lifted": pgettext_lazy("security log", "legal hold lifted"),
}
