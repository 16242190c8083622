"""Whom somebody has picked to talk with she may also agree with on her development, and nobody else reads it then."""

import pytest

from haandgreb.competences.actions import development, development_sharing
from haandgreb.competences.actions.levels import NotTheTwo
from haandgreb.competences.models import DevelopmentGoal
from haandgreb.competences.tests.development_factory import a_text
from haandgreb.dialogues.actions import agreement as agreeing
from haandgreb.dialogues.actions.choice import follow_choices
from haandgreb.dialogues.actions.handover import follow_managers, hand_over
from haandgreb.dialogues.models import Agreement, Dialogue
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.organisation.actions import tidying
from haandgreb.organisation.models import ChosenManager, UnitManager
from haandgreb.organisation.queries.managers import may_agree_with
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Workplace()


def picked(place, state="held"):
    """Mads talks with Thea, who manages elsewhere."""
    return hand_over(place.dialogue(state), place.other_manager, by=place.person, picked=True)


def agreed_goal(place, dialogue):
    """A goal both have said yes to with the agreement."""
    goal = development.write(place.person, a_text(place.other_manager, title="Tale i telefon"))
    development_sharing.share(goal, place.other_manager, by=place.person)
    agreeing.write(dialogue, "Vi ses i maj.", [goal.pk], by=place.person)
    number = Agreement.objects.get(dialogue=dialogue).number
    agreeing.offer(dialogue, by=place.person, number=number)
    for one in (place.person, place.other_manager):
        agreeing.say_yes(dialogue, by=one, number=number)
    goal.refresh_from_db()
    return goal


def readers(place, goal):
    """Who of everybody reads the goal."""
    names = ("person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager")
    return {name for name in names if DevelopmentGoal.objects.visible_to(getattr(place, name)).filter(pk=goal.pk)}


def test_a_goal_is_agreed_with_whom_she_has_picked_and_read_by_the_two(place):
    goal = agreed_goal(place, picked(place))

    assert (goal.state, goal.agreed_with, Agreement.objects.get().state) == ("agreed", place.other_manager, "agreed")
    assert readers(place, goal) == {"person", "other_manager"}


def test_what_was_agreed_with_the_nearest_manager_is_not_read_by_whom_she_picks_later(place):
    goal = development.write(place.person, a_text(place.manager, title="Skrive kort"))
    development_sharing.share(goal, place.manager, by=place.person)
    for one in (place.person, place.manager):
        development_sharing.say_yes(goal, goal.version, by=one)

    picked(place)

    assert readers(place, goal) == {"person", "manager"}


def test_when_the_choice_ends_the_nearest_manager_takes_over_what_is_agreed(place):
    dialogue = picked(place)
    goal = agreed_goal(place, dialogue)

    hand_over(dialogue, place.manager, by=None)

    assert readers(place, goal) == {"person", "manager"}
    assert may_agree_with(place.person, clock.today()) == [place.manager]


def test_what_was_only_shared_with_her_is_hers_alone_again_when_the_choice_ends(place):
    dialogue = picked(place)
    goal = development.write(place.person, a_text(place.other_manager, title="Tale i telefon"))
    development_sharing.share(goal, place.other_manager, by=place.person)
    assert readers(place, goal) == {"person", "other_manager"}

    hand_over(dialogue, place.manager, by=None)
    assert readers(place, goal) == {"person"}
    development_sharing.withdraw_where_manager_changed(clock.today())
    goal.refresh_from_db()

    assert goal.state == "private"


def test_who_manages_nothing_any_more_reads_nothing_at_the_same_moment(place):
    goal = agreed_goal(place, picked(place))

    UnitManager.objects.filter(person=place.other_manager).update(valid_to=clock.today())

    assert readers(place, goal) == {"person", "manager"}
    follow_managers(clock.today())
    assert not ChosenManager.objects.filter(valid_to=None).exists()


def test_nobody_shares_with_a_manager_she_has_not_picked(place):
    place.dialogue("held")
    goal = development.write(place.person, a_text(place.manager, title="Tale i telefon"))

    with pytest.raises(NotTheTwo):
        development_sharing.share(goal, place.other_manager, by=place.person)


def test_a_choice_is_over_when_its_dialogue_is(place):
    dialogue = picked(place)
    Dialogue.objects.filter(pk=dialogue.pk).update(state="replaced")
    ChosenManager.objects.update(valid_from="2020-01-01")

    assert (follow_choices(), follow_choices()) == (1, 0)
    assert ChosenManager.objects.get().valid_to == clock.today()


@pytest.mark.parametrize("who", ["person", "other_manager"])
def test_who_is_forgotten_has_chosen_nobody_and_is_nobodys_choice(place, who):
    picked(place)

    tidying.forget(getattr(place, who))

    assert not ChosenManager.objects.exists()


def test_a_choice_is_part_of_ones_copy_of_ones_data(place):
    picked(place)
    from haandgreb.organisation.queries.personal import everything_about

    assert [row["manager"] for row in everything_about(place.person)["has chosen to talk with"]] == ["Thea Nørrelund"]
