"""What the pages of the map show, to whom, and what happens when somebody writes on them."""

import csv
import io
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haandgreb.competences.models import DevelopmentGoal, LearningGoal, PlannedActivity
from haandgreb.competences.tests.factories import make_competence
from haandgreb.impactmap.permissions import editor
from haandgreb.impactmap.queries.board import MOST_CARDS, board
from haandgreb.impactmap.queries.lists import in_the_way, lines
from haandgreb.impactmap.tests.factories import (
    a_goal,
    a_learning_goal,
    a_manager,
    a_map,
    a_practice,
    a_result,
    an_activity,
)
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import give_role, make_person, make_unit, sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import OutboxMessage
from haandgreb.strategy.actions import barriers, links, practice
from haandgreb.strategy.models import Barrier, PracticeChange, Result, Strength

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit("Tilskud")


@pytest.fixture
def manager(unit):
    return a_manager(unit)


@pytest.fixture
def drawn(manager, unit):
    return a_map(manager, units=[unit])


def page(name, *args):
    return reverse(f"impactmap:{name}", args=args)


def titles(found):
    return [row.card.title for row in found.rows if not row.step.again]


def reader(person):
    """The person as a reader of the map today."""
    return editor(person, clock.today())


def lists_that_end(text):
    """Whether every list and every line of one is closed."""
    return all(len(re.findall(rf"<{tag}[ >]", text)) == text.count(f"</{tag}>") for tag in ("ul", "li", "details"))


PRACTICE = {
    "title": "Vi ringer op",
    "situation": "",
    "new_situation": "En klage kommer",
    "who": "Jurister",
    "before": "Den lægges i bunken",
    "after": "Vi ringer inden tre hverdage",
    "kind": "start",
    "sign": "",
    "decision": "",
    "decided_on": "",
    "title_en": "",
    "strength": "known",
}


