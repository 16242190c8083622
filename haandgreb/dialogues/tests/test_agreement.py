"""The two write one text, and it is agreed when both have said yes to the same wording."""

from datetime import timedelta

import pytest

from haandgreb.competences.actions import development as goal_actions
from haandgreb.competences.actions import development_sharing as sharing
from haandgreb.competences.models import DevelopmentGoal
from haandgreb.competences.tests.development_factory import a_text
from haandgreb.dialogues.actions import agreement as actions
from haandgreb.dialogues.actions.agreement import NotTheTwo, Outcome
from haandgreb.dialogues.models import AgreementVersion, Dialogue, FollowUpTalk
from haandgreb.dialogues.tests.factories import Workplace, make_dialogue
from haandgreb.shared.models import AuditEntry
from haandgreb.shared.states import Refused
from haandgreb.shared.versions import Stale

pytestmark = pytest.mark.django_db
TEXT = "Mads får tirsdag formiddag fri til de svære sager."


def now_of(dialogue):
    """Dialogue and agreement as they stand."""
    dialogue = Dialogue.objects.get(pk=dialogue.pk)
    return dialogue.state, dialogue.agreement.state


def a_goal_of(place, *, is_shared=True, **changes):
    """A goal of Mads's, shared with Gorm."""
    goal = goal_actions.write(place.person, a_text(place.manager, **changes))
    if is_shared:
        sharing.share(goal, place.manager, by=place.person)
    return goal


def written(place, goals=(), text=TEXT):
    """A dialogue that was held, its agreement written by Gorm."""
    dialogue = place.dialogue("held")
    actions.write(dialogue, text, [goal.pk for goal in goals], by=place.manager)
    return dialogue


def number_of(dialogue):
    return Dialogue.objects.get(pk=dialogue.pk).agreement.number


def test_an_agreement_is_begun_once():
    place = Workplace()
    dialogue = make_dialogue(place.person, place.manager, "booked")

    first = actions.begin(dialogue, by=place.person)
    second = actions.begin(dialogue, by=place.manager)

    assert (first, first.state, first.changed_by) == (second, "writing", place.person)


@pytest.mark.parametrize(("first", "second"), [("person", "manager"), ("manager", "person")])
def test_it_is_agreed_when_both_have_said_yes_to_the_same_wording(first, second):
    place = Workplace()
    dialogue = written(place)
    number = number_of(dialogue)

    offered = actions.offer(dialogue, by=getattr(place, first), number=number)
    one = actions.say_yes(dialogue, by=getattr(place, first), number=number)
    assert (offered, one, now_of(dialogue)) == (Outcome.OFFERED, Outcome.ASKED, ("agreeing", "one_yes"))

    two = actions.say_yes(dialogue, by=getattr(place, second), number=number)
    found = Dialogue.objects.get(pk=dialogue.pk)
    assert (two, now_of(dialogue)) == (Outcome.AGREED, ("agreed", "agreed"))
    assert (found.agreement.agreed_number, found.agreement.agreed_with) == (number, place.manager)


def test_one_yes_said_twice_is_one_yes():
    place = Workplace()
    dialogue = written(place)
    actions.offer(dialogue, by=place.person, number=2)

    answers = [actions.say_yes(dialogue, by=place.person, number=2) for _ in range(2)]

    assert (answers, now_of(dialogue)) == ([Outcome.ASKED] * 2, ("agreeing", "one_yes"))


def test_a_yes_to_an_older_wording_is_no_yes():
    place = Workplace()
    dialogue = written(place)
    actions.offer(dialogue, by=place.manager, number=2)
    actions.say_yes(dialogue, by=place.manager, number=2)

    actions.write(dialogue, "Mads får onsdag fri.", [], by=place.person, number=2)

    assert now_of(dialogue) == ("held", "writing")
    assert actions.say_yes(dialogue, by=place.person, number=2) is Outcome.CHANGED
    assert actions.say_yes(dialogue, by=place.person, number=3) is Outcome.NOT_OFFERED
    kept = AgreementVersion.objects.get()
    assert (kept.number, kept.text["text"], kept.written_by) == (2, TEXT, place.manager)


def test_writing_over_what_the_other_has_just_written_is_refused_and_both_texts_stay():
    place = Workplace()
    dialogue = written(place)
    actions.write(dialogue, "Mads får onsdag fri.", [], by=place.person, number=2)

    with pytest.raises(Stale):
        actions.write(dialogue, "Mads får torsdag fri.", [], by=place.manager, number=2)

    assert Dialogue.objects.get(pk=dialogue.pk).agreement.text == "Mads får onsdag fri."


