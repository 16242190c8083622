"""Page × who → answer for direction, goals and results: everybody reads, few write.

`owner`: owns the goal and the result · `top`: leads the whole workplace · `head`: leads a unit below · `hr`: HR for
the whole workplace · `colleague`: works in the unit.
"""

import pytest
from django.urls import reverse

from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import give_role, make_manager, make_person, make_unit, sign_in
from haandgreb.shared import clock
from haandgreb.strategy.models import StrategicGoal
from haandgreb.strategy.tests.factories import a_goal, a_result, measured

pytestmark = pytest.mark.django_db

ROLES = ["top", "hr", "head", "owner", "colleague", "works council", "administrator", "nobody"]


def who(*roles, answer=200):
    """These get the answer, the others 403, and whoever is not signed in is sent to do so."""
    return {**dict.fromkeys(ROLES, 403), **dict.fromkeys(roles, answer), "nobody": 302}


EVERYBODY = who(*ROLES)
DIRECTION = who("top", "hr")
GOAL = who("top", "hr", "owner")
RESULT = who("top", "hr", "head", "owner")


def acts(table):
    """The same people, where a form leads on."""
    return {role: 302 if answer == 200 else answer for role, answer in table.items()}


GOAL_FACTS = {"title": "Et mål", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}

# page: (method, which thing, what is sent, answers)
ACCESS = {
    "strategy:home": ("GET", "", {}, EVERYBODY),
    "strategy:statement": ("GET", "kind", {}, EVERYBODY),
    "strategy:statement_edit": ("GET", "kind", {}, DIRECTION),
    "strategy:goal_new": ("GET", "", {}, who("top", "hr", "head")),
    "strategy:goal": ("GET", "goal", {}, EVERYBODY),
    "strategy:goal_edit": ("GET", "goal", {}, GOAL),
    "strategy:goal_own": ("GET", "goal", {}, who("top", "hr", "head")),
    "strategy:goal_move": ("POST", "goal", {"act": "up"}, acts(GOAL)),
    "strategy:goal_close": ("GET", "goal", {}, GOAL),
    "strategy:goal_reopen": ("POST", "goal", {}, acts(GOAL)),
    "strategy:result_new": ("GET", "goal", {}, RESULT),
    "strategy:result": ("GET", "result", {}, EVERYBODY),
    "strategy:result_edit": ("GET", "result", {}, RESULT),
    "strategy:result_connect": ("POST", "result", {}, {**RESULT, **dict.fromkeys(["top", "hr", "head", "owner"], 422)}),
    "strategy:result_connection": ("POST", "result goal", {"strength": "hope"}, acts(RESULT)),
    "strategy:measure": ("GET", "result", {}, RESULT),
    "strategy:measurements_csv": ("GET", "result", {}, EVERYBODY),
    "strategy:result_close": ("GET", "result", {}, RESULT),
    "strategy:result_reopen": ("POST", "result", {}, acts(RESULT)),
    "strategy:measurement": ("GET", "measurement", {}, RESULT),
    "strategy:measurement_remove": ("POST", "measurement", {}, acts(RESULT)),
}


@pytest.fixture
def cast():
    """The people of the table, each in her role, in a unit below the top."""
    top = make_unit("Styrelsen")
    unit = make_unit("Tilskud", top)
    found = {role: make_person(f"Den {role}", unit) for role in ROLES if role != "nobody"}
    make_manager(found["top"], top)
    make_manager(found["head"], unit)
    give_role(found["hr"], Role.Kind.HR, everywhere=True)
    give_role(found["works council"], Role.Kind.WORKS_COUNCIL)
    give_role(found["administrator"], Role.Kind.ADMINISTRATOR)
    return found


def the_things(cast):
    goal = a_goal(cast["top"], owner=cast["owner"])
    result = a_result(goal, cast["top"], owner=cast["owner"])
    return {
        "": [],
        "draft": ["strategy-vision"],
        "kind": ["vision"],
        "goal": [goal.pk],
        "result": [result.pk],
        "result goal": [result.pk, goal.pk],
        "measurement": [measured(result, 1, 5).pk],
    }


@pytest.mark.parametrize("page", list(ACCESS))
def test_access(client, cast, page):
    method, thing, sent, answers = ACCESS[page]
    args = the_things(cast)[thing]

    found = {}
    for role in ROLES:
        client.logout()
        if role != "nobody":
            sign_in(client, cast[role])
        if page == "strategy:measurement_remove":
            args = [measured(a_result(None, cast["top"], owner=cast["owner"]), 1, 5).pk]
        address = reverse(page, args=args)
        response = client.get(address) if method == "GET" else client.post(address, sent)
        found[role] = response.status_code

    assert found == answers


def test_a_units_own_goal_is_written_by_its_head_and_those_above(client, cast):
    unit = cast["head"].engagements.get().unit
    goal = a_goal(cast["top"], unit=unit)
    address = reverse("strategy:goal_edit", args=[goal.pk])

    answers = {role: sign_in(client, cast[role]).get(address).status_code for role in ROLES if role != "nobody"}

    assert answers == {
        "top": 200,
        "hr": 200,
        "head": 200,
        "owner": 403,
        "colleague": 403,
        "works council": 403,
        "administrator": 403,
    }


def test_a_closed_goal_gets_no_more_results(client, cast):
    goal = a_goal(cast["top"])
    StrategicGoal.objects.update(state="closed", closed_on=clock.today())
    browser = sign_in(client, cast["top"])

    assert browser.get(reverse("strategy:result_new", args=[goal.pk])).status_code == 403
    assert browser.get(reverse("strategy:goal_own", args=[goal.pk])).status_code == 403


@pytest.mark.parametrize("name", ["goal", "result", "goal_edit", "result_edit", "measurement", "measurements_csv"])
def test_what_is_not_there_is_not_found(client, cast, name):
    browser = sign_in(client, cast["top"])

    address = reverse(f"strategy:{name}", args=["11111111-1111-1111-1111-111111111111"])

    assert browser.get(address).status_code == 404
