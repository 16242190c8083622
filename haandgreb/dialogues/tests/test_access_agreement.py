"""Page × who → answer, for agreements, their follow-ups and the plan. The two, and for HR only who asks for help."""

import pytest
from django.urls import reverse

from haandgreb.dialogues.models import FollowUpTalk
from haandgreb.dialogues.tests.agreement_factory import agreement_in
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import each_answer, give_role, make_person, make_unit, sign_in

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager", "nobody"]
READ, ACT, MISSING, FORBIDDEN, SIGN_IN = 200, 302, 404, 403, 302


def two(answer):
    return {**dict.fromkeys(ROLES, MISSING), "person": answer, "manager": answer, "nobody": SIGN_IN}


# page: (method, state of the agreement, what is sent, answers)
ACCESS = {
    "dialogues:agreement": ("GET", "agreed", {}, two(READ)),
    "dialogues:agreement_write": ("GET", "writing", {}, two(READ)),
    "dialogues:agreement_offer": ("POST", "writing", {"number": 2}, two(ACT)),
    "dialogues:approve": ("POST", "offered", {"number": 2}, two(ACT)),
    "dialogues:differ": ("GET", "offered", {}, two(READ)),
    "dialogues:agreement_go_on": ("POST", "differing", {}, two(ACT)),
    "dialogues:agreement_help": ("POST", "differing", {}, {**two(ACT), "manager": FORBIDDEN}),
    "dialogues:agreement_wordings": ("GET", "differing", {}, two(READ)),
    "dialogues:agreement_filed": ("POST", "agreed", {"filed_on": "2026-11-20"}, two(ACT)),
    "dialogues:follow_up_day": ("POST", "agreed", {"due_on": "2027-03-01"}, two(ACT)),
    "dialogues:follow_up": ("GET", "agreed", {}, two(READ)),
    "dialogues:plan": ("GET", "agreed", {}, two(READ)),
    "dialogues:plan_pdf": ("GET", "agreed", {}, two(READ)),
    "dialogues:plan_odt": ("GET", "agreed", {}, two(READ)),
    "dialogues:plan_completed": ("GET", "agreed", {}, {**dict.fromkeys(ROLES, READ), "nobody": SIGN_IN}),
    "dialogues:plan_planned": ("GET", "agreed", {}, {**dict.fromkeys(ROLES, READ), "nobody": SIGN_IN}),
    "dialogues:help_wanted": ("GET", "differing", {}, {**dict.fromkeys(ROLES, MISSING), "hr": READ, "nobody": SIGN_IN}),
}
NOT_OF_ONE = ("dialogues:plan_completed", "dialogues:plan_planned", "dialogues:help_wanted")


def address(place, page):
    """The address of the page, for an agreement in the state it wants."""
    dialogue = agreement_in(place, ACCESS[page][1])
    arguments = {} if page in NOT_OF_ONE else {"dialogue_id": dialogue.pk}
    if page == "dialogues:follow_up":
        talk = FollowUpTalk.objects.filter(dialogue=dialogue).first()
        talk = talk or FollowUpTalk.objects.create(dialogue=dialogue, due_on=dialogue.held_on)
        arguments["talk_id"] = talk.pk
    return reverse(page, kwargs=arguments)


def ask(client, page, where):
    method, _state, sent, _answers = ACCESS[page]
    return client.get(where) if method == "GET" else client.post(where, sent)


@pytest.mark.parametrize("page", ACCESS)
def test_access(page):
    place = Workplace()
    where = address(place, page)

    def as_role(client, role):
        if role != "nobody":
            sign_in(client, getattr(place, role))
        return ask(client, page, where)

    assert each_answer(ROLES, as_role) == ACCESS[page][3]


@pytest.mark.parametrize("page", [page for page in ACCESS if page not in NOT_OF_ONE])
def test_the_manager_before_loses_all_at_once(client, page):
    place = Workplace()
    where = address(place, page)
    place.another_manager()
    sign_in(client, place.manager)

    assert ask(client, page, where).status_code == 404


@pytest.mark.parametrize("page", ["dialogues:agreement", "dialogues:plan"])
def test_before_the_talk_there_is_no_agreement(client, page):
    place = Workplace()
    dialogue = place.dialogue("booked")
    sign_in(client, place.person)

    assert client.get(reverse(page, args=[dialogue.pk])).status_code == 404


def test_hr_elsewhere_sees_nobody_who_asks_here(client):
    place = Workplace()
    dialogue = agreement_in(place, "differing")
    sign_in(client, place.person)
    client.post(reverse("dialogues:agreement_help", args=[dialogue.pk]))
    sign_in(client, place.hr)
    here = client.get(reverse("dialogues:help_wanted")).context["asking"]
    other = make_person("Bodil Elkær", place.top)
    give_role(other, Role.Kind.HR, units=[make_unit("Anden enhed")])
    sign_in(client, other)
    elsewhere = client.get(reverse("dialogues:help_wanted")).context["asking"]

    assert ([one.person for one in here], elsewhere) == ([place.person], [])