def test_writing_the_same_again_takes_no_yes_away():
    place = Workplace()
    dialogue = written(place)
    actions.offer(dialogue, by=place.person, number=2)
    actions.say_yes(dialogue, by=place.person, number=2)

    assert actions.write(dialogue, TEXT, [], by=place.manager, number=2) is False
    assert now_of(dialogue) == ("agreeing", "one_yes")


def test_nothing_cannot_be_agreed_on():
    place = Workplace()
    dialogue = place.dialogue("held")

    assert actions.offer(dialogue, by=place.person, number=1) is Outcome.EMPTY
    assert now_of(dialogue) == ("held", "writing")


def test_what_is_agreed_is_locked():
    place = Workplace()
    dialogue = agreed(place)

    with pytest.raises(Refused):
        actions.write(dialogue, "Noget andet.", [], by=place.person)
    assert actions.take_back(dialogue, by=place.person) is False
    assert actions.offer(dialogue, by=place.person, number=2) is Outcome.CHANGED
    assert Dialogue.objects.get(pk=dialogue.pk).agreement.text == TEXT


def agreed(place, goals=()):
    """Both have said yes."""
    dialogue = written(place, goals)
    actions.offer(dialogue, by=place.person, number=2)
    actions.say_yes(dialogue, by=place.person, number=2)
    assert actions.say_yes(dialogue, by=place.manager, number=2) is Outcome.AGREED
    return dialogue


@pytest.mark.parametrize("who", ["above", "colleague", "deputy", "hr", "council", "admin", "other_manager"])
def test_nobody_but_the_two_writes_offers_or_says_yes(who):
    place = Workplace()
    dialogue = written(place)
    somebody = getattr(place, who)

    for act in (
        lambda: actions.write(dialogue, "Andet", [], by=somebody),
        lambda: actions.offer(dialogue, by=somebody, number=2),
        lambda: actions.say_yes(dialogue, by=somebody, number=2),
        lambda: actions.take_back(dialogue, by=somebody),
    ):
        with pytest.raises(NotTheTwo):
            act()


def test_a_yes_is_taken_back_until_the_other_has_said_it():
    place = Workplace()
    dialogue = written(place)
    actions.offer(dialogue, by=place.person, number=2)
    actions.say_yes(dialogue, by=place.person, number=2)

    assert actions.take_back(dialogue, by=place.manager) is False
    assert actions.take_back(dialogue, by=place.person) is True
    assert now_of(dialogue) == ("held", "writing")


def test_a_goal_is_agreed_with_the_agreement_that_holds_it():
    place = Workplace()
    goal = a_goal_of(place)

    dialogue = agreed(place, [goal])

    goal.refresh_from_db()
    held = dialogue.agreement.goals.get()
    assert (goal.state, goal.agreed_version, goal.agreed_with) == ("agreed", 1, place.manager)
    assert (held.goal, held.version) == (goal, 1)


def test_a_goal_both_agreed_on_before_stays_as_it_was():
    place = Workplace()
    goal = a_goal_of(place)
    for by in (place.person, place.manager):
        sharing.say_yes(goal, 1, by=by)
    before = DevelopmentGoal.objects.get().agreed_at

    agreed(place, [goal])

    assert DevelopmentGoal.objects.get().agreed_at == before


def test_a_goal_only_one_of_them_can_read_does_not_come_in():
    place = Workplace()
    goal = a_goal_of(place, is_shared=False)

    dialogue = written(place, [goal])

    assert dialogue.agreement.goals.count() == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda place, goal: goal_actions.change(goal, a_text(place.manager, title="Skrive kort"), by=place.person),
        lambda place, goal: sharing.withdraw(goal, by=place.person),
        lambda place, goal: goal_actions.delete(goal, by=place.person),
    ],
    ids=["changed", "taken back", "deleted"],
)
def test_a_goal_that_was_changed_or_taken_back_since_stops_the_yes(change):
    place = Workplace()
    goal = a_goal_of(place)
    other = a_goal_of(place, title="Ringe først")
    dialogue = written(place, [goal, other])
    actions.offer(dialogue, by=place.person, number=2)
    actions.say_yes(dialogue, by=place.person, number=2)
    change(place, goal)

    assert actions.say_yes(dialogue, by=place.manager, number=2) is Outcome.GOALS
    assert now_of(dialogue) == ("agreeing", "one_yes")


