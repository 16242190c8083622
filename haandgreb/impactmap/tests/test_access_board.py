"""
Page × who → answer, for the map itself. Practice and learning are seen by the team, the managers above, HR and the
works council (without names); what is one person's own is hers alone.

`author`: the personal cards are hers · `team`: works in the unit · `elsewhere`: works in another unit.
"""

import pytest
from django.urls import reverse

from haandgreb.impactmap.tests.factories import a_learning_goal, a_manager, a_map, a_practice, a_result
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import give_role, make_manager, make_person, make_unit, sign_in
from haandgreb.strategy.actions import barriers

pytestmark = pytest.mark.django_db

ROLES = ["author", "team", "manager", "manager above", "elsewhere", "hr", "works council", "administrator", "nobody"]
READ, ACT = 200, 302


def everybody(answer):
    return {**dict.fromkeys(ROLES, answer), "nobody": 302}


def seen(by_editors, by_readers):
    """Managers and HR may; the team and the works council see it; others are told that there is no such page."""
    found = dict.fromkeys(ROLES, by_editors)
    readers = dict.fromkeys(["author", "team", "works council"], by_readers)
    return {**found, **readers, "elsewhere": 404, "administrator": 404, "nobody": 302}


SEEN, EDITED, DONE = seen(READ, READ), seen(READ, 403), seen(ACT, 403)
HERS = {**dict.fromkeys(ROLES, 404), "author": READ, "nobody": 302}
# Every manager and HR may change results (who may change goals and results is told by strategy).
OF_RESULT = {**everybody(403), "manager": READ, "manager above": READ, "hr": READ}

# page: (method, which thing, what is sent, answers)
ACCESS = {
    "impactmap:home": ("GET", "", {}, everybody(READ)),
    "impactmap:goal": ("GET", "goal", {}, everybody(READ)),
    "impactmap:tree": ("GET", "goal", {}, everybody(READ)),
    "impactmap:lists": ("GET", "", {}, everybody(READ)),
    "impactmap:list_file": ("GET", "floating", {}, everybody(READ)),
    "impactmap:practice_new": ("GET", "", {}, everybody(READ)),
    "impactmap:practice": ("GET", "practice", {}, SEEN),
    "impactmap:practice_edit": ("GET", "practice", {}, EDITED),
    "impactmap:barrier_new": ("GET", "practice", {}, EDITED),
    "impactmap:barrier_edit": ("GET", "barrier", {}, EDITED),
    "impactmap:barrier_settle": ("POST", "barrier", {"act": "removed"}, DONE),
    "impactmap:learning_new": ("GET", "", {}, everybody(READ)),
    "impactmap:learning_goal": ("GET", "learning", {}, SEEN),
    "impactmap:learning_edit": ("GET", "learning", {}, EDITED),
    "impactmap:activity_new": ("GET", "", {}, everybody(READ)),
    "impactmap:activity": ("GET", "activity", {}, SEEN),
    "impactmap:activity_edit": ("GET", "activity", {}, EDITED),
    "impactmap:link": ("GET", "card practice", {}, EDITED),
    "impactmap:line": ("POST", "line practice", {"strength": "hope"}, DONE),
    "impactmap:move": ("POST", "card practice ?under", {"go": "1"}, DONE),
    "impactmap:parent": ("GET", "card practice ?from", {}, EDITED),
    "impactmap:close": ("GET", "card practice", {}, EDITED),
}
MORE = [
    ("impactmap:practice", "own practice", HERS),
    ("impactmap:learning_goal", "own learning", HERS),
    ("impactmap:link", "own card practice", HERS),
    ("impactmap:link", "card result", OF_RESULT),
    ("impactmap:link", "card learning", EDITED),
    ("impactmap:link", "card activity", EDITED),
    ("impactmap:close", "card activity", EDITED),
]


class House:
    """A unit under another, one beside it, and a map that holds for the unit."""

    def __init__(self):
        self.top = make_unit("Styrelsen")
        self.unit = make_unit("Tilskud", self.top)
        other = make_unit("Data", self.top)
        self.people = {
            "manager": a_manager(self.unit),
            "author": make_person("Mads Rosenklint", self.unit),
            "team": make_person("Jette Klitgren", self.unit),
            "manager above": make_person("Asta Rugvænge", self.top),
            "elsewhere": make_person("Kaja Solhede", other),
            "hr": make_person("Camille Vangsted", other),
            "works council": make_person("Svend Nordvåg", other),
            "administrator": make_person("Jens Engskov", other),
        }
        make_manager(self.people["manager above"], self.top)
        give_role(self.people["hr"], Role.Kind.HR, [self.unit])
        give_role(self.people["works council"], Role.Kind.WORKS_COUNCIL)
        give_role(self.people["administrator"], Role.Kind.ADMINISTRATOR)
        manager, author = self.people["manager"], self.people["author"]
        self.map = a_map(manager, units=[self.unit])
        self.other = a_result(self.map.goal, manager, "Færre klager")
        self.barrier = barriers.add(self.map.practice, by=manager, text="Låst skabelon", kind="tool")
        self.own = a_practice(self.map.result, author, "Jeg ringer op", person=author)
        self.own_learning = a_learning_goal(self.own, author, "Jeg kan lytte", person=author)

    def address(self, page, what):
        found = self.map
        things = {
            "": [],
            "goal": [found.goal.pk],
            "floating": ["floating"],
            "practice": [found.practice.pk],
            "barrier": [self.barrier.pk],
            "learning": [found.learning.pk],
            "activity": [found.activity.pk],
            "own practice": [self.own.pk],
            "own learning": [self.own_learning.pk],
            "own card practice": ["practice", self.own.pk],
            "line practice": ["practice", found.practice.pk, found.result.pk],
        }
        path, _mark, query = what.partition(" ?")
        if path.startswith("card "):
            kind = path.removeprefix("card ")
            things[path] = [kind, getattr(found, kind).pk]
        return reverse(page, args=things[path]) + (f"?{query}={found.result.pk}" if query else "")


@pytest.fixture
def house():
    return House()


def answers(client, house, page, method, what, sent):
    found = {}
    for role in ROLES:
        client.logout()
        if role != "nobody":
            sign_in(client, house.people[role])
        address = house.address(page, what)
        response = client.post(address, sent) if method == "POST" else client.get(address)
        found[role] = response.status_code
    return found


@pytest.mark.parametrize("page", ACCESS)
def test_who_gets_which_answer(client, house, page):
    method, what, sent, expected = ACCESS[page]

    assert answers(client, house, page, method, what, sent) == expected


@pytest.mark.parametrize(("page", "what", "expected"), MORE)
def test_who_gets_which_answer_for_other_cards(client, house, page, what, expected):
    assert answers(client, house, page, "GET", what, {}) == expected
