"""What happens to engagements and managers. History is never rewritten: a move ends one row and begins another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from haandgreb.organisation.importing.plans import NOTHING, Change, FieldValue, PlanKind
from haandgreb.organisation.importing.records import NEW, EngagementRecord, ManagerRecord
from haandgreb.organisation.importing.state import CurrentEngagement, CurrentManager, alive
from haandgreb.organisation.importing.threads import (
    ONE_DAY,
    new_start,
    settled_end,
    settled_start,
    sort_out,
)

Label = Callable[[str], str]
_Record = EngagementRecord | ManagerRecord
_Current = CurrentEngagement | CurrentManager
_FIELDS = ("employee_no", "job_title", "disco")


def _likeness(want: EngagementRecord, now: CurrentEngagement) -> int:
    """0 unless it is the same unit and the ids do not contradict each other; else the more is alike, the higher."""
    if want.unit != now.unit or (want.ext_id and now.ext_id and want.ext_id != now.ext_id):
        return 0
    score = 1
    score += 16 * (bool(want.ext_id) and want.ext_id == now.ext_id)
    score += 8 * (want.valid_from == now.valid_from)
    score += 4 * (bool(want.employee_no) and want.employee_no == now.employee_no)
    return score + 2 * (want.job_title == now.job_title)


def _one_thread(want: EngagementRecord, now: CurrentEngagement) -> bool:
    return not (want.ext_id and now.ext_id) or want.ext_id == now.ext_id


def plan_engagements(
    person: str,
    wanted: Sequence[EngagementRecord],
    standing: Sequence[CurrentEngagement],
    today: date,
    *,
    label: Label,
    end_missing: bool,
) -> list[Change]:
    """What happens to one person's engagements."""
    ordered = sorted(wanted, key=lambda job: (job.valid_from or date.min, job.unit, job.ext_id, job.job_title))
    thread = sort_out(ordered, standing, today, likeness=_likeness, may_move=_one_thread)
    name = label(person)
    after = {now.id: now for now in standing}
    for want, now in thread.same:
        ends = settled_end(want, now, now.valid_from, today)
        after[now.id] = replace(now, valid_to=ends, ext_id=want.ext_id or now.ext_id)
    gone = [_over(now, name, today) for now in thread.missing if now.imported and end_missing]
    moved = [_moved(want, now, name, today) for want, now in thread.moved]
    for change in (*gone, *moved):
        _carry_over(after, change)
    # From here on beginnings are weighed against what the others will be, so that the same list finds nothing to do.
    kept: list[Change] = []
    for want, now in thread.same:
        others = [other for other in after.values() if not (other.ext_id and after[now.id].ext_id)]
        if (same := _kept(want, now, others, name, today)) is not None:
            kept.append(same)
            after[now.id] = replace(after[now.id], valid_from=_day(same.values.get("valid_from")) or now.valid_from)
    begun: list[Change] = []
    for want in thread.new:
        if want.valid_from is None and not alive(want.valid_to, today):
            continue  # it has ended, and nobody says when it began: nothing to keep
        others = [now for now in after.values() if _one_thread(want, now)]
        begun.append(_begun(want, new_start(want, others, today), name))
        _carry_over(after, begun[-1])
    return [*kept, *moved, *begun, *gone]


def _carry_over(after: dict[str, CurrentEngagement], change: Change) -> None:
    """Note in `after` what a change makes of a person's engagements."""
    values: dict[str, Any] = dict(change.values)
    if change.what == "withdrawn":
        del after[change.ref]
    elif change.what in ("changed", "ended"):
        after[change.ref] = replace(after[change.ref], **values)
    else:
        if change.what == "moved":
            after[change.ref] = replace(after[change.ref], valid_to=values["valid_from"], ext_id="")
        made = f"{NEW}{len(after)}"
        after[made] = CurrentEngagement(id=made, **values)


def _day(value: FieldValue) -> date | None:
    return value if isinstance(value, date) else None


def _kept(
    want: EngagementRecord, now: CurrentEngagement, others: Iterable[CurrentEngagement], name: str, today: date
) -> Change | None:
    if not alive(now.valid_to, today):
        return None
    start = settled_start(want, now, others, today)
    values: dict[str, FieldValue] = {"valid_from": start, "valid_to": settled_end(want, now, start, today)}
    values |= _stated(want)
    if want.ext_id:
        values["ext_id"] = want.ext_id
    return _compared(want, now, values, name)


def _stated(want: EngagementRecord) -> dict[str, FieldValue]:
    values: dict[str, FieldValue] = {name: getattr(want, name) for name in _FIELDS if name in want.stated}
    if "primary" in want.stated:
        values["primary"] = want.primary
    return values


def _compared(want: _Record, now: _Current, wanted: dict[str, FieldValue], name: str) -> Change | None:
    """What differs from how the row is now: changed, or ended where it is only an earlier end. None for nothing."""
    values, before = _differing(now, wanted)
    if not values:
        return None
    only_end = (
        set(values) == {"valid_to"} and values["valid_to"] is not None and _earlier(values["valid_to"], now.valid_to)
    )
    return _change("ended" if only_end else "changed", now.id, name, values, before, want)


def _differing(now: _Current, wanted: dict[str, FieldValue]) -> tuple[dict[str, FieldValue], dict[str, FieldValue]]:
    """The values that are not as they are now, and what those are now."""
    before: dict[str, FieldValue] = {field: getattr(now, field) for field in wanted}
    values = {field: value for field, value in wanted.items() if value != before[field]}
    return values, {field: before[field] for field in values}


def _earlier(ends: FieldValue, now: date | None) -> bool:
    return now is None or (isinstance(ends, date) and ends < now)


