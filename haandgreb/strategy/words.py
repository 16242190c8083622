"""Numbers and hints of goals and results, as people read them."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haandgreb.shared import formats
from haandgreb.shared.templatetags.look import current_language
from haandgreb.strategy.rules.hints import MOST_RESULTS, Hint
from haandgreb.strategy.rules.numbers import decimals_of
from haandgreb.strategy.rules.progress import LEAD_DAYS

HINTS = {
    Hint.ACTIVITY: gettext_lazy(
        "This sounds like something you do. What will somebody notice when it has worked? That is the result."
    ),
    Hint.NO_INDICATOR: gettext_lazy("What can be counted or asked, so that you know how it goes?"),
    Hint.NO_BASELINE: gettext_lazy("Where do you stand today? If nobody knows, say when it will be measured."),
    Hint.NO_TARGET: gettext_lazy("Where do you want to be, and by when?"),
    Hint.LEAD_TOO_LATE: gettext_lazy("An early sign shows itself within %(days)d days. When will it be measured next?"),
    Hint.NO_GOAL: gettext_lazy("It leads to no goal. Connect it to the one it is a sign of."),
    Hint.ALL_HOPE: gettext_lazy("So far it is a hope that this leads to the goal. What would show you that it does?"),
    Hint.NO_RESULTS: gettext_lazy(
        "Who will notice when the goal comes closer, and on what? Write two to four results."
    ),
    Hint.TOO_MANY_RESULTS: gettext_lazy("More than %(most)d results blur a goal. Which can be left out?"),
    Hint.NO_EARLY_SIGN: gettext_lazy("All results come late. What is the first small sign that you are on the way?"),
}


def hint_words(hint: Hint) -> str:
    """The hint as a sentence."""
    return str(HINTS[hint]) % {"days": LEAD_DAYS, "most": MOST_RESULTS}


def amount(value: Decimal | None, unit: str = "") -> str:
    """27 %, 1.234,5 timer; a dash where nothing is known."""
    if value is None:
        return "–"
    text = formats.number(value, current_language(), decimals_of(value))
    return f"{text}\u00a0{unit}" if unit else text


def way(baseline: Decimal | None, latest: Decimal | None, target: Decimal | None) -> str:
    """34 → 27 · target 15: what is known of it."""
    if latest is None or latest == baseline:
        begins = amount(baseline) if baseline is not None else _("not measured")
    else:
        begins = f"{amount(baseline)} → {amount(latest)}" if baseline is not None else amount(latest)
    if target is None:
        return begins
    return _("%(begins)s · target %(target)s") % {"begins": begins, "target": amount(target)}
