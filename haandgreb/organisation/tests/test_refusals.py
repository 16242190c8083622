"""Who is refused leaves a line in the trail; who is not leaves none."""

import uuid

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haandgreb.organisation import refusals
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import give_role, make_person, make_unit, set_up, sign_in
from haandgreb.shared import audit
from haandgreb.shared.models import AuditEntry, Throttle
from haandgreb.shared.throttle import hashed

pytestmark = pytest.mark.django_db
MOMENT = "2026-11-25T09:00:20+01:00"


@pytest.fixture
def mads():
    set_up()
    return make_person("Mads Rosenklint", unit=make_unit())


@pytest.fixture
def hr(mads):
    lene = make_person("Lene Kolding", unit=make_unit())
    give_role(lene, Role.Kind.HR)
    return lene


def refused():
    return list(AuditEntry.objects.filter(action="refused").order_by("id"))


def levels_of(person):
    return reverse("competences:person", args=[person.pk])


def test_hr_who_opens_what_is_between_two_is_refused_and_written_down(client, hr, mads):
    sign_in(client, hr)
    with time_machine.travel(MOMENT, tick=False):
        status = client.get(levels_of(mads)).status_code

    (entry,) = refused()
    assert (entry.actor, entry.at.isoformat(), entry.about_id) == (hr.pk, "2026-11-25T08:00:20+00:00", None)
    assert entry.details == {
        "page": "competences:person",
        "objects": [str(mads.pk)],
        "method": "GET",
        "status": status,
        "role": hr.role_in_use,
        "number_this_minute": 1,
    }
    assert status in {403, 404}
    assert audit.first_broken_link() is None


def test_what_is_not_there_leaves_the_same_line(client, hr, mads):
    sign_in(client, hr)
    nobody = uuid.uuid4()
    client.get(levels_of(mads))
    client.get(reverse("competences:person", args=[nobody]))

    here, gone = (entry.details for entry in refused())
    assert gone == {**here, "objects": [str(nobody)], "number_this_minute": 2}


def test_neither_an_address_nor_a_form_is_written_down(client, hr, mads):
    sign_in(client, hr)
    client.post(f"{levels_of(mads)}?q=hemmelig", {"text": "hemmelig"})
    client.get("/hemmelig/")

    assert "hemmelig" not in str(list(AuditEntry.objects.values()))


def test_a_page_that_is_given_costs_no_question_and_leaves_no_line(client, mads, settings):
    sign_in(client, mads)
    client.get("/organisation/people/")
    with CaptureQueriesContext(connection) as with_it:
        client.get("/organisation/people/")
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith("Refusals")]
    plain = sign_in(type(client)(), mads)
    plain.get("/organisation/people/")
    with CaptureQueriesContext(connection) as without:
        plain.get("/organisation/people/")

    assert (len(with_it), refused()) == (len(without), [])


def test_who_is_not_signed_in_and_who_answers_anonymously_leaves_no_line(client, mads):
    client.get(levels_of(mads))
    sign_in(client, mads)
    client.get("/s/AAAAAAAA")
    client.get("/mail/")

    assert (refused(), Throttle.objects.filter(subject=_subject(mads)).count()) == ([], 0)


def _subject(person):
    return hashed("refused", str(person.pk))


def test_somebody_who_tries_address_after_address_fills_no_disk_and_is_counted(client, hr, mads):
    sign_in(client, hr)
    with time_machine.travel(MOMENT, tick=False):
        for _ in range(105):
            client.get(levels_of(mads))

    assert [entry.details["number_this_minute"] for entry in refused()] == [*range(1, 11), 100]
    assert Throttle.objects.get(subject=_subject(hr)).count == 105


def test_the_next_minute_begins_anew(client, hr, mads):
    sign_in(client, hr)
    with time_machine.travel(MOMENT, tick=False) as at:
        for _ in range(12):
            client.get(levels_of(mads))
        at.shift(60)
        client.get(levels_of(mads))

    assert [entry.details["number_this_minute"] for entry in refused()] == [*range(1, 11), 1]


def test_where_nothing_can_be_written_the_refusal_stands(client, hr, mads, monkeypatch, caplog):
    def full(*_arguments):
        raise OperationalError("disk is full at hemmelig")

    monkeypatch.setattr(refusals, "note", full)
    sign_in(client, hr)

    assert client.get(levels_of(mads)).status_code in {403, 404}
    assert [line.getMessage() for line in caplog.records if line.name == "haandgreb.trouble"] == [
        "a refusal was not written down: OperationalError"
    ]


@pytest.mark.parametrize(("number", "is_round"), [(10, False), (11, False), (100, True), (110, False), (1000, True)])
def test_round_numbers(number, is_round):
    assert refusals._is_round(number) == is_round
