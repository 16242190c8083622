"""Nobody becomes HR by changing an address, and nobody makes a second account HR unseen."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from haandgreb.organisation import rules
from haandgreb.organisation.models import Person, Role
from haandgreb.organisation.tests import factories as make
from haandgreb.organisation.tests.import_pages import look, save, staff_csv
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry, OutboxMessage

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HER_NEW = "not-nanna@example.dk"


@pytest.fixture(autouse=True)
def noon():
    cache.clear()
    with time_machine.travel(NOON, tick=False) as moment:
        yield moment


@pytest.fixture
def office():
    return make.make_unit("Kontoret")


@pytest.fixture
def administrator(client, office):
    person = make.make_person("Jens Engskov", unit=office, email="jens@example.dk")
    make.give_role(person, "administrator")
    make.sign_in(client, person)
    return person


@pytest.fixture
def nanna(office):
    person = make.make_person("Nanna Lindø", unit=office, email="nanna@example.dk", language="en")
    make.give_role(person, "hr", everywhere=True)
    return person


@pytest.fixture
def ida(office):
    person = make.make_person("Ida Holm", unit=office, email="ida@example.dk", language="en")
    make.give_role(person, "administrator")
    return person


@pytest.fixture
def mads(office):
    return make.make_person("Mads Rosenklint", unit=office, email="mads@example.dk")


def change_mail(client: Client, person: Person, email: str) -> None:
    person.refresh_from_db()
    facts = {"given": person.given, "surname": person.surname, "email": email, "version": str(person.version)}
    assert client.post(reverse("organisation:edit_person", args=[person.pk]), facts).status_code == 302


def ask_for_link(email: str) -> str:
    page = Client().post(reverse("send_sign_in_link"), {"email": email})
    assert page.status_code == 200
    return re.sub(r'value="[^"]*"', "", page.content.decode())


def press_send_link(client: Client, person: Person) -> list[str]:
    page = client.post(reverse("organisation:switch_account", args=[person.pk]), {"what": "send-link"}, follow=True)
    return [str(message) for message in page.context["messages"]]


def sent(kind: str) -> list[str]:
    return sorted(OutboxMessage.objects.filter(kind=kind).values_list("to", flat=True))


@pytest.mark.parametrize("kind", Role.Kind.values)
def test_no_link_goes_to_the_new_address_of_somebody_with_a_role_for_a_day(client, administrator, mads, noon, kind):
    make.give_role(mads, kind)
    change_mail(client, mads, HER_NEW)

    ask_for_link(HER_NEW)
    noon.shift(timedelta(hours=23, minutes=59))
    ask_for_link(HER_NEW)
    assert sent("sign-in-link") == []
    noon.shift(timedelta(minutes=1))
    ask_for_link(HER_NEW)

    assert sent("sign-in-link") == [HER_NEW]


def test_the_public_page_says_the_same_words_whether_a_link_waits_or_not(client, administrator, nanna):
    change_mail(client, nanna, HER_NEW)

    assert ask_for_link(HER_NEW) == ask_for_link("nobody@example.dk")


def test_the_administrator_is_told_until_when_a_link_waits(client, administrator, nanna):
    Person.objects.filter(pk=administrator.pk).update(language="en")
    change_mail(client, nanna, HER_NEW)
    OutboxMessage.objects.all().delete()
    page = client.get(reverse("organisation:account_of", args=[nanna.pk]))

    told = press_send_link(client, nanna)

    assert told == [page.context["link_waits"]]
    assert "waits until" in told[0]
    assert "Nanna Lindø holds a role and the mail address is new" in told[0]
    assert 'value="send-link"' not in page.content.decode()
    assert not OutboxMessage.objects.exists()
    assert AuditEntry.objects.latest("id").action == "sign-in-link.held-back"


def test_somebody_without_a_role_gets_her_link_at_once(client, administrator, mads):
    change_mail(client, mads, HER_NEW)

    ask_for_link(HER_NEW)
    press_send_link(client, mads)

    assert sent("sign-in-link") == [HER_NEW, HER_NEW]


def test_a_role_given_after_the_address_makes_links_wait_too(client, administrator, mads):
    change_mail(client, mads, HER_NEW)
    make.give_role(mads, "hr", everywhere=True)

    ask_for_link(HER_NEW)

    assert sent("sign-in-link") == []


def test_a_role_that_has_ended_makes_nobody_wait(client, administrator, mads):
    make.give_role(mads, "hr", everywhere=True, valid_to=clock.today())
    change_mail(client, mads, HER_NEW)

    ask_for_link(HER_NEW)

    assert sent("sign-in-link") == [HER_NEW]


def test_who_changes_her_own_address_does_not_wait(client, administrator):
    change_mail(client, administrator, "jens.engskov@example.dk")

    ask_for_link("jens.engskov@example.dk")

    assert sent("sign-in-link") == ["jens.engskov@example.dk"]


def test_an_address_written_in_other_case_is_not_new(client, administrator, nanna, ida):
    change_mail(client, nanna, "Nanna@example.dk")

    assert Person.objects.get(pk=nanna.pk).email_changed_at is None
    assert not OutboxMessage.objects.exists()


def test_the_other_hr_people_and_administrators_hear_of_it_and_see_no_address(client, administrator, nanna, ida):
    make.give_role(make.make_person("Bo Bang", unit=nanna.engagements.get().unit), "works-council")

    change_mail(client, nanna, HER_NEW)

    assert sent("address-changed") == ["nanna@example.dk"]
    mail = OutboxMessage.objects.get(kind="role-holder-address")
    assert mail.to == "ida@example.dk"
    first, _, _ = mail.text.partition("\n")
    assert first == "The work mail of Nanna Lindø, who holds the role HR, was changed by Jens Engskov."
    assert "example.dk" not in mail.subject + mail.text


def test_a_staff_list_changes_no_address_of_a_role_holder_unseen(client, administrator, ida):
    save(client, look(client, ("liste.csv", staff_csv())))
    freja = Person.objects.get(surname="Birkely")
    make.give_role(freja, "hr", everywhere=True)
    line = f"Freja Birkely;{HER_NEW};Tilskud;Direktion;Kontorchef;Gudrun Elmehus;01-03-2016"

    save(client, look(client, ("liste.csv", staff_csv(n0002=line))))
    ask_for_link(HER_NEW)

    assert Person.objects.get(pk=freja.pk).email_changed_at == NOON
    assert Person.objects.exclude(pk=freja.pk).filter(email_changed_at__isnull=False).count() == 0
    assert (sent("role-holder-address"), sent("sign-in-link")) == (["ida@example.dk"], [])


@pytest.mark.parametrize("kind", ["hr", "administrator"])
def test_a_new_hr_person_or_administrator_is_told_to_all_others(client, administrator, nanna, ida, mads, kind):
    fields = {"person": mads.email, "kind": kind, "valid_from": "2026-11-24", "everywhere": "on"}

    client.post(reverse("organisation:roles"), fields)

    assert sent("role-given") == ["ida@example.dk", "nanna@example.dk"]
    words = {"hr": "HR", "administrator": "Administrator"}[kind]
    first, _, _ = OutboxMessage.objects.filter(kind="role-given")[0].text.partition("\n")
    assert first == f"Mads Rosenklint has got the role {words} from 24 November 2026. It was given by Jens Engskov."


def test_a_new_member_of_the_works_council_is_told_to_nobody(client, administrator, nanna, ida, mads):
    client.post(
        reverse("organisation:roles"), {"person": mads.email, "kind": "works-council", "valid_from": "2026-11-24"}
    )

    assert mads.roles.count() == 1
    assert sent("role-given") == []


@pytest.mark.parametrize(
    ("changed_at", "has_role", "until"),
    [
        (None, True, None),
        (NOON, False, None),
        (NOON, True, NOON + timedelta(days=1)),
        (NOON - timedelta(hours=24), True, None),
        (NOON - timedelta(hours=23), True, NOON + timedelta(hours=1)),
    ],
)
def test_when_the_first_link_may_go(changed_at, has_role, until):
    assert rules.link_waits_until(changed_at, has_role=has_role, now=NOON) == until
