"""The two press at the same moment, on both databases: nothing is lost, and what is agreed is what both said yes to."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from haandgreb.competences.actions import development as goal_actions
from haandgreb.competences.models import DevelopmentGoal
from haandgreb.competences.tests.development_factory import a_text
from haandgreb.dialogues.actions import agreement as actions
from haandgreb.dialogues.actions import differing
from haandgreb.dialogues.actions import following as follow
from haandgreb.dialogues.actions.agreement import Outcome
from haandgreb.dialogues.models import Agreement, AgreementVersion, Dialogue, FollowUpTalk
from haandgreb.dialogues.tests.agreement_factory import HERS, MINE, TEXT, a_goal_of, agreement_in, fresh
from haandgreb.dialogues.tests.factories import Workplace, make_dialogue
from haandgreb.shared.states import Refused
from haandgreb.shared.versions import Stale

pytestmark = pytest.mark.django_db(transaction=True)
KNOWN = (Stale, Refused)


def at_once(*acts):
    """The acts in threads that start together, each with its own connection: what each gave, or how it was refused."""
    ready = Barrier(len(acts))

    def one(act):
        ready.wait()
        try:
            return act()
        except KNOWN as refused:
            return type(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(one, acts))


def test_both_say_yes_at_the_same_moment_and_it_is_agreed_once():
    place = Workplace()
    dialogue = agreement_in(place, "offered", [a_goal_of(place)])

    found = at_once(
        lambda: actions.say_yes(dialogue, by=place.person, number=2),
        lambda: actions.say_yes(dialogue, by=place.manager, number=2),
    )

    assert sorted(found) == [Outcome.AGREED, Outcome.ASKED]
    assert (fresh(dialogue).agreement.state, DevelopmentGoal.objects.get().state) == ("agreed", "agreed")
    assert FollowUpTalk.objects.count() == 1


def test_both_offer_and_say_yes_at_the_same_moment_and_it_is_agreed():
    place = Workplace()
    dialogue = agreement_in(place, "writing")

    found = at_once(
        lambda: actions.say_yes(dialogue, by=place.person, number=2, offers=True),
        lambda: actions.say_yes(dialogue, by=place.manager, number=2, offers=True),
    )

    assert sorted(found) == [Outcome.AGREED, Outcome.ASKED]


def test_both_approve_different_wordings_at_once_and_both_are_kept():
    place = Workplace()
    dialogue = agreement_in(place, "writing")

    found = at_once(
        lambda: actions.write(dialogue, MINE, [], by=place.person, number=2),
        lambda: actions.write(dialogue, HERS, [], by=place.manager, number=2),
    )

    row = fresh(dialogue).agreement
    assert sorted(str(one) for one in found) == sorted([str(True), str(Stale)])
    assert row.text == (MINE if found[0] is True else HERS)
    assert [one.text["text"] for one in AgreementVersion.objects.all()] == [TEXT]


def test_a_yes_and_a_new_wording_at_once_never_agree_on_what_one_has_not_read():
    place = Workplace()
    dialogue = agreement_in(place, "one_yes")

    at_once(
        lambda: actions.write(dialogue, MINE, [], by=place.person, number=2),
        lambda: actions.say_yes(dialogue, by=place.manager, number=2),
    )

    row = fresh(dialogue).agreement
    if row.state == "agreed":
        assert (row.text, row.agreed_number) == (TEXT, 2)
    else:
        assert (row.state, row.text, row.yes_by, row.agreed_at) == ("writing", MINE, None, None)


def test_a_yes_and_a_change_of_a_goal_at_once_never_agree_on_a_goal_one_has_not_read():
    place = Workplace()
    goal = a_goal_of(place)
    dialogue = agreement_in(place, "one_yes", [goal])

    at_once(
        lambda: goal_actions.change(goal, a_text(place.manager, title="Skrive kort"), by=place.person),
        lambda: actions.say_yes(dialogue, by=place.manager, number=2),
    )

    row, goal = fresh(dialogue).agreement, DevelopmentGoal.objects.get()
    assert goal.agreed_version in (None, 1)
    assert (row.state == "agreed") is (goal.agreed_version == 1)


def test_a_yes_and_a_disagreement_at_once_are_one_or_the_other():
    place = Workplace()
    dialogue = agreement_in(place, "one_yes")

    found = at_once(
        lambda: differing.differ(dialogue, MINE, by=place.person, number=2),
        lambda: actions.say_yes(dialogue, by=place.manager, number=2),
    )

    row = fresh(dialogue)
    assert (row.agreement.state, row.state) in (("agreed", "agreed"), ("differing", "agreeing"))
    assert (row.agreement.state == "agreed") is (found[0] is Refused)


def test_both_see_it_differently_at_once_and_both_wordings_stand():
    place = Workplace()
    dialogue = agreement_in(place, "offered")

    at_once(
        lambda: differing.differ(dialogue, MINE, by=place.person, number=2),
        lambda: differing.differ(dialogue, HERS, by=place.manager, number=2),
    )

    sides = AgreementVersion.objects.filter(side=True)
    assert {one.text["text"] for one in sides} == {MINE, HERS}
    assert fresh(dialogue).agreement.state == "differing"


def test_an_agreement_is_begun_once_by_both_at_once():
    place = Workplace()
    dialogue = make_dialogue(place.person, place.manager, "booked")

    one, two = at_once(
        lambda: actions.begin(dialogue, by=place.person), lambda: actions.begin(dialogue, by=place.manager)
    )

    assert one == two
    assert Agreement.objects.count() == 1


def test_a_follow_up_is_written_down_once_and_the_second_is_told():
    place = Workplace()
    dialogue = agreement_in(place, "agreed")
    talk = FollowUpTalk.objects.get()

    found = at_once(
        lambda: follow.hold_talk(talk, MINE, by=place.person, version=1),
        lambda: follow.hold_talk(talk, HERS, by=place.manager, version=1),
    )

    talk.refresh_from_db()
    assert found.count(None) == 1
    assert talk.note in (MINE, HERS)
    assert Dialogue.objects.get(pk=dialogue.pk).state == "following"
