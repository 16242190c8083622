"""A development goal: who sees it, what is kept of it, what it hangs on, and who waits for whom."""

import pytest

from haandgreb.competences.actions import development as actions
from haandgreb.competences.actions import development_keeping as keeping
from haandgreb.competences.actions import development_sharing as sharing
from haandgreb.competences.actions.levels import NotTheTwo
from haandgreb.competences.models import DevelopmentGoal, DevelopmentGoalVersion, Support
from haandgreb.competences.queries import development as queries
from haandgreb.competences.queries.development_links import Chain, chain_above
from haandgreb.competences.queries.development_personal import personal_data
from haandgreb.competences.queries.waiting import waiting_for
from haandgreb.competences.tests.development_factory import (
    TITLE,
    a_goal,
    a_shared_goal,
    a_text,
    an_agreed_goal,
    in_days,
)
from haandgreb.competences.tests.level_factory import Pair
from haandgreb.confidentiality import actions as gate
from haandgreb.followups.models import FollowUp
from haandgreb.impactmap.tests.factories import a_map
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import give_role, make_manager, make_person, make_unit
from haandgreb.shared import clock
from haandgreb.shared.versions import Stale
from haandgreb.strategy.models import GoalVersion, StrategicGoal

pytestmark = pytest.mark.django_db

State = DevelopmentGoal.State


@pytest.fixture
def pair():
    return Pair()


def seen_by(person):
    return DevelopmentGoal.objects.visible_to(person).exists()


class TestWhoSeesIt:
    def test_a_draft_is_seen_by_nobody_else(self, pair):
        a_goal(pair)

        assert (seen_by(pair.person), seen_by(pair.manager)) == (True, False)

    def test_a_shared_one_by_the_manager_it_is_shared_with_while_she_is_one(self, pair):
        a_shared_goal(pair)
        other = make_person("Vera Bregnø", pair.unit)
        make_manager(other, pair.unit)
        assert (seen_by(pair.manager), seen_by(other)) == (True, False)

        pair.another_manager()

        assert seen_by(pair.manager) is False

    def test_an_agreed_one_by_todays_nearest_manager_and_nobody_above(self, pair):
        root = make_unit("Styrelsen")
        head = make_person("Asta Rugvænge", root)
        make_manager(head, root)
        an_agreed_goal(pair)

        vera = pair.another_manager()

        assert (seen_by(vera), seen_by(pair.manager), seen_by(head)) == (True, False, False)

    @pytest.mark.parametrize("kind", [Role.Kind.HR, Role.Kind.WORKS_COUNCIL, Role.Kind.ADMINISTRATOR])
    def test_no_other_role_sees_an_agreed_one(self, pair, kind):
        an_agreed_goal(pair)
        somebody = make_person("Camille Vangsted", pair.unit)
        give_role(somebody, kind, units=[pair.unit])

        assert seen_by(somebody) is False

    def test_a_manager_who_acts_as_hr_sees_none(self, pair):
        an_agreed_goal(pair)
        give_role(pair.manager, Role.Kind.HR, units=[pair.unit])
        pair.manager.role_in_use = "hr"

        assert seen_by(pair.manager) is False


