"""A development goal is agreed when both say yes to the same text; what is promised for it, and what follows."""

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from haandgreb.competences.actions import development as actions
from haandgreb.competences.actions import development_keeping as keeping
from haandgreb.competences.actions import development_sharing as sharing
from haandgreb.competences.actions.development_base import draft_key
from haandgreb.competences.actions.development_sharing import Outcome
from haandgreb.competences.actions.levels import NotTheTwo
from haandgreb.competences.models import DevelopmentGoal, GoalFollowUp
from haandgreb.competences.queries import development as queries
from haandgreb.competences.tests.development_factory import (
    TITLE,
    a_goal,
    a_shared_goal,
    a_text,
    an_agreed_goal,
    in_days,
)
from haandgreb.competences.tests.level_factory import Pair
from haandgreb.followups import actions as followups
from haandgreb.followups.models import FollowUp
from haandgreb.organisation.tests.factories import make_manager, make_person
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry, Draft

pytestmark = pytest.mark.django_db

State = DevelopmentGoal.State


@pytest.fixture
def pair():
    return Pair()


def promises():
    return [(row.owner.name, row.what, row.state) for row in FollowUp.objects.select_related("owner").order_by("what")]


class TestAgreeing:
    def test_both_say_yes_to_the_same_text(self, pair):
        goal = a_shared_goal(pair)

        first = sharing.say_yes(goal, 1, by=pair.manager)
        second = sharing.say_yes(goal, 1, by=pair.person)

        assert (first, second) == (Outcome.ASKED, Outcome.AGREED)
        assert (goal.state, goal.agreed_with, goal.agreed_version, goal.yes_by) == (State.AGREED, pair.manager, 1, None)

    def test_one_alone_never_agrees(self, pair):
        goal = a_shared_goal(pair)

        assert [sharing.say_yes(goal, 1, by=pair.person) for _ in range(2)] == [Outcome.ASKED, Outcome.ASKED]

        assert goal.state == State.SHARED

    def test_two_managers_do_not_agree_over_her_head(self, pair):
        goal = an_agreed_goal(pair)
        other = make_person("Vera Bregnø", pair.unit)
        make_manager(other, pair.unit)
        actions.change(goal, a_text(pair.manager, title="Skrive klart"), by=pair.manager)

        assert sharing.say_yes(goal, 2, by=pair.manager) is Outcome.ASKED
        with pytest.raises(NotTheTwo):
            sharing.say_yes(goal, 2, by=other)

        assert goal.agreed_version == 1

    def test_a_change_in_between_takes_the_yes_away(self, pair):
        goal = a_shared_goal(pair)
        sharing.say_yes(goal, 1, by=pair.person)
        actions.change(goal, a_text(pair.manager, title="Skrive kortere"), by=pair.manager, version=1)

        assert sharing.say_yes(goal, 1, by=pair.manager) is Outcome.CHANGED
        assert sharing.say_yes(goal, 2, by=pair.manager) is Outcome.ASKED
        assert goal.state == State.SHARED

    @pytest.mark.parametrize(
        "change",
        [
            {"local_task": ""},
            {"changed_practice": ""},
            {"sign": ""},
            {"path": []},
            {"path": [{"text": "Kursus", "room": "external", "handle": "", "due_on": None}]},
            {"support": []},
            {"days": []},
        ],
    )
    def test_what_is_missing_stops_an_agreement_and_no_draft(self, pair, change):
        goal = a_shared_goal(pair, **change)

        assert sharing.say_yes(goal, 1, by=pair.person) is Outcome.MISSING
        assert goal.yes_by is None

    def test_what_was_agreed_holds_until_both_say_yes_to_the_new_text(self, pair):
        goal = an_agreed_goal(pair)
        actions.change(goal, a_text(pair.manager, title="Skrive kortere"), by=pair.person, version=1)
        assert (goal.state, goal.agreed_version, goal.version) == (State.AGREED, 1, 2)

        sharing.say_yes(goal, 2, by=pair.person)
        sharing.say_yes(goal, 2, by=pair.manager)

        assert goal.agreed_version == 2

    def test_a_yes_is_taken_back_before_the_other_says_it_and_not_after(self, pair):
        goal = a_shared_goal(pair)
        sharing.say_yes(goal, 1, by=pair.person)

        assert sharing.take_back_yes(goal, by=pair.manager) is False
        assert sharing.take_back_yes(goal, by=pair.person) is True
        assert sharing.say_yes(goal, 1, by=pair.manager) is Outcome.ASKED

    def test_nobody_else_says_yes(self, pair):
        goal = a_shared_goal(pair)
        with pytest.raises(NotTheTwo):
            sharing.say_yes(goal, 1, by=make_person("Ivan Vindeholt", pair.unit))

    def test_what_is_taken_back_is_not_agreed(self, pair):
        goal = a_shared_goal(pair)
        sharing.withdraw(goal, by=pair.person)

        assert sharing.say_yes(goal, 1, by=pair.person) is Outcome.NOT_SHARED

    @pytest.mark.parametrize("act", ["withdraw", "delete", "new manager"])
    def test_what_the_manager_was_typing_goes_with_it(self, pair, act):
        goal = a_shared_goal(pair)
        Draft.objects.create(person=pair.manager.pk, form=draft_key(goal), fields={"title": ["Hendes"]}, at=clock.now())
        if act == "withdraw":
            sharing.withdraw(goal, by=pair.person)
        elif act == "delete":
            actions.delete(goal, by=pair.person)
        else:
            pair.another_manager()
            keeping.daily(clock.today())

        assert Draft.objects.count() == 0

    def test_an_agreed_goal_is_not_taken_back(self, pair):
        goal = an_agreed_goal(pair)

        assert sharing.withdraw(goal, by=pair.person) is False
        assert goal.state == State.AGREED

    def test_it_is_shared_with_a_nearest_manager_only(self, pair):
        goal = a_goal(pair)
        with pytest.raises(NotTheTwo):
            sharing.share(goal, make_person("Ivan Vindeholt", pair.unit), by=pair.person)

    def test_sharing_ends_with_the_manager_it_was_for(self, pair):
        goal = a_shared_goal(pair)
        pair.another_manager()

        keeping.daily(clock.today())
        keeping.daily(clock.today())

        goal.refresh_from_db()
        assert (goal.state, goal.shared_with) == (State.PRIVATE, None)

    def test_the_trail_says_what_was_done_and_nothing_of_what_it_says(self, pair):
        an_agreed_goal(pair)

        trail = AuditEntry.objects.filter(action__startswith="competences.development").order_by("id")
        assert [row.action.removeprefix("competences.development_goal_") for row in trail] == [
            "written",
            "shared",
            "yes",
            "agreed",
        ]
        assert not any(TITLE in str(row.details) for row in trail)


