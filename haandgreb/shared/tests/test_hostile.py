"""What somebody can send who wishes the others no good: it costs little, breaks nothing and is not kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.urls import reverse

from haandgreb.organisation.models import Person
from haandgreb.organisation.tests.factories import give_role, make_person, make_unit, set_up, sign_in
from haandgreb.shared import clock, drafts, once, outbox
from haandgreb.shared.conflict import clashes_between
from haandgreb.shared.models import Draft, Once, OutboxMessage
from haandgreb.shared.passport import capabilities


@pytest.fixture
def mads(db: None) -> Person:
    return make_person("Mads Rosenklint", unit=make_unit())


def test_two_long_texts_that_hardly_agree_are_shown_without_keeping_the_server_busy():
    mine, theirs = "først " + "a " * 9_000 + "mit sidst", "først b " + "a " * 8_000 + "dit sidst"

    (clash,) = clashes_between({"notes": mine}, {"notes": theirs}, {"notes": "Noter"})

    assert clash.mine_marked.startswith("først <mark>a a ")
    assert clash.mine_marked.endswith(" a mit</mark> sidst")


def test_what_long_texts_begin_and_end_with_alike_is_never_marked():
    same = "ord " * 4_000

    (clash,) = clashes_between({"notes": f"{same}mit {same}"}, {"notes": f"{same}dit {same}"}, {"notes": "Noter"})

    assert clash.mine_marked == f"{same}<mark>mit</mark> {same}".strip()


def test_a_draft_never_holds_a_cpr_number_nor_what_postgresql_cannot_store(mads: Person):
    drafts.keep(mads, "minutes\0-7", QueryDict("notes=010190-1234&place=Lokale%00 2"))

    assert Draft.objects.get().form == "minutes-7"
    assert Draft.objects.get().fields == {"place": ["Lokale 2"]}


def test_one_person_keeps_fifty_drafts_however_many_she_sends(mads: Person):
    for number in range(53):
        drafts.keep(mads, f"form-{number}", QueryDict("notes=tekst"))

    assert Draft.objects.count() == 50
    assert drafts.find(mads, "form-0") is None
    assert drafts.find(mads, "form-52") is not None


def test_only_a_trusted_proxy_is_believed_to_have_been_asked_by_https(mads: Person, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.PRODUCTION, settings.TRUSTED_PROXIES = True, ["10.0.0.1"]

    def asked(address: str) -> int:
        headers = {"x-forwarded-proto": "https"}
        return Client().get("/anonymity/", REMOTE_ADDR=address, headers=headers).status_code

    set_up()
    assert (asked("10.0.0.1"), asked("203.0.113.7")) == (200, 403)


def test_a_token_with_a_nul_in_it_is_a_token(mads: Person):
    request = RequestFactory().post("/", {"once": "a\0b"})
    request.user = mads

    assert once.claim(request) is None
    assert Once.objects.get().token == "ab"


def test_who_sent_which_form_is_forgotten_after_a_week(mads: Person):
    Once.objects.create(token="old", person=mads.pk, at=clock.now() - timedelta(days=8))
    Once.objects.create(token="new", person=mads.pk, at=clock.now())

    once.forget_old(clock.now())

    assert list(Once.objects.values_list("token", flat=True)) == ["new"]


def test_of_a_mail_that_has_left_the_text_is_not_kept(mads: Person):
    outbox.put(kind="sign-in-link", person=mads, subject="Dit link", text="https://…/hemmelig", calendar="BEGIN:")

    assert outbox.send_due(clock.now()) == 1

    sent = OutboxMessage.objects.get()
    assert (sent.state, sent.text, sent.calendar) == ("sent", "", "")


def test_a_mail_is_forgotten_three_months_after_it_left_and_one_that_waits_is_not(mads: Person):
    outbox.put(kind="a", person=mads, subject="Sendt", text="")
    outbox.put(kind="b", person=mads, subject="Venter", text="", send_after=clock.now() + timedelta(days=1))
    outbox.send_due(clock.now())

    assert outbox.forget_old(clock.now() + timedelta(days=89)) == 0
    assert outbox.forget_old(clock.now() + timedelta(days=91)) == 1
    assert [message.subject for message in OutboxMessage.objects.all()] == ["Venter"]


@pytest.mark.parametrize("wanted", ["meeting", "//evil.example", "/\\evil.example", "/\tx", "https://evil.example", ""])
def test_a_form_leads_only_to_paths_of_this_site(mads: Person, wanted: str):
    answer = sign_in(Client(), mads).post(reverse("drop_draft", args=["x"]), {"next": wanted})

    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("home"))


@pytest.mark.parametrize(("is_in", "status"), [(True, 403), (False, 413)])
def test_only_somebody_signed_in_may_send_as_much_as_a_staff_list(mads: Person, is_in: bool, status: int):
    set_up()
    client = sign_in(Client(), mads) if is_in else Client()

    answer = client.post(reverse("organisation:staff_list"), b"a" * 12_000_000, content_type="text/csv")

    assert answer.status_code == status


@pytest.mark.parametrize("address", ["/questions/a%00b/", "/drafts/a%00b/", "/meetings/drafts/a%00b/drop/"])
def test_an_address_with_a_nul_in_it_is_no_page(mads: Person, address: str):
    assert sign_in(Client(), mads).post(address).status_code == 404


def test_drafts_and_mails_are_in_ones_copy_and_go_when_one_is_forgotten(mads: Person):
    other = make_person("Pia Kornmod")
    for person in (mads, other):
        drafts.keep(person, "minutes-7", QueryDict("notes=Kladde"))
        outbox.put(kind="digest", person=person, subject="Du har bolden", text="")
        Once.objects.create(token="abc", person=person.pk, at=clock.now())
    shared = next(one for one in capabilities() if one.label == "shared")

    copy = shared.personal_data(mads)
    shared.forget(mads)

    assert [(one["form"], one["fields"]) for one in copy["not saved yet"]] == [("minutes-7", {"notes": ["Kladde"]})]
    assert [(one["subject"], one["to"]) for one in copy["mails"]] == [("Du har bolden", mads.email)]
    left = [list(model.objects.values_list("person", flat=True)) for model in (Draft, OutboxMessage, Once)]
    assert left == [[other.pk]] * 3


def test_a_day_at_the_end_of_time_is_refused_in_words(mads: Person):
    client, end = sign_in(Client(), mads), "9999-12-31"
    give_role(mads, "administrator")
    other = make_person("Pia Kornmod", unit=mads.engagements.get().unit)
    last_day = reverse("organisation:end_engagement", args=[other.engagements.get().pk])
    meeting = {"title": "Møde", "chair": mads.email, "day": end, "at": "23:30", "minutes": "480"}

    answers = [client.post(last_day, {"last_day": end}), client.post(reverse("meetings:new"), meeting)]

    assert [answer.status_code for answer in answers] == [422, 422]
