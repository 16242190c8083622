"""Page × who → answer, for completions, platforms and their lists; and who reads whose completion."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.urls import reverse

from haandgreb.learning.actions import platform_lists
from haandgreb.learning.models import Platform
from haandgreb.learning.queries.completions import seen_by
from haandgreb.learning.tests.factories import Workplace, make_enrolment
from haandgreb.organisation.importing.reading import Upload
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import give_role, make_person, sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]
NOBODY = dict.fromkeys(ROLES, 403)
HR = {**NOBODY, "hr": 200}
HR_SENDS = {**NOBODY, "hr": 302}
KEEPERS = {**NOBODY, "hr": 200, "admin": 200}
ACCESS = {
    "learning:completions": dict.fromkeys(ROLES, 200),
    # Only the person and her nearest manager know of it besides HR: the others do not learn that it exists.
    "learning:completion_take_back": {**dict.fromkeys(ROLES, 404), "person": 403, "manager": 403, "hr": 302},
    "learning:completions_waiting": HR,
    "learning:completions_waiting_add": HR_SENDS,
    "learning:completions_waiting_drop": HR_SENDS,
    "learning:platform_lists": HR,
    "learning:platform_list": HR_SENDS,
    "learning:platform_list_columns": HR,
    "learning:platform_list_wrong": HR,
    "learning:platform_list_drop": HR_SENDS,
    "learning:platforms": KEEPERS,
    "learning:platform_new": KEEPERS,
    "learning:platform": KEEPERS,
}
SENT = {
    "learning:completion_take_back",
    "learning:completions_waiting_add",
    "learning:completions_waiting_drop",
    "learning:platform_list_drop",
}
LIST = "username,coursename,timecompleted\nmr,Svær samtale,2026-01-05\n"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def ask(client, page, role, place=None):
    place = place or Workplace()
    platform = Platform.objects.create(key="campus", name="Campus")
    enrolment = make_enrolment(place.person, state="completed")
    arguments = {}
    if "take_back" in page:
        arguments = {"enrolment_id": enrolment.pk}
    if "platform_list_" in page or page == "learning:platform_list":
        begun = platform_lists.begin("completions", platform, [Upload("l.csv", LIST.encode())], by=place.hr)
        arguments = {"list_id": begun.list.pk}
    if page == "learning:platform":
        arguments = {"platform_id": platform.pk}
    if role:
        sign_in(client, getattr(place, role))
    send = client.post if page in SENT else client.get
    return send(reverse(page, kwargs=arguments), {"platform": platform.pk, "key": "x"})


@pytest.mark.parametrize(("page", "role"), [(page, role) for page in ACCESS for role in ROLES])
def test_access(client, page, role):
    assert ask(client, page, role).status_code == ACCESS[page][role]


@pytest.mark.parametrize("page", ACCESS)
def test_nobody_signed_in_is_led_to_the_sign_in(client, page):
    assert ask(client, page, "").status_code == 302


@pytest.mark.parametrize("page", ["learning:platform_list", "learning:platform_list_wrong", "learning:platform"])
@pytest.mark.parametrize(("role", "answer"), [("person", 403), ("hr", 404)])
def test_a_list_that_never_was_looks_the_same_as_any_other_to_those_who_may_not(client, page, role, answer):
    sign_in(client, getattr(Workplace(), role))

    assert client.get(reverse(page, args=[UUID(int=7)])).status_code == answer


READS = {"person": 1, "manager": 1, "hr": 1, "above": 0, "colleague": 0, "deputy": 0, "council": 0, "admin": 0}


@pytest.mark.parametrize("role", READS)
def test_a_completion_is_read_by_the_person_her_nearest_manager_and_hr(role):
    place = Workplace()
    make_enrolment(place.person, state="completed")

    assert seen_by(getattr(place, role), clock.today()).count() == READS[role]


def test_hr_of_another_unit_reads_and_takes_back_nothing(client):
    place = Workplace()
    enrolment = make_enrolment(place.person, state="completed")
    other = make_person("Hjalte Nord", place.top)
    give_role(other, Role.Kind.HR, units=[place.council.engagements.get().unit])
    sign_in(client, other)

    assert seen_by(other, clock.today()).count() == 0
    answer = client.post(reverse("learning:completion_take_back", args=[enrolment.pk]))
    assert answer.status_code == 404


def test_only_what_is_completed_is_read_by_hr():
    place = Workplace()
    for state in ("wished", "asked", "approved", "absent", "cancelled"):
        make_enrolment(place.person, state=state)

    assert seen_by(place.hr, clock.today()).count() == 0
