"""What Håndgreb puts beside each of the ten questions: facts and counts with their thresholds, never a name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from haandgreb.confidentiality.rules import ENOUGH, enough_people
from haandgreb.dialogues.models import Decision, Pair, Round
from haandgreb.dialogues.pack_chart import rate_words
from haandgreb.dialogues.queries import concept, evaluation
from haandgreb.dialogues.queries.pack import goals_of
from haandgreb.questions.showing import How
from haandgreb.shared import clock
from haandgreb.shared.formats import long_date
from haandgreb.shared.templatetags.look import current_language


def evidence_for(system: str, today: date) -> list[str]:
    """The sentences for one question; none where there is nothing to tell."""
    return [sentence for sentence in _BY_SYSTEM[system](today) if sentence]


def _day(day: date) -> str:
    return long_date(day, current_language())


def _latest(today: date) -> Round | None:
    """The latest round of talks between two that has begun."""
    rows = Round.objects.exclude(state=Round.State.DRAFT).filter(kind__is_group=False, kind__level_up=False)
    return rows.filter(prepare_from__lte=today).order_by("-talks_from").first()


def _concept(today: date) -> list[str]:
    found = concept.current()
    if found is None or found.published_at is None:
        return [_("No concept is published yet.")]
    day = _day(clock.local_day(found.published_at))
    lines = len(found.purpose.strip().splitlines())
    said = ngettext("The purpose takes %(n)d line.", "The purpose takes %(n)d lines.", lines) % {"n": lines}
    return [_("Version %(number)d holds from %(day)s.") % {"number": found.number, "day": day}, said]


def _kickoff(today: date) -> list[str]:
    found = _latest(today)
    if found is None:
        return []
    if found.kickoff_on is None:
        return [_("%(round)s has no joint start.") % {"round": found}]
    ahead = (found.talks_from - found.kickoff_on).days
    return [
        _("%(round)s: joint start %(day)s, %(ahead)d days before the talks.")
        % {"round": found, "day": _day(found.kickoff_on), "ahead": ahead}
    ]


def _changes(today: date) -> list[str]:
    found = concept.current()
    changed = found.changed if found is not None else ""
    return [_("New in the latest version: %(text)s") % {"text": changed} if changed else "", *_evaluated(today)]


def _links(today: date) -> list[str]:
    found = _latest(today)
    told = goals_of(found).linked if found is not None else None
    if told is None:
        return [_("Too few agreed goals to show figures.")]
    return [_("Of the agreed goals %(rate)s hang on the strategy.") % {"rate": rate_words(told)}]


def _followed(today: date) -> list[str]:
    rows = Round.objects.filter(kind__is_group=False, kind__level_up=False, prepare_from__lte=today)
    said = []
    for one in rows.exclude(state=Round.State.DRAFT).order_by("-talks_from")[:2]:
        told = goals_of(one).followed
        if told is not None:
            facts = {"round": one, "rate": rate_words(told)}
            said.append(_("%(round)s: %(rate)s have followed up within half a year.") % facts)
    return said or [_("Too few agreements to show figures.")]


def _year(today: date) -> list[str]:
    rows = Round.objects.exclude(state=Round.State.DRAFT).filter(prepare_from__lte=today).order_by("-talks_from")
    return [f"{one}: {_day(one.talks_from)} – {_day(one.talks_to)}" for one in rows.select_related("kind")[:4]]


def _prepared(today: date) -> list[str]:
    for one in evaluation.closed():
        result = evaluation.result_of(one)
        item = (
            next((item for item in result.items if item.question.key == "EV-1"), None) if result is not None else None
        )
        if item is not None and item.shown.how == How.COUNTS:
            facts = {"high": sum(item.shown.counts[3:]), "n": item.shown.n, "round": one.round}
            return [_("%(round)s: %(high)d of %(n)s said to a high degree that they were well prepared.") % facts]
    return [_("No evaluation with enough answers yet.")]


def _pairs(today: date) -> list[str]:
    """In steps of five, so that one pair more is not seen."""
    met = Pair.objects.filter(met_on__isnull=False)
    people = met.values("asker").distinct().count()
    if not enough_people(people):
        return [_("Fewer than five have been interviewed by a colleague.")]
    return [_("At least %(n)d have prepared with a colleague.") % {"n": people - people % ENOUGH}]


def _private(today: date) -> list[str]:
    return [_("What each ticks about herself is hers alone. It is counted nowhere, not here either.")]


def _evaluated(today: date) -> list[str]:
    last = next(iter(evaluation.closed()), None)
    if last is None or last.closed_at is None:
        return [_("No evaluation is closed yet.")]
    facts = {"round": last.round, "day": _day(clock.local_day(last.closed_at))}
    decided = Decision.objects.filter(round=last.round).count()
    words = ngettext("%(n)d decision was made from it.", "%(n)d decisions were made from it.", decided) % {"n": decided}
    return [_("%(round)s was evaluated %(day)s.") % facts, words]


_BY_SYSTEM: dict[str, Callable[[date], list[str]]] = {
    "concept": _concept,
    "kickoff": _kickoff,
    "changes": _changes,
    "links": _links,
    "year": _year,
    "prepared": _prepared,
    "pairs": _pairs,
    "private": _private,
    "followed": _followed,
    "evaluated": _evaluated,
}