def test_a_goal_that_lacks_something_cannot_be_agreed():
    place = Workplace()
    dialogue = written(place, [a_goal_of(place, sign="")])

    assert actions.offer(dialogue, by=place.person, number=2) is Outcome.GOALS


def test_a_yes_to_a_goal_that_was_taken_back_elsewhere_stops_the_second_yes_and_leaves_nothing_half_done():
    place = Workplace()
    goal = a_goal_of(place)
    dialogue = written(place, [goal])
    actions.offer(dialogue, by=place.person, number=2)
    actions.say_yes(dialogue, by=place.person, number=2)
    goal.refresh_from_db()
    sharing.take_back_yes(goal, by=place.person)

    assert actions.say_yes(dialogue, by=place.manager, number=2) is Outcome.GOALS
    goal.refresh_from_db()
    assert (now_of(dialogue), goal.yes_by) == (("agreeing", "one_yes"), None)


def test_taking_back_a_yes_takes_back_the_yes_to_its_goals():
    place = Workplace()
    goal = a_goal_of(place)
    dialogue = written(place, [goal])
    actions.offer(dialogue, by=place.person, number=2)
    actions.say_yes(dialogue, by=place.person, number=2)
    actions.take_back(dialogue, by=place.person)

    goal.refresh_from_db()
    assert goal.yes_by is None


def test_the_yes_of_a_manager_who_is_it_no_more_does_not_count():
    place = Workplace()
    dialogue = written(place)
    actions.offer(dialogue, by=place.manager, number=2)
    actions.say_yes(dialogue, by=place.manager, number=2)
    vera = handed_over(place, dialogue)

    assert actions.say_yes(dialogue, by=place.person, number=2) is Outcome.UNREAD
    with pytest.raises(NotTheTwo):  # it was written before her: she does not read it
        actions.say_yes(dialogue, by=vera, number=2)


def handed_over(place, dialogue):
    """Vera is the manager now, and whose dialogue it is."""
    vera = place.another_manager()
    found = Dialogue.objects.get(pk=dialogue.pk)
    found.manager, found.manager_since = vera, found.agreement.changed_at + timedelta(seconds=1)
    found.save()
    return vera


def test_a_new_manager_agrees_to_what_is_written_with_her():
    place = Workplace()
    dialogue = written(place)
    vera = handed_over(place, dialogue)
    later = Dialogue.objects.get(pk=dialogue.pk).manager_since + timedelta(minutes=1)

    actions.write(dialogue, "Vera og Mads.", [], by=place.person, now=later)
    actions.offer(dialogue, by=vera, number=3)

    assert actions.say_yes(dialogue, by=vera, number=3) is Outcome.ASKED
    assert actions.say_yes(dialogue, by=place.person, number=3) is Outcome.AGREED


def test_the_same_text_is_shared_with_a_new_manager_when_the_employee_saves_it_anew():
    place = Workplace()
    dialogue = written(place)
    vera = handed_over(place, dialogue)
    since = Dialogue.objects.get(pk=dialogue.pk).manager_since

    assert actions.offer(dialogue, by=place.person, number=2) is Outcome.UNREAD
    assert actions.write(dialogue, TEXT, [], by=place.person, number=2, now=since + timedelta(minutes=1)) is True
    assert actions.offer(dialogue, by=place.person, number=3) is Outcome.OFFERED
    assert actions.say_yes(dialogue, by=vera, number=3) is Outcome.ASKED


def test_the_agreement_brings_the_half_year_talk():
    place = Workplace()
    dialogue = agreed(place)

    talk = FollowUpTalk.objects.get()
    assert (talk.is_half_year, talk.due_on) == (True, dialogue.held_on + timedelta(days=180))


def test_an_earlier_rounds_agreement_is_replaced_and_another_jobs_is_not():
    place = Workplace()
    old = agreed(place)
    Dialogue.objects.filter(pk=old.pk).update(made_at=old.made_at - timedelta(days=300))

    agreed(place)

    assert now_of(old) == ("replaced", "replaced")


def test_the_trail_holds_nothing_of_the_text():
    place = Workplace()
    agreed(place, [a_goal_of(place)])

    assert TEXT not in "".join(str(entry.details) for entry in AuditEntry.objects.all())
