"""The quick insert keeps what bulk_create keeps, and turns at writing are taken and given back."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from haandgreb.shared import clock
from haandgreb.shared.inserting import insert
from haandgreb.shared.models import Draft
from haandgreb.shared.turns import turn


def draft(number: int) -> Draft:
    return Draft(
        person=f"00000000-0000-4000-8000-{number:012}", form="agenda", fields={"what": ["æøå"]}, at=clock.now()
    )


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