class TestChanging:
    def test_what_only_she_reads_leaves_no_earlier_text(self, pair):
        goal = a_goal(pair)

        assert actions.change(goal, a_text(pair.manager, title="Skrive kortere"), by=pair.person, version=1) is True

        assert (goal.title, goal.version, DevelopmentGoalVersion.objects.count()) == ("Skrive kortere", 2, 0)

    def test_saving_the_same_text_changes_nothing(self, pair):
        goal = a_shared_goal(pair)
        sharing.say_yes(goal, 1, by=pair.person)

        assert actions.change(goal, a_text(pair.manager), by=pair.manager, version=1) is False

        assert (goal.version, goal.yes_by, DevelopmentGoalVersion.objects.count()) == (1, pair.person, 0)

    def test_of_two_writers_the_second_is_told_and_nothing_of_hers_is_written(self, pair):
        goal = a_shared_goal(pair)
        actions.change(goal, a_text(pair.manager, why="Fordi det haster"), by=pair.manager, version=1)

        with pytest.raises(Stale):
            actions.change(goal, a_text(pair.manager, path=[]), by=pair.person, version=1)

        assert (goal.why, goal.path.count()) == ("Fordi det haster", 1)

    def test_an_earlier_text_says_who_wrote_it_and_whether_it_was_agreed(self, pair):
        goal = an_agreed_goal(pair)
        actions.change(goal, a_text(pair.manager, title="Skrive kortere"), by=pair.manager, version=1)
        actions.change(goal, a_text(pair.manager, title="Skrive klart"), by=pair.person, version=2)

        kept = [
            (row.number, row.text["title"], row.written_by, row.agreed_at is not None)
            for row in DevelopmentGoalVersion.objects.order_by("number")
        ]
        assert kept == [(1, TITLE, pair.person, True), (2, "Skrive kortere", pair.manager, False)]

    def test_a_new_manager_reads_what_was_agreed_and_not_what_was_tried_before(self, pair):
        goal = a_shared_goal(pair)
        actions.change(goal, a_text(pair.manager, title="Skrive kortere"), by=pair.person)
        sharing.say_yes(goal, goal.version, by=pair.person)
        sharing.say_yes(goal, goal.version, by=pair.manager)
        actions.change(goal, a_text(pair.manager, title="Skrive klart"), by=pair.person)
        vera = pair.another_manager()

        def titles(person):
            return [row.text["title"] for row in queries.versions_for(goal, person)]

        assert titles(pair.person) == ["Skrive kortere", TITLE]
        assert titles(vera) == ["Skrive kortere"]

    def test_days_to_follow_up_are_no_part_of_what_is_agreed(self, pair):
        goal = an_agreed_goal(pair)

        actions.change(goal, a_text(pair.manager, days=[in_days(40)]), by=pair.manager, version=1)

        assert (goal.version, goal.agreed_version) == (1, 1)
        assert list(goal.follow_ups.values_list("due_on", flat=True)) == [in_days(40)]

    def test_an_agreed_goal_is_not_deleted(self, pair):
        goal = an_agreed_goal(pair)
        with pytest.raises(NotTheTwo):
            actions.delete(goal, by=pair.person)

    def test_a_shared_one_is_deleted_by_her_alone(self, pair):
        goal = a_shared_goal(pair)
        with pytest.raises(NotTheTwo):
            actions.delete(goal, by=pair.manager)

        actions.delete(goal, by=pair.person)

        assert DevelopmentGoal.objects.count() == 0


class TestWhoElseReadsOfIt:
    def hr(self, pair):
        camille = make_person("Camille Vangsted", make_unit("HR"))
        give_role(camille, Role.Kind.HR, units=[pair.unit])
        return camille

    @pytest.mark.parametrize(("hers", "managers", "count"), [(True, True, 1), (True, False, 0), (False, True, 0)])
    def test_hr_reads_it_where_both_say_so(self, pair, hers, managers, count):
        goal = an_agreed_goal(pair)
        actions.pass_on(goal, by=pair.person, hr=hers)
        actions.pass_on(goal, by=pair.manager, hr=managers)

        assert len(queries.passed_on(self.hr(pair), clock.today())) == count

    def test_hr_of_another_unit_reads_nothing(self, pair):
        goal = an_agreed_goal(pair)
        for who in (pair.person, pair.manager):
            actions.pass_on(goal, by=who, hr=True)
        other = make_person("Esben Vindeholt", make_unit("HR"))
        give_role(other, Role.Kind.HR, units=[make_unit("Data")])

        assert queries.passed_on(other, clock.today()) == []

    def test_a_text_one_of_them_has_changed_since_leaves_nobody(self, pair):
        goal = an_agreed_goal(pair)
        for who in (pair.person, pair.manager):
            actions.pass_on(goal, by=who, hr=True, title_open=True)
        colleague = make_person("Ivan Vindeholt", pair.unit)
        assert len(queries.open_titles(colleague, clock.today())) == 1

        actions.change(goal, a_text(pair.manager, title="Skrive klart"), by=pair.manager)

        assert queries.open_titles(colleague, clock.today()) == []
        assert queries.passed_on(self.hr(pair), clock.today()) == []

    def test_colleagues_in_the_unit_read_a_title_she_has_opened(self, pair):
        goal = an_agreed_goal(pair)
        colleague = make_person("Ivan Vindeholt", pair.unit)
        stranger = make_person("Maja Hyldevang", make_unit("Data"))
        assert queries.open_titles(colleague, clock.today()) == []

        actions.pass_on(goal, by=pair.manager, hr=False, title_open=True)
        assert queries.open_titles(colleague, clock.today()) == []
        actions.pass_on(goal, by=pair.person, hr=False, title_open=True)

        assert queries.open_titles(colleague, clock.today()) == [goal]
        assert queries.open_titles(stranger, clock.today()) == []


