"""Page × who → answer. The list is one's own; another person's promise does not exist here."""

import pytest
from django.urls import reverse

from haandgreb.followups.tests.factories import a_promise
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import give_role, make_manager, make_person, make_unit, set_up, sign_in

pytestmark = pytest.mark.django_db

OWN = {"nobody": 302, "owner": 200, "colleague": 404, "manager": 404, "hr": 404, "administrator": 404}
ACT = {**OWN, "owner": 302}
ANYBODY = {**dict.fromkeys(OWN, 200), "nobody": 302}
ACCESS = {
    "followups:list": ("GET", ANYBODY),
    "followups:done": ("POST", ACT),
    "followups:reopen": ("POST", ACT),
    "followups:move": ("GET", OWN),
    "followups:skip": ("GET", OWN),
}


@pytest.mark.parametrize("role", list(OWN))
@pytest.mark.parametrize("page", list(ACCESS))
def test_access(client, page, role):
    method, answers = ACCESS[page]
    set_up()
    unit = make_unit()
    owner = make_person("Pia Kornmod", unit=unit)
    other = make_person("Oskar Åkrog", unit=unit)
    if role == "manager":
        make_manager(other, unit)
    if role == "hr":
        give_role(other, Role.Kind.HR, units=[unit])
    if role == "administrator":
        give_role(other, Role.Kind.ADMINISTRATOR)
    if role != "nobody":
        sign_in(client, owner if role == "owner" else other)
    args = [] if page == "followups:list" else [a_promise(owner).pk]

    assert client.generic(method, reverse(page, args=args)).status_code == answers[role]


def test_nobody_reads_another_persons_promises_in_the_list(client):
    unit = make_unit()
    a_promise(make_person("Pia Kornmod", unit=unit), what="Kun Pias sag")

    page = sign_in(client, make_person("Oskar Åkrog", unit=unit)).get(reverse("followups:list"))

    assert "Kun Pias sag" not in page.content.decode()
