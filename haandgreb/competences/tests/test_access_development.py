"""Page × who → answer, for development goals. A draft is hers alone; what is shared or agreed also her manager's.

`person` is the one whose goals they are; `earlier manager` managed her until today; `above` manages her manager;
`co-manager` manages the same unit and was shown nothing; `helper` has promised support.
"""

import pytest
from django.urls import reverse

from haandgreb.competences.tests.development_factory import a_goal, a_shared_goal, an_agreed_goal, in_days
from haandgreb.competences.tests.level_factory import Pair
from haandgreb.organisation.models import Role, UnitManager
from haandgreb.organisation.tests.factories import (
    engage,
    give_role,
    make_deputy,
    make_manager,
    make_person,
    make_unit,
    sign_in,
)
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

ROLES = [
    "person",
    "manager",
    "co-manager",
    "earlier manager",
    "above",
    "deputy",
    "helper",
    "colleague",
    "hr",
    "works council",
    "administrator",
    "nobody",
]
READ, ACT, MISSING = 200, 302, 404


def everybody(answer):
    return {**dict.fromkeys(ROLES, answer), "nobody": 302}


def only(**answers):
    """These get an answer; for all others there is no such page."""
    named = {role.replace("_", " "): answer for role, answer in answers.items()}
    return {**dict.fromkeys(ROLES, MISSING), "nobody": 302, **named}


AGREED = only(person=READ, manager=READ) | {"co-manager": READ}
AGREED_ACT = only(person=ACT, manager=ACT) | {"co-manager": ACT}

# page: (method, which thing, what is sent, answers)
ACCESS = {
    "competences:development": ("GET", "", {}, everybody(READ)),
    "competences:development_new": ("GET", "", {}, everybody(READ)),
    "competences:development_staff": ("GET", "", {}, everybody(READ)),
    "competences:development_shared": ("GET", "", {}, only(hr=READ)),
    "competences:development_goal": ("GET", "agreed", {}, AGREED),
    "competences:development_edit": ("GET", "agreed", {}, AGREED),
    "competences:development_history": ("GET", "agreed", {}, AGREED),
    "competences:development_status": ("POST", "agreed", {"status": "using"}, AGREED_ACT),
    "competences:development_yes": ("POST", "agreed", {"version": 1}, AGREED_ACT),
    "competences:development_pass_on": ("POST", "agreed", {"hr": "on"}, AGREED_ACT),
    "competences:development_follow_up": ("GET", "agreed day", {}, AGREED),
    "competences:development_share": ("POST", "shared", {"act": "x"}, only(manager=403, person=ACT)),
    "competences:development_delete": ("GET", "shared", {}, only(manager=403, person=READ)),
}
# The same pages about a goal in another state.
STATES = [
    ("competences:development_goal", "draft", only(person=READ)),
    ("competences:development_edit", "draft", only(person=READ)),
    ("competences:development_history", "draft", only(person=READ)),
    ("competences:development_delete", "draft", only(person=READ)),
    ("competences:development_goal", "shared", only(person=READ, manager=READ)),
    ("competences:development_edit", "shared", only(person=READ, manager=READ)),
    ("competences:development_follow_up", "shared day", only(person=READ, manager=403)),
]


@pytest.fixture
def pair():
    return Pair()


@pytest.fixture
def cast(pair):
    """The people of the table, each in her role."""
    root = make_unit("Styrelsen")
    pair.unit.parent, pair.unit.path = root, f"{root.path}{pair.unit.pk.hex}/"
    pair.unit.save()
    names = [role for role in ROLES if role not in {"person", "manager", "nobody"}]
    found = {role: make_person(f"Den {role}", root if role == "above" else pair.unit) for role in names}
    make_manager(found["above"], root)
    make_manager(found["co-manager"], pair.unit)
    make_manager(found["earlier manager"], pair.unit)
    UnitManager.objects.filter(person=found["earlier manager"]).update(valid_to=clock.today())
    make_deputy(found["deputy"], pair.unit, by=pair.manager)
    give_role(found["hr"], Role.Kind.HR, units=[root])
    give_role(found["works council"], Role.Kind.WORKS_COUNCIL)
    give_role(found["administrator"], Role.Kind.ADMINISTRATOR)
    engage(found["helper"], make_unit("Data"))
    return {"person": pair.person, "manager": pair.manager, **found}


def the_things(pair, cast):
    """A goal in each state, and the arguments of their addresses."""
    support = [{"who": cast["helper"], "text": "Læser med", "due_on": in_days(5)}]
    agreed, shared, draft = an_agreed_goal(pair, support=support), a_shared_goal(pair), a_goal(pair)
    return {
        "": [],
        "agreed": [agreed.pk],
        "agreed day": [agreed.pk, agreed.follow_ups.get().pk],
        "shared": [shared.pk],
        "shared day": [shared.pk, shared.follow_ups.get().pk],
        "draft": [draft.pk],
    }


def answers_of(client, cast, address, method, sent):
    found = {}
    for role in ROLES:
        client.logout()
        if role != "nobody":
            sign_in(client, cast[role])
        response = client.get(address) if method == "GET" else client.post(address, sent)
        found[role] = response.status_code
    return found


@pytest.mark.parametrize("page", list(ACCESS))
def test_access(client, pair, cast, page):
    method, thing, sent, answers = ACCESS[page]
    if page == "competences:development_share":
        sent = {"manager": str(pair.manager.pk)}
    address = reverse(page, args=the_things(pair, cast)[thing])

    assert answers_of(client, cast, address, method, sent) == answers


@pytest.mark.parametrize(("page", "thing", "answers"), STATES)
def test_access_in_other_states(client, pair, cast, page, thing, answers):
    address = reverse(page, args=the_things(pair, cast)[thing])

    assert answers_of(client, cast, address, "GET", {}) == answers


def test_a_forbidden_goal_and_one_that_is_not_there_look_the_same(client, pair, cast):
    hers = the_things(pair, cast)["agreed"][0]
    sign_in(client, cast["hr"])

    forbidden = client.get(reverse("competences:development_goal", args=[hers]))
    missing = client.get(reverse("competences:development_goal", args=["00000000-0000-4000-8000-000000000000"]))

    assert (forbidden.status_code, forbidden.content) == (missing.status_code, missing.content)


@pytest.mark.parametrize("role", ["colleague", "hr", "works council", "administrator", "above", "helper"])
def test_no_list_shows_others_anything_of_a_goal(client, pair, cast, role):
    the_things(pair, cast)
    sign_in(client, cast[role])

    for address in ("/", "/competences/goals/", "/competences/goals/staff/", f"/people/{pair.person.pk}/"):
        page = client.get(address).content.decode()
        assert "Skrive et afslag" not in page
