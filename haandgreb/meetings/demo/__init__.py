"""The meetings of the demo workplace: loaded and removed in one act each."""

from __future__ import annotations

from haandgreb.meetings.actions.reporting import publish_reports
from haandgreb.meetings.demo import agendas, check, history, promises, scores, series
from haandgreb.meetings.demo.loading import Loading
from haandgreb.meetings.demo.removing import remove_demo
from haandgreb.shared import audit
from haandgreb.shared.demo import Demo

__all__ = ["load_demo", "remove_demo"]


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
