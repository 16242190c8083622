"""The year: rounds in their three phases, beside everything else the workplace plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import pgettext

from haandgreb.dialogues.models import Round, YearEvent

BEFORE, DURING, AFTER, OTHER = "before", "during", "after", "other"


@dataclass(frozen=True)
class Span:
    """Some days of the year: what, in which phase, and the event where it is one of the workplace's own."""

    first: date
    last: date
    text: str
    phase: str
    who: str = ""
    round: Round | None = None
    event: YearEvent | None = None


def months(first: date, count: int) -> date:
    """The first day of the month so many months later."""
    number = first.year * 12 + first.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def spans(begins: date, ends: date) -> list[Span]:
    """Everything that touches the days from `begins` until before `ends`, the earliest first. Two queries."""
    rounds = Round.objects.select_related("kind").filter(
        Q(prepare_from__lt=ends, talks_to__gte=begins) | Q(kickoff_on__gte=begins, kickoff_on__lt=ends)
        | Q(discussed_on__gte=begins, discussed_on__lt=ends)
        | Q(follow_up_from__lt=ends, follow_up_to__gte=begins) | Q(follow_up_to=None, follow_up_from__gte=begins)
    )  # fmt: skip
    found = [span for round_ in rounds for span in _of_round(round_)]
    events = YearEvent.objects.filter(starts_on__lt=ends, ends_on__gte=begins)
    found += [Span(one.starts_on, one.ends_on, str(one), OTHER, one.who, event=one) for one in events]
    return sorted(
        (one for one in found if one.first < ends and one.last >= begins), key=lambda one: (one.first, one.last)
    )


def _of_round(round_: Round) -> list[Span]:
    title = str(round_)
    found = []
    if round_.kickoff_on:
        text = pgettext("year", "%(round)s: joint start") % {"round": title}
        found.append(Span(round_.kickoff_on, round_.kickoff_on, text, BEFORE, round=round_))
    text = pgettext("year", "%(round)s: preparation") % {"round": title}
    found.append(Span(round_.prepare_from, round_.talks_from, text, BEFORE, round=round_))
    text = pgettext("year", "%(round)s: talks") % {"round": title}
    found.append(Span(round_.talks_from, round_.talks_to, text, DURING, round=round_))
    if round_.follow_up_from:
        text = pgettext("year", "%(round)s: follow-up") % {"round": title}
        found.append(
            Span(round_.follow_up_from, round_.follow_up_to or round_.follow_up_from, text, AFTER, round=round_)
        )
    return found
