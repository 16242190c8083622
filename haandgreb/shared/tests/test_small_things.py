"""Forms sent twice, drafts that survive, limits that count, texts in two languages."""

from datetime import timedelta

import pytest
from django.core.exceptions import RequestDataTooBig
from django.http import QueryDict
from django.test import RequestFactory
from django.utils import translation

from haandgreb.organisation.tests.factories import make_person
from haandgreb.shared import clock, drafts, once, throttle
from haandgreb.shared.models import Draft, Throttle
from haandgreb.shared.twolang import Text


def test_a_text_is_read_in_the_readers_language_or_the_other_one_there_is():
    both, only_danish = Text("Møde", "Meeting"), Text("Møde")

    with translation.override("en"):
        assert (str(both), str(only_danish)) == ("Meeting", "Møde")
    with translation.override("da"):
        assert str(both) == "Møde"
    assert not Text("")


def request_with(token, person):
    request = RequestFactory().post("/", {"once": token})
    request.user = person
    return request


@pytest.mark.django_db
def test_the_second_sending_gets_the_first_result():
    mads = make_person("Mads Rosenklint")

    assert once.claim(request_with("abc", mads)) is None
    once.settle(request_with("abc", mads), "/meetings/7/")

    assert once.claim(request_with("abc", mads)) == "/meetings/7/"


@pytest.mark.django_db
def test_the_same_token_from_somebody_else_is_another_sending():
    assert once.claim(request_with("abc", make_person("Mads Rosenklint"))) is None
    assert once.claim(request_with("abc", make_person("Pia Kornmod"))) is None


@pytest.mark.django_db
def test_a_draft_comes_back_to_its_writer_only():
    mads, pia = make_person("Mads Rosenklint"), make_person("Pia Kornmod")
    drafts.keep(mads, "minutes-7", QueryDict("notes=Første&notes=Anden&csrfmiddlewaretoken=x&once=y&password=z"))

    found = drafts.find(mads, "minutes-7")

    assert dict(found.lists()) == {"notes": ["Første", "Anden"]}
    assert drafts.find(pia, "minutes-7") is None


@pytest.mark.django_db
def test_an_absurdly_long_draft_is_refused():
    with pytest.raises(RequestDataTooBig):
        drafts.keep(make_person("Mads Rosenklint"), "x", QueryDict("notes=" + "a" * 200_001))


@pytest.mark.django_db
def test_what_is_kept_can_be_put_beside_what_is_kept_already():
    mads, given = make_person("Mads Rosenklint"), []

    def beside(before):
        given.append(dict(before.lists()) if before is not None else None)
        return QueryDict(f"a={len(given)}")

    drafts.keep(mads, "x", beside)
    drafts.keep(mads, "x", beside)

    assert given == [None, {"a": ["1"]}]
    assert dict(drafts.find(mads, "x").lists()) == {"a": ["2"]}


@pytest.mark.django_db
def test_drafts_nobody_came_back_to_are_forgotten():
    drafts.keep(make_person("Mads Rosenklint"), "x", QueryDict("a=b"))

    drafts.drop_old(clock.now() + timedelta(days=29))
    assert Draft.objects.count() == 1
    drafts.drop_old(clock.now() + timedelta(days=31))
    assert Draft.objects.count() == 0


@pytest.mark.django_db
def test_the_fifth_failure_in_a_minute_is_the_last_one():
    now = clock.now()
    tried = []
    for _ in range(6):
        tried.append(throttle.too_many("sign-in", "pia@mss.example", most=5, now=now))
        throttle.count("sign-in", "pia@mss.example", now)

    assert tried == [False] * 5 + [True]
    assert not throttle.too_many("sign-in", "pia@mss.example", most=5, now=now + timedelta(minutes=1))
    assert not throttle.too_many("sign-in", "mads@mss.example", most=5, now=now)


@pytest.mark.django_db
def test_who_is_counted_is_not_kept_in_plain_text():
    throttle.count("sign-in", "pia@mss.example")

    assert "pia" not in Throttle.objects.get().subject


def test_a_forwarded_address_counts_only_from_a_trusted_proxy(settings):
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR="203.0.113.7, 198.51.100.2")
    settings.TRUSTED_PROXIES = []
    assert throttle.address_of(request) == "10.0.0.9"

    settings.TRUSTED_PROXIES = ["10.0.0.9"]
    assert throttle.address_of(request) == "198.51.100.2"
