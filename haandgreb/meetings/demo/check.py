"""The first service check of the demo: voted in silence, decided, to be looked at again."""

from __future__ import annotations

from decimal import Decimal

from django.urls import reverse

from haandgreb.followups.actions import promise
from haandgreb.meetings.demo.loading import Loading, Row, danish, same_id
from haandgreb.meetings.models import Booking, CheckedSeries, CheckVoter, ServiceCheck, Verdict
from haandgreb.meetings.rules import hours

SOURCE = "meetings"
NOTHING_TO_DO = {hours.Verdict.KEEP}


def load(loading: Loading) -> None:
    """Make the check with its rows, verdicts without names, bookings and promises."""
    told = loading.content["service_check"]
    check = _check(loading, told)
    check.save(force_insert=True)
    _voters(loading, check, told)
    rows = {row["series"]: _row(loading, check, row) for row in told["series"]}
    CheckedSeries.objects.bulk_create(rows.values())
    for row in told["series"]:
        if "with" in row:
            rows[row["series"]].merge_with = rows[row["with"]]
    _promises(loading, check, rows)
    CheckedSeries.objects.bulk_update(rows.values(), ["merge_with", "promise"])
    Verdict.objects.bulk_create(
        Verdict(row=rows[row["series"]], verdict=verdict)
        for row in told["series"]
        for verdict, count in row["votes"].items()
        for _number in range(count)
    )
    Booking.objects.bulk_create(
        Booking(
            check_of=check,
            what=danish(row["what"]),
            hours_a_week=Decimal(row["hours_per_week"]),
            from_day=loading.day(1),
        )
        for row in told["booking"]
        if row["booked"]
    )


def _check(loading: Loading, told: Row) -> ServiceCheck:
    return ServiceCheck(
        id=same_id("service-check"),
        title=danish(told["title"]),
        leader=loading.demo.people[told["owner"]],
        started_on=loading.day(told["opened"]),
        voted_on=loading.day(told["voted"]),
        decided_on=loading.day(told["decided"]),
        look_on=loading.day(told["check"]),
        step=ServiceCheck.Step.LOOK,
        is_demo=True,
    )


def _voters(loading: Loading, check: ServiceCheck, told: Row) -> None:
    keys = dict.fromkeys([*told["voters"], *(key for row in told["series"] for key in row.get("voters", ()))])
    CheckVoter.objects.bulk_create(
        CheckVoter(check_of=check, person=loading.demo.people[key], has_voted=True) for key in keys
    )


def _row(loading: Loading, check: ServiceCheck, told: Row) -> CheckedSeries:
    series = loading.series[told["series"]]
    facts = next(row for row in loading.content["series"] if row["id"] == told["series"])
    new = told.get("new", {})
    share = new.get("share_percent")
    return CheckedSeries(
        id=same_id("service-check", told["series"]),
        check_of=check,
        series=series,
        title=series.title,
        type=series.type,
        people=len(loading.participants(facts)),
        minutes=series.minutes,
        cadence=series.cadence,
        purpose=series.purpose,
        who_would_miss_it=danish(facts["missed_by"]),
        decision=told["decision"],
        change=danish(told.get("change")),
        from_day=loading.day(told["from"]) if "from" in told else None,
        review_on=series.expires_on,
        owner=loading.demo.people[told["owner"]],
        new_minutes=series.minutes * share // 100 if share else new.get("minutes"),
        new_cadence=new.get("cadence", ""),
    )


def _promises(loading: Loading, check: ServiceCheck, rows: dict[str, CheckedSeries]) -> None:
    page = reverse("meetings:check", args=[check.pk])
    for row in rows.values():
        if row.decision in NOTHING_TO_DO or row.owner is None or row.from_day is None:
            continue
        follow_up = promise(
            what=f"{row.title}: {row.change}"[:200],
            owner=row.owner,
            due_on=row.from_day,
            source=SOURCE,
            source_id=check.pk,
            source_label=check.title,
            source_url=page,
            by=check.leader,
            promised_on=check.decided_on,
        )
        row.promise = follow_up.pk
    assert check.look_on is not None
    look = promise(
        what=f"{check.title}: se efter, om det blev, som I besluttede",
        owner=check.leader,
        due_on=check.look_on,
        source=SOURCE,
        source_id=check.pk,
        source_label=check.title,
        source_url=page,
        by=check.leader,
        promised_on=check.decided_on,
    )
    check.look_promise = look.pk
    check.save(update_fields=["look_promise"])