class TestSupport:
    def test_it_is_promised_when_both_have_agreed_and_says_nothing_of_the_goal(self, pair):
        a_shared_goal(pair)
        assert promises() == []

        goal = an_agreed_goal(pair, title="Noget andet")

        promise = FollowUp.objects.get()
        assert (promise.what, promise.owner, promise.due_on) == ("Læser to breve", pair.manager, in_days(10))
        told = f"{promise.what} {promise.source_label}"
        assert promise.source_label == "Støtte, du har lovet Mads Rosenklint"
        assert goal.title not in told

    def test_a_colleague_reads_her_own_line_and_no_way_to_the_goal(self, pair, client):
        jette = make_person("Jette Klitgren", pair.unit)
        goal = an_agreed_goal(pair, support=[{"who": jette, "text": "Læser med", "due_on": in_days(3)}])

        from haandgreb.organisation.tests.factories import sign_in

        page = sign_in(client, jette).get("/followups/").content.decode()

        assert "Læser med" in page
        assert goal.title not in page
        assert str(goal.pk) not in page

    def test_what_is_agreed_anew_replaces_what_was_promised(self, pair):
        goal = an_agreed_goal(pair)
        support = [{"who": pair.manager, "text": "Læser fem breve", "due_on": in_days(12)}]
        actions.change(goal, a_text(pair.manager, support=support), by=pair.person)
        assert promises() == [("Gorm Vangsted", "Læser to breve", "open")]

        sharing.say_yes(goal, 2, by=pair.person)
        sharing.say_yes(goal, 2, by=pair.manager)

        assert promises() == [
            ("Gorm Vangsted", "Læser fem breve", "open"),
            ("Gorm Vangsted", "Læser to breve", "skipped"),
        ]

    def test_what_is_still_agreed_is_promised_once_and_follows_the_day(self, pair):
        goal = an_agreed_goal(pair)
        support = [{"who": pair.manager, "text": "Læser to breve", "due_on": in_days(15)}]
        actions.change(goal, a_text(pair.manager, support=support), by=pair.person)
        sharing.say_yes(goal, 2, by=pair.person)
        sharing.say_yes(goal, 2, by=pair.manager)

        assert FollowUp.objects.get().due_on == in_days(15)

    def test_what_is_done_stays_done(self, pair):
        goal = an_agreed_goal(pair)
        followups.mark_done(FollowUp.objects.get(), by=pair.manager)
        actions.change(goal, a_text(pair.manager, why="Mere"), by=pair.person)
        sharing.say_yes(goal, 2, by=pair.person)
        sharing.say_yes(goal, 2, by=pair.manager)

        assert promises() == [("Gorm Vangsted", "Læser to breve", "done")]

    def test_a_replaced_goal_asks_nothing_of_anybody(self, pair):
        goal = an_agreed_goal(pair)
        actions.set_status(goal, "replaced", by=pair.person)

        assert promises() == [("Gorm Vangsted", "Læser to breve", "skipped")]


