"""The twelve series, who is in them, and the changes marked on their charts."""

from __future__ import annotations

from datetime import date

from haandgreb.meetings.demo.loading import ONE_DAY, Loading, Row, danish, same_id
from haandgreb.meetings.models import Membership, Series, SeriesChange
from haandgreb.shared import danish as danish_order
from haandgreb.shared.holidays import next_working_day

YEAR = 365
"""A series runs out a year after it was looked at."""

FOCUS_SINCE = -30
"""The focus question is this month's."""


def load(loading: Loading) -> None:
    """Make the series with their people and changes: three statements."""
    rows = {row["id"]: row for row in loading.content["series"]}
    loading.series = {key: _series(loading, row) for key, row in rows.items()}
    Series.objects.bulk_create(loading.series.values())
    Membership.objects.bulk_create(
        Membership(
            series=loading.series[key], person=loading.demo.people[person], is_core=person not in row["optional"]
        )
        for key, row in rows.items()
        for person in loading.participants(row)
    )
    SeriesChange.objects.bulk_create(_change(loading, rows[row["series"]], row) for row in loading.content["change"])


def _series(loading: Loading, row: Row) -> Series:
    title = danish(row["title"])
    return Series(
        id=same_id(row["id"]),
        title=title,
        sort_key=danish_order.sort_key(title),
        unit=loading.demo.units[row["unit"]],
        purpose=danish(row["purpose"]),
        type=row["type"],
        cadence=row["cadence"],
        minutes=row["minutes"],
        place=danish(row["place"]),
        chair=loading.demo.people[row["chair"]],
        owner=loading.demo.people[row["chair"]],
        template=row["template"],
        scoring=Series.Scoring.EVERY if row["score_every"] == 1 else Series.Scoring.EVERY_THIRD,
        focus_question=danish(row.get("focus")),
        focus_since=loading.day(FOCUS_SINCE) if row.get("focus") else None,
        expires_on=loading.day(row["expires"]),
        reviewed_on=loading.day(row["expires"] - YEAR),
        is_demo=True,
    )


def _change(loading: Loading, row: Row, change: Row) -> SeriesChange:
    return SeriesChange(
        id=same_id(row["id"], "change", change["at"]),
        series=loading.series[row["id"]],
        choice=change["choice"],
        what=danish(change["text"]),
        what_en=change["text"]["en"],
        from_day=_changed_on(loading, row, change["at"]),
        chosen_by=loading.person(row["chair"]),
    )


def _changed_on(loading: Loading, row: Row, at: int) -> date:
    """A change comes after the meeting before it, also where a holiday has moved that one."""
    before = max(held["at"] for held in row["held"] if held["at"] < at)
    return max(loading.day(at), next_working_day(loading.meeting_day(row, before) + ONE_DAY))
