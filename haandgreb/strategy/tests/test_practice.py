"""What happens when practice changes, barriers and connections are written, moved, closed and deleted."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.followups import actions as followups
from haandgreb.followups.models import FollowUp
from haandgreb.impactmap.tests.factories import a_goal, a_learning_goal, a_manager, a_practice, a_result
from haandgreb.organisation.tests.factories import make_person, make_unit
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry
from haandgreb.shared.versions import Stale
from haandgreb.strategy.actions import barriers, links, practice
from haandgreb.strategy.actions.closing import BuiltOn
from haandgreb.strategy.models import Barrier, GoalResult, PracticeChange, ResultPractice, Strength
from haandgreb.strategy.queries.practice import barriers_seen_by, said_done, situations_seen_by


@pytest.fixture
def manager(db):
    return a_manager()


@pytest.fixture
def result(manager):
    return a_result(a_goal(), manager)


def promises():
    return [(row.what, row.owner.name, row.state) for row in FollowUp.objects.select_related("owner")]


def order(*cards):
    found = type(cards[0])._default_manager.filter(pk__in=[card.pk for card in cards])
    return [card.title for card in found]


class TestPractice:
    def test_a_new_one_stands_last_under_its_results_with_its_strength_and_its_moment(self, manager, result):
        first = a_practice(result, manager, "Vi noterer ordet")
        second = a_practice(
            result, manager, "Vi læser med", strength=Strength.HOPE, new_situation="Et afslag skrives", kind="more"
        )

        assert list(result.practices.all()) == [first, second]
        assert second.situation.title == "Et afslag skrives"
        assert ResultPractice.objects.get(practice=second).strength == "hope"

    def test_the_second_of_two_writers_is_told_and_nothing_of_hers_is_written(self, manager, result):
        change = a_practice(result, manager)
        practice.change(PracticeChange.objects.get(), {"who": "Jurister"}, by=manager, version=1)

        with pytest.raises(Stale):
            practice.change(change, {"who": "Sagsbehandlere", "units": [make_unit("Data")]}, by=manager, version=1)

        change.refresh_from_db()
        assert (change.who, change.version, list(change.units.all())) == ("Jurister", 2, [])

    def test_what_nothing_hangs_on_is_deleted_with_its_barriers_and_their_promises(self, manager, result):
        change = a_practice(result, manager)
        barriers.add(change, by=manager, text="Låst skabelon", kind="tool", owner=manager, due_on=clock.today())

        practice.delete(change, by=manager)

        assert PracticeChange.objects.count() == 0
        assert promises() == [("Låst skabelon", "Frida Moseklint", "skipped")]

    def test_what_a_learning_goal_hangs_on_is_not_deleted(self, manager, result):
        change = a_practice(result, manager)
        a_learning_goal(change, manager)

        with pytest.raises(BuiltOn):
            practice.delete(change, by=manager)

        assert list(PracticeChange.objects.all()) == [change]

    def test_it_is_closed_with_a_reason_and_can_be_opened_again(self, manager, result):
        change = a_practice(result, manager)
        practice.close(change, "Vi gør det allerede", by=manager)
        assert (change.state, change.closed_on, change.closed_why) == ("closed", clock.today(), "Vi gør det allerede")

        practice.reopen(change, by=manager)

        assert (change.state, change.closed_on, change.closed_why) == ("active", None, "")

    def test_every_act_leaves_its_trace_without_words(self, manager, result):
        change = a_practice(result, manager)
        practice.change(change, {"title": "Vi taler om det"}, by=manager)
        practice.close(change, "Nok", by=manager)

        traces = AuditEntry.objects.filter(about_id=change.pk).order_by("id").values_list("action", flat=True)
        assert list(traces) == [
            "connected on the map",
            "practice change added",
            "practice change changed",
            "practice change closed",
        ]

    def test_moments_are_known_to_those_who_see_a_practice_that_holds_them(self, manager, result):
        other = make_unit("Data")
        here = a_practice(result, manager, units=[manager.engagements.get().unit], new_situation="Et afslag skrives")
        a_practice(result, manager, units=[other], new_situation="Et udtræk laves")

        assert list(situations_seen_by(manager)) == [here.situation]
        assert situations_seen_by(make_person("Kaja Solhede", other)).get().title == "Et udtræk laves"


class TestBarriers:
    def test_an_owner_with_a_day_has_promised_it(self, manager, result):
        change = a_practice(result, manager)
        owner = make_person("Kaja Solhede", make_unit("Data"))

        barriers.add(
            change, by=manager, text="Låst skabelon", kind="tool", owner=owner, due_on=clock.today(), page="/map/x/"
        )

        promise = FollowUp.objects.get()
        assert (promise.what, promise.owner, promise.source_url) == ("Låst skabelon", owner, "/map/x/")

    @pytest.mark.parametrize("facts", [{"owner": None}, {"due_on": None}])
    def test_without_owner_or_day_nobody_has(self, manager, result, facts):
        plain = {"text": "Tid", "kind": "time", "owner": manager, "due_on": clock.today()}
        barriers.add(a_practice(result, manager), by=manager, **{**plain, **facts})

        assert promises() == []

    def test_the_promise_follows_the_day_and_the_owner(self, manager, result):
        owner, later = make_person("Kaja Solhede"), clock.today() + timedelta(days=9)
        barrier = barriers.add(
            a_practice(result, manager), by=manager, text="Tid", kind="time", owner=manager, due_on=clock.today()
        )

        barriers.change(barrier, {"due_on": later}, by=manager)
        assert FollowUp.objects.get().due_on == later

        barriers.change(barrier, {"owner": owner}, by=manager)
        assert sorted(promises()) == [("Tid", "Frida Moseklint", "skipped"), ("Tid", "Kaja Solhede", "open")]

    @pytest.mark.parametrize(("state", "then"), [("removed", "done"), ("accepted", "skipped")])
    def test_when_it_is_settled_the_promise_ends_and_in_the_way_again_it_begins_again(
        self, manager, result, state, then
    ):
        barrier = barriers.add(
            a_practice(result, manager), by=manager, text="Tid", kind="time", owner=manager, due_on=clock.today()
        )

        barriers.settle(barrier, state, by=manager)
        assert [row[2] for row in promises()] == [then]

        barriers.settle(barrier, Barrier.State.OPEN, by=manager)
        assert sorted(row[2] for row in promises()) == sorted([then, "open"])

    def test_what_its_owner_has_ticked_is_told_to_those_who_look_at_the_map(self, manager, result):
        barrier = barriers.add(
            a_practice(result, manager), by=manager, text="Tid", kind="time", owner=manager, due_on=clock.today()
        )
        assert said_done([barrier]) == set()

        followups.mark_done(FollowUp.objects.get(), by=manager)

        assert said_done([barrier]) == {barrier.pk}

    def test_only_those_who_see_the_practice_find_the_way_to_it(self, manager, result):
        change = a_practice(result, manager, units=[manager.engagements.get().unit])
        barrier = barriers.add(change, by=manager, text="Tid", kind="time")

        assert barriers_seen_by(manager, [barrier.pk]) == {barrier.pk}
        assert barriers_seen_by(make_person("Kaja Solhede", make_unit("Data")), [barrier.pk]) == set()


class TestConnections:
    def test_a_line_is_drawn_once_and_a_goals_line_keeps_what_the_goal_said(self, manager):
        goal = a_goal()
        result = a_result(None, manager)

        assert links.connect(links.GOAL_RESULT, goal, result, by=manager) is True
        assert links.connect(links.GOAL_RESULT, goal, result, by=manager) is False
        assert GoalResult.objects.get().said == goal.versions.get()

    def test_two_who_move_a_card_to_another_parent_lose_nothing_and_the_second_is_told(self, manager, result):
        goal = result.goals.get()
        mine, theirs = a_result(goal, manager, "Færre klager"), a_result(goal, manager, "Flere gange tak")
        change = a_practice(result, manager, strength=Strength.KNOWN)
        links.reconnect(links.RESULT_PRACTICE, change, out_of=result, into=theirs, by=manager)

        with pytest.raises(links.Moved):
            links.reconnect(links.RESULT_PRACTICE, change, out_of=result, into=mine, by=manager)

        assert [(row.result, row.strength) for row in change.result_links.all()] == [(theirs, "known")]

    def test_moved_to_where_it_also_hangs_it_hangs_there_once(self, manager, result):
        other = a_result(result.goals.get(), manager, "Færre klager")
        change = practice.add(by=manager, results=[result, other], title="Vi ringer op")

        links.reconnect(links.RESULT_PRACTICE, change, out_of=result, into=other, by=manager)

        assert list(change.results.all()) == [other]

    def test_the_strength_of_a_line_that_is_gone_cannot_be_set(self, manager, result):
        change = a_practice(result, manager)
        links.set_strength(links.RESULT_PRACTICE, result, change, Strength.HOPE, by=manager)
        assert change.result_links.get().strength == "hope"
        assert links.disconnect(links.RESULT_PRACTICE, result, change, by=manager) is True

        with pytest.raises(links.Moved):
            links.set_strength(links.RESULT_PRACTICE, result, change, Strength.KNOWN, by=manager)


class TestOrder:
    @pytest.fixture
    def cards(self, manager, result):
        return [a_practice(result, manager, title) for title in ("A", "B", "C")]

    @pytest.mark.parametrize(
        ("card", "steps", "then", "moved"),
        [(0, 1, "BAC", True), (2, -1, "ACB", True), (0, -1, "ABC", False), (2, 5, "ABC", False), (0, 9, "BCA", True)],
    )
    def test_a_card_moves_past_its_neighbours_and_stays_at_the_ends(self, manager, cards, card, steps, then, moved):
        among = [one.pk for one in cards]

        assert links.shift(cards[card], steps, among=among, by=manager) is moved
        assert order(*cards) == list(then)

    def test_the_second_of_two_who_move_a_card_is_told(self, manager, cards):
        among, seen = [one.pk for one in cards], cards[1].place
        links.shift(cards[1], 1, among=among, by=manager, seen_at=seen)

        with pytest.raises(links.Moved):
            links.shift(cards[1], -1, among=among, by=manager, seen_at=seen)

        assert order(*cards) == ["A", "C", "B"]

    def test_cards_that_were_never_placed_get_places_of_their_own(self, manager, cards):
        PracticeChange.objects.update(place=0)

        links.shift(cards[0], 1, among=[one.pk for one in cards], by=manager)

        assert order(*cards) == ["B", "A", "C"]

    @given(st.lists(st.integers(0, 50)))
    def test_places_grow_and_never_fall(self, places):
        found = links.growing(sorted(places))

        assert all(before < after for before, after in pairwise(found))
        assert all(new >= old for new, old in zip(found, sorted(places), strict=True))
