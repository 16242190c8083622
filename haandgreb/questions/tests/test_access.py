"""Page × role → answer. Everybody may read what is asked; HR may change it; to others a draft does not exist."""

import pytest

from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import give_role, make_manager, make_person, make_unit, set_up, sign_in
from haandgreb.questions import actions
from haandgreb.questions.tests.factories import a_set

pytestmark = pytest.mark.django_db

READS = {"nobody": 302, "employee": 200, "manager": 200, "hr": 200, "works council": 200, "administrator": 200}
CHANGES = {"nobody": 302, "employee": 403, "manager": 403, "hr": 302, "works council": 403, "administrator": 403}
DRAFT = {"nobody": 302, "employee": 404, "manager": 404, "hr": 200, "works council": 404, "administrator": 404}
DRAFT_ACT = {**DRAFT, "hr": 302}
ACCESS = {
    "questions:list": ("GET", [], READS),
    "questions:set": ("GET", ["after-the-visit"], READS),
    "questions:version": ("GET", ["after-the-visit", 1], READS),
    "questions:copy": ("POST", ["after-the-visit"], CHANGES),
    "questions:use": ("POST", ["after-the-visit", 1], CHANGES),
    "questions:wording": ("GET", ["after-the-visit"], DRAFT),
    "questions:publish": ("POST", ["after-the-visit"], DRAFT_ACT),
    "questions:drop": ("POST", ["after-the-visit"], DRAFT_ACT),
}


def somebody(role):
    unit = make_unit()
    person = make_person(unit=unit)
    if role == "manager":
        make_manager(person, unit)
    kinds = {"hr": Role.Kind.HR, "works council": Role.Kind.WORKS_COUNCIL, "administrator": Role.Kind.ADMINISTRATOR}
    if role in kinds:
        give_role(person, kinds[role], units=[unit] if role == "hr" else [])
    return person


@pytest.mark.parametrize("role", list(READS))
@pytest.mark.parametrize("page", list(ACCESS))
def test_access(client, page, role):
    from django.urls import reverse

    method, args, answers = ACCESS[page]
    set_up()
    actions.copy_set(a_set(), by=make_person())
    if role != "nobody":
        sign_in(client, somebody(role))

    response = client.generic(method, reverse(page, args=args))

    assert response.status_code == answers[role]
