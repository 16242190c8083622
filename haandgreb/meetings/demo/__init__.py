"""The meetings of the demo workplace: loaded and removed in one act each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Model

from haandgreb.meetings import library
from haandgreb.meetings.actions.reporting import publish_reports
from haandgreb.meetings.demo import agendas, check, history, promises, scores, series
from haandgreb.meetings.demo.loading import Loading, same_id
from haandgreb.meetings.demo.removing import remove_demo
from haandgreb.meetings.models import Meeting, Series
from haandgreb.shared import audit
from haandgreb.shared.demo import Demo

__all__ = ["find_demo", "load_demo", "remove_demo"]


def load_demo(demo: Demo) -> None:
    """Add the demo's series with their history, scores and service check. Call in a transaction, after the people.

    `demo.people` and `demo.units` hold the people and units by their ids in the case ("P01", "TIL"). Leaves the
    series and meetings in `demo.things` under "series" and "meetings". Sends nothing.
    """
    loading = Loading.begin(demo)
    for part in (series, history, agendas, promises, scores, check):
        part.load(loading)
    publish_reports(demo.today)
    demo.things["series"] = loading.series
    demo.things["meetings"] = loading.meetings
    audit.record("demo meetings loaded", series=len(loading.series), meetings=len(loading.meetings))


def find_demo(demo: Demo) -> None:
    """Put the series and meetings that are still there into `demo.things`, as load_demo did."""
    rows = library.load("demo")["series"]
    series = {row["id"]: same_id(row["id"]) for row in rows}
    meetings = {
        (row["id"], at): same_id(row["id"], at)
        for row in rows
        for at in [*(facts["at"] for facts in row["held"]), *row["next"]]
    }
    demo.things["series"] = _still_there(Series, series)
    demo.things["meetings"] = _still_there(Meeting, meetings)


def _still_there(model: type[Model], ids: dict[Any, UUID]) -> dict[Any, Any]:
    found = model._default_manager.in_bulk(list(ids.values()))
    return {key: found[id] for key, id in ids.items() if id in found}
