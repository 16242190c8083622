"""The trail is written with the act, cannot be changed, and shows where somebody tried."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from haandgreb.organisation.tests.factories import make_person
from haandgreb.shared import audit, clock
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


def at_days_ago(days, action="act"):
    with time_machine.travel(clock.now() - timedelta(days=days), tick=False), transaction.atomic():
        return audit.record(action)


def test_the_trail_is_kept_for_twelve_months_and_then_deleted(db):
    for days in (800, 366, 364, 1):
        at_days_ago(days, f"{days} days ago")

    assert audit.forget_old(clock.now()) == 2
    assert list(AuditEntry.objects.order_by("id").values_list("action", flat=True)) == ["364 days ago", "1 days ago"]
    assert audit.first_broken_link() is None


def test_forgetting_twice_does_nothing_the_second_time(db):
    for days in (400, 10):
        at_days_ago(days)

    assert [audit.forget_old(clock.now()) for _ in range(2)] == [1, 0]


def test_a_year_without_an_act_leaves_nothing_and_the_next_act_begins_anew(db):
    at_days_ago(400)

    assert audit.forget_old(clock.now()) == 1
    at_days_ago(0)
    assert audit.first_broken_link() is None


def test_very_many_old_entries_go_some_at_a_time(db, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(audit, "_BATCH", 3)
    for _ in range(7):
        at_days_ago(400)
    kept = at_days_ago(1)

    with django_assert_num_queries(1 + 2 * 3 + 1):
        assert audit.forget_old(clock.now()) == 7
    assert AuditEntry.objects.get() == kept


def test_an_old_entry_behind_a_young_one_waits_for_it_so_that_no_gap_is_left(db):
    """A clock that was once wrong."""
    for days in (400, 5, 400):
        at_days_ago(days)

    assert audit.forget_old(clock.now()) == 1
    assert AuditEntry.objects.count() == 2
    assert audit.first_broken_link() is None


def test_the_daily_work_forgets_the_trail(db):
    from haandgreb.site import worker

    at_days_ago(400)

    assert worker.daily(clock.now()) == []
    assert not AuditEntry.objects.filter(at__lt=clock.now() - timedelta(days=366)).exists()