class TestBoard:
    def test_shows_one_goal_all_the_way_down(self, manager, drawn):
        found = board(drawn.goal, reader(manager), clock.today())

        assert titles(found) == [str(drawn.goal), str(drawn.result), str(drawn.practice), str(drawn.learning)]
        assert len(found.lines) == 3
        assert found.rows[3].card.note == "Sidemand"

    def test_a_card_one_may_not_see_leaves_no_trace(self, manager, drawn):
        other = make_person("Kaja Solhede", make_unit("Data"))

        found = board(drawn.goal, reader(other), clock.today())

        assert titles(found) == [str(drawn.goal), str(drawn.result)]
        assert (found.counts, len(found.lines)) == ({"result": 1, "practice": 0, "learning": 0}, 1)
        assert found.read is None

    def test_what_is_ones_own_is_on_ones_own_board_alone(self, client, manager, drawn, unit):
        mads = make_person("Mads Rosenklint", unit)
        a_practice(drawn.result, mads, "Jeg ringer op", person=mads)

        assert "Jeg ringer op" in titles(board(drawn.goal, reader(mads), clock.today()))
        assert "Jeg ringer op" not in titles(board(drawn.goal, reader(manager), clock.today()))

    def test_closed_cards_leave_the_board_and_can_still_be_found(self, manager, drawn):
        practice.close(drawn.practice, "Det gør vi nu", by=manager)

        found = board(drawn.goal, reader(manager), clock.today())

        assert titles(found) == [str(drawn.goal), str(drawn.result)]
        assert [card.title for card in found.closed] == [str(drawn.practice)]

    def test_the_works_council_reads_the_tree_without_names(self, drawn, manager, unit):
        drawn.goal.owner = manager
        drawn.goal.save()
        barriers.add(drawn.practice, by=manager, text="Tid", kind="time", owner=manager, owner_unit=unit)
        svend = make_person("Svend Nordvåg", make_unit("Data"))
        give_role(svend, Role.Kind.WORKS_COUNCIL)

        found = board(drawn.goal, reader(svend), clock.today())

        assert (titles(found)[-1], found.owner) == (str(drawn.learning), None)
        assert [line.owner for line in in_the_way(reader(svend), clock.today())[0]] == ["Tilskud"]
        assert [line.owner for line in in_the_way(reader(manager), clock.today())[0]] == ["Frida Moseklint"]

    def test_what_has_a_day_is_removed_before_what_has_none(self, drawn, manager, unit):
        for number in range(6):
            barriers.add(drawn.practice, by=manager, text=f"Uden dag {number}", kind="time", owner_unit=unit)
        soon = clock.today() + timedelta(days=9)
        barriers.add(drawn.practice, by=manager, text="Tid", kind="time", owner_unit=unit, due_on=soon)

        found, in_all = in_the_way(reader(manager), clock.today())

        assert (found[0].text, len(found), in_all) == ("Tid", 7, 7)

    def test_ones_own_way_is_what_ones_development_goals_hang_on(self, drawn, manager, unit):
        mads = make_person("Mads Rosenklint", unit)
        a_practice(drawn.result, manager, "Vi læser med", units=[unit])
        DevelopmentGoal.objects.create(
            person=mads, title="Skrive kort", practice=drawn.practice, written_at=clock.now(), changed_at=clock.now()
        )

        found = board(drawn.goal, reader(mads), clock.today())

        assert [row.card.title for row in found.rows if row.card.mine] == titles(found)[:4]
        assert [line.mine for line in found.lines] == [False, True, True, True]

    def test_a_card_with_two_parents_stands_once_and_is_named_under_both(self, client, drawn, manager):
        other = a_result(drawn.goal, manager, "Færre klager")
        links.connect(links.RESULT_PRACTICE, other, drawn.practice, by=manager)

        text = sign_in(client, manager).get(page("goal", drawn.goal.pk)).content.decode()

        assert len(re.findall(f'id="practice-{drawn.practice.pk}"', text)) == 1
        assert len(re.findall(f'href="#practice-{drawn.practice.pk}"', text)) == 1
        assert lists_that_end(text)

    def test_too_much_hope_in_a_row_is_told_and_stops_nobody(self, manager, drawn):
        for join, upper, lower in (
            (links.GOAL_RESULT, drawn.goal, drawn.result),
            (links.RESULT_PRACTICE, drawn.result, drawn.practice),
        ):
            links.set_strength(join, upper, lower, Strength.HOPE, by=manager)
        assert board(drawn.goal, reader(manager), clock.today()).too_hopeful is False
        drawn.practice.learning_links.update(strength=Strength.HOPE)
        drawn.learning.activity_links.update(strength=Strength.HOPE)

        assert board(drawn.goal, reader(manager), clock.today()).too_hopeful is True

    def test_what_the_goal_said_when_a_result_was_hung_on_it_stays_readable(self, manager, drawn):
        drawn.goal.title = "Breve, der forstås"
        drawn.goal.save()

        found = board(drawn.goal, reader(manager), clock.today())

        assert found.said == [(str(drawn.result), "Afgørelser, der forstås og holder")]

    def test_a_map_with_too_many_cards_unfolds_and_is_drawn_one_result_at_a_time(self, client, manager, drawn):
        for number in range(MOST_CARDS):
            a_practice(drawn.result, manager, f"Praksis {number}")
        sign_in(client, manager)

        whole = client.get(page("goal", drawn.goal.pk)).content.decode()
        one = client.get(page("goal", drawn.goal.pk) + f"?result={drawn.result.pk}").content.decode()

        assert (whole.count('class="branch"'), whole.count("maplines")) == (1, 0)
        assert one.count("maplines") == 1
        assert lists_that_end(whole)

    def test_an_editor_asked_once_says_the_same_as_each_card_asked_alone(self, manager, drawn, unit):
        mine = editor(manager, clock.today())

        assert mine.may_edit([unit.pk], None) is True
        assert mine.may_edit([], manager.pk) is True
        assert mine.may_edit([make_unit("Data").pk], None) is False


class TestQueries:
    def grow(self, drawn, manager, unit, count):
        for number in range(count):
            change = a_practice(drawn.result, manager, f"Praksis {number}", units=[unit])
            aim = a_learning_goal(change, manager, f"Læring {number}", units=[unit])
            an_activity(aim, manager, f"Aktivitet {number}", units=[unit])
            barriers.add(change, by=manager, text="Tid", kind="time", owner=manager)

    @pytest.mark.parametrize("name", ["goal", "tree", "home", "lists"])
    def test_are_as_many_for_three_cards_as_for_three_hundred(self, client, drawn, manager, unit, name):
        sign_in(client, manager)
        address = page(name, drawn.goal.pk) if name in ("goal", "tree") else page(name)
        self.grow(drawn, manager, unit, 1)
        few = _count(client, address)

        self.grow(drawn, manager, unit, 100)

        assert _count(client, address) == few


