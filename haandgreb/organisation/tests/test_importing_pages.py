"""A staff list from file to receipt, as an administrator walks through it."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from haandgreb.organisation.actions import import_runs
from haandgreb.organisation.models import (
    ColumnMapping,
    Engagement,
    ImportRun,
    Person,
    Role,
    Session,
    Unit,
    UnitManager,
    UnitPeriod,
)
from haandgreb.organisation.tests.factories import give_role, make_person, set_up, sign_in
from haandgreb.organisation.tests.import_pages import PEOPLE, look, pair, save, staff_csv, upload
from haandgreb.shared import audit, clock
from haandgreb.shared.models import AuditEntry, OutboxMessage

pytestmark = pytest.mark.django_db

S = ImportRun.State
NAME = "personaleliste.csv"


@pytest.fixture
def admin(client_of_an_administrator):
    return client_of_an_administrator


def saved(client, text):
    return save(client, look(client, (NAME, text)))


def facts():
    """The organisation, without the ids we gave."""
    return (
        set(Unit.objects.values_list("ext_id", "name", "parent__name", "valid_from", "valid_to")),
        set(Person.objects.values_list("ext_id", "given", "surname", "email")),
        set(Engagement.objects.values_list("person__ext_id", "unit__name", "job_title", "valid_from", "valid_to")),
        set(UnitManager.objects.values_list("unit__name", "person__ext_id", "valid_from", "valid_to")),
        set(UnitPeriod.objects.values_list("unit__name", "name", "valid_from", "valid_to")),
    )


def test_a_list_goes_from_file_to_people_in_four_steps(admin):
    columns = upload(admin, (NAME, staff_csv()))
    page = pair(admin, columns)
    before = Person.objects.count()
    receipt = save(admin, page)

    assert before == 1
    assert receipt.context["run"].state == S.SAVED
    assert receipt.context["run"].preview["counts"]["new"] == 4
    assert set(Person.objects.exclude(ext_id=None).values_list("given", "surname")) == {
        ("Gudrun", "Elmehus"),
        ("Freja", "Birkely"),
        ("Søren", "Marknæs"),
        ("Karla", "Åkrog"),
    }
    assert {(row.unit.name, row.person.surname) for row in UnitManager.objects.all()} == {
        ("Direktion", "Elmehus"),
        ("Tilskud", "Birkely"),
        ("Tilsyn", "Elmehus"),
    }


def test_the_button_says_how_many_lines_are_saved(admin):
    page = look(admin, (NAME, staff_csv(bad_mail="ingen")))

    assert page.context["ready"] == 4
    assert "Gem 4 linjer" in page.content.decode()


def test_the_same_list_again_changes_nothing_and_asks_nothing(admin):
    saved(admin, staff_csv())
    before = facts()

    page = upload(admin, (NAME, staff_csv()))

    assert page.request["PATH_INFO"] == reverse("organisation:import_run", args=[page.context["run"].pk])
    assert page.context["is_empty"] is True
    assert "Gem 4 linjer" not in page.content.decode()
    assert facts() == before


def as_staff(client, text):
    """A list we took for something else, after somebody has said that it has a line per person."""
    return pair(client, upload(client, (NAME, text)), **{"t0-table": "staff"})


def test_columns_are_remembered_by_their_headings(admin):
    asked = as_staff(admin, staff_csv().replace("Afdeling", "Hvor"))
    pair(admin, asked, **{"t0-unit": "Hvor"})
    again = upload(admin, ("igen.csv", staff_csv().replace("Afdeling", "HVOR")))

    assert ColumnMapping.objects.count() == 1
    assert again.context["run"].state == S.READY
    assert again.context["counts"]["new"] == 4


def test_a_column_that_must_be_there_is_asked_for_and_nothing_is_lost(admin):
    page = pair(admin, as_staff(admin, staff_csv().replace("Afdeling", "Hvor")))

    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"t0-unit"}
    assert page.context["form"]["t0-job_title"].value() == "Stilling"


def test_another_kind_of_list_is_paired_anew_before_one_goes_on(admin):
    columns = upload(admin, (NAME, staff_csv()))

    page = pair(admin, columns, **{"t0-table": "people"})

    assert page.context["form"]["t0-table"].value() == "people"
    assert "t0-unit" not in page.context["form"].fields
    assert ImportRun.objects.get().state == S.COLUMNS


def test_six_digit_dates_are_asked_about_and_the_answer_remembered(admin):
    text = staff_csv(n0001="Gudrun Elmehus;ge@example.dk;Direktion;;Direktør;;010215")

    asked = pair(admin, upload(admin, (NAME, text)))
    answered = pair(admin, asked, **{"t0-short_dates": "dmy"})
    again = upload(admin, (NAME, text))

    assert asked.context["run"].state == S.ASKS
    assert answered.context["run"].state == S.READY
    assert again.context["run"].state == S.READY
    assert again.context["counts"]["rejected"] == 0


def test_rejected_lines_stand_with_number_reason_and_hint_and_the_others_are_saved(admin):
    page = look(
        admin, (NAME, staff_csv(n0003="Søren Marknæs;sm@example.dk;Tilskud;Direktion;Sagsbehandler;Freja Birkeli;"))
    )
    ((_at, line),) = page.context["rejected"]
    save(admin, page)

    assert (line.line, line.name) == (4, "Søren Marknæs")
    ((reason, hint),) = line.reasons
    assert "Freja Birkeli" in reason
    assert "Freja Birkely" in hint
    assert Person.objects.filter(surname="Marknæs").count() == 0
    assert Person.objects.filter(surname="Åkrog").count() == 1


def test_a_rejected_line_can_be_corrected_here(admin):
    page = look(admin, (NAME, staff_csv(bad_mail="ingen")))
    address = reverse("organisation:import_row", args=[page.context["run"].pk, 0])
    row = admin.get(address)

    data = {bound.html_name: bound.value() for bound in row.context["form"]}
    right = admin.post(address, data | {"c2": "pm@example.dk"}, follow=True)

    assert row.context["form"]["c2"].value() == "ingen"
    assert right.context["counts"]["rejected"] == 0
    assert right.context["counts"]["new"] == 5


def test_a_cpr_number_cannot_be_written_into_a_line(admin):
    page = look(admin, (NAME, staff_csv(bad_mail="ingen")))
    address = reverse("organisation:import_row", args=[page.context["run"].pk, 0])

    refused = admin.post(address, {"c2": "010190-1234"})

    assert refused.status_code == 422


def test_the_rejected_lines_can_be_fetched_and_harm_no_spreadsheet(admin):
    text = staff_csv(n9001="=HYPERLINK(1);ingen;Tilsyn;Direktion;＋Jurist;Gudrun Elmehus;01-01-2020")
    page = look(admin, (NAME, text))

    got = admin.get(reverse("organisation:import_rejected", args=[page.context["run"].pk, 0]))
    raw = got.getvalue().decode("utf-8")

    assert raw.startswith("\ufeff")
    assert raw.count('"') == 2 * 2 * 10  # every cell of both lines is quoted
    headings, row = list(csv.reader(io.StringIO(raw.removeprefix("\ufeff")), delimiter=";"))
    assert headings == [
        "Linje",
        "Hvorfor",
        "Medarbejdernr",
        "Navn",
        "E-mail",
        "Afdeling",
        "Overenhed",
        "Stilling",
        "Leder",
        "Ansat fra",
    ]
    assert row[0] == "6"
    assert "ingen" in row[1]
    assert row[2:] == [
        "9001",
        "'=HYPERLINK(1)",
        "ingen",
        "Tilsyn",
        "Direktion",
        "'＋Jurist",
        "Gudrun Elmehus",
        "01-01-2020",
    ]
    assert got.headers["Content-Disposition"].startswith('attachment; filename="')


def test_what_happens_is_said_in_words_with_who_loses_access(admin):
    saved(admin, staff_csv())
    page = look(
        admin,
        (NAME, staff_csv(without=("0004",), n0003="Søren Marknæs;sm@example.dk;Direktion;;Sagsbehandler;;15-08-2019")),
    )

    lines = {line.name: (line.what, line.texts) for line in page.context["people"]}
    assert lines["Søren Marknæs"] == (
        "changed",
        ["Sted: Tilskud → Direktion", "Leder: Freja Birkely → Gudrun Elmehus"],
    )
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


def many(count):
    lines = [
        f"1{n:03};Person{n} Efternavn;m{n}@example.dk;Tilsyn;Direktion;Jurist;Gudrun Elmehus;01-01-2020"
        for n in range(count)
    ]
    return staff_csv() + "\n".join([*lines, ""])


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


def test_saving_leaves_one_entry_with_figures_and_no_names(admin):
    saved(admin, staff_csv())

    entry = AuditEntry.objects.get(action="staff-list.saved")
    assert entry.details == {"rows_read": 4, "new": 4, "changed": 0, "leaving": 0, "rejected": 0}
    assert audit.first_broken_link() is None


def test_the_file_is_the_servers_alone_and_gone_after_saving(admin, imports_here):
    page = look(admin, (NAME, staff_csv()))
    kept = [(path.stat().st_mode & 0o777, path.suffix) for path in imports_here.iterdir()]
    names = {path.stem for path in imports_here.iterdir()}
    with_commit(lambda: save(admin, page))

    assert sorted(kept) == [(0o600, ".rejected"), (0o600, ".source")]
    assert all(len(name) == 32 for name in names)
    assert list(imports_here.iterdir()) == []


def with_commit(act):
    from django.test import TestCase

    with TestCase.captureOnCommitCallbacks(execute=True):
        act()


def test_a_dropped_list_saves_nothing_and_is_deleted(admin, imports_here):
    page = look(admin, (NAME, staff_csv()))
    address = reverse("organisation:import_drop", args=[page.context["run"].pk])

    with_commit(lambda: admin.post(address))
    after = save(admin, page)

    assert after.context["run"].state == S.DROPPED
    assert Person.objects.count() == 1
    assert list(imports_here.iterdir()) == []


def test_a_list_nobody_saves_is_dropped_after_a_day(admin, imports_here):
    page = look(admin, (NAME, staff_csv()))
    run = page.context["run"]

    import_runs.forget_old(clock.now() + timedelta(hours=23))
    kept = ImportRun.objects.get(pk=run.pk).state
    import_runs.forget_old(clock.now() + timedelta(hours=25))

    assert (kept, ImportRun.objects.get(pk=run.pk).state) == (S.READY, S.DROPPED)
    assert list(imports_here.iterdir()) == []
    assert admin.get(reverse("organisation:import_run", args=[run.pk])).status_code == 200


def test_a_file_that_is_gone_is_said_so(admin, imports_here):
    page = look(admin, (NAME, staff_csv()))
    for path in imports_here.iterdir():
        path.unlink()

    after = save(admin, page)

    assert after.context["run"].state == S.FAILED
    assert Person.objects.count() == 1


def test_a_session_that_ran_out_leads_back_to_the_list(admin):
    page = look(admin, (NAME, staff_csv()))
    address = page.request["PATH_INFO"]
    Session.objects.all().delete()

    got = admin.post(address, {"fingerprint": "x"}, HTTP_REFERER=f"http://testserver{address}")

    assert got.headers["Location"] == f"{reverse('sign_in')}?next={address}"
    assert ImportRun.objects.get().state == S.READY


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


def test_a_long_list_is_left_to_the_worker_and_its_page_waits(admin, monkeypatch):
    from django_tasks_db.models import DBTaskResult

    from haandgreb.organisation import rules, tasks

    monkeypatch.setattr(rules, "MANY_ROWS", 3)
    waiting = look(admin, (NAME, staff_csv()))
    run = ImportRun.objects.get()
    assert run.state == S.READING
    assert '<meta http-equiv="refresh"' in waiting.content.decode()
    assert 'hx-trigger="every 2s"' in waiting.content.decode()

    tasks.look_through.func(str(run.pk))
    tasks.look_through.func(str(run.pk))
    page = admin.get(waiting.request["PATH_INFO"])
    save(admin, page)
    save(admin, page)
    run.refresh_from_db()
    assert run.state == S.SAVING
    assert DBTaskResult.objects.filter(task_path="haandgreb.organisation.tasks.save").count() == 1

    job = DBTaskResult.objects.get(task_path="haandgreb.organisation.tasks.save")
    for _ in range(2):
        tasks.save.func(*job.args_kwargs["args"])
    run.refresh_from_db()
    assert run.state == S.SAVED
    assert Person.objects.exclude(ext_id=None).count() == 4
    moved = admin.get(waiting.request["PATH_INFO"], headers={"HX-Request": "true"})
    assert moved.headers["HX-Redirect"] == waiting.request["PATH_INFO"]


def test_english_says_the_same(admin):
    Person.objects.update(language="en")

    page = look(admin, (NAME, staff_csv(bad_mail="ingen")))

    assert "Save 4 lines" in page.content.decode()


def test_hr_for_the_whole_organisation_may_read_lists_too(admin):
    hr = make_person("Nanna Lindø", ext_id=None)
    give_role(hr, Role.Kind.HR, everywhere=True)

    receipt = saved(sign_in(Client(), hr), staff_csv())

    assert receipt.context["run"].started_by == hr


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


def test_the_first_lines_are_shown_as_they_were_read(admin):
    page = look(admin, (NAME, many(40)))

    (table,) = page.context["tables"]
    assert [line for line, _cells in table["rows"]] == list(range(2, 22))
    assert table["rows"][0][1] == ["0001", *PEOPLE["0001"].split(";")]


def test_in_a_demo_the_demo_goes_first(client):
    from django.db import transaction

    from haandgreb.shared.demo import Demo
    from haandgreb.shared.installation import installation
    from haandgreb.shared.passport import capabilities

    with transaction.atomic():
        for capability in reversed(capabilities()):
            capability.load_content()
        for capability in reversed(capabilities()):
            capability.load_demo(Demo(today=clock.today())) if capability.label == "organisation" else None
    cache.clear()
    holder = Role.objects.filter(kind=Role.Kind.ADMINISTRATOR).first()
    sign_in(client, holder.person)
    first = client.get(reverse("organisation:staff_list"))
    assert first.headers["Location"] == reverse("organisation:leave_demo")
    assert client.get(reverse("personas")).status_code == 200

    password = "en lang sætning om høsten"
    after = client.post(
        reverse("organisation:leave_demo"),
        {
            "name": "Prøvestyrelsen", "given": "Camille", "surname": "Vangsted", "email": "cv@example.dk",
            "password": password, "again": password,
            "hr_given": "Nanna", "hr_surname": "Lindø", "hr_email": "nl@example.dk",
        },
        follow=True,
    )  # fmt: skip

    assert after.request["PATH_INFO"] == reverse("organisation:staff_list")
    assert after.status_code == 200
    assert not installation().is_demo
    assert client.get(reverse("personas")).status_code == 404
    assert set(Person.objects.values_list("given", flat=True)) == {"Camille", "Nanna"}
    assert saved(client, staff_csv()).context["run"].state == S.SAVED


def test_a_refused_demo_form_removes_nothing(client):
    set_up(is_demo=True)
    person = make_person("Camille Vangsted", is_demo=True)
    give_role(person, Role.Kind.ADMINISTRATOR)
    sign_in(client, person)

    refused = client.post(reverse("organisation:leave_demo"), {"name": "Prøvestyrelsen"})

    assert refused.status_code == 422
    assert Person.objects.filter(pk=person.pk).exists()


def test_a_new_address_in_the_list_is_told_to_the_old_one(admin):
    saved(admin, staff_csv())

    saved(
        admin,
        staff_csv(n0003="Søren Marknæs;new@evil.example;Tilskud;Direktion;Sagsbehandler;Freja Birkely;15-08-2019"),
    )

    mail = OutboxMessage.objects.get()
    assert (mail.to, mail.kind) == ("sm@example.dk", "address-changed")
    assert "new@evil.example" in mail.text
