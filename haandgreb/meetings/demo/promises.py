"""What was decided and promised at the demo's meetings, and which coming meetings are scored."""

from __future__ import annotations

from django.urls import reverse

from haandgreb.followups.actions import mark_done, promise
from haandgreb.meetings.actions.score import plan_scores
from haandgreb.meetings.demo.loading import Loading, danish, during, same_id
from haandgreb.meetings.models import Decision
from haandgreb.shared import clock

SOURCE = "meetings"


def load(loading: Loading) -> None:
    """Write down decisions and promises; the scores to come follow the rhythm of each series."""
    _decide(loading)
    _promise(loading)
    for series in loading.series.values():
        plan_scores(series)


def _decide(loading: Loading) -> None:
    decisions = []
    for number, row in enumerate(loading.content["decision"]):
        meeting = loading.meetings[row["series"], row["at"]]
        decisions.append(
            Decision(
                id=same_id(meeting.pk, "decision", number),
                meeting=meeting,
                item_id=same_id(meeting.pk, "item", row["item"]) if "item" in row else None,
                text=danish(row["text"]),
                told_to=danish(row["told_to"]),
                decided_at=during(meeting, 70),
            )
        )
    Decision.objects.bulk_create(decisions)


def _promise(loading: Loading) -> None:
    for row in loading.content["action"]:
        meeting = loading.meetings[row["series"], row["at"]]
        follow_up = promise(
            what=danish(row["what"]),
            owner=loading.demo.people[row["owner"]],
            due_on=loading.day(row["due"]),
            source=SOURCE,
            source_id=meeting.pk,
            source_label=meeting.title,
            source_url=reverse("meetings:meeting", args=[meeting.pk]),
            by=meeting.chair,
            promised_on=clock.local_day(meeting.starts_at),
        )
        if "done" in row:
            mark_done(follow_up, by=follow_up.owner, on=loading.day(row["done"]))
