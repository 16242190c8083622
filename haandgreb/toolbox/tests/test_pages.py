"""The toolbox shows twelve handles, starts those that can be started, and teaches the rest."""

import pytest
from django.urls import reverse

from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import give_role, make_person, make_unit, set_up, sign_in

pytestmark = pytest.mark.django_db
EVERYBODY = {"nobody": 302, "employee": 200, "hr": 200, "works council": 200, "administrator": 200}
ACCESS = {"toolbox:list": EVERYBODY, "toolbox:handle": EVERYBODY}
KINDS = {"hr": Role.Kind.HR, "works council": Role.Kind.WORKS_COUNCIL, "administrator": Role.Kind.ADMINISTRATOR}


@pytest.fixture
def mads():
    return make_person("Mads Rosenklint", unit=make_unit())


@pytest.mark.parametrize("page", list(ACCESS))
@pytest.mark.parametrize("role", list(EVERYBODY))
def test_access(client, page, role, mads):
    set_up()
    if role in KINDS:
        give_role(mads, KINDS[role])
    if role != "nobody":
        sign_in(client, mads)

    assert (
        client.get(reverse(page, args=["hg-07"] if page == "toolbox:handle" else [])).status_code == ACCESS[page][role]
    )


def test_all_twelve_are_there_and_the_filter_leaves_those_of_one_length(client, mads):
    sign_in(client, mads)

    assert len(client.get("/toolbox/").context["tiles"]) == 12
    short = client.get("/toolbox/?length=hour").context["tiles"]
    assert 0 < len(short) < 12
    assert {tile.handle.length for tile in short} == {"hour"}
    assert len(client.get("/toolbox/?length=nonsense").context["tiles"]) == 12


def test_better_meetings_begin_in_meetings(client, mads):
    page = sign_in(client, mads).get("/toolbox/hg-07/")

    assert page.context["tile"].start.url == "/meetings/"


def test_a_handle_without_software_says_how_to_begin_with_nothing_but_the_people(client, mads):
    page = sign_in(client, mads).get("/toolbox/hg-04/")

    assert page.context["tile"].start is None
    assert "Det her håndgreb kræver ikke andet end jer selv." in page.content.decode()


def test_an_unknown_handle_is_not_found(client, mads):
    assert sign_in(client, mads).get("/toolbox/hg-13/").status_code == 404


def test_the_page_is_english_for_somebody_who_reads_english(client, mads):
    mads.language = "en"
    mads.save()

    assert "What would you like to become better at?" in sign_in(client, mads).get("/toolbox/").content.decode()
