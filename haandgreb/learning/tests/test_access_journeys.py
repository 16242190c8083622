"""Page × who → answer, for learning journeys. Gorm leads one; Mads takes part in it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from haandgreb.learning.actions import journeys as actions
from haandgreb.learning.models import Journey, JourneyPart
from haandgreb.learning.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]
EVERYBODY = dict.fromkeys(ROLES, 200)
NOBODY = dict.fromkeys(ROLES, 404)
MAKERS = ("manager", "above", "deputy", "hr", "other_manager")
MAY_MAKE = {role: 200 if role in MAKERS else 403 for role in ROLES}
DRAFT = {**NOBODY, "manager": 200, "hr": 200}
LED = {**dict.fromkeys(ROLES, 403), "manager": 200, "hr": 200}
TWO = {**NOBODY, "person": 200, "manager": 200}
ACCESS = {
    "learning:journeys": EVERYBODY,
    "learning:journey_new": MAY_MAKE,
    "learning:journey": EVERYBODY,
    "learning:journey_edit": DRAFT,
    "learning:journey_step_new": DRAFT,
    "learning:journey_step_edit": DRAFT,
    "learning:journey_step_delete": DRAFT,
    "learning:journey_begin": DRAFT,
    "learning:journey_end": LED,
    "learning:journey_copy": MAY_MAKE,
    "learning:journey_invite": LED,
    "learning:journey_join": EVERYBODY,
    "learning:journey_part": TWO,
    "learning:journey_yes": {**TWO, "person": 403},
    "learning:journey_leave": {**TWO, "manager": 403},
    "learning:journey_act": {**TWO, "manager": 403},
    "learning:journey_act_skip": {**TWO, "manager": 403},
}
POSTED = {f"learning:journey_{act}" for act in ("step_delete", "begin", "end", "copy", "yes", "leave", "act_skip")}
OF_DRAFT = {f"learning:journey_{act}" for act in ("edit", "step_new", "step_edit", "step_delete", "begin")}
STEP = {"week": 1, "day": 1, "kind": "engage", "title": "Tal sammen"}


def draft(place: Workplace) -> Journey:
    """Six weeks with one step, made by Gorm."""
    return actions.make({"title": "Klare breve", "goal": "Skriver klart", "weeks": 6}, [STEP], by=place.manager)


def running(place: Workplace) -> JourneyPart:
    """It has begun, and Mads takes part."""
    journey = draft(place)
    part = actions.join(journey, place.person, moment="Når jeg skriver et afslag", buddy=place.colleague)
    actions.begin(journey, clock.today(), by=place.manager)
    part.refresh_from_db()
    return part


def address(page: str, place: Workplace) -> str:
    if page in ("learning:journeys", "learning:journey_new"):
        return reverse(page)
    if page in OF_DRAFT:
        journey = draft(place)
        return reverse(page, args=[journey.steps.get().pk if "_step_" in page and "new" not in page else journey.pk])
    part = running(place)
    things = {"part": part, "yes": part, "leave": part, "act": part.acts.get(), "act_skip": part.acts.get()}
    return reverse(page, args=[things.get(page.removeprefix("learning:journey_"), part.journey).pk])


@pytest.mark.parametrize(("page", "role"), [(page, role) for page in ACCESS for role in ROLES])
def test_access(client, page, role):
    place = Workplace()
    url = address(page, place)
    sign_in(client, getattr(place, role))

    answer = client.post(url) if page in POSTED else client.get(url)

    wanted = ACCESS[page][role]
    done = 422 if page == "learning:journey_act_skip" else 302
    assert answer.status_code == (done if wanted == 200 and page in POSTED else wanted)


@pytest.mark.parametrize("role", ROLES)
def test_a_draft_is_read_by_who_makes_it_hr_and_those_invited(client, role):
    place = Workplace()
    journey = draft(place)
    actions.invite(journey, [place.person], by=place.manager)
    sign_in(client, getattr(place, role))

    answer = client.get(reverse("learning:journey", args=[journey.pk]))

    assert answer.status_code == (200 if role in ("person", "manager", "hr") else 404)


def test_an_invitation_is_hers_until_she_says_yes(client):
    place = Workplace()
    journey = draft(place)
    actions.invite(journey, [place.person], by=place.manager)
    sign_in(client, place.manager)

    assert client.get(reverse("learning:journey_part", args=[journey.parts.get().pk])).status_code == 404
