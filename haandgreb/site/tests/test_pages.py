"""The pages of the house: own page, health, the honest page, the demo's mail, drafts."""

import uuid

import pytest
from django.urls import reverse

from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import give_role, make_person, make_unit, set_up, sign_in
from haandgreb.shared import drafts, outbox
from haandgreb.shared.models import Draft

pytestmark = pytest.mark.django_db

ROLES = ("nobody", "employee", "hr", "works council", "administrator")
KINDS = {"hr": Role.Kind.HR, "works council": Role.Kind.WORKS_COUNCIL, "administrator": Role.Kind.ADMINISTRATOR}
OPEN = dict.fromkeys(ROLES, 200)
SIGNED_IN = {**OPEN, "nobody": 302}
DRAFTS = ("save_draft", "drop_draft")
# Outside a demo nobody reads mail in the browser; in a demo everybody may, as everybody in it is invented.
ACCESS = {
    "home": SIGNED_IN,
    "healthz": OPEN,
    "readyz": OPEN,
    "anonymity": OPEN,
    "demo_mail": dict.fromkeys(ROLES, 404),
    "demo_message": dict.fromkeys(ROLES, 404),
    "save_draft": {**dict.fromkeys(ROLES, 200), "nobody": 302},
    "drop_draft": dict.fromkeys(ROLES, 302),
}


def visitor(client, role):
    if role == "nobody":
        return client
    person = make_person("Mads Rosenklint", unit=make_unit())
    if role in KINDS:
        give_role(person, KINDS[role])
    return sign_in(client, person)


def address(page):
    if page == "demo_message":
        return reverse(page, args=[outbox.put(kind="test", to="pia@mss.example", subject="Emne", text="Hej").pk])
    return reverse(page, args=["minutes-7"] if page in DRAFTS else [])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", list(ACCESS))
def test_access(client, page, role):
    set_up()
    method = "POST" if page in DRAFTS else "GET"

    assert visitor(client, role).generic(method, address(page)).status_code == ACCESS[page][role]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", ["demo_mail", "demo_message"])
def test_in_a_demo_the_mail_can_be_read(client, page, role):
    set_up(is_demo=True)

    assert visitor(client, role).get(address(page)).status_code == 200


def test_a_mail_that_does_not_exist_is_not_found(client):
    set_up(is_demo=True)

    assert client.get(reverse("demo_message", args=[uuid.uuid4()])).status_code == 404


def test_the_own_page_says_what_waits_and_teaches_when_nothing_does(client):
    page = sign_in(client, make_person("Mads Rosenklint", unit=make_unit())).get("/")

    assert "Du har ikke flere opgaver lige nu" in page.content.decode()


def test_a_draft_is_kept_for_its_writer(client):
    mads = make_person("Mads Rosenklint", unit=make_unit())

    answer = sign_in(client, mads).post(reverse("save_draft", args=["minutes-7"]), {"notes": "Første linje"})

    assert list(answer.json()) == ["saved_at"]
    assert drafts.find(mads, "minutes-7")["notes"] == "Første linje"
    assert Draft.objects.count() == 1


def test_a_page_nobody_has_made_is_not_found_and_says_what_to_do(client):
    answer = sign_in(client, make_person("Mads Rosenklint", unit=make_unit())).get("/no-such-page/")

    assert answer.status_code == 404
    assert "Siden findes ikke, eller du har ikke adgang til den" in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/anonymity/", "/sign-in/", "/no-such-page/", "/s/ABCDEFGH", "/healthz"])
def test_every_answer_carries_the_headers_that_protect(client, path):
    set_up()

    headers = client.get(path).headers

    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Permissions-Policy"] == "camera=(), microphone=(), geolocation=()"
    assert headers["Cache-Control"] == "no-store"


def test_a_database_that_cannot_be_written_becomes_a_clear_page(client, monkeypatch):
    from django.db import OperationalError

    from haandgreb.site import queries

    def full_disk(*_):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(queries, "home_page", full_disk)

    answer = sign_in(client, make_person("Mads Rosenklint", unit=make_unit())).get("/")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "disk is full" not in answer.content.decode()
