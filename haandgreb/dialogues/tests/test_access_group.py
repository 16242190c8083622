"""Page × who → answer, for talks of groups, kinds of dialogue and a talk begun outside a round."""

import pytest
from django.urls import reverse

from haandgreb.dialogues.models import Kind
from haandgreb.dialogues.tests.factories import make_kind
from haandgreb.dialogues.tests.group_factory import Group
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import each_answer, give_role, make_person, make_unit, sign_in

pytestmark = pytest.mark.django_db

ROLES = [
    "member",
    "manager",
    "above",
    "colleague",
    "deputy",
    "hr",
    "hr_elsewhere",
    "council",
    "admin",
    "other_manager",
]
ALL = dict.fromkeys(ROLES, 200)
NOBODY = dict.fromkeys(ROLES, 404)
GROUP = {**NOBODY, "member": 200, "manager": 200}
LED = {**NOBODY, "member": 403, "manager": 200}
ACTS = {**NOBODY, "member": 302, "manager": 302}
LED_ACTS = {**NOBODY, "member": 403, "manager": 302}
MEMBER_ACTS = {**NOBODY, "member": 302, "manager": 403}
MANAGERS = {**dict.fromkeys(ROLES, 403), "manager": 200, "above": 200, "other_manager": 200}
HR = {**dict.fromkeys(ROLES, 403), "hr": 200}

# page → (state of the talk, method, what each role gets)
ACCESS = {
    "dialogues:groups": ("invited", "get", ALL),
    "dialogues:group_new": ("invited", "get", MANAGERS),
    "dialogues:group": ("invited", "get", GROUP),
    "dialogues:group_edit": ("invited", "get", LED),
    "dialogues:group_cancel": ("invited", "post", LED_ACTS),
    "dialogues:group_themes": ("invited", "post", ACTS),
    "dialogues:group_note": ("invited", "post", MEMBER_ACTS),
    "dialogues:group_private": ("invited", "post", {**MEMBER_ACTS, "member": 422}),
    "dialogues:group_own_talk": ("invited", "post", MEMBER_ACTS),
    "dialogues:group_screen": ("writing", "get", GROUP),
    "dialogues:group_go": ("invited", "post", LED_ACTS),
    "dialogues:group_here": ("talking", "post", LED_ACTS),
    "dialogues:group_spokes": ("talking", "get", LED),
    "dialogues:group_point": ("talking", "post", {**ACTS, "member": 422, "manager": 422}),
    "dialogues:group_table": ("shown", "post", ACTS),
    "dialogues:group_card": ("writing", "post", {**MEMBER_ACTS, "member": 422}),
    "dialogues:group_own_card": ("writing", "post", {**MEMBER_ACTS, "member": 404}),
    "dialogues:group_done": ("writing", "post", MEMBER_ACTS),
    "dialogues:group_dots": ("voting", "post", MEMBER_ACTS),
    "dialogues:group_levels": ("talking", "post", MEMBER_ACTS),
    "dialogues:group_plan": ("following", "get", {**GROUP, "above": 200, "hr": 200}),
    "dialogues:group_line_new": ("planning", "get", GROUP),
    "dialogues:group_line": ("following", "get", GROUP),
    "dialogues:group_review": ("following", "post", LED_ACTS),
    "dialogues:kinds": ("invited", "get", ALL),
    "dialogues:kind_new": ("invited", "get", HR),
    "dialogues:kind": ("invited", "get", HR),
    "dialogues:talk_new": ("invited", "get", ALL),
}


def who(group, role):
    if role == "member":
        return group.people[0]
    if role == "hr_elsewhere":
        elsewhere = make_unit("Fyrtårnet")
        person = make_person("Lis Mose", elsewhere)
        give_role(person, Role.Kind.HR, units=[elsewhere])
        return person
    return getattr(group.place, role)


def address(page, group):
    talk = group.talk
    if page in {
        "dialogues:groups",
        "dialogues:group_new",
        "dialogues:kinds",
        "dialogues:kind_new",
        "dialogues:talk_new",
    }:
        return reverse(page)
    if page == "dialogues:kind":
        return reverse(page, args=[Kind.objects.get(key="grus").pk])
    more = {
        "dialogues:group_line": lambda: talk.plan.get().pk,
        "dialogues:group_review": lambda: talk.reviews.first().pk,
        "dialogues:group_own_card": lambda: talk.pk,
    }
    return reverse(page, args=[talk.pk, more[page]()] if page in more else [talk.pk])


@pytest.mark.parametrize("page", ACCESS)
def test_access(page):
    state, method, expected = ACCESS[page]
    make_kind()
    group = Group()
    group.at(state)

    def ask(client, role):
        sign_in(client, who(group, role))
        return getattr(client, method)(address(page, group))

    assert each_answer(ROLES, ask) == expected


@pytest.mark.parametrize("page", ACCESS)
def test_nobody_signed_in_is_led_to_the_sign_in(client, page):
    group = Group()
    group.at(ACCESS[page][0])

    assert client.get(address(page, group)).status_code == 302


@pytest.mark.parametrize("state", ["invited", "talking", "writing", "shown", "voting", "planning"])
@pytest.mark.parametrize("role", ["above", "hr"])
def test_a_plan_that_is_not_sent_is_read_by_the_group_and_its_manager_alone(client, state, role):
    group = Group()
    group.at(state)
    sign_in(client, who(group, role))

    assert client.get(reverse("dialogues:group_plan", args=[group.talk.pk])).status_code == 404


def test_a_new_manager_leads_the_group_and_the_earlier_one_does_not(client):
    group = Group()
    group.at("following")
    vera = group.place.another_manager()

    for person, status in [(vera, 200), (group.manager, 404)]:
        sign_in(client, person)
        assert client.get(reverse("dialogues:group_plan", args=[group.talk.pk])).status_code == status


def test_above_and_hr_find_the_plan_in_their_list_and_the_works_council_does_not(client):
    group = Group()
    group.at("following")

    for role, found in [("above", True), ("hr", True), ("council", False), ("admin", False), ("colleague", False)]:
        sign_in(client, who(group, role))
        assert (group.talk in client.get(reverse("dialogues:groups")).context["plans"]) is found
