"""A person's own list: tick off, move with a reason, skip with a reason."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from haandgreb.followups import actions
from haandgreb.followups.models import FollowUp
from haandgreb.followups.tests.factories import a_promise
from haandgreb.organisation.tests.factories import make_person, make_unit, sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def pia():
    return make_person("Pia Kornmod", unit=make_unit())


def test_what_is_ticked_off_is_done_today_and_leaves_a_trace(client, pia):
    promised = a_promise(pia)

    sign_in(client, pia).post(reverse("followups:done", args=[promised.pk]))

    promised.refresh_from_db()
    assert (promised.state, promised.closed_on) == ("done", clock.today())
    assert AuditEntry.objects.filter(action="promise done", actor=pia.pk, about_id=promised.pk).count() == 1


def test_ticking_twice_changes_nothing_more(pia):
    promised = a_promise(pia)
    actions.mark_done(promised, by=pia, on=clock.today() - timedelta(days=2))

    assert actions.mark_done(promised, by=pia).closed_on == clock.today() - timedelta(days=2)


def test_a_move_keeps_the_old_day_and_the_reason(client, pia):
    promised = a_promise(pia, due_in=1)
    new_day = clock.today() + timedelta(days=10)

    sign_in(client, pia).post(
        reverse("followups:move", args=[promised.pk]), {"to_day": new_day.isoformat(), "reason": "Venter på jura"}
    )

    promised.refresh_from_db()
    moved = promised.moves.get()
    assert promised.due_on == new_day
    assert (moved.from_day, moved.to_day, moved.reason) == (
        clock.today() + timedelta(days=1),
        new_day,
        "Venter på jura",
    )


@pytest.mark.parametrize(
    "fields", [{"to_day": "", "reason": "x"}, {"to_day": "2020-01-01", "reason": "x"}, {"reason": ""}]
)
def test_a_move_without_a_day_to_come_or_a_reason_is_refused_and_nothing_changes(client, pia, fields):
    promised = a_promise(pia, due_in=1)

    answer = sign_in(client, pia).post(reverse("followups:move", args=[promised.pk]), fields)

    assert answer.status_code == 422
    promised.refresh_from_db()
    assert promised.due_on == clock.today() + timedelta(days=1)


def test_what_is_skipped_says_why(client, pia):
    promised = a_promise(pia)

    sign_in(client, pia).post(reverse("followups:skip", args=[promised.pk]), {"reason": "Sagen er lukket"})

    promised.refresh_from_db()
    assert (promised.state, promised.why_skipped) == ("skipped", "Sagen er lukket")


def test_the_database_knows_no_skip_without_a_reason(pia):
    promised = a_promise(pia)
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.filter(pk=promised.pk).update(state="skipped", closed_on=clock.today())


def test_a_form_sent_twice_makes_one_promise(client, pia):
    sign_in(client, pia)
    fields = {"what": "Bestil lokale", "due_on": clock.today().isoformat(), "once": "same-token"}

    for _ in range(2):
        client.post(reverse("followups:list"), fields)

    assert FollowUp.objects.filter(what="Bestil lokale").count() == 1


def test_after_ticking_one_returns_to_the_own_page_and_never_to_another_host(client, pia):
    sign_in(client, pia)
    here = client.post(reverse("followups:done", args=[a_promise(pia).pk]), {"next": "/"})
    elsewhere = client.post(reverse("followups:done", args=[a_promise(pia).pk]), {"next": "https://evil.example/"})

    assert (here.url, elsewhere.url) == ("/", reverse("followups:list"))


def test_the_list_takes_the_same_number_of_queries_with_one_row_and_with_many(
    client, pia, django_assert_max_num_queries
):
    sign_in(client, pia)
    a_promise(pia)
    client.get(reverse("followups:list"))
    with django_assert_max_num_queries(10) as few:
        client.get(reverse("followups:list"))
    for day in range(-5, 12):
        a_promise(pia, due_in=day)

    with django_assert_max_num_queries(10) as many:
        client.get(reverse("followups:list"))

    assert len(many) == len(few)


def test_a_long_list_comes_in_pages_with_the_earliest_first(client, pia):
    for day in range(60):
        a_promise(pia, due_in=day, what=f"Ting {day}")

    first = sign_in(client, pia).get(reverse("followups:list")).context
    second = client.get(reverse("followups:list") + "?page=2").context

    assert [row.what for row in first["soon"] + first["later"]] == [f"Ting {day}" for day in range(50)]
    assert [row.what for row in second["later"]] == [f"Ting {day}" for day in range(50, 60)]
