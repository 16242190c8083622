"""What happens when goals are made, changed, made a unit's own, moved, closed and deleted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from haandgreb.competences.models import DevelopmentGoal
from haandgreb.organisation.tests.factories import make_manager, make_person, make_unit, sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry, OutboxMessage
from haandgreb.shared.versions import Stale
from haandgreb.strategy.actions import goals
from haandgreb.strategy.actions.closing import BuiltOn
from haandgreb.strategy.actions.links import GOAL_RESULT, disconnect
from haandgreb.strategy.models import GoalVersion, StrategicGoal
from haandgreb.strategy.permissions import direction_written_by, may_edit_direction
from haandgreb.strategy.queries.waiting import waiting_for
from haandgreb.strategy.rules.tree import MOST_DEEP
from haandgreb.strategy.tests.factories import a_goal, a_leader, a_result, an_hr_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def top():
    return make_unit("Styrelsen")


@pytest.fixture
def leader(top):
    return a_leader(top)


def what_waits(person):
    return [(row.text, row.about) for row in waiting_for(person, clock.today())]


def said(goal):
    return [version.title for version in goal.versions.all()]


class TestWhatItSays:
    def test_what_a_goal_said_before_stays_readable(self, leader):
        goal = a_goal(leader, "Kortere sagsbehandlingstid")

        goals.change(goal, {"title": "Svar til tiden"}, by=leader)

        assert said(goal) == ["Svar til tiden", "Kortere sagsbehandlingstid"]
        assert {version.written_by for version in goal.versions.all()} == {leader}

    def test_another_owner_is_no_new_text(self, leader):
        goal = a_goal(leader)

        goals.change(goal, {"owner": leader, "code": "S1"}, by=leader)

        assert len(said(goal)) == 1
        assert goal.version == 2

    def test_what_is_built_on_it_keeps_pointing_to_what_it_said(self, leader):
        goal = a_goal(leader, "Kortere sagsbehandlingstid")
        result = a_result(goal, leader)

        goals.change(goal, {"title": "Svar til tiden"}, by=leader)

        assert result.goal_links.get().said.title == "Kortere sagsbehandlingstid"

    def test_of_two_writers_the_second_is_told_and_writes_nothing(self, leader):
        goal = a_goal(leader)
        goals.change(StrategicGoal.objects.get(), {"title": "Den enes"}, by=leader, version=1)

        with pytest.raises(Stale):
            goals.change(goal, {"title": "Den andens"}, by=leader, version=1)

        assert said(goal)[0] == "Den enes"


class TestTheTree:
    def test_a_unit_makes_a_goal_its_own_once(self, leader, top):
        unit, goal = make_unit("Tilskud", top), a_goal(leader)

        own, is_new = goals.make_own(goal, unit, by=leader, title="En svardato", meaning="Hos os …")
        again, is_new_again = goals.make_own(goal, unit, by=leader, title="Noget andet", meaning="…")

        assert (is_new, is_new_again, again) == (True, False, own)
        assert (own.parent, own.unit, own.ends_on) == (goal, unit, goal.ends_on)
        assert said(own) == ["En svardato"]

    def test_goals_never_run_in_a_circle(self, leader, top):
        first = a_goal(leader, unit=top)
        second = a_goal(leader, "Den næste", unit=top, parent=first)
        third = a_goal(leader, "Den tredje", unit=top, parent=second)

        with pytest.raises(goals.Circle):
            goals.change(first, {"parent": third}, by=leader)

        assert StrategicGoal.objects.get(pk=first.pk).parent is None

    @pytest.mark.parametrize(("above", "may"), [("whole", True), ("top", True), ("beside", False), ("below", False)])
    def test_a_goal_serves_only_one_that_holds_in_its_unit(self, leader, top, above, may):
        unit = make_unit("Tilskud", top)
        places = {"whole": None, "top": top, "beside": make_unit("Data", top), "below": make_unit("Team A", unit)}
        parent = a_goal(leader, "Ovenover", unit=places[above])
        goal = a_goal(leader, unit=unit)

        if may:
            goals.change(goal, {"parent": parent}, by=leader)
        else:
            with pytest.raises(goals.HoldsElsewhere):
                goals.change(goal, {"parent": parent}, by=leader)

        assert StrategicGoal.objects.get(pk=goal.pk).parent == (parent if may else None)

    def test_a_units_goals_are_its_own_those_above_and_those_of_everybody(self, leader, top):
        unit, beside = make_unit("Tilskud", top), make_unit("Data", top)
        for title, place in [("Alles", None), ("Toppens", top), ("Vores", unit), ("Naboens", beside)]:
            a_goal(leader, title, unit=place)

        assert {goal.title for goal in StrategicGoal.objects.for_unit(unit)} == {"Alles", "Toppens", "Vores"}


class TestClosing:
    def test_whoever_built_on_it_gets_a_mail_that_names_nothing(self, leader):
        owner, elsewhere = make_person("Gorm Vangsted"), make_person("Vera Bregnø")
        learner = make_person("Mads Rosenklint")
        goal = a_goal(leader, owner=leader)
        a_result(goal, leader, owner=owner)
        a_result(None, leader, "Et andet", owner=elsewhere)
        now = clock.now()
        DevelopmentGoal.objects.create(person=learner, title="…", goal=goal, written_at=now, changed_at=now)

        goals.close(goal, "Vi nåede det", by=leader)

        mails = OutboxMessage.objects.filter(kind="built-on-closed")
        assert {mail.person for mail in mails} == {owner.pk, learner.pk}
        assert not any(word in mail.subject + mail.text for mail in mails for word in (goal.title, "Vi nåede det"))

    def test_owners_see_on_their_page_what_was_closed_until_they_have_chosen(self, leader, top):
        owner, head = make_person("Gorm Vangsted"), make_person("Frida Moseklint")
        goal = a_goal(leader, "Målet")
        result = a_result(goal, leader, "Delresultatet", owner=owner)
        goals.make_own(goal, make_unit("Tilskud", top), by=leader, title="Vores", meaning="…", owner=head)

        goals.close(goal, "Vi nåede det", by=leader)

        with translation.override("en"):
            told = "“Målet” has been closed. What does this build on now?"
            assert what_waits(owner) == [(told, "Delresultatet")]
            assert what_waits(head) == [(told, "Vores")]
        disconnect(GOAL_RESULT, goal, result, by=owner)
        assert what_waits(owner) == []

    def test_after_two_months_the_page_tells_no_more(self, leader):
        owner = make_person("Gorm Vangsted")
        goal = a_goal(leader)
        a_result(goal, leader, owner=owner)

        goals.close(goal, "…", by=leader, on=clock.today() - timedelta(days=61))

        assert what_waits(owner) == []

    def test_it_can_be_opened_again(self, leader):
        goal = a_goal(leader)
        goals.close(goal, "En fejl", by=leader)

        goals.reopen(goal, by=leader)

        assert (goal.state, goal.closed_on, goal.closed_why) == ("active", None, "")

    def test_closing_twice_tells_once(self, leader):
        goal = a_goal(leader)
        a_result(goal, leader, owner=make_person("Gorm Vangsted"))

        goals.close(goal, "…", by=leader)
        goals.close(goal, "…", by=leader)

        assert OutboxMessage.objects.filter(kind="built-on-closed").count() == 1


class TestDeleting:
    def test_what_nothing_is_built_on_goes_with_all_it_said(self, leader):
        goal = a_goal(leader)

        goals.delete(goal, by=leader)

        assert (StrategicGoal.objects.count(), GoalVersion.objects.count()) == (0, 0)
        assert AuditEntry.objects.filter(action="goal deleted").exists()

    @pytest.mark.parametrize("built", ["result", "own goal", "somebody's development goal"])
    def test_what_somebody_built_on_stays(self, leader, top, built):
        goal = a_goal(leader)
        now = clock.now()
        if built == "result":
            a_result(goal, leader)
        elif built == "own goal":
            goals.make_own(goal, make_unit("Tilskud", top), by=leader, title="Vores", meaning="…")
        else:
            DevelopmentGoal.objects.create(person=leader, title="…", goal=goal, written_at=now, changed_at=now)

        with pytest.raises(BuiltOn):
            goals.delete(goal, by=leader)

        assert StrategicGoal.objects.filter(pk=goal.pk).exists()


def test_a_page_of_goals_knows_as_well_as_each_of_them_who_writes_it(leader, top):
    unit, beside = make_unit("Tilskud", top), make_unit("Data", top)
    head = make_person("Frida Moseklint", unit)
    make_manager(head, unit)
    today = clock.today()

    for person in (leader, head, make_person("Mads", unit), an_hr_person()):
        writes = direction_written_by(person, today, [top.pk, unit.pk, beside.pk])
        assert {place: writes.of(place.pk if place else None) for place in (None, top, unit, beside)} == {
            place: may_edit_direction(person, place, today) for place in (None, top, unit, beside)
        }


class TestDepth:
    def test_goals_in_a_row_end_where_no_page_could_draw_them(self, client):
        leader = a_leader()
        row = [a_goal(leader)]
        while len(row) < MOST_DEEP:
            row.append(a_goal(leader, parent=row[-1]))

        with pytest.raises(goals.TooDeep):
            a_goal(leader, parent=row[-1])
        other = a_goal(leader, "Et andet")
        a_goal(leader, "Under det andet", parent=other)
        with pytest.raises(goals.TooDeep):
            goals.change(other, {"parent": row[-2]}, by=leader)
        goals.change(other, {"parent": row[-3]}, by=leader)

        sign_in(client, leader)
        assert client.get(reverse("strategy:home")).status_code == 200

    def test_the_form_says_so(self, client):
        leader = a_leader()
        below = a_goal(leader)
        for _number in range(MOST_DEEP - 1):
            below = a_goal(leader, parent=below)
        sign_in(client, leader)
        period = {"starts_on": "2026-01-01", "ends_on": "2026-12-31"}

        answer = client.post(reverse("strategy:goal_new"), {"title": "Endnu et", "parent": str(below.pk), **period})

        assert answer.status_code == 422
        assert "For mange mål tjener hinanden på række her." in answer.content.decode()
