"""In and out: passwords, links by mail, personas, sessions."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from haandgreb.organisation import rules
from haandgreb.organisation.models import Person, Session, SignInLink
from haandgreb.organisation.sessions import stored
from haandgreb.organisation.tests import factories as make
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry, OutboxMessage

pytestmark = pytest.mark.django_db
SECRET = "solsort synger i haven"


@pytest.fixture
def mads():
    make.set_up()
    person = make.make_person("Mads Rosenklint", unit=make.make_unit(), email="mads@example.dk")
    person.set_password(SECRET)
    person.save()
    return person


def try_password(client: Client, email: str = "mads@example.dk", password: str = SECRET, **more: str):
    return client.post(reverse("sign_in"), {"email": email, "password": password, **more})


def text_of(response) -> str:
    """The page without what was typed and without its form tokens."""
    return re.sub(r'value="[^"]*"', "", response.content.decode())


def who_is_in(client: Client) -> str:
    response = client.get(reverse("account"))
    return response.context["person"].name if response.status_code == 200 else ""


def link_in_last_mail() -> str:
    text = OutboxMessage.objects.latest("created_at").text
    found = re.search(r"http://testserver(/sign-in/link/\S+)", text)
    assert found is not None
    return found[1]


def test_the_right_password_signs_in_in_any_case_of_the_mail_address(client, mads):
    response = try_password(client, email="Mads@Example.dk")

    assert (response.status_code, response.url) == (302, "/")
    assert who_is_in(client) == "Mads Rosenklint"


@pytest.mark.parametrize(
    ("email", "password"),
    [("mads@example.dk", "forkert"), ("nobody@example.dk", SECRET), ("", ""), ("mads@example.dk", "")],
)
def test_anything_else_does_not(client, mads, email, password):
    assert try_password(client, email, password).status_code == 422
    assert who_is_in(client) == ""


def test_an_unknown_address_gets_the_same_page_as_a_wrong_password(client, mads):
    known, unknown = (try_password(client, email, "forkert") for email in ("mads@example.dk", "nobody@example.dk"))

    assert text_of(known) == text_of(unknown)


def test_a_closed_account_and_somebody_who_has_left_cannot_sign_in(client, mads):
    Person.objects.filter(pk=mads.pk).update(is_active=False)
    assert try_password(client).status_code == 422

    Person.objects.filter(pk=mads.pk).update(is_active=True)
    mads.engagements.update(valid_to=clock.today())
    assert try_password(client).status_code == 422


def test_after_five_failures_in_a_minute_the_account_waits_even_with_the_right_password(client, mads):
    with time_machine.travel("2026-11-24 10:00:10+01:00", tick=False) as moment:
        statuses = [try_password(client, password="forkert").status_code for _ in range(5)]
        stopped = try_password(client)
        moment.shift(timedelta(minutes=1))
        later = try_password(client)

    assert statuses == [422] * 5
    assert (stopped.status_code, stopped.headers["Retry-After"]) == (429, "60")
    assert later.status_code == 302


def test_after_twenty_failures_in_a_minute_the_address_waits(client, mads):
    with time_machine.travel("2026-11-24 10:00:10+01:00", tick=False):
        statuses = [try_password(client, f"p{number}@example.dk", "forkert").status_code for number in range(20)]
        stopped = try_password(client)

    assert statuses == [422] * 20
    assert stopped.status_code == 429


def test_right_passwords_are_never_limited(mads):
    with time_machine.travel("2026-11-24 10:00:10+01:00", tick=False):
        statuses = [try_password(Client()).status_code for _ in range(8)]

    assert statuses == [302] * 8


def test_the_session_gets_a_new_id_at_sign_in_and_at_sign_out(client, mads):
    client.get(reverse("sign_in"))
    session = client.session
    session["before"] = "planted"
    session.save()
    client.cookies["session"] = session.session_key
    try_password(client)
    inside = client.cookies["session"].value

    response = client.post(reverse("sign_out"))

    assert inside != session.session_key
    assert not Session.objects.filter(session_key__in=[stored(inside), stored(str(session.session_key))]).exists()
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_a_copy_of_the_sessions_table_opens_no_session(client, mads):
    try_password(client)
    row = Session.objects.get(person_id=mads.pk)
    thief = Client()
    thief.cookies["session"] = row.session_key

    assert client.get(reverse("account")).status_code == 200
    assert row.session_key != client.cookies["session"].value
    assert thief.get(reverse("account")).status_code == 302


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/organisation/units/", "/organisation/units/"),
        ("/a?b=c", "/a?b=c"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("/ok\nSet-Cookie: a=b", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_one_is_sent_on_to_own_pages_only(client, mads, wanted, leads_to):
    assert try_password(client, next=wanted).url == leads_to


def test_a_page_that_asks_for_sign_in_is_where_one_lands_afterwards(client, mads):
    asked = client.get("/organisation/units/")
    assert asked.url == "/sign-in/?next=/organisation/units/"

    assert try_password(client, next="/organisation/units/").url == "/organisation/units/"


def test_a_link_signs_in_once_and_only_after_a_press_of_the_button(client, mads):
    client.post(reverse("send_sign_in_link"), {"email": "MADS@example.dk"})
    link = link_in_last_mail()

    landing = client.get(link)
    page = client.get(landing.url)
    assert landing.url == "/sign-in/use/"
    assert (page.status_code, who_is_in(client)) == (200, "")

    assert client.post("/sign-in/use/").url == "/"
    assert who_is_in(client) == "Mads Rosenklint"

    other = Client()
    other.get(link)
    assert other.post("/sign-in/use/").status_code == 410
    assert who_is_in(other) == ""


def test_a_link_is_good_for_half_an_hour(client, mads):
    with time_machine.travel("2026-11-24 10:00:00+01:00", tick=False) as moment:
        client.post(reverse("send_sign_in_link"), {"email": "mads@example.dk"})
        client.get(link_in_last_mail())
        moment.shift(timedelta(minutes=rules.LINK_MINUTES))
        too_late = client.post("/sign-in/use/")

    assert too_late.status_code == 410


def test_only_a_hash_of_the_link_is_kept(client, mads):
    client.post(reverse("send_sign_in_link"), {"email": "mads@example.dk"})
    token = link_in_last_mail().split("/")[3]

    kept = SignInLink.objects.get()

    assert len(token) >= 43  # 256 bits
    assert token not in (str(kept.pk), kept.token_hash)


def test_asking_for_a_link_says_the_same_whether_the_address_is_known_or_not(client, mads):
    known = client.post(reverse("send_sign_in_link"), {"email": "mads@example.dk"})
    unknown = client.post(reverse("send_sign_in_link"), {"email": "nobody@example.dk"})

    assert text_of(known) == text_of(unknown)
    assert SignInLink.objects.count() == 1


def test_nobody_can_fill_a_mailbox_with_links(client, mads):
    for _ in range(rules.LINKS_PER_ACCOUNT + 3):
        client.post(reverse("send_sign_in_link"), {"email": "mads@example.dk"})

    assert OutboxMessage.objects.filter(kind="sign-in-link").count() == rules.LINKS_PER_ACCOUNT


def test_guessing_links_is_stopped(client, mads):
    client.cookies["link"] = "guessed"
    with time_machine.travel("2026-11-24 10:00:10+01:00", tick=False):
        statuses = [client.post("/sign-in/use/").status_code for _ in range(rules.BAD_LINKS_PER_ADDRESS + 1)]

    assert statuses == [410] * rules.BAD_LINKS_PER_ADDRESS + [429]


def test_a_link_keeps_where_one_wanted_to_go(client, mads):
    client.post(reverse("send_sign_in_link"), {"email": "mads@example.dk", "next": "/organisation/people/?q=bo&page=2"})

    landing = client.get(link_in_last_mail())
    page = client.get(landing.url)

    assert page.context["next"] == "/organisation/people/?q=bo&page=2"


def test_personas_are_for_demo_installations_only(client, mads):
    assert client.get(reverse("personas")).status_code == 404
    assert client.post(reverse("personas"), {"person": mads.pk}).status_code == 404


def test_in_a_demo_one_can_be_anybody_of_the_demo_and_nobody_else(client, mads):
    make.set_up(is_demo=True)
    invented = make.make_person("Thea Havbæk", unit=mads.engagements.get().unit, is_demo=True, persona=1)

    assert client.post(reverse("personas"), {"person": mads.pk}).status_code == 404
    assert client.post(reverse("personas"), {"person": invented.pk}).status_code == 302
    assert who_is_in(client) == "Thea Havbæk"


def test_the_others_of_the_demo_are_found_by_search(client, mads):
    make.set_up(is_demo=True)
    unit = mads.engagements.get().unit
    for name in ("Åse Rosenklint", "Aase Lund", "Bo Skovtin"):
        make.make_person(name, unit=unit, is_demo=True)

    found = client.get(reverse("personas"), {"q": "aase"}).context["others"]

    assert [person.name for person, _ in found] == ["Aase Lund", "Åse Rosenklint"]


def test_a_session_ends_after_half_an_hour_without_use_and_after_ten_hours_anyway(client, mads):
    with time_machine.travel("2026-11-24 08:00:00+01:00", tick=False) as moment:
        try_password(client)
        here = []
        for _ in range(30):
            moment.shift(timedelta(minutes=20))
            here.append(bool(who_is_in(client)))
        moment.shift(timedelta(minutes=1))
        after_ten_hours = who_is_in(client)
        try_password(client)
        moment.shift(timedelta(minutes=31))
        after_a_break = who_is_in(client)

    assert here == [True] * 30
    assert (after_ten_hours, after_a_break) == ("", "")


def test_somebody_who_leaves_or_whose_account_is_closed_is_out_at_the_next_click(client, mads):
    make.sign_in(client, mads)
    assert who_is_in(client)

    mads.engagements.update(valid_to=clock.today())

    assert who_is_in(client) == ""


def test_who_is_here_costs_one_query(client, mads, django_assert_num_queries):
    make.sign_in(client, mads)
    client.get(reverse("account_password"))

    with django_assert_num_queries(2):  # the session, the person
        client.get(reverse("account_password"))


def test_every_way_in_and_every_failure_leaves_a_trace_without_addresses(client, mads):
    try_password(client, password="forkert")
    try_password(client)
    client.post(reverse("sign_out"))

    traces = AuditEntry.objects.order_by("id").values_list("action", "details")

    assert list(traces) == [("sign-in.failed", {}), ("sign-in", {"how": "password"}), ("sign-out", {})]


def test_language_is_remembered_for_the_person_and_for_the_browser(client, mads):
    response = client.post(reverse("set_language"), {"language": "en", "next": "/sign-in/"})
    assert (response.url, client.cookies["language"].value) == ("/sign-in/", "en")

    make.sign_in(client, mads)
    client.post(reverse("set_language"), {"language": "en"})
    elsewhere = make.sign_in(Client(), Person.objects.get(pk=mads.pk))

    assert elsewhere.get(reverse("account")).headers["Content-Language"] == "en"


def test_a_language_nobody_speaks_here_changes_nothing(client, mads):
    make.sign_in(client, mads)

    client.post(reverse("set_language"), {"language": "xx"})

    assert Person.objects.get(pk=mads.pk).language == "da"


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()
