"""The twelve handles by their short names, for a step of a learning path; the toolbox tells what each is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

HANDLES: dict[str, StrOrPromise] = {
    "HG-01": _("Swaps and visits"),
    "HG-02": _("Next to you"),
    "HG-03": _("The new hires"),
    "HG-04": _("Mentoring"),
    "HG-05": _("Coach each other"),
    "HG-06": _("Sparring and feedback"),
    "HG-07": _("Better meetings"),
    "HG-08": _("Idea environments"),
    "HG-09": _("The physical space"),
    "HG-10": _("Campus together"),
    "HG-11": _("With the users"),
    "HG-12": _("Effect of courses"),
}
