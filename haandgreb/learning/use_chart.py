"""A quarter's figures as pictures with their words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haandgreb.learning.queries.use_figures import FactorRow, Group, shown_of
from haandgreb.questions.showing import How, Level, Shown
from haandgreb.shared.charts import bar, distribution


@dataclass(frozen=True)
class Line:
    """One line of a table: its picture where there is one, and what it says in words."""

    name: str
    picture: SafeString | None
    says: str
    note: str = ""


def factor_line(row: FactorRow) -> Line:
    """One factor: the five counts where they may be shown, else shares or words."""
    note = ""
    if row.factor.is_neutral:
        note = _("Neither good nor bad when it is high.")
    elif row.factor.is_turned:
        note = _("Turned round, so that high is good here too.")
    words = [str(label) for label in row.question.labels]
    if row.factor.is_turned:
        words.reverse()
    picture = distribution(row.shown.counts, words, small=True) if row.shown.how == How.COUNTS else None
    return Line(str(row.factor.name), picture, _factor_says(row.shown), note)


def _factor_says(found: Shown) -> str:
    if found.how == How.COUNTS:
        return _("%(high)d of %(n)s high") % {"high": sum(found.counts[3:]), "n": found.n}
    if found.how == How.THIRDS:
        low, middle, high = (f"{10 * part} %" for part in found.thirds)
        return _("mean about %(mean)s · low about %(low)s, middle %(middle)s, high %(high)s") % {
            "mean": number_format(found.mean / 10, 1),
            "low": low,
            "middle": middle,
            "high": high,
        }
    if found.how == How.WORDS and found.most is not None:
        return str(_MOST[found.most])
    return _too_few()


_MOST = {
    Level.LOW: gettext_lazy("most answered low"),
    Level.MIDDLE: gettext_lazy("most answered in the middle"),
    Level.HIGH: gettext_lazy("most answered high"),
}


def asked_lines(group: Group) -> list[Line]:
    """Who asked for the new skill, as the people of the group saw it."""
    names = {"manager": _("Their manager"), "colleagues": _("Colleagues"), "work": _("Daily work")}
    return [_asked_line(name, shown_of(group, source)) for source, name in names.items()]


def _asked_line(name: str, found: Shown) -> Line:
    if found.how == How.COUNTS:
        yes, n = found.counts[-1], sum(found.counts)
        return Line(name, bar(yes, n), _("%(k)d of %(n)d were asked") % {"k": yes, "n": n})
    if found.how == How.THIRDS:
        return Line(name, None, _("about %(share)d %% were asked") % {"share": 10 * found.thirds[2]})
    if found.how == How.WORDS:
        return Line(name, None, _("most were asked") if found.most is Level.HIGH else _("most were not asked"))
    return Line(name, None, _too_few())


def _too_few() -> str:
    return _("Too few answers. We show no figures.")
