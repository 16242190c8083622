"""Page × who → answer, for the catalogue, ESCO's list and role profiles: read by everybody, kept by HR."""

import pytest
from django.urls import reverse

from haandgreb.competences.tests.factories import make_competence, make_profile
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import give_role, make_manager, make_person, make_unit, sign_in

pytestmark = pytest.mark.django_db

ROLES = ["employee", "manager", "hr", "hr of a unit", "works council", "administrator", "nobody"]
READ, ACT = 200, 302


def everybody(answer):
    return {**dict.fromkeys(ROLES, answer), "nobody": 302}


def hr_only(answer, of_a_unit=403):
    """HR for the whole workplace; HR with some units where that is enough."""
    return {**everybody(403), "hr": answer, "hr of a unit": of_a_unit}


# page: (method, which thing, what is sent, answers)
ACCESS: dict[str, tuple[str, str, dict[str, str], dict[str, int]]] = {
    "competences:catalogue": ("GET", "", {}, everybody(READ)),
    "competences:choices": ("GET", "", {}, everybody(READ)),
    "competences:competence": ("GET", "competence", {}, everybody(READ)),
    "competences:competence_new": ("GET", "", {}, hr_only(READ)),
    "competences:competence_edit": ("GET", "competence", {}, hr_only(READ)),
    "competences:competence_close": ("GET", "competence", {}, hr_only(READ)),
    "competences:competence_reopen": ("POST", "competence", {}, hr_only(ACT)),
    "competences:esco": ("GET", "", {}, hr_only(READ)),
    "competences:esco_look": ("GET", "list", {}, hr_only(ACT)),
    "competences:profiles": ("GET", "", {}, everybody(READ)),
    "competences:profile": ("GET", "profile", {}, everybody(READ)),
    "competences:profile_new": ("GET", "", {}, hr_only(READ)),
    "competences:profile_edit": ("GET", "profile", {}, hr_only(READ)),
    "competences:requirements": ("GET", "profile", {}, hr_only(READ)),
    "competences:profile_close": ("GET", "profile", {}, hr_only(READ)),
    "competences:profile_reopen": ("POST", "profile", {}, hr_only(ACT)),
    "competences:without_profile": ("GET", "", {}, hr_only(READ, of_a_unit=READ)),
    "competences:profiles_of": ("GET", "person", {}, hr_only(READ, of_a_unit=READ)),
}


@pytest.fixture
def cast():
    """The people of the table, each in her role, in one unit beside another."""
    unit, other = make_unit(), make_unit("Tilsyn")
    people = {role: make_person(f"Den {role}", unit) for role in ROLES if role != "nobody"}
    make_manager(people["manager"], unit)
    give_role(people["hr"], Role.Kind.HR, units=[unit, other])
    give_role(people["hr of a unit"], Role.Kind.HR, units=[unit])
    give_role(people["works council"], Role.Kind.WORKS_COUNCIL)
    give_role(people["administrator"], Role.Kind.ADMINISTRATOR)
    return people


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", ACCESS)
def test_who_may_open_what(client, cast, page, role):
    method, which, sent, answers = ACCESS[page]
    things = {
        "competence": make_competence(),
        "profile": make_profile(),
        "person": cast["employee"],
        "list": "0123456789abcdef",
    }
    if role != "nobody":
        sign_in(client, cast[role])
    address = reverse(page, args=[getattr(things[which], "pk", things[which])] if which else [])

    answer = client.get(address) if method == "GET" else client.post(address, sent)

    assert answer.status_code == answers[role]


def test_hr_of_one_unit_chooses_no_profile_for_somebody_in_another(client, cast):
    stranger = make_person("Den Anden", make_unit("Direktionen"))
    sign_in(client, cast["hr of a unit"])

    assert client.get(reverse("competences:profiles_of", args=[stranger.pk])).status_code == 403


def test_a_job_title_is_given_a_profile_by_hr_for_all_only(client, cast):
    sent = {"job_title": "Jurist", "profile": make_profile().pk}
    address = reverse("competences:without_profile")

    answers = [
        sign_in(client, cast[role]).post(address, sent).status_code for role in ("hr of a unit", "administrator", "hr")
    ]

    assert answers == [403, 403, 302]
