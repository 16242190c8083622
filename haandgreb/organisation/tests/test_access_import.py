"""Who may read a staff list: page × role → answer. Administrators, and HR for the whole organisation."""

from __future__ import annotations

import pytest
from django.urls import reverse

from haandgreb.organisation.models import ImportRun
from haandgreb.organisation.tests import factories as make
from haandgreb.organisation.tests.import_pages import staff_csv, upload_and_pair

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("imports_here")]

LISTS = ("organisation:staff_list", "organisation:leave_demo")  # no list of their own

ROLES = ("nobody", "employee", "manager", "works council", "HR of a unit", "HR of all", "administrator")
MAY = ("HR of all", "administrator")


def only(answer: int) -> dict[str, int]:
    """This answer for those who may; everybody else is told that it is not theirs."""
    return {role: 302 if role == "nobody" else answer if role in MAY else 403 for role in ROLES}


ACCESS = {
    "organisation:staff_list": ("GET", only(200)),
    "organisation:leave_demo": ("GET", only(302)),  # demo installations only
    "organisation:import_run": ("GET", only(200)),
    "organisation:import_columns": ("GET", only(200)),
    "organisation:import_row": ("GET", only(200)),
    "organisation:import_rejected": ("GET", only(200)),
    "organisation:import_drop": ("POST", only(302)),
}
ARGUMENTS = {"organisation:import_row": [0], "organisation:import_rejected": [0]}


def somebody(client, role):
    root = make.make_unit("Prøvestyrelsen")
    unit = make.make_unit("Tilskud", parent=root)
    person = make.make_person("Oskar Åkrog", unit=unit)
    if role == "manager":
        make.make_manager(person, unit)
    if role == "works council":
        make.give_role(person, "works-council")
    if role == "HR of a unit":
        make.give_role(person, "hr", units=[unit])
    if role == "HR of all":
        make.give_role(person, "hr", everywhere=True)
    if role == "administrator":
        make.give_role(person, "administrator")
    if role != "nobody":
        make.sign_in(client, person)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", list(ACCESS))
def test_access(client, client_of_an_administrator, page, role):
    run = upload_and_pair(client_of_an_administrator, staff_csv(bad_mail="ingen"))
    somebody(client, role)
    method, answers = ACCESS[page]
    args = [] if page in LISTS else [run.pk]

    got = client.generic(method, reverse(page, args=[*args, *ARGUMENTS.get(page, [])]))

    assert got.status_code == answers[role]


@pytest.mark.parametrize("page", [name for name in ACCESS if name not in LISTS])
@pytest.mark.parametrize(("role", "answer"), [("employee", 403), ("administrator", 404)])
def test_a_list_that_never_was_looks_the_same_as_any_other_to_those_who_may_not(client, page, role, answer):
    somebody(client, role)
    nobodys = "00000000-0000-4000-8000-000000000000"

    got = client.generic(ACCESS[page][0], reverse(page, args=[nobodys, *ARGUMENTS.get(page, [])]))

    assert got.status_code == answer
    assert not ImportRun.objects.exists()