def _count(client, address):
    """Queries of the page itself: what the house asks once in a while (session, installation) apart."""
    counts = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        counts.append(len(caught))
    return min(counts)


class TestWriting:
    def test_a_changed_practice_is_put_under_the_result_one_came_from(self, client, manager, unit, drawn):
        sign_in(client, manager)
        sent = {**PRACTICE, "for_whom": "units", "units": [str(unit.pk)], "once": "a"}

        response = client.post(page("practice_new") + f"?result={drawn.result.pk}", sent)

        found = PracticeChange.objects.get(title="Vi ringer op")
        assert response.headers["Location"] == page("practice", found.pk)
        assert [(link.result, link.strength) for link in found.result_links.all()] == [(drawn.result, "known")]
        assert (str(found.situation), list(found.units.all())) == ("En klage kommer", [unit])

    def test_sent_twice_it_stands_there_once(self, client, manager, unit, drawn):
        sign_in(client, manager)
        sent = {**PRACTICE, "for_whom": "units", "units": [str(unit.pk)], "once": "a"}
        address = page("practice_new") + f"?result={drawn.result.pk}"

        first, second = client.post(address, sent), client.post(address, sent)

        assert first.headers["Location"] == second.headers["Location"]
        assert PracticeChange.objects.filter(title="Vi ringer op").count() == 1

    @pytest.mark.parametrize(
        ("whom", "status"), [("units", 422), ("everybody", 422), ("me", 302), ("", 422), ("nonsense", 422)]
    )
    def test_a_colleague_writes_for_herself_and_for_nobody_else(self, client, unit, drawn, whom, status):
        mads = make_person("Mads Rosenklint", unit)
        sign_in(client, mads)

        response = client.post(page("practice_new"), {**PRACTICE, "for_whom": whom, "units": [str(unit.pk)]})

        assert response.status_code == status
        assert list(PracticeChange.objects.filter(person=mads).values_list("title", flat=True)) == (
            ["Vi ringer op"] if whom == "me" else []
        )

    def test_the_owner_of_the_goal_may_write_for_any_unit_below_it(self, client, drawn, unit):
        freja = make_person("Freja Birkelys", make_unit("Tilsyn"))
        drawn.goal.owner = freja
        drawn.goal.save()
        sign_in(client, freja)

        address = page("practice_new") + f"?result={drawn.result.pk}"
        response = client.post(address, {**PRACTICE, "for_whom": "units", "units": [str(unit.pk)]})

        assert response.status_code == 302

    def test_two_who_change_a_practice_at_once_both_keep_their_text(self, client, manager, drawn, unit):
        sign_in(client, manager)
        sent = {**PRACTICE, "for_whom": "units", "units": [str(unit.pk)], "new_situation": "", "version": "1"}
        practice.change(drawn.practice, {"who": "Sagsbehandlere"}, by=make_person("Asta Rugvænge"), version=1)

        response = client.post(page("practice_edit", drawn.practice.pk), sent)

        assert response.status_code == 409
        assert "Sagsbehandlere" in response.content.decode()
        assert "Jurister" in response.content.decode()
        drawn.practice.refresh_from_db()
        assert drawn.practice.who == "Sagsbehandlere"

    @pytest.mark.parametrize(
        ("fields", "wrong"),
        [
            ({"title": ""}, "title"),
            ({"title": "Ring 010203-1234 op"}, "title"),
            ({"title": "x" * 201}, "title"),
            ({"situation": "00000000-0000-0000-0000-000000000000"}, "situation"),
            ({"units": [str(uuid4())]}, "units"),
            ({"units": []}, "units"),
            ({"kind": "sometimes"}, "kind"),
        ],
    )
    def test_bad_input_gets_a_message_at_its_field_and_nothing_is_lost(self, client, manager, unit, fields, wrong):
        sign_in(client, manager)
        sent = {**PRACTICE, "for_whom": "units", "units": [str(unit.pk)], **fields}

        response = client.post(page("practice_new"), sent)

        assert response.status_code == 422
        assert list(response.context["form"].errors) == [wrong]
        assert "Den lægges i bunken" in response.content.decode()
        assert PracticeChange.objects.count() == 0

    def test_a_barrier_with_owner_and_day_lands_on_the_owners_own_page(self, client, manager, drawn, unit):
        mads = make_person("Mads Rosenklint", unit)
        sign_in(client, manager)
        sent = {"text": "Låst skabelon", "kind": "tool", "owner": "Mads Rosenklint", "due_on": "2099-01-05"}

        client.post(page("barrier_new", drawn.practice.pk), sent)

        promise = mads.follow_ups.get()
        assert (promise.what, promise.source_url) == ("Låst skabelon", page("practice", drawn.practice.pk))
        text = sign_in(client, mads).get(reverse("followups:list")).content.decode()
        assert f'href="{page("practice", drawn.practice.pk)}"' in text

    def test_a_barrier_can_be_removed_lived_with_and_deleted(self, client, manager, drawn):
        barrier = barriers.add(drawn.practice, by=manager, text="Tid", kind="time")
        sign_in(client, manager)
        states = []
        for act in ("removed", "accepted", "open", "nonsense", "delete"):
            client.post(page("barrier_settle", barrier.pk), {"act": act})
            states += Barrier.objects.values_list("state", flat=True)

        assert states == ["removed", "accepted", "open", "open"]

    def test_a_learning_goal_says_its_step_and_a_step_goes_up(self, client, manager, drawn, unit):
        law = make_competence("Forvaltningsret")
        sign_in(client, manager)
        sent = {
            "title": "Vi kan lytte",
            "for_whom": "units",
            "units": [str(unit.pk)],
            "strength": "hope",
            "competence_1": str(law.pk),
            "from_1": "3",
        }
        address = page("learning_new") + f"?practice={drawn.practice.pk}"

        refused = client.post(address, {**sent, "to_1": "2"})
        level_six = client.post(address, {**sent, "to_1": "6"})
        taken = client.post(address, {**sent, "to_1": "4"})

        assert (refused.status_code, level_six.status_code, taken.status_code) == (422, 422, 302)
        goal = LearningGoal.objects.get(title="Vi kan lytte")
        assert [(step.competence, step.level_from, step.level_to) for step in goal.steps.all()] == [(law, 3, 4)]
        assert list(goal.practices.all()) == [drawn.practice]

    def test_an_activity_is_planned_and_changed(self, client, manager, drawn, unit):
        sign_in(client, manager)
        sent = {"title": "Medlyt", "room": "informal", "hours": "4", "for_whom": "units", "units": [str(unit.pk)]}
        client.post(page("activity_new") + f"?learning={drawn.learning.pk}", {**sent, "strength": "known"})
        activity = PlannedActivity.objects.get(title="Medlyt")

        client.post(page("activity_edit", activity.pk), {**sent, "hours": "6", "version": "1"})

        activity.refresh_from_db()
        assert (activity.hours, list(activity.learning_goals.all())) == (6, [drawn.learning])


