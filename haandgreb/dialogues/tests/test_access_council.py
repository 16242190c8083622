"""Page × who → answer, for concept, ten questions, evaluation and pack."""

from __future__ import annotations

import pytest
from django.urls import reverse

from haandgreb.dialogues.actions import concept as concepts
from haandgreb.dialogues.actions import decision as decisions
from haandgreb.dialogues.actions import evaluation as evaluations
from haandgreb.dialogues.models import Evaluation
from haandgreb.dialogues.tests.council_factory import Council
from haandgreb.dialogues.tests.factories import make_concept
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]
WRITERS = {"hr": 200, "council": 200}
EVERYBODY = dict.fromkeys(ROLES, 200)
COUNCIL = {**dict.fromkeys(ROLES, 404), **WRITERS}
SPEAKERS = {**dict.fromkeys(ROLES, 404), "council": 200}
# A POST is wanted: a GET never changes anything, whoever asks.
POST_ONLY = dict.fromkeys(ROLES, 405)
ACCESS = {
    "dialogues:concept": EVERYBODY,
    "dialogues:concept_version": EVERYBODY,
    "dialogues:concept_begin": POST_ONLY,
    "dialogues:concept_drop": POST_ONLY,
    "dialogues:concept_edit": {**dict.fromkeys(ROLES, 403), **WRITERS},
    "dialogues:check_list": COUNCIL,
    "dialogues:check_new": POST_ONLY,
    "dialogues:check": COUNCIL,
    "dialogues:check_side": POST_ONLY,
    "dialogues:check_levels": SPEAKERS,
    "dialogues:check_hand_in": POST_ONLY,
    "dialogues:check_finish": POST_ONLY,
    "dialogues:check_answer": SPEAKERS,
    "dialogues:ambassador": EVERYBODY,
    "dialogues:evaluation": COUNCIL,
    "dialogues:evaluate": EVERYBODY,
    "dialogues:evaluation_close": POST_ONLY,
    "dialogues:evaluation_comments": COUNCIL,
    "dialogues:packs": COUNCIL,
    "dialogues:pack": COUNCIL,
    "dialogues:evaluation_new": COUNCIL,
    "dialogues:decision_new": COUNCIL,
    "dialogues:decision": COUNCIL,
}
# What each may do, beside what she may open.
CHANGES = {
    "dialogues:concept_begin": {**dict.fromkeys(ROLES, 403), "hr": 302, "council": 302},
    "dialogues:concept_drop": {**dict.fromkeys(ROLES, 403), "hr": 302, "council": 302},
    "dialogues:check_new": {**dict.fromkeys(ROLES, 404), "hr": 302, "council": 302},
    "dialogues:check_side": {**dict.fromkeys(ROLES, 404), "council": 302},
    "dialogues:check_hand_in": {**dict.fromkeys(ROLES, 404), "council": 302},
    "dialogues:check_finish": {**dict.fromkeys(ROLES, 404), "council": 302},
    "dialogues:evaluation_close": {**dict.fromkeys(ROLES, 404), "hr": 302, "council": 302},
    "dialogues:evaluation_new": {**dict.fromkeys(ROLES, 404), "hr": 422, "council": 422},
    "dialogues:decision_new": {**dict.fromkeys(ROLES, 404), "hr": 422, "council": 422},
}


def arguments(place, page):
    """What the page is asked for."""
    if page in {"dialogues:check_levels", "dialogues:check_side", "dialogues:check_hand_in", "dialogues:check"}:
        return {"check_id": place.check().pk}
    if page in {"dialogues:check_answer", "dialogues:check_finish"}:
        found = {"check_id": place.together().pk}
        return {**found, "key": "MUS-04"} if page == "dialogues:check_answer" else found
    if page.startswith("dialogues:eval") and page != "dialogues:evaluation_new":
        evaluation, people = place.evaluation(12, asks_openly=True)
        if page == "dialogues:evaluation_comments":
            for person in people:
                evaluations.answer_evaluation(evaluation.pk, {"EV-text": "Mere tid"}, by=person)
            evaluations.close(evaluation, by=None)
        return {"evaluation_id": evaluation.pk}
    if page in {"dialogues:pack", "dialogues:evaluation_new", "dialogues:decision_new"}:
        return {"round_id": place.round_with(6)[0].pk}
    if page == "dialogues:decision":
        facts = {"text": "Én side", "owner": place.manager, "due_on": clock.today()}
        return {"decision_id": decisions.decide(place.round_with(6)[0], facts, by=place.council).pk}
    if page.startswith("dialogues:concept"):
        make_concept()
        concepts.begin(by=place.council, language="da")
        return {"number": 1} if page == "dialogues:concept_version" else {}
    return {}


@pytest.mark.parametrize("page", ACCESS)
def test_access(client, page):
    place = Council()
    where = reverse(page, kwargs=arguments(place, page))
    found = {role: sign_in(client, getattr(place, role)).get(where).status_code for role in ROLES}

    assert found == ACCESS[page]


@pytest.mark.parametrize("page", CHANGES)
def test_who_may_change_what(client, page):
    place = Council()
    where = reverse(page, kwargs=arguments(place, page))
    found = {role: sign_in(client, getattr(place, role)).post(where, {"sent": "1"}).status_code for role in ROLES}

    assert found == CHANGES[page]


@pytest.mark.parametrize("page", ACCESS)
def test_nobody_signed_in_is_led_to_the_sign_in(client, page):
    where = reverse(page, kwargs=arguments(Council(), page))

    assert client.get(where).status_code == 302


def test_a_closed_evaluation_is_read_by_everybody(client):
    place = Council()
    evaluation, _people = place.evaluation()
    evaluations.close(Evaluation.objects.get(pk=evaluation.pk), by=None)
    where = reverse("dialogues:evaluation", args=[evaluation.pk])

    assert {sign_in(client, getattr(place, role)).get(where).status_code for role in ROLES} == {200}


def test_what_does_not_exist_and_what_one_may_not_read_answer_alike(client):
    place = Council()
    found, _people = place.round_with(6)
    sign_in(client, place.person)
    forbidden = client.get(reverse("dialogues:pack", args=[found.pk]))
    unknown = client.get(reverse("dialogues:pack", args=[place.person.pk]))

    assert (forbidden.status_code, forbidden.content) == (unknown.status_code, unknown.content)


def test_promises_made_in_the_works_council_link_only_for_who_can_open_them(client):
    place = Council()
    found, _people = place.round_with(6)
    facts = {"text": "Opfølgningen bookes", "owner": place.person, "due_on": clock.today()}
    decisions.decide(found, facts, by=place.council)
    sign_in(client, place.person)

    page = client.get("/followups/").content.decode()

    assert ("Opfølgningen bookes" in page, str(found.pk) in page) == (True, False)
