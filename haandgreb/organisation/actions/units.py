"""Units, their managers and deputies: what was is kept, what will be waits for its day."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q

from haandgreb.organisation import rules
from haandgreb.organisation.actions.due import apply_due_changes
from haandgreb.organisation.models import Deputy, Engagement, Person, Unit, UnitManager, UnitPeriod, valid_on
from haandgreb.shared import audit, clock


class NotPossible(Exception):
    """The tree or the calendar does not allow it; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def open_unit(
    *, name: str, name_en: str = "", kind: str = "", parent: Unit | None, valid_from: date, by: Person
) -> Unit:
    """A new unit from the day."""
    unit = Unit(name=name, name_en=name_en, kind=kind, parent=parent, valid_from=valid_from, ext_id=f"made:{uuid4()}")
    unit.path = f"{parent.path if parent else ''}{unit.pk.hex}/"
    if len(unit.ancestor_ids()) > rules.DEEPEST:
        raise NotPossible("too-deep")
    unit.save(force_insert=True)
    UnitPeriod.objects.create(unit=unit, name=name, name_en=name_en, kind=kind, parent=parent, valid_from=valid_from)
    audit.record("unit.opened", by=by, about=unit, valid_from=valid_from.isoformat())
    return unit


@transaction.atomic
def change_unit(
    unit: Unit,
    *,
    name: str,
    name_en: str,
    kind: str,
    parent: Unit | None,
    valid_from: date,
    by: Person,
) -> None:
    """
    From the day the unit is called this and stands here; until then it is what it was.

    Raises NotPossible where the day is past, outside the unit's time, or where a unit would stand below itself.
    """
    today = clock.today()
    if valid_from < today:
        raise NotPossible("past")
    if valid_from < unit.valid_from or (unit.valid_to is not None and valid_from >= unit.valid_to):
        raise NotPossible("outside")
    _write_period(unit, name=name, name_en=name_en, kind=kind, parent=parent, valid_from=valid_from)
    check_tree(valid_from)
    Unit.objects.filter(pk=unit.pk).update(version=unit.version + 1)
    audit.record("unit.changed", by=by, about=unit, valid_from=valid_from.isoformat())
    apply_due_changes(today)
    if valid_from == today:
        Unit.objects.filter(pk=unit.pk).update(name_en=name_en)


def _write_period(unit: Unit, *, name: str, name_en: str, kind: str, parent: Unit | None, valid_from: date) -> None:
    facts = {"name": name, "name_en": name_en, "kind": kind, "parent": parent}
    # What was planned for the same day is no history yet and is replaced.
    if UnitPeriod.objects.filter(unit=unit, valid_from=valid_from).update(**facts):
        return
    later = UnitPeriod.objects.filter(unit=unit, valid_from__gt=valid_from).order_by("valid_from").first()
    UnitPeriod.objects.filter(valid_on(valid_from), unit=unit).update(valid_to=valid_from)
    ends = later.valid_from if later is not None else unit.valid_to
    UnitPeriod.objects.create(unit=unit, valid_from=valid_from, valid_to=ends, **facts)


def check_tree(since: date) -> None:
    """Refuse a tree that has a unit below itself on the day, or on any later day something changes."""
    days = set(UnitPeriod.objects.filter(valid_from__gt=since).values_list("valid_from", flat=True)) | {since}
    for day in sorted(days):
        parents: dict[UUID, UUID | None] = dict.fromkeys(Unit.objects.values_list("pk", flat=True))
        parents.update(UnitPeriod.objects.filter(valid_on(day)).values_list("unit", "parent"))
        try:
            rules.paths(parents)
        except rules.CycleError as problem:
            raise NotPossible("cycle") from problem


@transaction.atomic
def close_unit(unit: Unit, *, valid_to: date, by: Person) -> None:
    """The unit ends on the day. Raises NotPossible while people or units are left in it."""
    if valid_to < clock.today() or valid_to <= unit.valid_from:
        raise NotPossible("past")
    still = Q(valid_to=None) | Q(valid_to__gt=valid_to)
    if Engagement.objects.filter(still, unit=unit).exists():
        raise NotPossible("people-left")
    if Unit.objects.filter(still, parent=unit).exists():
        raise NotPossible("units-left")
    Unit.objects.filter(pk=unit.pk).update(valid_to=valid_to, version=unit.version + 1)
    UnitPeriod.objects.filter(unit=unit, valid_from__gte=valid_to).delete()
    UnitPeriod.objects.filter(still, unit=unit).update(valid_to=valid_to)
    end_managers(unit, valid_to)
    audit.record("unit.closed", by=by, about=unit, valid_to=valid_to.isoformat())


@transaction.atomic
def set_managers(unit: Unit, people: list[Person], *, valid_from: date, by: Person) -> None:
    """From the day exactly these people manage the unit; nobody means that the post is vacant.

    Raises NotPossible for a day that is past, and where somebody would make herself a manager (four eyes).
    """
    if valid_from < clock.today():
        raise NotPossible("past")
    keep = {person.pk for person in people}
    still = Q(valid_to=None) | Q(valid_to__gt=valid_from)
    rows = UnitManager.objects.filter(still, unit=unit)
    staying = set(rows.filter(valid_from__lte=valid_from, person__in=keep).values_list("person", flat=True))
    if by.pk in keep - staying:
        raise NotPossible("herself")
    gone = rows.exclude(valid_from__lte=valid_from, person__in=staying)
    gone.filter(valid_from__gte=valid_from).delete()
    gone.update(valid_to=valid_from)
    for person in people:
        if person.pk not in staying:
            UnitManager.objects.create(unit=unit, person=person, valid_from=valid_from)
    if not people:
        UnitManager.objects.create(unit=unit, person=None, valid_from=valid_from)
    audit.record("unit.managers-set", by=by, about=unit, valid_from=valid_from.isoformat(), managers=len(people))


def end_managers(unit: Unit, valid_to: date) -> None:
    """Nobody manages the unit from the day."""
    rows = UnitManager.objects.filter(Q(valid_to=None) | Q(valid_to__gt=valid_to), unit=unit)
    rows.filter(valid_from__gte=valid_to).delete()
    rows.update(valid_to=valid_to)


@transaction.atomic
def name_deputy(unit: Unit, person: Person, *, valid_from: date, last_day: date, by: Person) -> Deputy:
    """The person stands in for the unit's manager from the day to the last day; everybody in the unit can see it."""
    valid_to = last_day + timedelta(days=1)
    if valid_from < clock.today():
        raise NotPossible("past")
    if valid_to <= valid_from or valid_to - valid_from > rules.LONGEST_DEPUTY:
        raise NotPossible("too-long")
    if person.pk == by.pk:
        raise NotPossible("herself")
    deputy = Deputy.objects.create(unit=unit, person=person, valid_from=valid_from, valid_to=valid_to, granted_by=by)
    days = {"valid_from": valid_from.isoformat(), "valid_to": valid_to.isoformat()}
    audit.record("deputy.named", by=by, about=person, unit=str(unit.pk), **days)
    return deputy


@transaction.atomic
def end_deputy(deputy: Deputy, *, by: Person) -> None:
    """The delegation ends today; one that has not begun disappears."""
    today = clock.today()
    if deputy.valid_from >= today:
        Deputy.objects.filter(pk=deputy.pk).delete()
    else:
        Deputy.objects.filter(pk=deputy.pk).update(valid_to=today)
    audit.record("deputy.ended", by=by, about=deputy.person, unit=str(deputy.unit_id))
