"""The learning log: one's own until one shows it, a half day at a time."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from haandgreb.learning.actions.log import write
from haandgreb.learning.actions.steps import begin_steps
from haandgreb.learning.models import LogEntry, Step
from haandgreb.learning.permissions import MANAGER
from haandgreb.learning.queries.log import BUDDY, entries
from haandgreb.learning.rules.log import MOST, half_days
from haandgreb.learning.tests.factories import Workplace, make_plan
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock
from haandgreb.shared.versions import Stale

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("course", "asked", "written", "found"),
    [
        ([], {}, [], [(1, None)]),  # no fixed days: there is always one more
        ([], {}, [1, 2], [(1, None), (2, None), (3, None)]),
        ([DAY, DAY], {}, [], [(1, DAY), (2, DAY)]),
        ([DAY, DAY], {2: DAY + timedelta(days=1)}, [], [(1, DAY), (2, DAY + timedelta(days=1))]),
        ([DAY], {}, [4], [(1, DAY), (4, None)]),  # what is written stays when the course grew shorter
        ([], {}, list(range(1, MOST + 1)), [(number, None) for number in range(1, MOST + 1)]),
    ],
)
def test_half_days(course, asked, written, found):
    assert half_days(course, asked, written) == found


def post(client, enrolment, half_day=1, **fields):
    page = reverse("learning:log_entry", args=[enrolment.pk, half_day])
    return client.post(page, {"version": 0, **fields})


@pytest.mark.django_db
def test_what_is_written_stands_in_her_log_and_ends_the_step_of_that_half_day(client):
    place = Workplace()
    enrolment = place.enrolment()
    begin_steps(enrolment, by=place.manager)
    sign_in(client, place.person)

    answer = post(client, enrolment, 2, point="Spørg én gang til", first_step="Mandag")

    assert answer.url == reverse("learning:log", args=[enrolment.pk])
    assert "Spørg én gang til" in client.get(answer.url).content.decode()
    assert Step.objects.get(enrolment=enrolment, key="log-2").state == Step.State.DONE
    assert Step.objects.get(enrolment=enrolment, key="log-1").state == Step.State.OPEN


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("shown", "manager", "buddy"),
    [({}, 0, 0), ({"shown_to_manager": "on"}, 1, 0), ({"shown_to_buddy": "on"}, 0, 1)],
)
def test_others_read_only_what_she_shows_them(client, shown, manager, buddy):
    place = Workplace()
    enrolment = place.enrolment()
    sign_in(client, place.person)
    post(client, enrolment, point="Spørg én gang til", **shown)

    assert len(entries(enrolment, MANAGER, place.manager)) == manager
    assert len(entries(enrolment, BUDDY)) == buddy
    sign_in(client, place.manager)
    page = client.get(reverse("learning:log", args=[enrolment.pk])).content.decode()
    assert ("Spørg én gang til" in page) is bool(manager)


@pytest.mark.django_db
def test_a_later_manager_reads_nothing_until_she_says_so_anew(client):
    place = Workplace()
    enrolment = place.enrolment()
    sign_in(client, place.person)
    post(client, enrolment, point="Spørg én gang til", shown_to_manager="on")
    vera = place.another_manager()
    log, form = (reverse("learning:log", args=[enrolment.pk]), reverse("learning:log_entry", args=[enrolment.pk, 1]))
    ticked = client.get(form).context["form"].initial["shown_to_manager"]
    pages = {}
    for reader in (place.manager, vera):
        sign_in(client, reader)
        pages[reader] = client.get(log)
    sign_in(client, place.person)
    post(client, enrolment, point="Spørg én gang til", shown_to_manager="on", version=1)
    sign_in(client, vera)

    assert ticked is False
    assert pages[place.manager].status_code == 404
    assert "Spørg én gang til" not in pages[vera].content.decode()
    assert "Spørg én gang til" in client.get(log).content.decode()


@pytest.mark.django_db
def test_what_was_shown_is_taken_back(client):
    place = Workplace()
    enrolment = place.enrolment()
    sign_in(client, place.person)
    post(client, enrolment, point="Spørg", shown_to_manager="on")
    post(client, enrolment, point="Spørg", version=1)

    assert entries(enrolment, MANAGER, place.manager) == []


@pytest.mark.django_db
def test_a_log_with_nothing_left_in_it_is_deleted(client):
    place = Workplace()
    enrolment = place.enrolment()
    sign_in(client, place.person)
    post(client, enrolment, point="Spørg")
    post(client, enrolment, point="  ", version=1)

    assert LogEntry.objects.count() == 0


@pytest.mark.django_db
def test_two_windows_lose_no_text(client):
    place = Workplace()
    enrolment = place.enrolment()
    sign_in(client, place.person)
    post(client, enrolment, point="Fra det ene vindue")

    answer = post(client, enrolment, point="Fra det andet vindue")

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "ene" in page
    assert "andet" in page
    assert LogEntry.objects.get().point == "Fra det ene vindue"


@pytest.mark.django_db
def test_a_stale_save_is_refused():
    place = Workplace()
    enrolment = place.enrolment()
    facts = {"shown_to_manager": False, "shown_to_buddy": False, "by": place.person}
    write(enrolment, 1, {"point": "Én"}, version=0, **facts)

    with pytest.raises(Stale):
        write(enrolment, 1, {"point": "To"}, version=0, **facts)


@pytest.mark.django_db
def test_a_cpr_number_is_not_kept(client):
    place = Workplace()
    enrolment = place.enrolment()
    sign_in(client, place.person)

    assert post(client, enrolment, point="010190-1234").status_code == 422
    assert LogEntry.objects.count() == 0


@pytest.mark.django_db
def test_the_texts_are_sealed_in_the_database():
    place = Workplace()
    enrolment = place.enrolment()
    texts = {"point": "Spørg én gang til"}
    write(enrolment, 1, texts, version=0, shown_to_manager=False, shown_to_buddy=False, by=place.person)

    raw = LogEntry.objects.values_list("point", flat=True).get()

    assert b"Sp" not in bytes(raw)


@pytest.mark.django_db
@pytest.mark.parametrize("half_day", [0, MOST + 1])
def test_there_is_no_such_half_day(client, half_day):
    place = Workplace()
    enrolment = place.enrolment()
    sign_in(client, place.person)

    assert post(client, enrolment, half_day, point="Spørg").status_code == 404


@pytest.mark.django_db
def test_nobody_writes_before_it_is_approved(client):
    place = Workplace()
    enrolment = place.enrolment("wished")
    sign_in(client, place.person)

    assert post(client, enrolment, point="Spørg").status_code == 403


@pytest.mark.django_db
def test_the_log_costs_the_same_for_two_half_days_and_for_ten(client, django_assert_max_num_queries):
    place = Workplace()
    today = clock.today()
    enrolment = place.enrolment(starts_on=today, ends_on=today + timedelta(days=9))
    for number in range(1, 11):
        texts = {"point": "Spørg"}
        write(enrolment, number, texts, version=0, shown_to_manager=True, shown_to_buddy=False, by=place.person)
    sign_in(client, place.person)
    with django_assert_max_num_queries(25):
        client.get(reverse("learning:log", args=[enrolment.pk]))


@pytest.mark.django_db
def test_a_colleague_who_is_her_buddy_reads_the_half_days_she_is_shown(client):
    place = Workplace()
    enrolment = place.enrolment()
    make_plan(enrolment, buddy=place.colleague)
    sign_in(client, place.person)
    post(client, enrolment, 1, point="Vist til makkeren", shown_to_buddy="on")
    post(client, enrolment, 2, point="Kun til mig selv")
    sign_in(client, place.colleague)
    page = client.get(reverse("learning:buddy", args=[enrolment.pk])).content.decode()

    assert "Vist til makkeren" in page
    assert "Kun til mig selv" not in page
