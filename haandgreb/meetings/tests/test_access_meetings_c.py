"""Service check: page × who → answer. Whoever takes no part does not learn that there is a check."""

import pytest
from django.urls import reverse

from haandgreb.meetings.actions import service_check
from haandgreb.meetings.actions.check_decisions import add_missing, decide
from haandgreb.meetings.tests.check_factory import Setting, Step, decision
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import give_role, make_manager, make_person, make_unit, set_up, sign_in

pytestmark = pytest.mark.django_db

WHO = [
    "nobody",
    "leader",
    "voter",
    "series owner",
    "colleague",
    "manager above",
    "hr",
    "works council",
    "administrator",
]


def answers(leader: int, voter: int, owner: int, others: int = 404) -> dict[str, int]:
    """What each of them gets; nobody is sent to the sign-in."""
    found = dict.fromkeys(WHO, others)
    return {**found, "nobody": 302, "leader": leader, "voter": voter, "series owner": owner}


SEES = answers(200, 200, 200)
LEADS = answers(302, 403, 403)
WRITES = answers(200, 403, 403)
MAY_BEGIN = {
    "nobody": 302,
    "leader": 200,
    "voter": 403,
    "series owner": 200,
    "colleague": 403,
    "manager above": 200,
    "hr": 200,
    "works council": 403,
    "administrator": 403,
}
# page: (method, the step the check is at, answers)
ACCESS = {
    "meetings:checks": ("GET", Step.MAP, {**dict.fromkeys(WHO, 200), "nobody": 302}),
    "meetings:check_start": ("GET", Step.MAP, MAY_BEGIN),
    "meetings:check": ("GET", Step.TALK, SEES),
    "meetings:check_on": ("POST", Step.MAP, LEADS),
    "meetings:check_vote": ("POST", Step.VOTE, answers(302, 302, 403)),
    "meetings:check_row": ("GET", Step.PURPOSE, answers(200, 403, 200)),
    "meetings:check_drop": ("POST", Step.DECIDE, LEADS),
    "meetings:check_missing": ("GET", Step.DECIDE, WRITES),
    "meetings:check_book": ("POST", Step.DECIDE, answers(422, 403, 403)),
    "meetings:check_unbook": ("POST", Step.DECIDE, LEADS),
    "meetings:check_look": ("GET", Step.LOOK, LEADS),
}


def somebody(who, setting, owner):
    """The person of this description, with her place in the house."""
    if who == "leader":
        return setting.leader
    if who == "voter":
        return setting.others[2]
    if who == "series owner":
        return owner
    other = make_person("Oskar Åkrog", setting.unit)
    if who == "manager above":
        make_manager(other, setting.unit.parent)
    if who == "hr":
        give_role(other, Role.Kind.HR, units=[setting.unit])
    if who == "works council":
        give_role(other, Role.Kind.WORKS_COUNCIL)
    if who == "administrator":
        give_role(other, Role.Kind.ADMINISTRATOR)
    return other


@pytest.fixture
def setting():
    """A unit below another, with a check of its two meetings; one of them is owned by somebody who does not vote."""
    made = Setting()
    made.unit.parent = make_unit("Vicedirektørens område")
    made.unit.path = f"{made.unit.parent.path}{made.unit.pk.hex}/"
    made.unit.save()
    return made


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("page", list(ACCESS))
def test_access(client, setting, page, who):
    method, step, wanted = ACCESS[page]
    set_up()
    owner = make_person("Vera Bregnø", setting.unit)
    setting.daily.owner = owner
    setting.daily.save()
    check = setting.check(Step.MAP)
    args = [] if page in {"meetings:checks", "meetings:check_start"} else [check.pk]
    if page == "meetings:check_row":
        args.append(setting.row(check, setting.daily).pk)
    setting.take(check, step)
    if page == "meetings:check_drop":
        args.append(add_missing(check, {"title": "Erfamøde"}, by=setting.leader).pk)
    if page == "meetings:check_unbook":
        args.append(service_check.book(check, what="Ro", hours_a_week=1, from_day="2026-01-05", by=setting.leader).pk)
    person = somebody(who, setting, owner)
    if who != "nobody":
        sign_in(client, person)

    assert client.generic(method, reverse(page, args=args)).status_code == wanted[who]


@pytest.mark.parametrize(
    ("step", "wanted"),
    [
        (Step.MAP, answers(200, 403, 200)),
        (Step.PURPOSE, answers(200, 403, 200)),
        (Step.VOTE, answers(404, 403, 403)),
        (Step.TALK, answers(200, 403, 403)),
        (Step.DECIDE, answers(200, 403, 403)),
        (Step.LOOK, answers(404, 403, 403)),
    ],
)
@pytest.mark.parametrize("who", ["leader", "voter", "series owner", "colleague"])
def test_a_row_is_written_by_its_owner_before_the_vote_and_by_the_leader_after(client, setting, step, wanted, who):
    owner = make_person("Vera Bregnø", setting.unit)
    setting.daily.owner = owner
    setting.daily.save()
    check = setting.check(step)
    row = setting.row(check, setting.daily)
    sign_in(client, somebody(who, setting, owner))

    assert client.get(reverse("meetings:check_row", args=[check.pk, row.pk])).status_code == wanted[who]


def test_a_row_of_another_check_is_not_found_here(client, setting):
    one, two = setting.check(), setting.check()
    sign_in(client, setting.leader)

    page = reverse("meetings:check_row", args=[one.pk, setting.row(two, setting.daily).pk])

    assert client.get(page).status_code == 404


def test_a_check_names_no_chair_but_whoever_has_the_ball_is_not_shown_either(client, setting):
    chair = make_person("Gudrun Elmehus", setting.unit)
    setting.weekly.chair = setting.weekly.owner = chair
    setting.weekly.save()
    check = setting.check(Step.DECIDE)
    decide(setting.row(check, setting.weekly), decision(chair, "close"), version=1, by=setting.leader)
    sign_in(client, setting.others[0])

    assert "Elmehus" not in client.get(reverse("meetings:check", args=[check.pk])).content.decode()
