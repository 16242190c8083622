"""Units through time: what was is kept, what will be waits, the tree stays a tree."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.organisation import permissions, queries, rules
from haandgreb.organisation.actions import due, units
from haandgreb.organisation.actions.units import NotPossible
from haandgreb.organisation.models import Unit, UnitManager, UnitPeriod
from haandgreb.organisation.tests import factories as make
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def administrator():
    person = make.make_person("Jens Engskov", unit=make.make_unit("Service"))
    make.give_role(person, "administrator")
    return person


def rename(unit: Unit, name: str, valid_from: date, by, parent: Unit | None = None) -> None:
    units.change_unit(unit, name=name, name_en="", kind="", parent=parent, valid_from=valid_from, by=by)
    unit.refresh_from_db()


def periods(unit: Unit) -> list[tuple[str, date, date | None]]:
    return list(UnitPeriod.objects.filter(unit=unit).values_list("name", "valid_from", "valid_to"))


def test_a_new_name_from_today_is_true_at_once_and_the_old_one_is_kept(administrator):
    unit, today = make.make_unit("Tilskud"), clock.today()

    rename(unit, "Tilskud og puljer", today, administrator)

    assert unit.name == "Tilskud og puljer"
    assert periods(unit) == [("Tilskud", make.LONG_AGO, today), ("Tilskud og puljer", today, None)]
    assert AuditEntry.objects.filter(action="unit.changed", actor=administrator.pk, about_id=unit.pk).count() == 1


def test_a_new_name_from_next_week_waits_for_its_day(client, administrator):
    unit, today = make.make_unit("Tilskud"), clock.today()
    rename(unit, "Puljer", today + WEEK, administrator)
    assert unit.name == "Tilskud"

    with time_machine.travel(clock.now() + WEEK, tick=False):
        make.sign_in(client, administrator)
        due.mark_applied(today)
        client.get("/organisation/units/")  # the first request of the day

    unit.refresh_from_db()
    assert unit.name == "Puljer"


def test_applying_twice_changes_nothing_the_second_time(administrator):
    unit, today = make.make_unit("Tilskud"), clock.today()
    rename(unit, "Puljer", today + WEEK, administrator)

    assert [due.apply_due_changes(today + WEEK), due.apply_due_changes(today + WEEK)] == [1, 0]


def test_a_plan_for_the_same_day_replaces_the_plan_and_later_plans_stay(administrator):
    unit, today = make.make_unit("Tilskud"), clock.today()
    rename(unit, "Senere", today + 2 * WEEK, administrator)
    rename(unit, "Puljer", today + WEEK, administrator)
    rename(unit, "Puljerne", today + WEEK, administrator)

    assert periods(unit) == [
        ("Tilskud", make.LONG_AGO, today + WEEK),
        ("Puljerne", today + WEEK, today + 2 * WEEK),
        ("Senere", today + 2 * WEEK, None),
    ]


def test_the_past_is_not_written_anew(administrator):
    unit = make.make_unit("Tilskud")

    with pytest.raises(NotPossible, match="past"):
        rename(unit, "Puljer", clock.today() - timedelta(days=1), administrator)


def test_a_unit_that_moves_takes_everything_below_along(administrator):
    top, other = make.make_unit("Styrelsen"), make.make_unit("Område")
    office = make.make_unit("Tilskud", parent=top)
    team = make.make_unit("Team A", parent=office)

    rename(office, "Tilskud", clock.today(), administrator, parent=other)

    team.refresh_from_db()
    assert team.ancestor_ids() == [other.pk, office.pk, team.pk]
    assert set(Unit.objects.below([other])) == {other, office, team}
    assert set(Unit.objects.below([top])) == {top}


@pytest.mark.parametrize("days", [0, 7])
def test_a_unit_never_stands_below_itself_now_or_later(administrator, days):
    office = make.make_unit("Tilskud")
    team = make.make_unit("Team A", parent=office)

    with pytest.raises(NotPossible, match="cycle"):
        rename(office, "Tilskud", clock.today() + timedelta(days=days), administrator, parent=team)

    office.refresh_from_db()
    assert office.parent is None
    assert periods(office) == [("Tilskud", make.LONG_AGO, None)]


def test_two_plans_that_are_harmless_alone_are_refused_together(administrator):
    one, other, today = make.make_unit("En"), make.make_unit("To"), clock.today()
    rename(one, "En", today + WEEK, administrator, parent=other)

    with pytest.raises(NotPossible, match="cycle"):
        rename(other, "To", today, administrator, parent=one)


def test_a_unit_is_closed_only_when_nobody_is_left_in_it(administrator):
    office, today = make.make_unit("Tilskud"), clock.today()
    team = make.make_unit("Team A", parent=office)
    person = make.make_person("Mads Rosenklint", unit=team)

    with pytest.raises(NotPossible, match="people-left"):
        units.close_unit(team, valid_to=today, by=administrator)
    with pytest.raises(NotPossible, match="units-left"):
        units.close_unit(office, valid_to=today, by=administrator)
    person.engagements.update(valid_to=today)
    units.close_unit(team, valid_to=today, by=administrator)
    units.close_unit(office, valid_to=today, by=administrator)

    assert set(Unit.objects.on(today)) == {administrator.engagements.get().unit}


def test_managers_are_set_from_a_day_and_vacancy_is_somebody_elses_work(administrator):
    top = make.make_unit("Styrelsen")
    office = make.make_unit("Tilskud", parent=top)
    director, head, next_head = (make.make_person(name, unit=top) for name in ("Asta R", "Frida M", "Gorm V"))
    make.make_manager(director, top)
    make.make_manager(head, office)
    today = clock.today()

    units.set_managers(office, [next_head], valid_from=today + WEEK, by=administrator)
    units.set_managers(office, [], valid_from=today + 2 * WEEK, by=administrator)

    who = {weeks: queries.unit_managers([office], today + weeks * WEEK)[office.pk] for weeks in (0, 1, 2)}
    assert who == {0: [head], 1: [next_head], 2: [director]}
    assert UnitManager.objects.filter(unit=office, person=None, valid_to=None).count() == 1


def test_who_stays_manager_keeps_her_row(administrator):
    office = make.make_unit("Tilskud")
    head, other = make.make_person("Frida M", unit=office), make.make_person("Gorm V", unit=office)
    row = make.make_manager(head, office)

    units.set_managers(office, [head, other], valid_from=clock.today(), by=administrator)

    row.refresh_from_db()
    assert row.valid_to is None
    assert set(queries.unit_managers([office], clock.today())[office.pk]) == {head, other}


def test_an_administrator_cannot_make_herself_a_manager(administrator):
    office = make.make_unit("Tilskud")

    with pytest.raises(NotPossible, match="herself"):
        units.set_managers(office, [administrator], valid_from=clock.today(), by=administrator)

    assert not permissions.manages_unit(administrator, office, clock.today())


def test_a_deputy_has_an_end_at_most_a_year_away():
    office = make.make_unit("Tilskud")
    head, person = make.make_person("Frida M", unit=office), make.make_person("Gorm V", unit=office)
    today = clock.today()

    def name_until(last_day: date) -> None:
        units.name_deputy(office, person, valid_from=today, last_day=last_day, by=head)

    for wrong in (today - timedelta(days=1), today + timedelta(days=400)):
        with pytest.raises(NotPossible, match="too-long"):
            name_until(wrong)
    name_until(today)

    assert [one.last_day for one in queries.deputies_of(office, today)] == [today]
    assert queries.deputies_of(office, today + timedelta(days=1)) == []


TREES = st.lists(st.integers(0, 30), max_size=12)


@given(TREES)
def test_the_path_of_a_unit_is_the_way_from_the_root(above):
    ids = [uuid4() for _ in above]
    parents: dict[UUID, UUID | None] = {
        pk: ids[up % number] if number and up % (number + 1) else None
        for number, (pk, up) in enumerate(zip(ids, above, strict=True))
    }

    paths = rules.paths(parents)

    for pk, parent in parents.items():
        assert paths[pk] == (paths[parent] if parent else "") + f"{pk.hex}/"


def test_a_loop_and_a_tree_too_deep_have_no_paths():
    loop = [uuid4() for _ in range(3)]
    chain = [uuid4() for _ in range(rules.DEEPEST + 1)]

    with pytest.raises(rules.CycleError):
        rules.paths({pk: loop[number - 1] for number, pk in enumerate(loop)})
    with pytest.raises(rules.CycleError):
        rules.paths({pk: chain[number - 1] if number else None for number, pk in enumerate(chain)})
    assert len(rules.paths({pk: chain[number - 1] if number else None for number, pk in enumerate(chain[:-1])})) == 20


def test_a_large_tree_shows_whole_levels_and_says_what_is_left_out(client, administrator):
    top = make.make_unit("Styrelsen")
    offices = [make.make_unit(f"Kontor {number:02}", parent=top) for number in range(12)]
    for office in offices:
        for number in range(20):
            make.make_unit(f"Team {number:02}", parent=office)

    lines, left_out = queries.tree(clock.today())

    assert (len(lines), left_out) == (14, 240)


def test_two_who_move_a_unit_at_once_see_both_places_and_the_same_change_troubles_nobody(client, administrator):
    today = clock.today()
    one, other = make.make_unit("Drift"), make.make_unit("Udvikling")
    unit = make.make_unit("Tilskud")
    colleague = make.make_person("Ida Holm", unit=one)
    rename(unit, "Tilskud", today, colleague, parent=other)
    sent = {"name": "Tilskud", "name_en": "", "kind": "", "valid_from": today.isoformat(), "version": "1"}
    make.sign_in(client, administrator)
    address = f"/organisation/units/{unit.pk}/edit/"

    clash = client.post(address, {**sent, "parent": str(one.pk)})
    same = client.post(address, {**sent, "parent": str(other.pk)})

    (found,) = clash.context["conflict"].clashes
    assert (clash.status_code, found.name, found.mine, found.theirs) == (409, "parent", "Drift", "Udvikling")
    assert clash.context["conflict"].other == "Ida Holm"
    assert same.status_code == 302


def test_keeping_what_the_other_saved_leaves_the_unit_as_it_is(client, administrator):
    unit = make.make_unit("Tilskud")
    make.sign_in(client, administrator)
    sent = {"name": "Puljer", "name_en": "", "kind": "", "valid_from": clock.today().isoformat(), "version": "1"}

    answer = client.post(f"/organisation/units/{unit.pk}/edit/", {**sent, "keep": "theirs"})

    unit.refresh_from_db()
    assert (answer.status_code, unit.name, unit.version) == (302, "Tilskud", 1)
