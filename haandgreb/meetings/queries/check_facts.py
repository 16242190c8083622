"""Facts of several series at once, for the map of a service check. They say what meetings were like, never whose."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from haandgreb.followups.models import FollowUp
from haandgreb.followups.queries import of_source
from haandgreb.meetings.models import AgendaItem, Meeting
from haandgreb.meetings.rules import facts
from haandgreb.meetings.rules.counts import Portion
from haandgreb.meetings.rules.hours import half_up

SOURCE = "meetings"
LOOK_BACK_DAYS = 183
"""Half a year, as long as it is between two checks."""


@dataclass(frozen=True)
class Kind:
    """How much of the planned time went to one kind of item, in hundredths."""

    label: str
    percent: int


@dataclass(frozen=True)
class SeriesFacts:
    """What the meetings of a series were like in the last half year. Portions over nothing were not noted."""

    meetings: int
    kinds: tuple[Kind, ...]
    delay: Fraction | None
    on_end: Portion
    purposes: Portion
    actions: Portion

    @property
    def late(self) -> int | None:
        """The median start delay in whole minutes."""
        return None if self.delay is None else half_up(self.delay)


def facts_by_series(series: Collection[UUID], today: date) -> dict[UUID, SeriesFacts]:
    """Facts of each of these series over its held meetings: three queries, however many series there are."""
    since = today - timedelta(days=LOOK_BACK_DAYS)
    held = Meeting.objects.filter(
        series__in=series, state=Meeting.State.HELD, began_at__isnull=False, starts_at__date__gte=since
    )
    times = list(held.values_list("pk", "series", "starts_at", "began_at", "ends_at", "ended_at"))
    home = {pk: key for pk, key, *_rest in times if key is not None}
    delays: dict[UUID, list[int]] = defaultdict(list)
    ends: dict[UUID, list[bool]] = defaultdict(list)
    for _pk, key, planned, began, end, ended in times:
        if key is not None and began is not None:
            delays[key].append(facts.start_delay(planned, began))
        if key is not None and ended is not None:
            ends[key].append(facts.overrun(end, ended) <= 0)
    minutes, purposes = _items(home)
    actions = _actions(home)
    return {
        key: SeriesFacts(
            meetings=len(delays[key]),
            kinds=_kinds(minutes[key]),
            delay=facts.median_start_delay(delays[key]),
            on_end=Portion(sum(ends[key]), len(ends[key])),
            purposes=facts.items_with_purpose(purposes[key]),
            actions=facts.done_on_time(actions[key], today),
        )
        for key in series
    }


def _items(home: dict[UUID, UUID]) -> tuple[dict[UUID, Counter[str]], dict[UUID, list[str]]]:
    minutes: dict[UUID, Counter[str]] = defaultdict(Counter)
    purposes: dict[UUID, list[str]] = defaultdict(list)
    items = AgendaItem.objects.filter(meeting__in=list(home), is_score=False)
    for meeting, kind, length, purpose in items.values_list("meeting", "kind", "minutes", "purpose"):
        minutes[home[meeting]][kind] += length
        purposes[home[meeting]].append(purpose)
    return minutes, purposes


def _actions(home: dict[UUID, UUID]) -> dict[UUID, list[facts.ActionFact]]:
    found: dict[UUID, list[facts.ActionFact]] = defaultdict(list)
    for row in of_source(SOURCE, list(home)):
        if row.source_id is not None and row.state != FollowUp.State.SKIPPED:
            done_on = row.closed_on if row.state == FollowUp.State.DONE else None
            found[home[row.source_id]].append(facts.ActionFact(row.due_on, done_on))
    return found


def _kinds(minutes: Counter[str]) -> tuple[Kind, ...]:
    """The kinds from the most time to the least, those nobody used left out."""
    whole = sum(minutes.values())
    labels = dict(AgendaItem.Kind.choices)
    return tuple(
        Kind(str(labels.get(kind, kind)), half_up(Fraction(100 * used, whole))) for kind, used in minutes.most_common()
    )
