"""Success cases laid out: the guide, the card, the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from haandgreb.confidentiality.figures import FULL, rate
from haandgreb.learning.effect_report_pages import rate_words, share_words
from haandgreb.learning.models import CheckIn, SuccessAnswer, SuccessCase
from haandgreb.learning.queries.success import SuccessReport
from haandgreb.learning.rules.success import HIGH
from haandgreb.shared.charts import distribution


def guide_of() -> dict[str, list[str]]:
    """The two interview guides, in their order."""
    return {
        "high": [
            _("What did you use, and how?"),
            _("Where and when did you use it?"),
            _("With which result?"),
            _("How do we know?"),
            _("What is it worth, and to whom?"),
            _("What helped?"),
            _("What do you suggest?"),
        ],
        "low": [_("What stood in the way?"), _("What would it take?")],
    }


def card_of(case: SuccessCase) -> list[tuple[str, str]]:
    """The lines of a card that are written; of one where little came of it only what is told as a barrier."""
    if case.answer.sample != HIGH:
        kind = case.get_barrier_kind_display() if case.barrier_kind else ""
        lines = [
            (_("Kind of barrier"), kind),
            (_("What stood in the way"), case.in_the_way),
            (_("What it takes"), case.what_it_takes),
        ]
        return [line for line in lines if line[1]]
    proof = f"{case.get_proof_kind_display()}: {case.proof}" if case.proof_kind else case.proof
    lines = [
        (_("Role"), case.role),
        (_("Situation"), case.situation),
        (_("Act"), case.act),
        (pgettext("case", "Result"), case.result),
        (_("Evidence"), proof),
        (_("Value"), case.value),
        (_("Without the course"), case.without_it),
        (_("What helped"), case.enablers),
        (_("Suggestion"), case.suggestion),
        (_("Verified by"), case.verified_by or _("nobody yet: it is the person's own word")),
    ]
    return [line for line in lines if line[1]]


@dataclass(frozen=True)
class Answered:
    """One question of the survey: its picture from ten answers on, else only how many answered high."""

    name: str
    picture: SafeString | None
    says: str


def report_context(told: SuccessReport) -> dict[str, Any]:
    """The whole report."""
    figures = told.study.figures
    answered = figures["answered"] if figures else None
    return {
        "report": told,
        "study": told.study,
        "answered": {"part": answered[0], "whole": sum(answered)} if answered else None,
        "lines": _lines(figures) if figures else [],
        "cards": [(case, card_of(case)) for case in told.cases],
        "barriers": told.barriers,
    }


def _lines(figures: dict[str, list[int]]) -> list[Answered]:
    uses = [str(label) for label in CheckIn.Use.labels]
    results = [str(label) for label in SuccessAnswer.Result.labels]
    return [
        _line(_("How much have you used it?"), figures["use"], uses),
        _line(_("Which result can you point to?"), figures["result"], results),
    ]


def _line(name: str, counts: list[int], words: Sequence[str]) -> Answered:
    total, high = sum(counts), sum(counts[2:])
    told = rate(high, total)
    many = rate_words(told) if told is not None else share_words(None)
    says = _("“%(word)s” or more: %(many)s") % {"word": words[2], "many": many}
    picture = distribution(counts, words, small=True) if total >= FULL else None
    return Answered(name, picture, says)
