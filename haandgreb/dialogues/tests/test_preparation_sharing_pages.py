"""Sharing a preparation on its pages: exactly what is read, by whom, and taken back."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from haandgreb.dialogues.actions import preparation as actions
from haandgreb.dialogues.models import Dialogue, Opened, Prepared, TalkClock
from haandgreb.dialogues.permissions import EMPLOYEE, MANAGER
from haandgreb.dialogues.queries import preparation as queries
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.dialogues.tests.preparation_pages_helpers import TEXT, hold, prepare, share, url
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Workplace()


@pytest.fixture
def dialogue(place):
    return place.dialogue("booked")


@pytest.fixture
def mads(place):
    return sign_in(Client(), place.person)


@pytest.fixture
def gorm(place):
    return sign_in(Client(), place.manager)


def test_the_page_says_exactly_what_the_manager_would_read(mads, place, dialogue):
    actions.write(
        dialogue,
        {"together": {"headline": "Tempoet", "text": "Kun mit eget"}, "proud": {"text": TEXT}},
        {},
        by=place.person,
        side=EMPLOYEE,
    )
    html = mads.get(url("share", dialogue)).content.decode()

    assert TEXT in html
    assert "Tempoet" in html
    assert "Kun mit eget" not in html
    assert re.findall(r'name="share" value="(\w+)"( checked)?', html) == [("proud", " checked"), ("together", "")]


def sharing(browser, dialogue, *keys):
    html = browser.get(url("share", dialogue)).content.decode()
    seen = dict(re.findall(r'<input type="hidden" name="((?:seen-\w+)|reader)" value="([^"]*)">', html))
    return {**seen, "share": keys}


def test_sharing_and_taking_back_on_the_page(mads, place, dialogue):
    prepare(dialogue, place.person, proud=TEXT, learned="Genvej")
    mads.post(url("share", dialogue), sharing(mads, dialogue, "proud", "learned"))
    both = queries.readable(dialogue, place.manager, clock.today())
    mads.post(url("withdraw", dialogue), {"key": "proud"})
    one = queries.readable(dialogue, place.manager, clock.today())
    mads.post(url("withdraw", dialogue))

    assert [one.text for one in both] == [TEXT, "Genvej"]
    assert [one.text for one in one] == ["Genvej"]
    assert queries.readable(dialogue, place.manager, clock.today()) == []


def test_what_was_taken_back_is_not_ticked_again_beside_what_is_still_shared(mads, place, dialogue):
    prepare(dialogue, place.person, proud=TEXT, learned="Genvej")
    share(dialogue, place.person, "proud", "learned")
    actions.withdraw(dialogue, ["proud"], by=place.person)
    html = mads.get(url("share", dialogue)).content.decode()

    assert re.findall(r'name="share" value="(\w+)"( checked)?', html) == [("proud", "")]


def test_nothing_ticked_is_said(mads, place, dialogue):
    prepare(dialogue, place.person, proud=TEXT)

    assert mads.post(url("share", dialogue), sharing(mads, dialogue)).status_code == 422


def test_taking_back_after_the_talk_is_refused_in_words(mads, place, dialogue):
    prepare(dialogue, place.person, proud=TEXT)
    share(dialogue, place.person, "proud")
    hold(dialogue)
    answer = mads.post(url("withdraw", dialogue))

    assert answer.status_code == 409
    assert "Samtalen er holdt" in answer.content.decode()
    assert len(queries.readable(Dialogue.objects.get(), place.manager, clock.today())) == 1


def test_a_manager_replaced_while_the_page_was_open_reads_nothing(mads, place, dialogue):
    prepare(dialogue, place.person, proud=TEXT)
    page = sharing(mads, dialogue, "proud")
    vera = place.another_manager()
    Dialogue.objects.filter(pk=dialogue.pk).update(manager=vera, manager_since=clock.now())
    answer = mads.post(url("share", dialogue), page)

    assert answer.status_code == 409
    assert "Vera" in answer.content.decode()
    assert Prepared.objects.filter(shared_with=None).count() == 1


def test_the_person_is_told_who_could_read_and_shares_anew_with_one_button(mads, place, dialogue):
    prepare(dialogue, place.person, proud=TEXT, learned="Genvej")
    share(dialogue, place.person, "proud")
    vera = place.another_manager()
    Dialogue.objects.filter(pk=dialogue.pk).update(manager=vera, manager_since=clock.now())
    html = mads.get(url("share", dialogue)).content.decode()
    lines = [mads.get(page).content.decode() for page in (url("share", dialogue), url("dialogue", dialogue))]
    button = html[html.index('<section class="card tint') : html.index("</section>", html.index("card tint"))]
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', button))
    mads.post(url("share", dialogue), fields)
    dialogue.refresh_from_db()

    told = "Gorm Vangsted kunne læse det her. Det kan Vera Bregnø først, når du deler det igen"
    assert all(told in line for line in lines)
    assert [one.text for one in queries.readable(dialogue, vera, clock.today())] == [TEXT]


def test_the_manager_reads_what_is_shared_and_that_is_written_down(gorm, place, dialogue):
    empty = gorm.get(url("preparation_read", dialogue)).content.decode()
    none = Opened.objects.count()
    prepare(dialogue, place.person, proud=TEXT)
    share(dialogue, place.person, "proud")
    html = gorm.get(url("preparation_read", dialogue)).content.decode()

    assert "har ikke delt noget endnu" in empty
    assert none == 0
    assert TEXT in html
    assert list(Opened.objects.values_list("what", "by", "role")) == [("preparation", place.manager.pk, MANAGER)]


def test_the_manager_is_told_that_the_employee_can_get_a_copy(gorm, dialogue):
    assert "Medarbejderen kan få en kopi" in gorm.get(url("prepare", dialogue)).content.decode()


def test_the_manager_opens_what_she_kept_for_the_talk(gorm, place, dialogue):
    prepare(dialogue, place.manager, MANAGER, feedback="Da du ringede først")
    share(dialogue, place.manager, "feedback", side=MANAGER)
    before = queries.readable(dialogue, place.person, clock.today())
    gorm.post(url("share_open", dialogue), {"key": "feedback"})

    assert before == []
    assert len(queries.readable(dialogue, place.person, clock.today())) == 1


def test_what_waits_for_the_talk_says_so(mads, place, dialogue):
    prepare(dialogue, place.person, feedback="Fortsæt med kaffen")
    share(dialogue, place.person, "feedback")
    before = mads.get(url("share", dialogue)).content.decode()
    Dialogue.objects.filter(pk=dialogue.pk).update(starts_at=clock.now(), stands_from=clock.now())
    TalkClock.objects.create(dialogue=dialogue, started_at=clock.now() + timedelta(minutes=1))

    assert "læser det, når samtalen går i gang" in before
    assert "kan læse det her" in mads.get(url("share", dialogue)).content.decode()