class TestLinking:
    @pytest.mark.parametrize("who", ["manager", "colleague"])
    def test_the_page_of_a_result_offers_linking_to_whom_may(self, client, manager, drawn, unit, who):
        person = manager if who == "manager" else make_person("Mads Rosenklint", unit)

        answer = sign_in(client, person).get(reverse("strategy:result", args=[drawn.result.pk]))

        assert (page("link", "result", drawn.result.pk) in answer.content.decode()) is (who == "manager")

    def test_a_practice_one_cannot_see_and_one_that_does_not_exist_are_not_found_in_the_same_words(
        self, client, manager, drawn
    ):
        hidden = a_practice(drawn.result, manager, "Skjult", units=[make_unit("Data")])
        loose = a_learning_goal(None, manager, "Vi kan lytte", units=[manager.engagements.get().unit])
        sign_in(client, manager)

        answers = [
            client.post(page("link", "learning", loose.pk), {"to": f"practice-{pk}", "strength": "known"})
            for pk in (hidden.pk, uuid4())
        ]

        assert [answer.status_code for answer in answers] == [422, 422]
        errors = [answer.context["form"].errors["to"] for answer in answers]
        assert errors[0] == errors[1]
        assert loose.practices.count() == 0

    def test_a_floating_activity_finds_its_learning_goal(self, client, manager, drawn, unit):
        floating = an_activity(None, manager, "Konference", units=[unit])
        assert [line.title for line in lines("floating", reader(manager))] == ["Konference"]
        sign_in(client, manager)

        client.post(page("link", "activity", floating.pk), {"to": f"learning-{drawn.learning.pk}", "strength": "hope"})

        assert lines("floating", reader(manager)) == []

    def test_words_find_a_card_among_many(self, client, manager, drawn):
        for number in range(50):
            a_result(drawn.goal, manager, f"Resultat {number}")
        sign_in(client, manager)

        response = client.get(page("link", "practice", drawn.practice.pk) + "?q=Resultat 49")

        assert [list(cards.values()) for _name, cards in response.context["form"].groups] == [
            [f"Resultat 49 · {drawn.goal}"]
        ]

    def test_a_line_is_made_weaker_and_taken_away(self, client, manager, drawn):
        sign_in(client, manager)
        address = page("line", "practice", drawn.practice.pk, drawn.result.pk)

        client.post(address, {"strength": "hope"})
        assert drawn.practice.result_links.get().strength == "hope"
        client.post(address, {"act": "unlink"})

        assert drawn.practice.results.count() == 0


