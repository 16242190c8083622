"""A new manager reads an agreed goal in the words that were agreed, until what was written since is shared with her."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haandgreb.competences.actions import development as actions
from haandgreb.competences.actions import development_keeping as keeping
from haandgreb.competences.actions import development_sharing as sharing
from haandgreb.competences.actions.development_sharing import Outcome
from haandgreb.competences.actions.levels import NotTheTwo
from haandgreb.competences.models import DevelopmentGoal
from haandgreb.competences.queries.development_links import Chain
from haandgreb.competences.queries.development_personal import personal_data
from haandgreb.competences.queries.waiting import waiting_for
from haandgreb.competences.tests.development_factory import TITLE, a_text, an_agreed_goal, in_days
from haandgreb.competences.tests.level_factory import Pair
from haandgreb.impactmap.tests.factories import a_map
from haandgreb.organisation.tests.factories import make_manager, make_person, set_up, sign_in
from haandgreb.shared import clock
from haandgreb.shared.passport import capabilities

pytestmark = pytest.mark.django_db

SECRET = re.compile(r"HEMMELIG\w*")
State = DevelopmentGoal.State


@pytest.fixture
def pair():
    set_up()
    return Pair()


def secret_text(pair, **more):
    """Every word of it is another one than what was agreed."""
    said = {
        name: f"HEMMELIG{name}" for name in ("title", "local_task", "changed_practice", "sign", "why", "first_tried")
    }
    helper = make_person("Jette Klitgren", pair.unit)
    return a_text(
        pair.manager,
        **said,
        competence=pair.extra,
        path=[{"text": "HEMMELIGtrin", "room": "informal", "handle": "", "due_on": in_days(3)}],
        support=[{"who": helper, "text": "HEMMELIGstøtte", "due_on": in_days(4)}],
        days=[in_days(2)],
        **more,
    )


def change_since(pair, goal, by="person", **more):
    actions.change(goal, secret_text(pair, **more), by=getattr(pair, by))
    return goal


def body(response):
    return response.content.decode()


def pages_of(pair, goal):
    names = ("goal", "edit", "history")
    row = goal.follow_ups.filter(held_on=None).first()
    return [
        *(reverse(f"competences:development_{name}", args=[goal.pk]) for name in names),
        reverse("competences:development_follow_up", args=[goal.pk, row.pk]),
        *map(reverse, ("home", "competences:development_staff", "competences:development", "competences:staff")),
        reverse("organisation:person", args=[pair.person.pk]),
        reverse("competences:person", args=[pair.person.pk]),
        "/followups/",
    ]


def acts_of(goal):
    def page(name):
        return reverse(f"competences:development_{name}", args=[goal.pk])

    row = goal.follow_ups.filter(held_on=None).first()
    return [
        (page("yes"), {"version": "1"}),
        (page("yes"), {"version": "2"}),
        (page("yes"), {"act": "back"}),
        (page("status"), {"status": "trying"}),
        (page("pass_on"), {"hr": "on"}),
        (page("edit"), {"title": "Ny", "fund": "none", "version": "1"}),
        (page("edit"), {"title": "Ny", "fund": "none", "version": "2"}),
        (page("edit"), {"keep": "theirs"}),
        (page("share"), {"manager": ""}),
        (reverse("competences:development_follow_up", args=[goal.pk, row.pk]), {"status": "", "note": "Set"}),
        (reverse("competences:development_follow_up", args=[goal.pk, row.pk]), {"status": "using", "note": "Set"}),
    ]


@pytest.mark.parametrize("is_daily_done", [True, False])
@pytest.mark.parametrize("by", ["person", "manager"])
@pytest.mark.parametrize("who", ["new manager", "co-manager"])
class TestTheAttack:
    def world(self, pair, who, by, is_daily_done):
        goal = an_agreed_goal(pair)
        other = None
        if who == "co-manager":
            other = make_person("Vera Bregnø", pair.unit)
            make_manager(other, pair.unit)
        change_since(pair, goal, by)
        sharing.say_yes(goal, goal.version, by=getattr(pair, by))
        other = other or pair.another_manager()
        if is_daily_done:
            keeping.daily(clock.today())
        return goal, other

    def test_no_page_shows_a_word_of_what_was_not_shared_with_her(self, client, pair, who, by, is_daily_done):
        goal, other = self.world(pair, who, by, is_daily_done)
        sign_in(client, other)

        found = {page: SECRET.findall(body(client.get(page))) for page in pages_of(pair, goal)}

        assert {page: words for page, words in found.items() if words} == {}
        data = [capability.personal_data(other) for capability in capabilities()]
        assert SECRET.findall(json.dumps(data, default=str, ensure_ascii=False)) == []

    def test_no_act_tells_a_word_or_changes_the_text(self, client, pair, who, by, is_daily_done):
        goal, other = self.world(pair, who, by, is_daily_done)
        sign_in(client, other)

        found = {}
        for page, facts in acts_of(goal):
            answer = client.post(page, facts, follow=True)
            assert answer.status_code < 500
            found[f"{page} {facts}"] = SECRET.findall(body(answer))

        assert {page: words for page, words in found.items() if words} == {}
        goal.refresh_from_db()
        assert (goal.version, goal.agreed_version, goal.title) == (2, 1, "HEMMELIGtitle")
        assert goal.yes_by_id != other.pk

    def test_the_acts_themselves_refuse_her(self, pair, who, by, is_daily_done):
        goal, other = self.world(pair, who, by, is_daily_done)

        for version in (1, 2):
            with pytest.raises(NotTheTwo):
                sharing.say_yes(goal, version, by=other)
        with pytest.raises(NotTheTwo):
            actions.change(goal, a_text(other, title="Ny"), by=other)
        with pytest.raises(NotTheTwo):
            actions.change(goal, a_text(other, title="Ny"), by=other, version=1)

    def test_nothing_waits_for_her_yes(self, pair, who, by, is_daily_done):
        _goal, other = self.world(pair, who, by, is_daily_done)

        lines = [(one.text, one.about) for one in waiting_for(other, clock.today())]

        assert lines == [("Følg op med Mads Rosenklint på et mål", TITLE)]


class TestWhatTheNewManagerReads:
    def test_the_goal_in_the_words_that_were_agreed(self, client, pair):
        line = a_map(pair.manager)
        text = {"chain": Chain(line.goal, line.result, line.practice), "competence": pair.language, "level_to": 4}
        goal = an_agreed_goal(pair, **text, first_tried_on=in_days(5), first_tried="Sag om haller")
        change_since(pair, goal)
        sign_in(client, pair.another_manager())

        response = client.get(reverse("competences:development_goal", args=[goal.pk]))

        page = response.context["page"]
        assert (page.goal.title, page.goal.why, page.goal.first_tried_on, page.goal.competence, page.goal.level_to) == (
            TITLE, "Jeg vil gerne forstås", in_days(5), pair.language, 4,
        )  # fmt: skip
        assert page.chain == Chain(line.goal, line.result, line.practice)
        assert [(step.text, step.room, step.handle, step.due_on) for step in page.path] == [
            ("Fire timer hos Jette", "formal", "HG-02", in_days(20))
        ]
        assert [(one.line.text, one.line.who, one.promise is not None) for one in page.support] == [
            ("Læser to breve", pair.manager, True)
        ]
        assert (page.waits_for_yes, page.is_changed_since, page.has_history) == (False, False, False)
        assert reverse("competences:development_edit", args=[goal.pk]) not in body(response)
        assert "Når Mads Rosenklint deler målet med dig, kan du også rette i det." in body(response)

    def test_a_goal_that_was_not_changed_is_hers_to_change_and_the_text_is_then_with_her(self, pair):
        goal = an_agreed_goal(pair)
        vera = pair.another_manager()

        actions.change(goal, a_text(vera, title="Skrive klart"), by=vera, version=1)

        assert goal.shared_with == vera
        assert [one.text for one in waiting_for(pair.person, clock.today())] == [
            "Vera Bregnø har rettet i et udviklingsmål. Læs det, og sig ja, eller ret det."
        ]
        answers = [sharing.say_yes(goal, 2, by=who) for who in (vera, pair.person)]
        assert (answers, goal.agreed_version, goal.agreed_with) == ([Outcome.ASKED, Outcome.AGREED], 2, vera)

    def test_what_she_writes_after_the_change_of_managers_is_hers_until_she_shares_it(self, client, pair):
        goal = an_agreed_goal(pair)
        vera = pair.another_manager()
        change_since(pair, goal)
        sign_in(client, vera)

        found = {page: SECRET.findall(body(client.get(page))) for page in pages_of(pair, goal)}

        assert {page: words for page, words in found.items() if words} == {}
        assert goal.shared_with is None

    def test_the_earlier_manager_who_comes_back_reads_what_was_agreed(self, pair, client):
        goal = an_agreed_goal(pair)
        pair.another_manager()
        change_since(pair, goal)
        make_manager(pair.manager, pair.unit, valid_from=clock.today())
        sign_in(client, pair.manager)

        page = body(client.get(reverse("competences:development_goal", args=[goal.pk])))

        assert (SECRET.findall(page), TITLE in page) == ([], True)

    def test_what_stands_in_agreed_words_is_never_saved(self, client, pair):
        goal = change_since(pair, an_agreed_goal(pair))
        sign_in(client, pair.another_manager())
        read = client.get(reverse("competences:development_goal", args=[goal.pk])).context["goal"]

        with pytest.raises(RuntimeError):
            read.save()


class TestSharingAnew:
    def test_one_press_shares_the_new_text_and_both_can_say_yes(self, client, pair):
        goal = change_since(pair, an_agreed_goal(pair))
        vera = pair.another_manager()
        address = reverse("competences:development_goal", args=[goal.pk])
        sign_in(client, pair.person)
        page = body(client.get(address))
        assert page.count("Del med Vera Bregnø") == 1
        assert "Sig ja til denne tekst" not in page

        client.post(reverse("competences:development_share", args=[goal.pk]), {"manager": str(vera.pk)})

        goal.refresh_from_db()
        assert (goal.state, goal.shared_with, goal.agreed_version, goal.version) == (State.AGREED, vera, 1, 2)
        assert next(one.text for one in waiting_for(vera, clock.today())) == (
            "Mads Rosenklint har delt et udviklingsmål med dig."
        )
        sign_in(client, vera)
        assert "HEMMELIGtitle" in body(client.get(address))
        answers = [sharing.say_yes(goal, 2, by=who) for who in (pair.person, vera)]
        assert (answers, goal.agreed_version, goal.agreed_with) == ([Outcome.ASKED, Outcome.AGREED], 2, vera)

    def test_her_own_yes_waits_until_it_is_shared(self, pair):
        goal = change_since(pair, an_agreed_goal(pair))
        pair.another_manager()

        assert sharing.say_yes(goal, 2, by=pair.person) is Outcome.NOT_SHARED

    def test_a_yes_of_the_earlier_manager_does_not_count(self, pair):
        goal = change_since(pair, an_agreed_goal(pair))
        sharing.say_yes(goal, 2, by=pair.manager)
        vera = pair.another_manager()
        sharing.share(goal, vera, by=pair.person)

        assert sharing.say_yes(goal, 2, by=pair.person) is Outcome.ASKED
        assert goal.agreed_version == 1

    def test_an_agreed_goal_nobody_has_changed_is_not_shared_anew(self, pair):
        goal = an_agreed_goal(pair)
        with pytest.raises(NotTheTwo):
            sharing.share(goal, pair.another_manager(), by=pair.person)

    def test_the_new_manager_reads_no_text_that_was_tried_with_the_earlier_one(self, client, pair):
        goal = change_since(pair, an_agreed_goal(pair))
        actions.change(goal, a_text(pair.manager, title="Skrive klart"), by=pair.person)
        vera = pair.another_manager()
        sharing.share(goal, vera, by=pair.person)
        sign_in(client, vera)

        page = body(client.get(reverse("competences:development_history", args=[goal.pk])))

        assert (SECRET.findall(page), TITLE in page) == ([], True)

    def test_the_day_after_only_what_waits_is_taken_from_the_earlier_manager(self, pair):
        agreed, changed = an_agreed_goal(pair), change_since(pair, an_agreed_goal(pair))
        sharing.say_yes(changed, 2, by=pair.manager)
        pair.another_manager()

        keeping.daily(clock.today())

        for goal in (agreed, changed):
            goal.refresh_from_db()
        assert (agreed.state, agreed.shared_with) == (State.AGREED, pair.manager)
        assert (changed.state, changed.shared_with, changed.yes_by) == (State.AGREED, None, None)


def test_a_helper_finds_in_her_copy_only_support_two_have_agreed_on(pair):
    goal = change_since(pair, an_agreed_goal(pair))
    helper = goal.support.get().who

    assert personal_data(helper)["support_in_the_goals_of_others"] == []
    assert personal_data(pair.manager)["support_in_the_goals_of_others"] == [
        {"text": "Læser to breve", "due_on": in_days(10).isoformat()}
    ]


def test_a_list_asks_as_much_for_one_changed_goal_as_for_four(client, pair):
    goals = [an_agreed_goal(pair, local_task=f"Opgave {number}") for number in range(4)]
    sign_in(client, pair.another_manager())
    asked = []
    for changed in (goals[:1], goals[1:]):
        for goal in changed:
            actions.change(goal, a_text(pair.manager, title="HEMMELIGmål"), by=pair.person)
        client.get(reverse("competences:development_staff"))
        with CaptureQueriesContext(connection) as queries:
            page = body(client.get(reverse("competences:development_staff")))
        asked.append(len(queries))
        assert (page.count(f">{TITLE}</a>"), SECRET.findall(page)) == (4, [])
    assert asked[0] == asked[1]
