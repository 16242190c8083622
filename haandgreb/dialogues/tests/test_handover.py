"""A replaced manager loses the dialogue at once; the new one begins with what is agreed."""

from datetime import timedelta

import pytest

from haandgreb.dialogues.actions.handover import follow_managers, follow_when_moved, hand_over
from haandgreb.dialogues.models import Agreement, Dialogue, ProposedTime
from haandgreb.dialogues.tests.factories import Workplace, make_round
from haandgreb.organisation.actions.units import set_managers
from haandgreb.organisation.models import UnitManager
from haandgreb.organisation.tests.factories import engage, make_manager, make_person, make_unit
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry, OutboxMessage

pytestmark = pytest.mark.django_db
S = Dialogue.State


@pytest.fixture
def place():
    return Workplace()


def again(dialogue):
    return Dialogue.objects.get(pk=dialogue.pk)


def sees(person, dialogue):
    return Dialogue.objects.visible_to(person, clock.today()).filter(pk=dialogue.pk).exists()


def test_the_old_manager_is_out_before_anything_has_run_and_the_new_one_is_in_after_it(place):
    dialogue = place.dialogue()
    vera = place.another_manager()
    assert not sees(place.manager, dialogue)
    assert not sees(vera, dialogue)

    assert follow_managers(clock.today()) == 1

    found = again(dialogue)
    assert found.manager == vera
    assert found.manager_since > dialogue.manager_since
    assert sees(vera, dialogue)
    assert not sees(place.manager, dialogue)
    assert follow_managers(clock.today()) == 0


def test_a_time_that_was_booked_is_taken_back_and_what_was_proposed_goes(place):
    dialogue = place.dialogue("booked")
    at = clock.now() + timedelta(days=9)
    ProposedTime.objects.create(dialogue=dialogue, by=place.manager, starts_at=at, minutes=60, made_at=clock.now())
    place.another_manager()

    follow_managers(clock.today())

    found = again(dialogue)
    assert (found.state, found.starts_at, found.proposed_times.count()) == (S.INVITED, None, 0)
    assert OutboxMessage.objects.filter(person=place.manager.pk).exists()


@pytest.mark.parametrize("waits", [Agreement.State.OFFERED, Agreement.State.ONE_YES])
def test_a_yes_that_waits_for_another_falls(place, waits):
    dialogue = place.dialogue("agreeing")
    facts = {"yes_by": place.person, "yes_number": 1} if waits == Agreement.State.ONE_YES else {}
    Agreement.objects.filter(dialogue=dialogue).update(state=waits, offered_at=clock.now(), **facts)
    place.another_manager()

    follow_managers(clock.today())

    agreement = Agreement.objects.get(dialogue=dialogue)
    assert (agreement.state, agreement.yes_by, agreement.yes_number) == (Agreement.State.WRITING, None, None)
    assert again(dialogue).state == S.HELD


def test_what_is_agreed_stays_agreed(place):
    dialogue = place.dialogue("agreed")
    Agreement.objects.filter(dialogue=dialogue).update(
        state=Agreement.State.AGREED, agreed_at=clock.now(), agreed_number=1
    )
    place.another_manager()

    follow_managers(clock.today())

    assert again(dialogue).state == S.AGREED
    assert Agreement.objects.get(dialogue=dialogue).state == Agreement.State.AGREED


def test_with_two_managers_the_person_picks(place):
    dialogue = place.dialogue()
    place.another_manager()
    make_manager(make_person("Karl Bregnø", place.unit), place.unit, valid_from=clock.today())

    follow_managers(clock.today())

    assert again(dialogue).manager is None
    assert sees(place.person, dialogue)
    assert follow_managers(clock.today()) == 0


def test_nobody_takes_over_where_nobody_manages(place):
    dialogue = place.dialogue()
    UnitManager.objects.update(valid_to=clock.today())

    follow_managers(clock.today())

    assert again(dialogue).manager is None


def test_a_manager_the_person_has_picked_stays_while_she_manages_something(place):
    dialogue = hand_over(place.dialogue(), place.other_manager, by=place.person, picked=True)
    assert follow_managers(clock.today()) == 0
    assert sees(place.other_manager, dialogue)
    assert not sees(place.manager, dialogue)

    UnitManager.objects.filter(person=place.other_manager).update(valid_to=clock.today())

    assert not sees(place.other_manager, dialogue)
    assert follow_managers(clock.today()) == 1
    found = again(dialogue)
    assert (found.manager, found.is_picked) == (place.manager, False)


@pytest.mark.parametrize(("state", "follows"), [("replaced", False), ("cancelled", False), ("following", True)])
def test_what_is_over_stays_with_whom_it_was(place, state, follows):
    dialogue = place.dialogue(state)
    vera = place.another_manager()

    follow_managers(clock.today())

    assert again(dialogue).manager == (vera if follows else place.manager)


def test_rounds_that_are_closed_stay_closed(place):
    dialogue = place.dialogue("agreed", round=make_round("closed"))
    place.another_manager()

    assert follow_managers(clock.today()) == 0
    assert again(dialogue).manager == place.manager


def test_somebody_who_moves_takes_her_dialogue_along(place):
    dialogue = place.dialogue()
    unit = make_unit("Data", place.top)
    kaja = make_person("Kaja Solhede", unit)
    make_manager(kaja, unit)
    place.person.engagements.update(valid_to=clock.today())
    engage(place.person, unit, valid_from=clock.today())

    follow_managers(clock.today())

    assert again(dialogue).manager == kaja


@pytest.mark.parametrize(
    ("state", "after"),
    [
        ("invited", S.CANCELLED),
        ("booked", S.CANCELLED),
        ("postponed", S.CANCELLED),
        ("held", S.HELD),
        ("agreed", S.AGREED),
    ],
)
def test_who_has_left_has_no_talk_ahead_and_what_was_held_stays(place, state, after):
    dialogue = place.dialogue(state)
    place.person.engagements.update(valid_to=clock.today())

    follow_managers(clock.today())

    found = again(dialogue)
    assert (found.state, found.manager) == (after, place.manager)
    assert not sees(place.manager, dialogue)
    assert follow_managers(clock.today()) == 0


def test_who_begins_another_job_tomorrow_has_not_left(place):
    dialogue = place.dialogue()
    place.person.engagements.update(valid_to=clock.today())
    engage(place.person, make_unit("Data", place.top), valid_from=clock.today() + timedelta(days=1))

    follow_managers(clock.today())

    assert (again(dialogue).state, again(dialogue).manager) == (S.INVITED, None)


def test_the_worker_looks_only_where_something_has_moved(place, django_assert_max_num_queries):
    place.dialogue()
    latest = follow_when_moved(clock.today(), None)
    with django_assert_max_num_queries(2):
        assert follow_when_moved(clock.today(), latest) == latest
    vera = make_person("Vera Bregnø", place.unit)
    set_managers(place.unit, [vera], valid_from=clock.today(), by=place.admin)

    follow_when_moved(clock.today(), latest)

    assert Dialogue.objects.get().manager == vera


def test_a_handover_is_in_the_trail_with_no_content(place):
    vera = place.another_manager()
    dialogue = hand_over(place.dialogue(), vera, by=None)

    entry = AuditEntry.objects.get(action="dialogue handed over")
    assert (entry.about_id, entry.actor, entry.details) == (
        dialogue.pk,
        None,
        {"manager": str(vera.pk), "picked": False},
    )
