"""Page × who → answer, for a person's levels. Only she herself and her nearest manager today find the page about her.

`person` is the one it is about; `earlier manager` managed her until today; `above` manages her manager; `co-manager`
manages the same unit; `deputy` stands in for the manager.
"""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haandgreb.competences.actions import levels, own_levels
from haandgreb.competences.models import LevelProposal
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
    "earlier manager",
    "above",
    "deputy",
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


ABOUT = only(manager=READ)

# page: (method, which thing, what is sent, answers)
ACCESS = {
    "competences:mine": ("GET", "", {}, everybody(READ)),
    "competences:history": ("GET", "", {}, everybody(READ)),
    "competences:estimate": ("GET", "", {}, everybody(READ)),
    "competences:fields": ("GET", "", {}, everybody(READ)),
    "competences:wishes": ("GET", "", {}, everybody(READ)),
    "competences:propose": ("GET", "", {}, everybody(READ)),
    "competences:staff": ("GET", "", {}, everybody(READ)),
    "competences:estimate_share": ("POST", "", {"act": "withdraw"}, everybody(ACT)),
    "competences:wishes_share": ("POST", "", {"act": "withdraw"}, everybody(ACT)),
    "competences:use_new": ("GET", "competence", {}, everybody(READ)),
    "competences:use": ("GET", "use", {}, only(person=READ)),
    "competences:use_share": ("POST", "use", {"act": "withdraw"}, only(person=ACT)),
    "competences:person": ("GET", "person", {}, {**ABOUT, "person": ACT}),
    "competences:person_history": ("GET", "person", {}, ABOUT),
    "competences:person_propose": ("GET", "person", {}, ABOUT),
    "competences:answer": ("POST", "proposal", {"act": "yes"}, only(person=ACT, manager=403)),
    "competences:answer_all": ("POST", "person", {}, only(person=ACT, manager=ACT)),
}


@pytest.fixture
def pair():
    return Pair()


@pytest.fixture
def cast(pair):
    """The people of the table, each in her role."""
    top = make_unit("Styrelsen")
    pair.unit.parent, pair.unit.path = top, f"{top.path}{pair.unit.pk.hex}/"
    pair.unit.save()
    found = {role: make_person(f"Den {role}", pair.unit) for role in ROLES if role not in {"nobody", "above"}}
    found |= {"person": pair.person, "manager": pair.manager, "above": make_person("Den above", top)}
    make_manager(found["above"], top)
    earlier = make_manager(found["earlier manager"], pair.unit, valid_from=date(2021, 1, 1))
    UnitManager.objects.filter(pk=earlier.pk).update(valid_to=clock.today())
    make_deputy(found["deputy"], pair.unit, by=pair.manager)
    give_role(found["hr"], Role.Kind.HR, units=[top], everywhere=True)
    give_role(found["works council"], Role.Kind.WORKS_COUNCIL)
    give_role(found["administrator"], Role.Kind.ADMINISTRATOR)
    return found


def the_things(pair):
    """Everything shared with the manager there is, and the arguments of the addresses."""
    own_levels.estimate(pair.person, {pair.language: 2})
    own_levels.share_estimates(pair.person, pair.manager)
    facts = {"used_on": date(2026, 3, 2), "what": "Skrev et afslag om"}
    use = own_levels.write_evidence(pair.person, pair.language, facts)
    own_levels.share_evidence(use, pair.manager, by=pair.person)
    proposal = levels.propose(pair.person, {pair.language: 3}, by=pair.manager, manager=pair.manager).made[0]
    return {
        "": [],
        "competence": [pair.language.pk],
        "use": [use.pk],
        "person": [pair.person.pk],
        "proposal": [proposal.pk],
    }


@pytest.mark.parametrize("page", list(ACCESS))
def test_access(client, pair, cast, page):
    method, thing, sent, answers = ACCESS[page]
    address = reverse(page, args=the_things(pair)[thing])

    found = {}
    for role in [*[role for role in ROLES if role != "person"], "person"]:
        client.logout()
        if role != "nobody":
            sign_in(client, cast[role])
        response = client.get(address) if method == "GET" else client.post(address, sent)
        found[role] = response.status_code

    assert found == answers


def test_a_proposal_is_no_page_for_the_manager_who_made_it_once_she_was_replaced(client, pair):
    proposal = levels.propose(pair.person, {pair.language: 3}, by=pair.person, manager=pair.manager).made[0]
    pair.another_manager()

    response = sign_in(client, pair.manager).post(reverse("competences:answer", args=[proposal.pk]), {"act": "yes"})

    assert response.status_code == 404
    assert LevelProposal.objects.get().state == "open"


def test_forbidden_and_unknown_people_look_the_same(client, pair, cast):
    sign_in(client, cast["colleague"])
    forbidden = client.get(reverse("competences:person", args=[pair.person.pk]))
    unknown = client.get(reverse("competences:person", args=["3a6d9a52-77a1-4f2a-9d49-3d0a8f5d2f11"]))

    assert (forbidden.status_code, forbidden.content) == (unknown.status_code, unknown.content)


def test_a_manager_who_acts_as_hr_now_reads_no_levels_of_her_staff(client, pair):
    give_role(pair.manager, Role.Kind.HR, units=[pair.unit])
    address = reverse("competences:person", args=[pair.person.pk])

    assert sign_in(client, pair.manager, role="hr").get(address).status_code == 404
    assert sign_in(client, pair.manager, role="manager").get(address).status_code == 200


def test_of_two_engagements_each_nearest_manager_reads_what_is_agreed_and_only_what_is_shared_with_her(client, pair):
    other = make_unit("Tilsyn")
    second = make_person("Freja Birkelys", other)
    make_manager(second, other)
    engage(pair.person, other, is_primary=False)
    own_levels.estimate(pair.person, {pair.extra: 5})
    own_levels.share_estimates(pair.person, pair.manager)
    address = reverse("competences:person", args=[pair.person.pk])

    theirs = sign_in(client, second).get(address)
    hers = sign_in(client, pair.manager).get(address)

    def own(response):
        return [row.spoke.own for row in response.context["levels"].rows if row.spoke.own is not None]

    assert (own(theirs), own(hers)) == ([], [5])


def test_staff_stand_in_danish_order_of_names_and_never_by_what_they_lack(client, pair):
    for name in ("Åse Holm", "Anders Holm", "Øjvind Holm"):
        make_person(name, pair.unit)

    lines = sign_in(client, pair.manager).get(reverse("competences:staff")).context["lines"]

    assert [str(line.person) for line in lines] == ["Anders Holm", "Mads Rosenklint", "Øjvind Holm", "Åse Holm"]


def test_the_staff_page_asks_as_much_of_the_database_for_many_as_for_one(client, pair):
    def queries():
        sign_in(client, pair.manager)
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("competences:staff"))
        return len(found)

    before = queries()
    for number in range(4):
        make_person(f"Nummer {number}", pair.unit)

    assert queries() == before


def test_a_manager_of_a_unit_below_is_on_the_list_of_the_manager_above(client, pair, cast):
    lines = sign_in(client, cast["above"]).get(reverse("competences:staff")).context["lines"]

    assert [str(line.person) for line in lines] == ["Gorm Vangsted"]
