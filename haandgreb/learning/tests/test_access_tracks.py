"""Page × who → answer, for tracks and learning together. Mads writes and hosts, Freja is his pair."""

from datetime import timedelta

import pytest
from django.urls import reverse

from haandgreb.learning.tests.factories import Workplace
from haandgreb.learning.tests.tracks_factory import make_click, make_module, make_pair, make_talk, make_track
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]
EVERYBODY = dict.fromkeys(ROLES, 200)
HR = {**dict.fromkeys(ROLES, 403), "hr": 200}
HR_POST = {**dict.fromkeys(ROLES, 403), "hr": 302}
HOST = {**dict.fromkeys(ROLES, 403), "person": 200}
PAIR = {**dict.fromkeys(ROLES, 404), "person": 200, "colleague": 200}
TEAM = {**EVERYBODY, "council": 404, "admin": 404, "other_manager": 404}
WRITER = {**TEAM, "colleague": 403, "deputy": 403, "hr": 403, "above": 403}
ACCESS = {
    "learning:tracks": EVERYBODY,
    "learning:track": EVERYBODY,
    "learning:track_new": HR,
    "learning:track_edit": HR,
    "learning:track_modules": HR,
    "learning:track_retire": HR_POST,
    "learning:track_reopen": HR_POST,
    "learning:clicks": EVERYBODY,
    "learning:click_new": EVERYBODY,
    "learning:click": EVERYBODY,
    "learning:click_calendar": EVERYBODY,
    "learning:click_edit": HOST,
    "learning:click_cancel": HOST,
    "learning:click_seat": dict.fromkeys(ROLES, 302),
    "learning:click_give_back": dict.fromkeys(ROLES, 302),
    "learning:click_held": {**dict.fromkeys(ROLES, 403), "person": 302},
    "learning:pair_new": EVERYBODY,
    "learning:pair": PAIR,
    "learning:pair_join": {**dict.fromkeys(ROLES, 404), "person": 302, "colleague": 302},
    "learning:pair_decline": dict.fromkeys(ROLES, 404),  # nobody is asked: they are a pair
    "learning:pair_end": {**dict.fromkeys(ROLES, 404), "person": 302, "colleague": 302},
    "learning:note": EVERYBODY,
    "learning:team_talk_new": EVERYBODY,
    "learning:team_talk": TEAM,
    "learning:team_talk_edit": WRITER,
    "learning:team_talk_remove": {role: 302 if answer == 200 else answer for role, answer in WRITER.items()},
    "learning:use_check": {**dict.fromkeys(ROLES, 404), "person": 200, "manager": 403},
}
POSTED = {
    f"learning:{name}"
    for name in (
        "track_retire", "track_reopen", "click_seat", "click_give_back", "click_held",
        "pair_join", "pair_decline", "pair_end", "team_talk_remove",
    )
}  # fmt: skip


def address(page, place):
    """The page's address, for what Mads has begun."""
    name = page.split(":")[1]
    if name in ("tracks", "track_new", "clicks"):
        return reverse(page)
    if name == "use_check":
        days = {"starts_on": clock.today() - timedelta(days=30), "ends_on": clock.today() - timedelta(days=30)}
        enrolment = place.enrolment("completed", activity=make_module(), **days)
        return reverse(page, args=[enrolment.pk, 30])
    if name in ("click_new", "pair_new", "note", "team_talk_new"):
        return reverse(page, args=[make_module().pk])
    if name.startswith("track"):
        return reverse(page, args=[make_track(make_module()).pk])
    if name.startswith("click"):
        return reverse(page, args=[make_click(place.person, days=-1 if name == "click_held" else 3).pk])
    if name.startswith("pair"):
        return reverse(page, args=[make_pair(place.person, place.colleague).pk])
    return reverse(page, args=[make_talk(place.unit, place.person).pk])


@pytest.mark.parametrize(("page", "role"), [(page, role) for page in ACCESS for role in ROLES])
def test_access(client, page, role):
    place = Workplace()
    where = address(page, place)
    sign_in(client, getattr(place, role))

    answer = client.post(where) if page in POSTED else client.get(where)

    assert answer.status_code == ACCESS[page][role]


@pytest.mark.parametrize("page", ACCESS)
def test_nobody_signed_in_is_led_to_the_sign_in(client, page):
    where = address(page, Workplace())

    assert (client.post(where) if page in POSTED else client.get(where)).status_code == 302
