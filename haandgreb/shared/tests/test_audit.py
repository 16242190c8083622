"""The trail is written with the act, cannot be changed, and shows where somebody tried."""

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from haandgreb.organisation.tests.factories import make_person
from haandgreb.shared import audit
from haandgreb.shared.models import AuditEntry


@pytest.fixture
def mads(db):
    return make_person("Mads Rosenklint")


def three_entries(person):
    with transaction.atomic():
        return [audit.record(f"act {number}", by=person, about=person, count=number) for number in range(3)]


def test_each_entry_points_to_the_one_before(mads):
    first, second, third = three_entries(mads)

    assert (second.before, third.before) == (first.hash, second.hash)
    assert audit.first_broken_link() is None


def test_an_entry_holds_who_what_and_which(mads):
    entry = three_entries(mads)[2]

    assert (entry.actor, entry.action, entry.about, entry.about_id) == (
        mads.pk,
        "act 2",
        "organisation.Person",
        mads.pk,
    )
    assert entry.details == {"count": 2}


def test_a_changed_entry_is_found(mads):
    entry = three_entries(mads)[1]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE shared_auditentry SET action = 'something else' WHERE id = %s", [entry.pk])

    assert audit.first_broken_link() == entry


def test_a_removed_entry_is_found_by_the_one_after(mads):
    _, second, third = three_entries(mads)
    AuditEntry.objects.filter(pk=second.pk).delete()

    assert audit.first_broken_link() == third


def test_entries_are_neither_saved_again_nor_deleted(mads):
    entry = three_entries(mads)[0]

    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_the_transaction_of_its_act_is_refused():
    with pytest.raises(TransactionManagementError):
        audit.record("act")


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_entry():
    def act_that_fails():
        with transaction.atomic():
            audit.record("act")
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        act_that_fails()

    assert AuditEntry.objects.count() == 0
