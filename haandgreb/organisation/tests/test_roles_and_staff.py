"""Roles with four eyes, people and accounts by hand, two people writing at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from haandgreb.organisation import permissions, queries
from haandgreb.organisation.actions import staff
from haandgreb.organisation.actions.units import NotPossible
from haandgreb.organisation.models import Person, Role, Session
from haandgreb.organisation.tests import factories as make
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry, OutboxMessage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


@pytest.fixture
def office():
    return make.make_unit("Tilskud")


@pytest.fixture
def administrator(client, office):
    person = make.make_person("Jens Engskov", unit=office, email="jens@example.dk")
    make.give_role(person, "administrator")
    make.sign_in(client, person)
    return person


@pytest.fixture
def mads(office):
    return make.make_person("Mads Rosenklint", unit=office, email="mads@example.dk")


def give(client: Client, person: Person, kind: str, **more: str):
    fields = {"person": person.email, "kind": kind, "valid_from": clock.today().isoformat(), **more}
    return client.post(reverse("organisation:roles"), fields)


@pytest.mark.parametrize("kind", Role.Kind.values)
def test_an_administrator_gives_no_role_to_herself(client, administrator, kind):
    response = give(client, administrator, kind, everywhere="on")

    assert response.status_code == 422
    assert list(administrator.roles.values_list("kind", flat=True)) == ["administrator"]


def test_an_administrator_names_hr_for_a_unit_and_it_leaves_a_trace(client, administrator, mads, office):
    response = give(client, mads, "hr", unit=str(office.pk))

    assert response.status_code == 302
    assert permissions.is_hr_for(mads, office, clock.today())
    trace = AuditEntry.objects.latest("id")
    assert (trace.action, trace.actor, trace.about_id) == ("role.given", administrator.pk, mads.pk)


def test_hr_acts_somewhere(client, administrator, mads):
    response = give(client, mads, "hr")

    assert "unit" in response.context["form"].errors


def test_a_role_is_held_once(client, administrator, mads):
    assert give(client, mads, "works-council").status_code == 302
    assert give(client, mads, "works-council").status_code == 422
    assert mads.roles.count() == 1


def test_a_role_ends_at_once(client, administrator, mads):
    role = make.give_role(mads, "works-council")

    client.post(reverse("organisation:end_role", args=[role.pk]))

    assert not permissions.is_works_council(mads, clock.today())
    assert permissions.is_works_council(mads, clock.today() - timedelta(days=1))


def test_nobody_ends_her_own_role(client, administrator):
    role = administrator.roles.get()

    assert client.post(reverse("organisation:end_role", args=[role.pk])).status_code == 403


def test_somebody_new_is_in_the_directory_and_can_get_a_link(client, administrator, office):
    fields = {
        "given": "Silje",
        "surname": "Havbæk",
        "email": "silje@example.dk",
        "unit": str(office.pk),
        "job_title": "Sagsbehandler",
        "valid_from": clock.today().isoformat(),
        "once": "token-1",
    }
    first = client.post(reverse("organisation:new_person"), fields)
    again = client.post(reverse("organisation:new_person"), fields | {"email": "silje2@example.dk"})

    silje = Person.objects.get(given="Silje")
    assert first.url == again.url == reverse("organisation:account_of", args=[silje.pk])
    Client().post(reverse("send_sign_in_link"), {"email": "silje@example.dk"})
    assert OutboxMessage.objects.get().to == "silje@example.dk"


def test_one_address_belongs_to_one_person(client, administrator, mads):
    url = reverse("organisation:edit_person", args=[mads.pk])

    response = client.post(url, {"given": "Mads", "email": "JENS@example.dk", "version": "1"})

    assert "email" in response.context["form"].errors


def test_a_new_address_is_told_to_the_old_one(client, administrator, mads):
    url = reverse("organisation:edit_person", args=[mads.pk])

    client.post(url, {"given": "Mads", "surname": "Rosenklint", "email": "new@example.dk", "version": "1"})

    mail = OutboxMessage.objects.get()
    assert (mail.to, mail.kind) == ("mads@example.dk", "address-changed")
    assert "new@example.dk" in mail.text


def test_an_administrator_sees_the_places_she_can_end_and_no_history(client, administrator, mads):
    was = mads.engagements.get()
    make.engage(mads, make.make_unit("Fortid"), valid_to=clock.today())

    response = client.get(reverse("organisation:account_of", args=[mads.pk]))

    assert list(response.context["places"]) == [was]
    assert "Fortid" not in response.content.decode()


def test_two_who_write_at_once_see_both_texts_and_nothing_is_lost(client, administrator, mads):
    url = reverse("organisation:edit_person", args=[mads.pk])
    other = make.make_person("Ida Holm", unit=mads.engagements.get().unit)
    make.give_role(other, "administrator")
    theirs = make.sign_in(Client(), other)
    mine = {"given": "Mads", "surname": "Min", "email": "mads@example.dk", "version": "1"}
    theirs.post(url, mine | {"surname": "Deres"})

    clash = client.post(url, mine)

    conflict = clash.context["conflict"]
    assert clash.status_code == 409
    assert (conflict.other, [(one.mine, one.theirs) for one in conflict.clashes]) == ("Ida Holm", [("Min", "Deres")])
    client.post(url, mine | {"version": str(conflict.version), "keep": "theirs"})
    assert Person.objects.get(pk=mads.pk).name == "Mads Deres"
    client.post(url, mine | {"version": str(conflict.version), "surname": "Begge"})
    assert Person.objects.get(pk=mads.pk).name == "Mads Begge"


def test_a_move_ends_one_place_and_begins_another(client, administrator, mads, office):
    other, today = make.make_unit("Tilsyn"), clock.today()
    place = mads.engagements.get()
    fields = {"instead_of": str(place.pk), "unit": str(other.pk), "job_title": "Jurist", "valid_from": str(today)}

    client.post(reverse("organisation:engage", args=[mads.pk]), fields)

    rows = [(row.unit.name, row.job_title, row.valid_to) for row in mads.engagements.order_by("valid_from")]
    assert rows == [("Tilskud", "Sagsbehandler", today), ("Tilsyn", "Jurist", None)]
    assert queries.main_unit(mads, today) == other


def test_a_second_place_stands_beside_the_first(client, administrator, mads):
    other = make.make_unit("Tilsyn")
    fields = {"instead_of": "", "unit": str(other.pk), "job_title": "Underviser", "valid_from": str(clock.today())}

    client.post(reverse("organisation:engage", args=[mads.pk]), fields)

    assert [unit.name for unit in queries.units_of(mads, clock.today())] == ["Tilskud", "Tilsyn"]


def test_when_the_last_place_ends_everything_ends_the_same_moment(client, administrator, mads, office):
    make.give_role(mads, "works-council")
    make.make_deputy(mads, office)
    theirs = make.sign_in(Client(), mads)
    yesterday = clock.today() - timedelta(days=1)

    client.post(
        reverse("organisation:end_engagement", args=[mads.engagements.get().pk]), {"last_day": yesterday.isoformat()}
    )

    assert theirs.get(reverse("account")).status_code == 302
    assert not Session.objects.filter(person_id=mads.pk).exists()
    assert queries.roles_of(mads, clock.today()) == []
    assert queries.deputies_of(office, clock.today()) == []


def test_a_closed_account_is_out_at_once_and_can_be_opened_again(client, administrator, mads):
    theirs = make.sign_in(Client(), mads)
    switch = reverse("organisation:switch_account", args=[mads.pk])

    client.post(switch, {"what": "close"})
    assert theirs.get(reverse("account")).status_code == 302
    client.post(switch, {"what": "open"})

    assert make.sign_in(theirs, mads).get(reverse("account")).status_code == 200


def test_an_administrator_ends_all_sessions_of_somebody(client, administrator, mads):
    clients = [make.sign_in(Client(), mads) for _ in range(2)]

    client.post(reverse("organisation:switch_account", args=[mads.pk]), {"what": "end-sessions"})

    assert [one.get(reverse("account")).status_code for one in clients] == [302, 302]


def test_an_administrator_cannot_close_her_own_account(administrator):
    with pytest.raises(NotPossible, match="herself"):
        staff.close_account(administrator, by=administrator)


def test_a_manager_names_a_deputy_everybody_in_the_unit_can_see(office, mads):
    head = make.make_person("Frida Moseklint", unit=office, email="frida@example.dk")
    make.make_manager(head, office)
    client = make.sign_in(Client(), head)
    today = clock.today()
    fields = {"unit": str(office.pk), "person": "mads@example.dk", "valid_from": str(today), "last_day": str(today)}

    assert client.post(reverse("organisation:deputies"), fields).status_code == 302

    colleague = make.sign_in(Client(), make.make_person("Bo Bang", unit=office))
    page = colleague.get(reverse("organisation:unit", args=[office.pk])).context["unit_page"]
    assert [deputy.person for deputy in page.deputies] == [mads]
    assert permissions.manages_unit(mads, office, today, deputies=True)
    deputy = page.deputies[0]
    client.post(reverse("organisation:end_deputy", args=[deputy.pk]))
    assert not permissions.manages_unit(mads, office, today, deputies=True)


def test_a_manager_names_deputies_for_her_own_units_only(office, mads):
    head = make.make_person("Frida Moseklint", unit=office)
    make.make_manager(head, office)
    foreign = make.make_deputy(mads, make.make_unit("Tilsyn"))
    client = make.sign_in(Client(), head)
    today = str(clock.today())

    refused = client.post(
        reverse("organisation:deputies"),
        {"unit": str(foreign.unit_id), "person": mads.email, "valid_from": today, "last_day": today},
    )

    assert "unit" in refused.context["form"].errors
    assert client.post(reverse("organisation:end_deputy", args=[foreign.pk])).status_code == 403
