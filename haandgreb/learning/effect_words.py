"""The words of what came of it: rungs, answers, minutes."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from haandgreb.learning.rules.ladder import Rung

RUNGS: Mapping[Rung, str | Promise] = {
    Rung.COMPLETED: gettext_lazy("Took part"),
    Rung.LEARNED: gettext_lazy("Learned something"),
    Rung.USED: gettext_lazy("Used it at work"),
    Rung.SEEN: gettext_lazy("Others see it"),
    Rung.RESULT: gettext_lazy("A result in the short run"),
    Rung.LASTING: gettext_lazy("Still part of practice after half a year"),
}

ASKED: Mapping[Rung, str | Promise] = {
    Rung.COMPLETED: gettext_lazy("The course or the task is over."),
    Rung.LEARNED: gettext_lazy("The level before and the level now, both looked back on at the end."),
    Rung.USED: gettext_lazy("Told after 7, 45 and 90 days."),
    Rung.SEEN: gettext_lazy("Told by a manager or a colleague, never by the learner."),
    Rung.RESULT: gettext_lazy("Told after 90 days, with how we know it."),
    Rung.LASTING: gettext_lazy("Told after 180 days."),
}

PHASES: Mapping[str, str | Promise] = {
    "before": pgettext_lazy("phase", "Before"),
    "during": pgettext_lazy("phase", "During"),
    "after": pgettext_lazy("phase", "After"),
}

RESULTS: tuple[str | Promise, ...] = (
    pgettext_lazy("result", "none"),
    pgettext_lazy("result", "perhaps one"),
    pgettext_lazy("result", "a small one"),
    pgettext_lazy("result", "a clear one"),
)

USEFUL: tuple[str | Promise, ...] = (
    gettext_lazy("not at all"),
    gettext_lazy("a little"),
    gettext_lazy("somewhat"),
    gettext_lazy("a good deal"),
    gettext_lazy("very much"),
)


def spent(minutes: int) -> str:
    """Minutes as people say them: "45 min", and from an hour on hours to the nearest quarter: "2 h", "2½ h"."""
    if minutes < 60:
        return _("%(minutes)d min") % {"minutes": minutes}
    hours, quarters = divmod((minutes + 7) // 15, 4)
    return _("%(hours)s h") % {"hours": f"{hours}{_QUARTERS[quarters]}"}


_QUARTERS = ("", "¼", "½", "¾")
