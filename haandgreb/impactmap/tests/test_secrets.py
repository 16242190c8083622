"""A person's own words are sought by all others on every page that could hold them, and in what acts leave behind."""

import json
import re

import pytest
from django.urls import reverse

from haandgreb.competences.actions import development, development_sharing, own_levels
from haandgreb.competences.models import LevelProposal
from haandgreb.competences.queries.development_links import Chain
from haandgreb.competences.tests.development_factory import a_text
from haandgreb.competences.tests.level_factory import Pair
from haandgreb.impactmap.tests.factories import a_manager, a_map, a_practice
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import give_role, make_deputy, make_person, make_unit, set_up, sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry, OutboxMessage
from haandgreb.shared.passport import capabilities
from haandgreb.strategy.actions import barriers
from haandgreb.strategy.models import PracticeChange

pytestmark = pytest.mark.django_db

SECRET = re.compile(r"HEMMELIG\w*")
OTHERS = ["manager", "manager above", "other manager", "colleague", "deputy", "hr", "works council", "administrator"]
LISTS = [
    "home", "strategy:home", "impactmap:home", "impactmap:lists", "competences:mine", "competences:staff",
    "competences:development", "competences:development_staff", "competences:gap", "competences:catalogue",
    "competences:development_new", "impactmap:practice_new", "impactmap:learning_new",
]  # fmt: skip


class World:
    """Mads keeps all sorts of things to himself; the others are those who would like to know."""

    def __init__(self) -> None:
        set_up()
        self.root = make_unit("Styrelsen")
        unit = make_unit("Tilskud", parent=self.root)
        self.pair = Pair(unit)
        service, mads = make_unit("Service", parent=self.root), self.pair.person
        deputy = make_person("Dag Holm", unit)
        make_deputy(deputy, unit)
        self.people = {
            "manager": self.pair.manager,
            "manager above": a_manager(self.root, "Freja Birkelys"),
            "other manager": a_manager(service, "Vera Bregnø"),
            "colleague": make_person("Jette Klitgren", unit),
            "deputy": deputy,
        }
        for name, kind in (("hr", "HR"), ("works council", "WORKS_COUNCIL"), ("administrator", "ADMINISTRATOR")):
            self.people[name] = make_person(name.title(), service)
            give_role(self.people[name], Role.Kind[kind], everywhere=name == "hr")
        self.keep(a_map(self.people["manager above"], units=[unit]), mads)

    def keep(self, shared, mads) -> None:
        pair = self.pair
        own = a_practice(
            shared.result, mads, "HEMMELIGpraksis", person=mads, before="HEMMELIGfra", new_situation="HEMMELIGnår"
        )
        barrier = barriers.add(own, by=mads, text="HEMMELIGhindring", kind="time", owner=mads, due_on=clock.today())
        chain = Chain(shared.goal, shared.result, own)
        goal = development.write(mads, a_text(pair.manager, title="HEMMELIGmål", why="HEMMELIGhvorfor", chain=chain))
        use = own_levels.write_evidence(
            mads, pair.language, {"used_on": clock.today(), "what": "HEMMELIGbrug", "came_of_it": "HEMMELIGudbytte"}
        )
        self.lists = [
            *map(reverse, LISTS),
            reverse("strategy:goal", args=[shared.goal.pk]),
            reverse("strategy:result", args=[shared.result.pk]),
            reverse("strategy:result_close", args=[shared.result.pk]),
            reverse("impactmap:goal", args=[shared.goal.pk]),
            reverse("impactmap:tree", args=[shared.goal.pk]),
            reverse("impactmap:practice", args=[shared.practice.pk]),
            reverse("impactmap:link", args=["learning", shared.learning.pk]),
            reverse("impactmap:list_file", args=["practices"]),
            reverse("organisation:person", args=[mads.pk]),
            reverse("competences:person", args=[mads.pk]),
        ]
        self.hers = [
            *(reverse(f"impactmap:{name}", args=[own.pk]) for name in ("practice", "practice_edit", "barrier_new")),
            *(reverse(f"impactmap:{name}", args=["practice", own.pk]) for name in ("link", "close")),
            reverse("impactmap:barrier_edit", args=[barrier.pk]),
            reverse("impactmap:learning_new") + f"?practice={own.pk}",
            *(reverse(f"competences:development_{name}", args=[goal.pk]) for name in ("goal", "edit", "history")),
            reverse("competences:use", args=[use.pk]),
        ]
        self.acts = [
            (reverse("impactmap:line", args=["practice", own.pk, shared.result.pk]), {"act": "unlink"}),
            (reverse("impactmap:barrier_settle", args=[barrier.pk]), {"act": "removed"}),
            (reverse("competences:development_yes", args=[goal.pk]), {"version": "1"}),
            (reverse("competences:development_status", args=[goal.pk]), {"status": "part"}),
            (reverse("competences:development_pass_on", args=[goal.pk]), {"hr": "on"}),
            (reverse("competences:use_share", args=[use.pk]), {"manager": str(mads.pk)}),
        ]


@pytest.mark.parametrize("other", OTHERS)
def test_nobody_else_reads_or_touches_what_is_a_persons_own(client, other):
    world = World()
    sign_in(client, world.people[other])

    found = {page: SECRET.findall(_text(client.get(page))) for page in [*world.lists, *world.hers]}
    assert {page: words for page, words in found.items() if words} == {}
    assert {client.get(page).status_code for page in world.hers} == {404}
    assert {client.post(page, facts).status_code for page, facts in world.acts} == {404}
    assert PracticeChange.objects.get(person=world.pair.person).result_links.count() == 1
    assert not LevelProposal.objects.exists()
    data = [capability.personal_data(world.people[other]) for capability in capabilities()]
    assert SECRET.findall(json.dumps(data, default=str, ensure_ascii=False)) == []


def test_the_words_are_there_to_be_found_by_the_one_who_wrote_them(client):
    world = World()
    sign_in(client, world.pair.person)
    assert [page for page in world.hers if not SECRET.findall(_text(client.get(page)))] == []


def test_no_trail_and_no_mail_holds_what_is_a_persons_own():
    world = World()
    development_sharing.share(world.pair.person.development_goals.get(), world.pair.manager, by=world.pair.person)
    rows = [*AuditEntry.objects.values(), *OutboxMessage.objects.values()]
    assert SECRET.findall(json.dumps(rows, default=str, ensure_ascii=False)) == []


def _text(answer) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode()