def _moved(want: EngagementRecord, now: CurrentEngagement, name: str, today: date) -> Change:
    """From the day the list says when that is later than the old beginning, else from today."""
    begins = want.valid_from if want.valid_from and want.valid_from > now.valid_from else today
    values: dict[str, FieldValue] = {field: getattr(now, field) for field in (*_FIELDS, "primary")}
    values |= _stated(want) | {"ext_id": want.ext_id or now.ext_id, "person": want.person, "unit": want.unit}
    ends = want.valid_to if "valid_to" in want.stated else now.valid_to
    if now.valid_from >= begins:
        # It has not begun: there is no history to keep.
        start = want.valid_from or now.valid_from
        values |= {"valid_from": start, "valid_to": max(ends, start + ONE_DAY) if ends else None}
        values, before = _differing(now, values)
        return _change("changed", now.id, name, values, before, want)
    values |= {"valid_from": begins, "valid_to": max(ends, begins + ONE_DAY) if ends else None}
    before = {"unit": now.unit, "valid_from": now.valid_from, "valid_to": now.valid_to, "job_title": now.job_title}
    return _change("moved", now.id, name, values, before, want)


def _begun(want: EngagementRecord, begins: date, name: str) -> Change:
    values: dict[str, FieldValue] = {
        "ext_id": want.ext_id,
        "person": want.person,
        "unit": want.unit,
        "employee_no": want.employee_no,
        "job_title": want.job_title,
        "disco": want.disco,
        "primary": want.primary,
    }
    return _new(want, values, begins, name)


def _new(want: _Record, values: dict[str, FieldValue], begins: date, name: str) -> Change:
    ends = max(want.valid_to, begins + ONE_DAY) if want.valid_to else None
    return _change("new", "", name, {**values, "valid_from": begins, "valid_to": ends}, NOTHING, want)


def _change(
    what: str,
    ref: str,
    name: str,
    values: dict[str, FieldValue],
    before: Mapping[str, FieldValue],
    want: _Record,
) -> Change:
    return Change(
        "engagements" if isinstance(want, EngagementRecord) else "managers",
        what,  # type: ignore[arg-type]  # one of What
        ref,
        name,
        values,
        before,
        person=want.person,
        unit=want.unit,
        table=want.at.table,
        line=want.at.line,
    )


def _over(now: _Current, name: str, until: date) -> Change:
    """It ends on the day; where it would have begun that day or later, it never was."""
    kind: PlanKind = "engagements" if isinstance(now, CurrentEngagement) else "managers"
    if now.valid_from >= until:
        return Change(kind, "withdrawn", now.id, name, person=now.person, unit=now.unit)
    before: dict[str, FieldValue] = {"valid_to": now.valid_to}
    return Change(kind, "ended", now.id, name, {"valid_to": until}, before, person=now.person, unit=now.unit)


def plan_managers(
    unit: str,
    wanted: Sequence[ManagerRecord],
    standing: Sequence[CurrentManager],
    today: date,
    *,
    label: Label,
    end_missing: bool,
) -> list[Change]:
    """What happens to one unit's managers. Where all the list has begin later, the present ones go on until then."""
    ordered = sorted(wanted, key=lambda row: (row.valid_from or date.min, row.person))
    thread = sort_out(ordered, standing, today, likeness=_same_manager, may_move=lambda want, now: False)
    name = label(unit)
    after = {now.id: now for now in standing}
    for want, now in thread.same:
        after[now.id] = replace(now, valid_to=settled_end(want, now, now.valid_from, today))
    until = _until(wanted, today)
    gone = [_over(now, name, until) for now in thread.missing if now.imported and end_missing]
    gone = [change for change in gone if change.values != change.before or change.what == "withdrawn"]
    for change in gone:
        if change.what == "withdrawn":
            del after[change.ref]
        else:
            after[change.ref] = replace(after[change.ref], valid_to=until)
    kept: list[Change] = []
    for want, now in thread.same:
        others = [other for other in after.values() if other.person == now.person]
        if (same := _manages_on(want, now, others, name, today)) is not None:
            kept.append(same)
            after[now.id] = replace(after[now.id], valid_from=_day(same.values.get("valid_from")) or now.valid_from)
    begun: list[Change] = []
    for want in thread.new:
        if want.valid_from is None and not alive(want.valid_to, today):
            continue
        others = [now for now in after.values() if now.person == want.person]
        begun.append(_new(want, {"unit": want.unit, "person": want.person}, new_start(want, others, today), name))
        made = f"{NEW}{len(after)}"
        values: dict[str, Any] = dict(begun[-1].values)
        after[made] = CurrentManager(id=made, **values)
    return [*kept, *begun, *gone]


def _until(wanted: Iterable[ManagerRecord], today: date) -> date:
    """When those whom the list has no longer step down: today, or when all it has begin later, on that day."""
    going_on = [row for row in wanted if alive(row.valid_to, today)]
    starts = [row.valid_from for row in going_on if row.valid_from]
    return max(today, min(starts)) if going_on and len(starts) == len(going_on) else today


def _same_manager(want: ManagerRecord, now: CurrentManager) -> int:
    return 0 if want.person != now.person else 1 + (want.valid_from == now.valid_from)


def _manages_on(
    want: ManagerRecord, now: CurrentManager, others: Iterable[CurrentManager], name: str, today: date
) -> Change | None:
    if not alive(now.valid_to, today):
        return None
    start = settled_start(want, now, others, today)
    wanted: dict[str, FieldValue] = {"valid_from": start, "valid_to": settled_end(want, now, start, today)}
    return _compared(want, now, wanted, name)