class TestFollowingUp:
    def test_the_two_look_at_it_and_choose_the_next_day(self, pair):
        goal = an_agreed_goal(pair)
        row = goal.follow_ups.get()

        done = actions.follow_up(row, by=pair.manager, status="using", note="Fem breve", next_on=in_days(60))

        goal.refresh_from_db()
        assert (done, goal.status, goal.version) == (True, "using", 1)
        rows = goal.follow_ups.values_list("held_on", "held_with", "due_on")
        assert list(rows) == [(clock.today(), pair.manager.pk, in_days(30)), (None, None, in_days(60))]

    def test_of_two_who_write_it_down_the_first_one_counts(self, pair):
        goal = an_agreed_goal(pair)
        row = goal.follow_ups.get()
        actions.follow_up(row, by=pair.manager, status="using", note="Fem breve")

        assert actions.follow_up(row, by=pair.person, status="part", note="Ti breve") is False
        assert GoalFollowUp.objects.get().note == "Fem breve"

    def test_a_later_manager_reads_the_day_and_not_the_note(self, pair):
        goal = an_agreed_goal(pair)
        actions.follow_up(goal.follow_ups.get(), by=pair.manager, status="using", note="Fem breve")
        vera = pair.another_manager()

        def note_for(viewer):
            return [row.note for row in queries.page_of(goal, viewer, clock.today()).held]

        assert (note_for(pair.person), note_for(pair.manager), note_for(vera)) == (["Fem breve"], ["Fem breve"], [""])


ACTS = st.sampled_from(["share", "withdraw", "hers", "managers", "she changes", "manager changes", "back"])


@settings(max_examples=40, deadline=None)
@given(st.lists(ACTS, max_size=9))
def test_whatever_the_two_do_only_a_text_both_said_yes_to_is_agreed(acts):
    with transaction.atomic():
        pair = Pair()
        goal = a_goal(pair)
        yeses: dict[int, set[str]] = {}
        for number, act in enumerate(acts):
            goal.refresh_from_db()
            seen = DevelopmentGoal.objects.visible_to(pair.manager).exists()
            if act == "share" and goal.state != State.AGREED:
                sharing.share(goal, pair.manager, by=pair.person)
                yeses.pop(goal.version, None)
            elif act == "withdraw" and sharing.withdraw(goal, by=pair.person):
                yeses.pop(goal.version, None)
            elif act == "hers":
                outcome = sharing.say_yes(goal, goal.version, by=pair.person)
                if outcome in (Outcome.ASKED, Outcome.AGREED):
                    yeses.setdefault(goal.version, set()).add("person")
            elif act == "managers" and seen:
                sharing.say_yes(goal, goal.version, by=pair.manager)
                yeses.setdefault(goal.version, set()).add("manager")
            elif act == "back" and sharing.take_back_yes(goal, by=pair.person):
                yeses[goal.version].discard("person")
            elif act == "she changes" or (act == "manager changes" and seen):
                by = pair.person if act == "she changes" else pair.manager
                actions.change(goal, a_text(pair.manager, title=f"Udgave {number}"), by=by, version=goal.version)
        goal.refresh_from_db()
        agreed = [version for version, who in yeses.items() if who == {"person", "manager"}]
        assert goal.agreed_version == (max(agreed) if agreed else None)
        assert (goal.state == State.AGREED) == bool(agreed)
        transaction.set_rollback(True)
