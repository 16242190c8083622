"""The quick insert keeps what bulk_create keeps, and turns at writing are taken and given back."""

from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from threading import Event
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from haandgreb.shared import clock
from haandgreb.shared.inserting import (
    Hold,
    are_more_than,
    delete,
    insert,
    insert_unless_there,
    insert_values,
    look_up,
)
from haandgreb.shared.models import AuditEntry, Draft
from haandgreb.shared.turns import alone, turn, with_others


def draft(number: int) -> Draft:
    """A row as it is inserted: what is sealed has been sealed for it."""
    row = Draft(person=f"00000000-0000-4000-8000-{number:012}", form="agenda", fields={"what": ["æøå"]}, at=clock.now())
    return sealed(row)


def sealed(row: Draft) -> Draft:
    row.fields = Draft._meta.get_field("fields").pre_save(row, add=True)
    return row


def kept():
    return list(Draft.objects.order_by("person").values("pk", "person", "form", "fields", "at"))


@pytest.mark.django_db
def test_rows_are_kept_as_bulk_create_keeps_them():
    rows = [draft(number) for number in range(3)]
    Draft.objects.bulk_create(rows)
    expected = kept()
    Draft.objects.all().delete()

    insert(rows)

    assert kept() == expected


@pytest.mark.django_db
def test_nothing_to_insert_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert([])


@pytest.mark.django_db
def test_a_constraint_holds_and_none_of_the_rows_is_kept():
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([draft(1), draft(1)])

    assert kept() == []


@pytest.mark.django_db
@pytest.mark.parametrize(("count", "more"), [(0, True), (2, True), (3, False), (4, False)])
def test_counting_stops_at_one_more_than_asked_for(count, more):
    insert([draft(number) for number in range(3)])
    insert([Draft(person=uuid4(), form="minutes", fields={}, at=clock.now())])

    assert are_more_than(count, Draft, form="agenda") is more


@pytest.mark.django_db(transaction=True)
def test_many_who_take_turns_all_get_one():
    def write(number: int) -> None:
        try:
            with turn(), transaction.atomic():
                insert([draft(number)])
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(24)))

    assert len(kept()) == 24


@pytest.mark.django_db
def test_a_row_that_is_there_already_is_left_as_it_was_and_told():
    first, second = draft(1), draft(1)
    second.fields = {"what": ["other"]}

    assert [insert_unless_there(first), insert_unless_there(second)] == [True, False]
    assert Draft.objects.get().fields == {"what": ["æøå"]}


@pytest.mark.django_db
@pytest.mark.parametrize("hold", list(Hold))
def test_what_is_looked_up_is_what_its_fields_give(hold):
    insert([draft(number) for number in range(3)])
    row = Draft.objects.get(person="00000000-0000-4000-8000-000000000001")
    in_database = row.__dict__["fields"]  # sealed: nobody has opened it

    found = look_up(Draft, ("person", "fields", "at", "form"), hold=hold, person=row.person, form="agenda")

    assert found == (row.person, in_database, row.at, "agenda")
    assert look_up(Draft, ("form",), hold=hold, person=row.person, form="minutes") is None


@pytest.mark.django_db
def test_values_without_a_column_leave_it_empty_and_only_named_rows_are_deleted():
    person = UUID("00000000-0000-4000-8000-000000000001")
    names = ("action", "at", "about", "details", "before", "hash")
    details = {"what": ["æøå"]}
    insert_values(
        AuditEntry, names, [("one", clock.now(), "", details, "", "1"), ("two", clock.now(), "", {}, "", "2")]
    )
    assert look_up(AuditEntry, ("details",), action="one") == (details,)
    assert list(AuditEntry.objects.order_by("hash").values_list("action", "actor")) == [("one", None), ("two", None)]
    insert([draft(1), draft(2)])

    delete(Draft, person=person, form="agenda")

    assert [row["person"] for row in kept()] == [UUID("00000000-0000-4000-8000-000000000002")]


@pytest.mark.django_db(transaction=True)
def test_who_wants_to_be_alone_waits_for_the_others_and_is_not_passed_by_those_who_come_later():
    thing, order = uuid4(), []
    in_order = ["first", "alone", "later"] if connection.vendor == "postgresql" else ["alone", "first", "later"]
    begun, end = Event(), Event()

    def act(name, hold):
        try:
            with transaction.atomic():
                hold(thing)
                order.append(name)
                begun.set()
                assert name != "first" or end.wait(20)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        acts = [pool.submit(act, "first", with_others)]
        assert begun.wait(20)
        for name, hold in [("alone", alone), ("later", with_others)]:
            acts.append(pool.submit(act, name, hold))
            assert wait(acts, timeout=0.3, return_when=FIRST_COMPLETED).done == set()
        end.set()
    assert [act.exception() for act in acts] == [None] * 3
    # SQLite lets one write at a time, and does not say who is next.
    assert (order if connection.vendor == "postgresql" else sorted(order)) == in_order