class TestWhatItHangsOn:
    def test_a_practice_change_leads_up_to_its_goal_as_it_says_today(self, pair):
        line = a_map(pair.manager)

        goal = a_goal(pair, chain=chain_above(line.practice, pair.person), local_task="")

        assert (goal.goal, goal.result, goal.practice) == (line.goal, line.result, line.practice)
        assert goal.said.number == 1

    def test_what_the_goal_said_then_stays_readable(self, pair):
        line = a_map(pair.manager)
        goal = a_goal(pair, chain=Chain(goal=line.goal))
        assert queries.page_of(goal, pair.person, clock.today()).said is None

        StrategicGoal.objects.filter(pk=line.goal.pk).update(title="Afgørelser, der holder")
        now = GoalVersion.objects.get()
        dates = {"starts_on": now.starts_on, "ends_on": now.ends_on, "written_at": clock.now()}
        GoalVersion.objects.create(goal=line.goal, number=2, title="Afgørelser, der holder", **dates)
        goal = DevelopmentGoal.objects.get()

        assert str(queries.page_of(goal, pair.person, clock.today()).said) == line.goal.title
        # Saved again where it hung: what the goal said then still stands.
        actions.change(goal, a_text(pair.manager, chain=Chain(goal=line.goal), why="Mere"), by=pair.person)
        assert goal.said.number == 1

    def test_a_closed_goal_waits_for_her_to_choose_anew(self, pair):
        line = a_map(pair.manager)
        goal = a_goal(pair, chain=Chain(goal=line.goal))
        StrategicGoal.objects.update(state="closed", closed_on=clock.today(), closed_why="Ny strategi")

        def told():
            return [one.about for one in waiting_for(pair.person, clock.today()) if "lukket" in one.text]

        assert told() == [TITLE]
        actions.set_status(goal, "replaced", by=pair.person)
        assert told() == []


class TestWaiting:
    def texts(self, person):
        return [one.text for one in waiting_for(person, clock.today())]

    def test_sharing_and_a_yes_wait_for_the_other(self, pair):
        goal = a_shared_goal(pair)
        assert self.texts(pair.manager) == ["Mads Rosenklint har delt et udviklingsmål med dig."]
        assert self.texts(pair.person) == []

        sharing.say_yes(goal, 1, by=pair.manager)

        assert self.texts(pair.manager) == []
        assert self.texts(pair.person) == [
            "Gorm Vangsted har sagt ja til et udviklingsmål. Læs det, og sig ja, eller ret det."
        ]

    def test_a_word_one_of_them_changes_waits_for_the_other(self, pair):
        goal = an_agreed_goal(pair)
        actions.change(goal, a_text(pair.manager, title="Skrive klart"), by=pair.manager)

        assert self.texts(pair.manager) == []
        assert self.texts(pair.person) == [
            "Gorm Vangsted har rettet i et udviklingsmål. Læs det, og sig ja, eller ret det."
        ]

    def test_what_is_shared_waits_for_nobody_who_has_answered(self, pair):
        goal = a_shared_goal(pair)
        actions.change(goal, a_text(pair.manager, title="Skrive klart"), by=pair.manager)

        assert (len(self.texts(pair.manager)), len(self.texts(pair.person))) == (0, 1)

    def test_a_follow_up_waits_for_both_from_a_week_before(self, pair):
        goal = an_agreed_goal(pair)
        assert (self.texts(pair.person), self.texts(pair.manager)) == ([], [])

        goal.follow_ups.update(due_on=in_days(7))

        assert self.texts(pair.person) == ["Følg op på dit mål"]
        assert self.texts(pair.manager) == ["Følg op med Mads Rosenklint på et mål"]


class TestHerOwnCopyAndForgetting:
    def test_the_copy_holds_every_text(self, pair):
        goal = an_agreed_goal(pair)
        actions.change(goal, a_text(pair.manager, title="Skrive klart"), by=pair.manager)

        (copy,) = personal_data(pair.person)["development_goals"]

        assert (copy["title"], copy["earlier_texts"][0]["text"]["title"]) == ("Skrive klart", TITLE)
        assert personal_data(pair.manager)["support_in_the_goals_of_others"] == [
            {"text": "Læser to breve", "due_on": in_days(10).isoformat()}
        ]

    def test_forgetting_her_takes_her_goals_and_what_was_promised_for_them(self, pair):
        an_agreed_goal(pair)
        gate.set_gate(is_on=False, why="Ikke omfattet", by=pair.manager)

        keeping.forget(pair.person)

        assert (DevelopmentGoal.objects.count(), FollowUp.objects.count()) == (0, 0)

    def test_where_the_archive_gate_is_on_her_goals_wait_for_its_word(self, pair):
        an_agreed_goal(pair)

        keeping.forget(pair.person)

        assert DevelopmentGoal.objects.count() == 1

    def test_forgetting_the_manager_leaves_the_goals_of_her_staff(self, pair):
        agreed, shared = an_agreed_goal(pair), a_shared_goal(pair)
        sharing.say_yes(shared, 1, by=pair.manager)

        keeping.forget(pair.manager)

        agreed.refresh_from_db()
        shared.refresh_from_db()
        assert (agreed.state, agreed.agreed_with) == (State.AGREED, None)
        assert (shared.state, shared.shared_with, shared.yes_by) == (State.PRIVATE, None, None)
        assert Support.objects.exclude(who=None).count() == 0
