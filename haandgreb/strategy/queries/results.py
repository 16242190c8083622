"""What pages ask about results and their measurements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import OuterRef, Subquery

from haandgreb.strategy import words
from haandgreb.strategy.models import GoalResult, GoalVersion, Measurement, Result, ResultQuerySet, StrategicGoal
from haandgreb.strategy.rules.hints import Hint, ResultFacts, result_hints
from haandgreb.strategy.rules.progress import baseline_is_due, is_reached, progress


@dataclass(frozen=True)
class ResultLine:
    """A result and how it goes; `link` is the connection it is read through, where it is."""

    result: Result
    latest: Decimal | None
    latest_on: date | None
    link: GoalResult | None = None

    @property
    def share(self) -> Fraction | None:
        """How much of the way is done."""
        return progress(self.result.baseline, self.latest, self.result.target)

    @property
    def part(self) -> float:
        """The same for drawing, from 0 to 1."""
        return float(self.share or 0)

    @property
    def is_reached(self) -> bool:
        """Whether the target is reached."""
        return is_reached(self.result.baseline, self.latest, self.result.target)

    @property
    def way(self) -> str:
        """34 → 27 · target 15."""
        return words.way(self.result.baseline, self.latest, self.result.target)

    @property
    def said(self) -> GoalVersion | None:
        """What the goal said when the result was written under it, where it says something else now."""
        return said_otherwise(self.link) if self.link is not None else None


def said_otherwise(link: GoalResult) -> GoalVersion | None:
    """What the goal said when the link was made, where its title has changed since."""
    said = link.said
    if said is None or (said.title, said.title_en) == (link.goal.title, link.goal.title_en):
        return None
    return said


def with_latest(results: ResultQuerySet) -> ResultQuerySet:
    """The results with `latest_value` and `latest_on`, None where nothing is measured."""
    newest = Measurement.objects.filter(result=OuterRef("pk")).order_by("-measured_on")
    return results.annotate(
        latest_value=Subquery(newest.values("value")[:1]), latest_on=Subquery(newest.values("measured_on")[:1])
    )


def line_of(result: Result, link: GoalResult | None = None) -> ResultLine:
    """The line of a result that came through `with_latest`."""
    facts = vars(result)
    return ResultLine(result, facts["latest_value"], facts["latest_on"], link)


def lines_under(goal: StrategicGoal) -> list[ResultLine]:
    """The goal's results in their order, with how they go; closed ones last. Two queries."""
    links = {link.result_id: link for link in goal.result_links.select_related("said")}
    for link in links.values():
        link.goal = goal
    results = with_latest(Result.objects.filter(pk__in=list(links))).select_related("owner")
    lines = [line_of(result, links[result.pk]) for result in results]
    return sorted(lines, key=lambda line: line.result.state == Result.State.CLOSED)


def hints_for(line: ResultLine, links: Iterable[GoalResult], today: date) -> list[Hint]:
    """What is worth a thought about an active result."""
    result = line.result
    if result.state == Result.State.CLOSED:
        return []
    facts = ResultFacts(
        statements=tuple(text for text in (result.title, result.title_en) if text),
        indicator=result.indicator or result.indicator_en,
        is_lead=result.timing == Result.Timing.LEAD,
        has_baseline=result.baseline is not None,
        baseline_by=result.baseline_by,
        has_target=result.target is not None,
        target_on=result.target_on,
        last_on=line.latest_on,
        strengths=tuple(link.strength for link in links),
    )
    return result_hints(facts, today)


def is_baseline_due(result: Result, today: date) -> bool:
    """Whether the unknown baseline was to be measured by now."""
    return baseline_is_due(result.baseline, result.baseline_by, today)
