"""What saving a staff list does, said before and done once."""

from __future__ import annotations

import io

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from haandgreb.organisation.actions import import_runs
from haandgreb.organisation.models import Engagement, ImportRun, Person, Role, Session, Unit, UnitManager
from haandgreb.organisation.tests.factories import give_role, sign_in
from haandgreb.organisation.tests.import_pages import NAME, look, many, save, saved, staff_csv
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry, OutboxMessage

pytestmark = pytest.mark.django_db

S = ImportRun.State


@pytest.fixture
def admin(client_of_an_administrator):
    return client_of_an_administrator


def test_what_happens_is_said_in_words_with_who_loses_access(admin):
    saved(admin, staff_csv())
    page = look(
        admin,
        (NAME, staff_csv(without=("0004",), n0003="Søren Marknæs;sm@example.dk;Direktion;;Sagsbehandler;;15-08-2019")),
    )

    lines = {line.name: (line.what, line.texts) for line in page.context["people"]}
    assert lines["Søren Marknæs"] == ("changed", ["Sted: Tilskud → Direktion", "Leder: Freja Birkely → Gudrun Elmehus"])
    assert lines["Karla Åkrog"] == ("leaving", ["Kontoen lukkes, når du gemmer."])
    assert page.context["losing"] == [
        "Søren Marknæs får en anden leder. Freja Birkely mister straks adgang til det, Søren Marknæs har delt."
    ]


def test_who_leaves_is_out_the_same_moment_and_history_stays(admin):
    saved(admin, staff_csv())
    karla = Person.objects.get(surname="Åkrog")
    role = give_role(karla, Role.Kind.WORKS_COUNCIL)
    hers = sign_in(Client(), karla)
    assert hers.get(reverse("account")).status_code == 200

    saved(admin, staff_csv(without=("0004",)))

    assert hers.get(reverse("account")).status_code == 302
    assert not Session.objects.filter(person_id=karla.pk).exists()
    assert karla.engagements.get().valid_to == clock.today()
    role.refresh_from_db()
    assert role.valid_to == clock.today()


def test_a_move_ends_one_row_and_begins_another(admin):
    saved(admin, staff_csv())
    saved(admin, staff_csv(n0003="Søren Marknæs;sm@example.dk;Tilsyn;Direktion;Jurist;Gudrun Elmehus;15-08-2019"))

    rows = Engagement.objects.filter(person__surname="Marknæs").order_by("valid_from")
    today = clock.today()
    assert [(row.unit.name, row.job_title, row.valid_to) for row in rows] == [
        ("Tilskud", "Sagsbehandler", today),
        ("Tilsyn", "Jurist", None),
    ]


def test_very_many_at_once_ask_for_a_deliberate_yes(admin):
    saved(admin, many(40))

    page = look(admin, (NAME, staff_csv()))
    refused = save(admin, page)
    still = Person.objects.working_on(clock.today()).count()
    receipt = save(admin, refused, sure="on")

    assert page.context["safety"] != ""
    assert refused.status_code == 422
    assert still == 44
    assert receipt.context["run"].state == S.SAVED
    assert Person.objects.working_on(clock.today()).count() == 4


def test_an_organisation_that_changed_meanwhile_is_shown_again_and_nothing_saved(admin):
    saved(admin, staff_csv())
    page = look(
        admin, (NAME, staff_csv(n0005="Tor Elmehus;te@example.dk;Tilsyn;Direktion;Jurist;Gudrun Elmehus;01-01-2026"))
    )
    Person.objects.filter(surname="Åkrog").update(surname="Aakrog")

    shown = save(admin, page)

    assert shown.context["stale"] == "changed"
    assert not Person.objects.filter(given="Tor").exists()
    assert save(admin, shown).context["run"].state == S.SAVED
    assert Person.objects.filter(given="Tor", surname="Elmehus").count() == 1


def test_a_double_click_saves_once(admin):
    page = look(admin, (NAME, staff_csv()))

    save(admin, page)
    again = save(admin, page)

    assert again.context["run"].state == S.SAVED
    assert Person.objects.exclude(ext_id=None).count() == 4
    assert AuditEntry.objects.filter(action="staff-list.saved").count() == 1


def test_who_comes_late_to_a_saved_list_does_not_open_it_again(admin):
    page = look(admin, (NAME, staff_csv()))
    late = ImportRun.objects.get()
    save(admin, page)

    import_runs.look_through(late)

    assert ImportRun.objects.get().state == S.SAVED


def test_a_double_click_on_reading_reads_once(admin):
    page = admin.get(reverse("organisation:staff_list"))
    assert 'name="once"' in page.content.decode()

    for _ in range(2):
        admin.post(
            reverse("organisation:staff_list"), {"lists": [io.BytesIO(staff_csv().encode())], "once": "the same token"}
        )

    assert ImportRun.objects.count() == 1


def test_one_who_reads_a_list_without_herself_cannot_lock_herself_out(admin):
    saved(admin, staff_csv())
    gudrun = Person.objects.get(surname="Elmehus")
    give_role(gudrun, Role.Kind.ADMINISTRATOR)
    hers = sign_in(Client(), gudrun)
    text = staff_csv(without=("0001",)).replace("Gudrun Elmehus", "Freja Birkely")

    page = look(hers, (NAME, text))
    after = save(hers, page)

    assert page.context["herself"] is True
    assert after.context["run"].state == S.READY
    assert gudrun.engagements.get().valid_to is None


@time_machine.travel("2026-11-24 12:00+01:00", tick=False)
def test_coming_managers_are_dated(admin):
    files = {
        "units.csv": "ext_id;parent_ext_id;name;type;from;to\nu1;;Tilskud;kontor;2020-01-01;\n",
        "people.csv": "ext_id;given;surname;email;login\n"
        "p1;Freja;Birkely;fb@example.dk;\np2;Tor;Elmehus;te@example.dk;\n",
        "engagements.csv": "ext_id;person_ext_id;unit_ext_id;job_title;from;to\n"
        "e1;p1;u1;Chef;2020-01-01;\ne2;p2;u1;Chef;2020-01-01;\n",
        "managers.csv": "unit_ext_id;person_ext_id;from;to\nu1;p1;2020-01-01;2027-01-01\nu1;p2;2027-01-01;\n",
    }
    page = look(admin, *files.items())
    save(admin, page)

    rows = UnitManager.objects.order_by("valid_from")
    assert [(row.person.given, str(row.valid_from), str(row.valid_to)) for row in rows] == [
        ("Freja", "2020-01-01", "2027-01-01"),
        ("Tor", "2027-01-01", "None"),
    ]
    assert Unit.objects.get().path == f"{Unit.objects.get().pk.hex}/"


def test_a_new_address_in_the_list_is_told_to_the_old_one(admin):
    saved(admin, staff_csv())

    saved(
        admin,
        staff_csv(n0003="Søren Marknæs;new@evil.example;Tilskud;Direktion;Sagsbehandler;Freja Birkely;15-08-2019"),
    )

    mail = OutboxMessage.objects.get()
    assert (mail.to, mail.kind) == ("sm@example.dk", "address-changed")
    assert "new@evil.example" in mail.text