class TestMoving:
    def test_up_and_down_and_the_second_of_two_is_told(self, client, manager, drawn, unit):
        second = a_practice(drawn.result, manager, "Vi læser med", units=[unit])
        sign_in(client, manager)
        address = page("move", "practice", second.pk) + f"?under={drawn.result.pk}"
        sent = {"go": f"-1 {second.place}", "goal": str(drawn.goal.pk)}

        first, late = client.post(address, sent), client.post(address, sent, follow=True)

        assert first.headers["Location"] == page("goal", drawn.goal.pk) + f"#practice-{second.pk}"
        assert list(drawn.result.practices.all()) == [second, drawn.practice]
        assert [message.level_tag for message in late.context["messages"]] == ["success", "warning"]

    def test_what_cannot_move_further_is_told(self, client, manager, drawn):
        sign_in(client, manager)
        address = page("move", "practice", drawn.practice.pk) + f"?under={drawn.result.pk}"

        answer = client.post(address, {"go": f"-1 {drawn.practice.place}", "goal": str(drawn.goal.pk)}, follow=True)

        assert [message.level_tag for message in answer.context["messages"]] == ["info"]

    def test_dragged_onto_another_result_it_hangs_there(self, client, manager, drawn):
        other = a_result(drawn.goal, manager, "Færre klager")
        sign_in(client, manager)
        address = page("move", "practice", drawn.practice.pk) + f"?under={drawn.result.pk}"

        client.post(address, {"into": str(other.pk), "goal": str(drawn.goal.pk)})

        assert list(drawn.practice.results.all()) == [other]

    def test_by_keyboard_it_is_moved_on_a_page_of_its_own(self, client, manager, drawn):
        other = a_result(drawn.goal, manager, "Færre klager")
        sign_in(client, manager)
        address = page("parent", "practice", drawn.practice.pk) + f"?from={drawn.result.pk}"

        client.post(address, {"to": str(other.pk)})
        late = client.post(address, {"to": str(other.pk)}, follow=True)

        assert list(drawn.practice.results.all()) == [other]
        assert [message.level_tag for message in late.context["messages"]] == ["success", "warning"]

    @pytest.mark.parametrize("go", ["", "up", "1 x", "99999999"])
    def test_nonsense_is_not_found(self, client, manager, drawn, go):
        address = page("move", "practice", drawn.practice.pk) + f"?under={drawn.result.pk}"

        assert sign_in(client, manager).post(address, {"go": go}).status_code == 404


