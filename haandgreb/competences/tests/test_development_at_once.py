"""Both say yes while the text is changed, on both databases: what is agreed is what both said yes to."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from haandgreb.competences.actions import development as actions
from haandgreb.competences.actions import development_sharing as sharing
from haandgreb.competences.actions.development_sharing import Outcome
from haandgreb.competences.models import DevelopmentGoal, DevelopmentGoalVersion
from haandgreb.competences.tests.development_factory import a_shared_goal, a_text, an_agreed_goal
from haandgreb.competences.tests.level_factory import Pair
from haandgreb.followups.models import FollowUp
from haandgreb.shared.versions import Stale

pytestmark = pytest.mark.django_db(transaction=True)
State = DevelopmentGoal.State


def at_once(*acts):
    """The acts in threads that start together, each with its own connection; their answers."""
    ready = Barrier(len(acts))

    def one(act):
        ready.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(one, acts))


def test_both_say_yes_at_the_same_moment_and_it_is_agreed_once():
    pair = Pair()
    goal = a_shared_goal(pair)
    mine, hers = (DevelopmentGoal.objects.get() for _ in range(2))

    found = at_once(lambda: sharing.say_yes(mine, 1, by=pair.person), lambda: sharing.say_yes(hers, 1, by=pair.manager))

    goal.refresh_from_db()
    assert sorted(found) == [Outcome.AGREED, Outcome.ASKED]
    assert (goal.state, FollowUp.objects.count()) == (State.AGREED, 1)


def test_a_yes_and_a_change_at_the_same_moment_never_agree_on_a_text_one_has_not_read():
    pair = Pair()
    goal = a_shared_goal(pair)
    sharing.say_yes(goal, 1, by=pair.person)
    mine, hers = (DevelopmentGoal.objects.get() for _ in range(2))

    at_once(
        lambda: actions.change(mine, a_text(pair.manager, title="Skrive kortere"), by=pair.person, version=1),
        lambda: sharing.say_yes(hers, 1, by=pair.manager),
    )

    goal.refresh_from_db()
    assert goal.version == 2
    if goal.state == State.AGREED:  # the yes came first: what holds is the text both read
        agreed = DevelopmentGoalVersion.objects.get()
        assert (goal.agreed_version, agreed.number, agreed.agreed_at is not None) == (1, 1, True)
    else:  # the change came first: nobody has said yes to the new text
        assert (goal.state, goal.yes_by) == (State.SHARED, None)


def test_of_several_who_change_it_at_once_one_text_stands_and_the_others_are_told():
    pair = Pair()
    goal = an_agreed_goal(pair)
    copies = [DevelopmentGoal.objects.get() for _ in range(5)]

    def change(number):
        def act():
            by = pair.person if number % 2 else pair.manager
            try:
                return actions.change(copies[number], a_text(pair.manager, title=f"Udgave {number}"), by=by, version=1)
            except Stale:
                return "told"

        return act

    found = at_once(*(change(number) for number in range(5)))

    goal.refresh_from_db()
    assert sorted(map(str, found)) == ["True", "told", "told", "told", "told"]
    assert (goal.version, DevelopmentGoalVersion.objects.count(), goal.path.count()) == (2, 1, 1)


def test_withdrawing_and_agreeing_at_the_same_moment_leave_one_of_the_two():
    pair = Pair()
    goal = a_shared_goal(pair)
    sharing.say_yes(goal, 1, by=pair.person)
    mine, hers = (DevelopmentGoal.objects.get() for _ in range(2))

    def say_yes():
        try:
            return sharing.say_yes(hers, 1, by=pair.manager)
        except sharing.NotTheTwo:
            return Outcome.NOT_SHARED

    withdrawn, answered = at_once(lambda: sharing.withdraw(mine, by=pair.person), say_yes)

    goal.refresh_from_db()
    expected = (True, Outcome.NOT_SHARED, State.PRIVATE) if withdrawn else (False, Outcome.AGREED, State.AGREED)
    assert (withdrawn, answered, goal.state) == expected
