"""How far a round is, as a bar."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from haandgreb.dialogues.queries.status import Totals
from haandgreb.dialogues.rules.pack import Nearly, Rate
from haandgreb.shared.charts import distribution


def words() -> list[str]:
    """The parts of the bar, from the left."""
    return [_("postponed"), _("still to come"), _("held, agreement being written"), _("waits for a yes"), _("approved")]


def status_bar(all_of_it: Totals) -> SafeString:
    """The whole round; never a unit, where parts of one or two would tell of people."""
    to_come = all_of_it.invited + all_of_it.booked
    parts = [all_of_it.postponed, to_come, all_of_it.writing, all_of_it.agreeing, all_of_it.agreed]
    return distribution(parts, words())


def rate_words(found: Rate) -> str:
    """A rate in words: "14 of 16 (88 %)", "about 70 %", "nearly all"."""
    if found.is_counted:
        facts = {"part": found.part, "whole": found.whole, "percent": found.percent}
        return _("%(part)d of %(whole)d (%(percent)d %%)") % facts
    if found.nearly is Nearly.ALL:
        return _("nearly all")
    if found.nearly is Nearly.NONE:
        return _("hardly any")
    return _("about %(percent)d %%") % {"percent": found.percent}
