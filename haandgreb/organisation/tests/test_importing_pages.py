"""A staff list from file to receipt, as an administrator walks through it."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse

from haandgreb.organisation.models import (
    ColumnMapping,
    Engagement,
    ImportRun,
    Person,
    Session,
    Unit,
    UnitManager,
    UnitPeriod,
)
from haandgreb.organisation.tests.import_pages import NAME, PEOPLE, look, many, pair, save, saved, staff_csv, upload

pytestmark = pytest.mark.django_db

S = ImportRun.State


@pytest.fixture
def admin(client_of_an_administrator):
    return client_of_an_administrator


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


def test_a_session_that_ran_out_leads_back_to_the_list(admin):
    page = look(admin, (NAME, staff_csv()))
    address = page.request["PATH_INFO"]
    Session.objects.all().delete()

    got = admin.post(address, {"fingerprint": "x"}, HTTP_REFERER=f"http://testserver{address}")

    assert got.headers["Location"] == f"{reverse('sign_in')}?next={address}"
    assert ImportRun.objects.get().state == S.READY


def test_english_says_the_same(admin):
    Person.objects.update(language="en")

    page = look(admin, (NAME, staff_csv(bad_mail="ingen")))

    assert "Save 4 lines" in page.content.decode()


def test_the_first_lines_are_shown_as_they_were_read(admin):
    page = look(admin, (NAME, many(40)))

    (table,) = page.context["tables"]
    assert [line for line, _cells in table["rows"]] == list(range(2, 22))
    assert table["rows"][0][1] == ["0001", *PEOPLE["0001"].split(";")]
