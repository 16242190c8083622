"""A form sent after the session ran out: nothing typed is lost, and nobody else reads it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from haandgreb.organisation.models import Role, Session, Unit
from haandgreb.organisation.tests import factories as make
from haandgreb.shared import clock, unsent
from haandgreb.shared.models import Draft

pytestmark = pytest.mark.django_db

FORM = "/organisation/units/new/"
TYPED = {"name": "Kontoret for Søer", "name_en": "", "kind": "kontor", "once": "a-token"}


@pytest.fixture
def camille():
    make.set_up()
    person = make.make_person("Camille Vangsted", unit=make.make_unit("Styrelsen"))
    make.give_role(person, Role.Kind.ADMINISTRATOR)
    return person


def typed(**more):
    return {**TYPED, "parent": str(Unit.objects.get(name="Styrelsen").pk), "valid_from": clock.today(), **more}


def later(minutes):
    return time_machine.travel(clock.now() + timedelta(minutes=minutes), tick=False)


def too_late(client, minutes=40, data=None, path=FORM, **headers):
    """Send a form so many minutes after the last click."""
    with later(minutes):
        return client.post(path, typed() if data is None else data, **headers)


def hidden_fields(page):
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.content.decode())
    return dict(found)


def test_what_was_typed_is_kept_shown_after_signing_in_and_saved_when_it_is_sent_again(client, camille):
    make.sign_in(client, camille)

    sent = too_late(client, HTTP_REFERER=f"http://testserver{FORM}")
    with later(41):
        sign_in_page = client.get(sent.url)
    make.sign_in(client, camille)
    page = client.get(reverse("unsent"))
    fields = hidden_fields(page)
    again = client.post(FORM, fields)

    assert (sent.status_code, sent.url) == (302, f"{reverse('sign_in')}?next={reverse('unsent')}")
    assert "Det, du skrev, er gemt. Log ind, og send det igen." in sign_in_page.content.decode()
    assert "Kontoret for Søer" not in sign_in_page.content.decode()
    assert page.context["kept"].typed == ["Kontoret for Søer"]
    assert f'action="{FORM}"' in page.content.decode()
    assert fields["once"] == "a-token"
    assert again.status_code == 302
    assert Unit.objects.filter(name="Kontoret for Søer").count() == 1


@pytest.mark.parametrize("minutes", [31, 599])
def test_it_is_kept_for_the_person_whose_session_ran_out_and_shown_to_nobody_else(client, camille, minutes):
    make.sign_in(client, camille)
    too_late(client, minutes)

    other = make.make_person("Tor Elmehus", unit=Unit.objects.get(name="Styrelsen"))
    make.sign_in(client, other)
    seen = client.get(reverse("unsent"))

    assert (seen.status_code, seen.url) == (302, reverse("home"))
    assert Draft.objects.get().person == camille.pk


def test_that_is_known_too_where_the_ten_hours_are_over_in_the_middle_of_work(client, camille):
    make.sign_in(client, camille)
    session = client.session
    session["started_at"] = (clock.now() - timedelta(hours=11)).isoformat()
    session.save()

    client.post(FORM, typed())

    assert Draft.objects.get().person == camille.pk


def test_the_cookie_outlives_the_session_and_opens_nothing(client, camille):
    make.sign_in(client, camille)
    with later(2):
        cookie = client.get(reverse("account")).cookies["session"]
    assert int(cookie["max-age"]) == 10 * 60 * 60
    with later(40):
        assert client.get(reverse("account")).status_code == 302
    # a look from another window does not make it forget whose form comes next
    sent = too_late(client)

    assert sent.url.endswith(reverse("unsent"))
    assert Draft.objects.get().person == camille.pk


def test_after_signing_out_a_form_is_no_longer_hers(client, camille):
    make.sign_in(client, camille)
    client.post(reverse("sign_out"))

    client.post(FORM, typed())

    assert Draft.objects.get().person != camille.pk


def test_where_nobody_knows_whose_it_is_the_browser_keeps_the_way_to_it_for_half_an_hour(client, camille):
    make.sign_in(client, camille)
    Session.objects.all().delete()

    sent = client.post(FORM, typed())
    cookie = sent.cookies["unsent"]
    somewhere_else = make.sign_in(Client(), camille).get(reverse("unsent"))
    make.sign_in(client, camille)
    here = client.get(reverse("unsent"))
    with later(31):
        make.sign_in(client, camille)
        too_old = client.get(reverse("unsent"))

    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (1800, True, "Lax")
    assert somewhere_else.status_code == 302
    assert here.context["kept"].typed == ["Kontoret for Søer"]
    assert too_old.status_code == 302


def test_forms_of_unknown_browsers_are_few_and_gone_the_next_day(client, camille, monkeypatch):
    monkeypatch.setattr(unsent, "MOST_BROWSERS", 3)
    with time_machine.travel("2026-11-24 12:00:00+00:00", tick=False):
        answers = [Client(REMOTE_ADDR="10.0.0.7").post(FORM, {"name": f"Enhed {n}"}) for n in range(12)]
    kept = [answer.url.endswith(reverse("unsent")) for answer in answers]

    assert kept == [True] * 10 + [False] * 2
    assert Draft.objects.count() == 3
    unsent.forget_old(clock.now() + timedelta(days=2))
    assert Draft.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"password": "solsort synger i haven", "name": "Kontoret for Søer"}, "a form with a password"),
        ({"new_password": "x", "again": "Solsort synger"}, "another one"),
        ({"name": "Å" * 200_001}, "far too long"),
        ({"keep": "theirs", "version": "3", "day": "2026-11-24", "once": "Abc-Def"}, "nothing somebody typed"),
        ({}, "a button"),
    ],
)
def test_some_forms_are_not_kept(client, camille, data, why):
    make.sign_in(client, camille)

    sent = too_late(client, data=data, HTTP_REFERER=f"http://testserver{FORM}")

    assert (sent.url, Draft.objects.count()) == (f"{reverse('sign_in')}?next={FORM}", 0), why


def test_what_a_browser_keeps_by_itself_is_not_kept_twice(client, camille):
    make.sign_in(client, camille)

    too_late(client, path=reverse("save_draft", args=["organisation-unit"]))

    assert Draft.objects.count() == 0


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "010190-1234"},
        {"file": SimpleUploadedFile("liste.csv", b"a;b\n")},
    ],
    ids=["a CPR number", "a file"],
)
def test_what_cannot_be_kept_whole_can_be_copied_but_not_sent_half(client, camille, more):
    make.sign_in(client, camille)

    too_late(client, data=typed(**more))
    make.sign_in(client, camille)
    page = client.get(reverse("unsent"))

    assert page.context["kept"].typed == ["Kontoret for Søer"]
    assert page.context["may_send"] is False
    assert "010190" not in str(Draft.objects.get().fields)
    assert "Send igen" not in page.content.decode()


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "/nowhere/at/all/", "/sign-in\\x"])
def test_it_is_sent_to_a_page_of_ours_only(client, camille, path):
    make.sign_in(client, camille)
    too_late(client)
    draft = Draft.objects.get()
    draft.fields = {**draft.fields, "path": path, "page": path}
    draft.save()

    make.sign_in(client, camille)
    page = client.get(reverse("unsent"))
    thrown_away = client.post(reverse("unsent"))

    assert page.context["may_send"] is False
    assert f'action="{path}"' not in page.content.decode()
    assert f'href="{path}"' not in page.content.decode() or path == "/nowhere/at/all/"
    assert thrown_away.url == (path if path == "/nowhere/at/all/" else reverse("home"))


def test_it_can_be_thrown_away_and_is_in_the_copy_of_her_data_until_then(client, camille):
    from haandgreb.shared.apps import SharedConfig

    make.sign_in(client, camille)
    too_late(client, HTTP_REFERER=f"http://testserver{FORM}")
    copied = SharedConfig.personal_data(SharedConfig.create("haandgreb.shared"), camille)

    make.sign_in(client, camille)
    answer = client.post(reverse("unsent"))

    assert "Kontoret for Søer" in str(copied)
    assert (answer.url, Draft.objects.count()) == (FORM, 0)


def test_a_draft_page_cannot_put_anything_there(client, camille):
    make.sign_in(client, camille)

    answer = client.post("/drafts/unsent form/", {"path": "https://evil.example/"})

    assert answer.status_code == 404
