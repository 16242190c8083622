"""The result of an evaluation as pictures with their figures in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from haandgreb.dialogues.queries.evaluation import Item, Result
from haandgreb.questions.models import QuestionSet
from haandgreb.questions.reading import SCALE, read_row
from haandgreb.questions.showing import How, Level
from haandgreb.shared.charts import distribution


@dataclass(frozen=True)
class Row:
    """One question: its picture where there is one, and what stands beside it."""

    name: str
    bar: SafeString | None
    says: str
    n: str


def step_words(questions: QuestionSet) -> list[str]:
    """The words of the five steps."""
    first = next((one for one in read_row(questions).questions if one.kind == SCALE), None)
    return [str(label) for label in first.labels] if first is not None else []


def rows_of(result: Result) -> list[Row]:
    """A row for each question, in their order: never by who lies lowest."""
    return [_row(item) for item in result.items]


def _row(item: Item) -> Row:
    found, name = item.shown, str(item.question.short)
    if found.how == How.COUNTS:
        words = [str(label) for label in item.question.labels]
        says = _("%(high)d of %(n)s gave 4 or 5") % {"high": sum(found.counts[3:]), "n": found.n}
        return Row(name, distribution(found.counts, words, small=True), says, found.n)
    if found.how == How.THIRDS:
        low, middle, high = (f"{10 * part} %" for part in found.thirds)
        says = _("mean about %(mean)s · low about %(low)s, middle %(middle)s, high %(high)s") % {
            "mean": number_format(found.mean / 10, 1),
            "low": low,
            "middle": middle,
            "high": high,
        }
        return Row(name, None, says, found.n)
    if found.how == How.WORDS and found.most is not None:
        return Row(name, None, _MOST[found.most](), found.n)
    return Row(name, None, _("Fewer than five answered. We show no figures."), "")


_MOST = {
    Level.LOW: lambda: _("most answered low"),
    Level.MIDDLE: lambda: _("most answered in the middle"),
    Level.HIGH: lambda: _("most answered high"),
}
