"""A staff list's plan, kind by kind, into rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from secrets import token_urlsafe
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q

from haandgreb.organisation.actions.inserting import insert, update
from haandgreb.organisation.actions.telling import tell_of_address, tell_old_address
from haandgreb.organisation.actions.units import end_managers
from haandgreb.organisation.importing.plans import Change
from haandgreb.organisation.importing.records import NEW
from haandgreb.organisation.models import Engagement, Person, Unit, UnitManager, UnitPeriod
from haandgreb.shared import clock

_CALLED = ("name", "name_en", "kind", "parent_id")
Step = tuple[date, dict[str, Any]]  # from when a unit is called and stands so, until the next step


class Work:
    """Carries out changes kind by kind; knows the ids of what is new."""

    def __init__(self, today: date, *, by: Person | None, end_managers: bool) -> None:
        self.today = today
        self.by = by
        self.ends_managers = end_managers  # with a unit; a list of managers says itself when they end
        self.ids: dict[str, UUID] = {}

    def id_of(self, ref: Any) -> UUID | None:
        """The id behind a reference; None for none."""
        text = str(ref or "")
        if not text:
            return None
        if not text.startswith(NEW):
            return UUID(text)
        return self.ids.setdefault(text, uuid4())

    def units(self, changes: Sequence[Change]) -> None:
        """New units from the root down with their first period; changed ones with a new period from today."""
        new = [change for change in changes if change.what == "new"]
        insert(Unit, (self._new_unit(change) for change in new))
        insert(UnitPeriod, (self._first_period(change) for change in new))
        changed = [change for change in changes if change.what not in ("new", "ended")]
        takes = [change.ref for change in changed if "ext_id" in change.values]
        for pk in takes:
            Unit.objects.filter(pk=pk).update(ext_id=f"free:{pk}")
        for change in changed:
            self._change_unit(change)
        for change in changes:
            if change.what == "ended":
                self._end_unit(change)

    def _new_unit(self, change: Change) -> Unit:
        values: dict[str, Any] = dict(change.values)
        unit = Unit(
            pk=self.id_of(change.ref),
            ext_id=values["ext_id"],
            name=values["name"],
            kind=values["kind"],
            parent_id=self.id_of(values["parent"]),
            valid_from=values["valid_from"],
            valid_to=values["valid_to"],
            imported=True,
        )
        unit.fill_keys()
        return unit

    def _first_period(self, change: Change) -> UnitPeriod:
        values: dict[str, Any] = dict(change.values)
        return UnitPeriod(
            unit_id=self.ids[change.ref],
            name=values["name"],
            kind=values["kind"],
            parent_id=self.id_of(values["parent"]),
            valid_from=values["valid_from"],
            valid_to=values["valid_to"],
        )

    def _change_unit(self, change: Change) -> None:
        unit = Unit.objects.get(pk=change.ref)
        values: dict[str, Any] = dict(change.values)
        if "parent" in values:
            values["parent_id"] = self.id_of(values.pop("parent"))
        for name in ("ext_id", "valid_from", "valid_to"):
            if name in values:
                setattr(unit, name, values.pop(name))
        unit.imported = True
        if values.get("name", unit.name) != unit.name:
            values["name_en"] = ""
        for name, value in values.items():
            setattr(unit, name, value)
        unit.save()
        self._rewrite_periods(unit, changed=bool(values))

    def _rewrite_periods(self, unit: Unit, *, changed: bool) -> None:
        """From today, or from the day the unit begins, it is called and stands so; later plans give way to the list."""
        facts = {name: getattr(unit, name) for name in _CALLED}
        steps: list[Step] = [
            (period.valid_from, {name: getattr(period, name) for name in _CALLED})
            for period in UnitPeriod.objects.filter(unit=unit).order_by("valid_from")
        ]
        if changed:
            since = max(self.today, unit.valid_from)
            if unit.valid_to is not None and since >= unit.valid_to:
                # It is over: there is no day left for a new name, so it was called so in its last time.
                last = max((start for start, _ in steps if start < unit.valid_to), default=unit.valid_from)
                since = max(last, unit.valid_from)
            steps = [step for step in steps if step[0] < since] + [(since, facts)]
        steps = _within(steps, unit.valid_from, unit.valid_to) or [(unit.valid_from, facts)]
        ends = [start for start, _ in steps[1:]] + [unit.valid_to]
        UnitPeriod.objects.filter(unit=unit).delete()
        for (start, called), end in zip(steps, ends, strict=True):
            UnitPeriod.objects.create(unit=unit, valid_from=start, valid_to=end, **called)

    def _end_unit(self, change: Change) -> None:
        ends = change.values["valid_to"]
        if not isinstance(ends, date):
            return
        unit = Unit.objects.get(pk=change.ref)
        still = Q(valid_to=None) | Q(valid_to__gt=ends)
        Unit.objects.filter(pk=unit.pk).update(valid_to=ends)
        UnitPeriod.objects.filter(unit=unit, valid_from__gte=ends).delete()
        UnitPeriod.objects.filter(still, unit=unit).update(valid_to=ends)
        if self.ends_managers:
            end_managers(unit, ends)

    def people(self, changes: Sequence[Change]) -> None:
        """New people, who can sign in with a link; changed ones, also where two have swapped addresses."""
        changed = {change.ref: change.values for change in changes if change.what == "changed"}
        old = self._old_addresses([ref for ref, values in changed.items() if "email" in values])
        for name in ("email", "ext_id"):
            swaps = [ref for ref, values in changed.items() if name in values]
            for some in batches(swaps):
                Person.objects.filter(pk__in=some).update(**{name: "" if name == "email" else None})
        insert(Person, (self._new_person(change) for change in changes if change.what == "new"))
        for some in batches(list(changed)):
            people = list(Person.objects.filter(pk__in=some))
            for person in people:
                for name, value in changed[str(person.pk)].items():
                    setattr(person, name, value if name != "ext_id" else value or None)
                person.fill_keys()
                person.version += 1
            with_new = [one for one in people if old.get(one.pk, one.email).casefold() != one.email.casefold()]
            self._note_new_addresses(with_new)
            fields = ["ext_id", "given", "surname", "email", "email_changed_at", "login"]
            update(people, [*fields, "sort_key", "search_key", "version"])
            for person in with_new:
                tell_old_address(person, old[person.pk], person.email)
            tell_of_address(with_new, by=self.by)

    def _note_new_addresses(self, people: Sequence[Person]) -> None:
        for person in people:
            if self.by is None or person.pk != self.by.pk:
                person.email_changed_at = clock.now()

    def _old_addresses(self, refs: Sequence[str]) -> dict[UUID, str]:
        found: dict[UUID, str] = {}
        for some in batches(refs):
            found |= dict(Person.objects.filter(pk__in=some).values_list("pk", "email"))
        return found

    def _new_person(self, change: Change) -> Person:
        values: dict[str, Any] = dict(change.values)
        values["ext_id"] = values["ext_id"] or None
        # No password: she signs in with a link by mail, and chooses one if she likes.
        password = UNUSABLE_PASSWORD_PREFIX + token_urlsafe(30)
        person = Person(pk=self.id_of(change.ref), password=password, **values)
        person.fill_keys()
        return person

    def let_go(self, ids: Iterable[str]) -> None:
        """Rows whose ext_id another row of the plan takes over."""
        for some in batches(list(ids)):
            Engagement.objects.filter(pk__in=some).update(ext_id=None)

    def engagements(self, changes: Sequence[Change]) -> None:
        """Begun, moved, changed, ended and never begun engagements."""
        moved = {change.ref: change.values["valid_from"] for change in changes if change.what == "moved"}
        in_place = {change.ref: change.values for change in changes if change.what in ("changed", "ended")}
        for some in batches([change.ref for change in changes if change.what == "withdrawn"]):
            Engagement.objects.filter(pk__in=some).delete()
        for some in batches(list(moved)):
            rows = list(Engagement.objects.filter(pk__in=some))
            for row in rows:
                row.valid_to, row.ext_id = moved[str(row.pk)], None  # type: ignore[assignment]  # a date
            update(rows, ["valid_to", "ext_id"])
        self._change_engagements(in_place)
        kept = self._kept_facts(moved)
        begun = (change for change in changes if change.what in ("new", "moved"))
        insert(Engagement, (self._new_engagement(change, kept.get(change.ref, {})) for change in begun))

    def _change_engagements(self, in_place: Mapping[str, Mapping[str, Any]]) -> None:
        for some in batches(list(in_place)):
            rows = list(Engagement.objects.filter(pk__in=some))
            fields: set[str] = {"search_key"}
            for row in rows:
                columns = self._columns(in_place[str(row.pk)])
                if "job_title" in columns:
                    columns["job_title_en"] = ""
                for name, value in columns.items():
                    setattr(row, name, value)
                    fields.add(name)
                row.fill_keys()
            update(rows, sorted(fields))

    def _kept_facts(self, moved: Mapping[str, object]) -> dict[str, dict[str, Any]]:
        """What a list says nothing about moves along."""
        found: dict[str, dict[str, Any]] = {}
        for some in batches(list(moved)):
            for row in Engagement.objects.filter(pk__in=some):
                names = ("kind", "site", "leave_until", "job_title", "job_title_en")
                found[str(row.pk)] = {name: getattr(row, name) for name in names}
        return found

    def _new_engagement(self, change: Change, kept: dict[str, Any]) -> Engagement:
        columns = self._columns(change.values)
        if kept and kept.pop("job_title") != columns["job_title"]:
            kept["job_title_en"] = ""
        engagement = Engagement(imported=True, **kept, **columns)
        engagement.fill_keys()
        return engagement

    def managers(self, changes: Sequence[Change]) -> None:
        """Who takes over, goes on, steps down."""
        for change in changes:
            if change.what == "withdrawn":
                UnitManager.objects.filter(pk=change.ref).delete()
            elif change.what != "new":
                UnitManager.objects.filter(pk=change.ref).update(**self._columns(change.values))
        new = (change for change in changes if change.what == "new")
        insert(UnitManager, (UnitManager(imported=True, **self._columns(change.values)) for change in new))

    def _columns(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The planner's fields as ours."""
        columns = dict(values)
        for name in ("person", "unit"):
            if name in columns:
                columns[f"{name}_id"] = self.id_of(columns.pop(name))
        if "primary" in columns:
            columns["is_primary"] = columns.pop("primary")
        if "ext_id" in columns:
            columns["ext_id"] = columns["ext_id"] or None
        return columns


def _within(steps: Sequence[Step], begins: date, ends: date | None) -> list[Step]:
    """The steps that fall into the time; the first one begins with it."""
    before = [step for step in steps if step[0] <= begins]
    after = [step for step in steps if step[0] > begins and (ends is None or step[0] < ends)]
    if before:
        return [(begins, before[-1][1]), *after]
    return [(begins, after[0][1]), *after[1:]] if after else []


def batches(things: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Few enough at once for every database."""
    for start in range(0, len(things), 500):
        yield things[start : start + 500]
