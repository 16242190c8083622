"""The gap: page × who → answer. Who may not read it does not learn that there is such a page."""

import pytest
from django.urls import reverse

from haandgreb.competences.tests.gap_factory import Workplace
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import give_role, make_deputy, make_manager, make_person, sign_in

pytestmark = pytest.mark.django_db

WHO = [
    "nobody",
    "in the team",
    "in a team beside it",
    "in the unit above",
    "nearest manager",
    "deputy",
    "manager above",
    "director",
    "manager elsewhere",
    "hr for it",
    "hr elsewhere",
    "hr for all",
    "works council",
    "administrator",
]


def answers(*allowed: str) -> dict[str, int]:
    """200 for these, 404 for the others; nobody is sent to the sign-in."""
    return {**dict.fromkeys(WHO, 404), "nobody": 302, **dict.fromkeys(allowed, 200)}


UNIT = answers(
    "in the team", "nearest manager", "manager above", "director", "hr for it", "hr for all", "works council"
)
WHOLE = answers("director", "hr for all", "works council")
NEEDS = answers("hr for it", "hr elsewhere", "hr for all")
ACCESS = {
    "competences:gap": {**dict.fromkeys(WHO, 200), "nobody": 302},
    "competences:unit_gap": UNIT,
    "competences:unit_gap_csv": UNIT,
    "competences:organisation_gap": WHOLE,
    "competences:organisation_gap_csv": WHOLE,
    "competences:needs": NEEDS,
    "competences:needs_csv": NEEDS,
}


def somebody(who, work):
    """The person of this description; the page is that of team A."""
    if who in {"hr for it", "hr elsewhere", "hr for all"}:
        return work.hr(*{"hr for it": [work.grants], "hr elsewhere": [work.lighthouse]}.get(who, []))
    if who == "works council":
        return work.works_council()
    if who in {"deputy", "administrator", "in the unit above"}:
        person = make_person("Pia Kornmod", work.grants if who == "in the unit above" else work.lighthouse)
        if who == "deputy":
            make_deputy(person, work.team_a)
        if who == "administrator":
            give_role(person, Role.Kind.ADMINISTRATOR)
        return person
    if who == "manager elsewhere":
        make_manager(work.in_lighthouse[0], work.lighthouse)
        return work.in_lighthouse[0]
    people = {
        "in the team": work.in_a[0],
        "in a team beside it": work.in_b[0],
        "nearest manager": work.leader,
        "manager above": work.head,
        "director": work.director,
    }
    return people[who]


@pytest.mark.parametrize("page", list(ACCESS))
def test_access(client, page):
    work = Workplace()
    work.count()
    found = {}
    for who in WHO:
        client.logout()
        if who != "nobody":
            sign_in(client, somebody(who, work))
        args = [work.team_a.pk] if page.startswith("competences:unit_gap") else []
        found[who] = client.get(reverse(page, args=args)).status_code

    assert found == ACCESS[page]


def test_the_owner_of_a_goal_reads_what_the_goals_ask_for(client):
    work = Workplace()
    work.goal.owner = work.in_b[0]
    work.goal.save()
    sign_in(client, work.in_b[0])

    assert client.get(reverse("competences:organisation_gap")).status_code == 200


def test_hr_who_is_also_a_manager_reads_as_what_she_acts_as(client):
    work = Workplace()
    give_role(work.leader, Role.Kind.HR, everywhere=True)
    needs = reverse("competences:needs")

    as_manager = sign_in(client, work.leader, "manager").get(needs).status_code
    as_hr = sign_in(client, work.leader, "hr").get(needs).status_code

    assert (as_manager, as_hr) == (404, 200)


def test_a_unit_that_does_not_exist_and_one_she_may_not_read_answer_alike(client):
    work = Workplace()
    sign_in(client, work.in_b[0])
    forbidden = client.get(reverse("competences:unit_gap", args=[work.team_a.pk]))
    unknown = client.get(reverse("competences:unit_gap", args=[work.plain.pk]))

    assert (forbidden.status_code, forbidden.content) == (unknown.status_code, unknown.content)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("in the team", ["Team A"]),
        ("nearest manager", ["Team A"]),
        ("manager above", ["Tilskud", "Team A", "Team B"]),
        ("works council", ["Fyrtårnet", "Mødestedsstyrelsen", "Service", "Team A", "Team B", "Tilskud", "Vejledning"]),
        ("administrator", ["Fyrtårnet"]),
    ],
)
def test_each_is_offered_the_units_she_may_read(client, who, expected):
    work = Workplace()
    sign_in(client, somebody(who, work))

    page = client.get(reverse("competences:gap"))

    offered = [*page.context["managed"], *page.context["own"], *page.context["page"]]
    assert sorted(unit.name for unit in offered) == sorted(expected)