class TestClosing:
    def test_what_others_built_on_is_not_deleted_but_closed_and_they_are_told(self, client, manager, drawn, unit):
        mads = make_person("Mads Rosenklint", unit, email="mads@example.org")
        DevelopmentGoal.objects.create(
            person=mads, title="Kort", practice=drawn.practice, written_at=clock.now(), changed_at=clock.now()
        )
        sign_in(client, manager)
        address = page("close", "practice", drawn.practice.pk)

        refused = client.post(address, {"act": "delete"})
        closed = client.post(address, {"act": "close", "why": "Vi gør det allerede"})

        assert (refused.status_code, closed.status_code) == (409, 302)
        mail = OutboxMessage.objects.get(kind="map")
        assert (mail.person, drawn.practice.title in mail.text + mail.subject) == (mads.pk, False)
        home = sign_in(client, mads).get("/").content.decode()
        assert page("practice", drawn.practice.pk) in home
        assert "Vi gør det allerede" in client.get(page("practice", drawn.practice.pk)).content.decode()

    def test_without_a_reason_it_stays(self, client, manager, drawn):
        response = sign_in(client, manager).post(page("close", "learning", drawn.learning.pk), {"act": "close"})

        assert response.status_code == 422
        drawn.learning.refresh_from_db()
        assert drawn.learning.state == "active"

    def test_it_opens_again(self, client, manager, drawn):
        sign_in(client, manager)
        address = page("close", "learning", drawn.learning.pk)
        client.post(address, {"act": "close", "why": "Det kan vi"})

        client.post(address, {"act": "reopen"})

        drawn.learning.refresh_from_db()
        assert drawn.learning.state == "active"

    def test_what_nobody_built_on_is_deleted(self, client, manager, drawn):
        sign_in(client, manager).post(page("close", "activity", drawn.activity.pk), {"act": "delete"})

        assert PlannedActivity.objects.count() == 0


class TestLists:
    def test_each_names_what_lacks_its_neighbour(self, manager, drawn, unit):
        a_result(drawn.goal, manager, "Uden praksis")
        a_practice(drawn.result, manager, "Uden læring", units=[unit])
        a_practice(drawn.result, manager, "Besluttet", units=[unit], decision="Vi gør det fra mandag")
        a_learning_goal(None, manager, "Svæver", units=[unit])
        an_activity(None, manager, "Konference", units=[unit])

        found = {
            name: [line.title for line in lines(name, reader(manager))] for name in ("results", "practices", "floating")
        }

        assert found == {
            "results": ["Uden praksis"],
            "practices": ["Uden læring"],
            "floating": ["Konference", "Svæver"],
        }

    def test_a_person_is_told_only_of_what_she_may_see(self, manager, drawn, unit):
        an_activity(None, manager, "Konference", units=[unit])
        other = make_person("Kaja Solhede", make_unit("Data"))

        assert [line.title for line in lines("floating", reader(other))] == []
        assert [line.title for line in lines("practices", reader(other))] == []

    def test_a_file_for_a_spreadsheet_holds_no_formula(self, client, manager, unit):
        an_activity(None, manager, "=1+1", units=[unit], when="I maj")

        response = sign_in(client, manager).get(page("list_file", "floating"))
        text = b"".join(response.streaming_content).decode("utf-8-sig")

        assert list(csv.reader(io.StringIO(text), delimiter=";"))[1][::2] == ["'=1+1", "I maj"]
        assert client.get(page("list_file", "nonsense")).status_code == 404


class TestHome:
    def test_counts_only_what_the_reader_sees(self, client, manager, drawn):
        other = make_person("Kaja Solhede", make_unit("Data"))

        def counts(person):
            goals = sign_in(client, person).get(page("home")).context["goals"]
            return [(line.counts, line.lacks) for line in goals]

        assert counts(manager) == [
            ({"result": 1, "practice": 1, "learning": 1}, {"result": 0, "practice": 0, "learning": 0})
        ]
        assert counts(other) == [
            ({"result": 1, "practice": 0, "learning": 0}, {"result": 1, "practice": 0, "learning": 0})
        ]

    def test_the_map_of_one_unit_is_what_holds_for_it(self, client, manager, drawn, unit):
        data = make_unit("Data")
        a_goal("Data til tiden", unit=data)
        sign_in(client, manager)

        whole = client.get(page("home")).context["goals"]
        here = client.get(page("home") + f"?unit={unit.pk}").context["goals"]

        assert [str(line.goal) for line in whole] == ["Afgørelser, der forstås og holder", "Data til tiden"]
        assert [str(line.goal) for line in here] == ["Afgørelser, der forstås og holder"]

    def test_on_an_empty_map_the_way_on_is_shown(self, client, manager):
        response = sign_in(client, manager).get(page("home"))

        assert reverse("strategy:home") in response.content.decode()

    def test_results_of_several_goals_stand_on_both_boards(self, manager, drawn):
        second = a_goal("Svar til tiden")
        links.connect(links.GOAL_RESULT, second, drawn.result, by=manager)

        assert titles(board(second, reader(manager), clock.today()))[1] == str(drawn.result)
        assert Result.objects.count() == 1
