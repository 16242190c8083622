"""Looking at it again: days, reminders, what waits for whom, and how many followed up in time."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.dialogues.actions import following as actions
from haandgreb.dialogues.actions.follow_up_mail import remind
from haandgreb.dialogues.actions.following import NotFollowed
from haandgreb.dialogues.models import Dialogue, FollowUpTalk
from haandgreb.dialogues.queries.agreement_waiting import waiting_for
from haandgreb.dialogues.queries.following import followed_up
from haandgreb.dialogues.rules.following import half_year_on, is_in_time, reminder_due
from haandgreb.dialogues.tests.agreement_factory import TEXT, agreement_in
from haandgreb.dialogues.tests.factories import Workplace, make_round
from haandgreb.shared import clock
from haandgreb.shared.models import OutboxMessage
from haandgreb.shared.states import Refused

DAY = date(2026, 3, 2)


def later(days):
    return DAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("after", "held", "expected"),
    [
        (0, [], None),
        (89, [], None),
        (90, [], 90),
        (150, [], 90),
        (151, [], None),
        (179, [20], None),
        (180, [], 180),
        (180, [100], 180),
        (180, [173], None),
        (180, [175], None),
        (270, [180], 270),
        (330, [], 270),
        (331, [], None),
    ],
)
def test_which_reminder_holds(after, held, expected):
    assert reminder_due(DAY, [later(day) for day in held], later(after)) == expected


@given(after=st.integers(0, 800), held=st.lists(st.integers(0, 800)))
def test_a_reminder_is_one_of_three_and_never_comes_early_or_after_they_have_looked(after, held):
    found = reminder_due(DAY, [later(day) for day in held], later(after))

    assert found in (None, 90, 180, 270)
    if found is not None:
        assert found <= after <= found + 60
        assert all(day < found - 7 for day in held)


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (None, later(180)),
        ((later(170), later(190)), later(180)),
        ((later(200), later(240)), later(200)),
        ((later(100), later(140)), later(140)),
    ],
)
def test_the_half_year_talk_lies_in_the_rounds_own_weeks(window, expected):
    assert half_year_on(DAY, window) == expected


@pytest.mark.parametrize(
    ("days", "expected"), [([], False), ([183], True), ([184], False), ([-1], False), ([400, 60], True)]
)
def test_in_time_is_within_six_months_of_the_talk(days, expected):
    assert is_in_time(DAY, [later(day) for day in days]) is expected


@pytest.mark.django_db
def test_the_half_year_talk_is_planned_in_the_weeks_of_the_round():
    place = Workplace()
    today = clock.today()
    found = make_round(
        units=[place.unit], follow_up_from=today + timedelta(days=60), follow_up_to=today + timedelta(days=100)
    )
    dialogue = place.dialogue("agreeing", round=found)

    actions.plan_half_year(dialogue)
    actions.plan_half_year(dialogue)

    assert [one.due_on for one in FollowUpTalk.objects.all()] == [today + timedelta(days=100)]


@pytest.mark.django_db
def test_the_first_follow_up_takes_the_dialogue_on_and_the_second_leaves_it_there():
    place = Workplace()
    dialogue = agreement_in(place, "agreed")
    for version in (1, 1):
        talk = actions.plan_day(dialogue, later(400), by=place.person)
        actions.hold_talk(talk, "", by=place.manager, version=version)

    assert Dialogue.objects.get(pk=dialogue.pk).state == "following"


@pytest.mark.django_db
def test_the_same_day_is_planned_once():
    place = Workplace()
    dialogue = agreement_in(place, "agreed")

    one, two = (actions.plan_day(dialogue, later(400), by=by) for by in (place.person, place.manager))

    assert one == two


@pytest.mark.django_db
def test_what_was_held_is_neither_moved_nor_dropped_nor_held_again():
    place = Workplace()
    dialogue = agreement_in(place, "agreed")
    talk = FollowUpTalk.objects.get(dialogue=dialogue)
    actions.hold_talk(talk, "Det går.", by=place.person, version=1)

    for act in (
        lambda: actions.hold_talk(talk, "Igen", by=place.manager, version=2),
        lambda: actions.move_day(talk, later(500), by=place.manager, version=2),
        lambda: actions.drop_day(talk, by=place.manager),
    ):
        with pytest.raises(Refused):
            act()
    assert FollowUpTalk.objects.get().note == "Det går."


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["above", "colleague", "deputy", "hr", "council", "admin", "other_manager"])
def test_nobody_but_the_two_follows_up(who):
    place = Workplace()
    dialogue = agreement_in(place, "agreed")
    talk = FollowUpTalk.objects.get()
    somebody = getattr(place, who)

    for act in (
        lambda: actions.plan_day(dialogue, later(400), by=somebody),
        lambda: actions.hold_talk(talk, "", by=somebody, version=1),
        lambda: actions.drop_day(talk, by=somebody),
    ):
        with pytest.raises(NotFollowed):
            act()


@pytest.mark.django_db
def test_followed_up_counts_agreements_and_those_followed_in_time(django_assert_num_queries):
    places = [Workplace() for _ in range(3)]
    dialogues = [agreement_in(place, "agreed") for place in places]
    talk = FollowUpTalk.objects.filter(dialogue=dialogues[0]).get()
    actions.hold_talk(talk, "", by=places[0].person, version=1)
    late = FollowUpTalk.objects.filter(dialogue=dialogues[1])
    late.update(held_on=dialogues[1].held_on + timedelta(days=184))

    with django_assert_num_queries(2):
        found = followed_up(Dialogue.objects.filter(pk__in=[one.pk for one in dialogues]))

    assert (found.followed, found.agreed) == (1, 3)


def texts(person, today=None):
    with translation.override("en"):
        return [one.text for one in waiting_for(person, today or clock.today())]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "hers", "his"),
    [
        (
            "writing",
            ["Write down with Gorm Vangsted what you agreed"],
            ["Write down with Mads Rosenklint what you agreed"],
        ),
        (
            "offered",
            ["Read your agreement with Gorm Vangsted, and say yes or change it."],
            ["Read your agreement with Mads Rosenklint, and say yes or change it."],
        ),
        ("one_yes", [], ["Mads Rosenklint has said yes to your agreement. Read it, and say yes or change it."]),
        (
            "differing",
            ["You and Gorm Vangsted see your agreement differently"],
            ["You and Mads Rosenklint see your agreement differently"],
        ),
        ("agreed", [], []),
    ],
)
def test_what_waits_for_each_of_the_two(state, hers, his):
    place = Workplace()
    agreement_in(place, state)

    assert (texts(place.person), texts(place.manager)) == (hers, his)
    assert [texts(getattr(place, who)) for who in ("above", "hr", "colleague", "deputy")] == [[]] * 4


@pytest.mark.django_db
def test_who_has_nothing_waiting_is_asked_one_question(django_assert_num_queries):
    place = Workplace()
    agreement_in(place, "agreed")

    with django_assert_num_queries(1):
        assert texts(place.manager) == []


@pytest.mark.django_db
def test_days_to_look_again_wait_a_week_before_and_the_reminder_after_three_months():
    place = Workplace()
    agreement_in(place, "agreed")
    half_year = FollowUpTalk.objects.get().due_on
    today = clock.today()

    assert texts(place.manager, half_year - timedelta(days=7)) == ["Look again with Mads Rosenklint at what you agreed"]
    assert texts(place.person, today + timedelta(days=90)) == [
        "It is 3 months since you and Gorm Vangsted agreed. How does it go?"
    ]


@pytest.mark.django_db
def test_reminders_leave_once_and_tell_nothing():
    place = Workplace()
    agreement_in(place, "agreed")
    today = clock.today()
    half_year = FollowUpTalk.objects.get().due_on

    first = [remind(today + timedelta(days=90)), remind(today + timedelta(days=90)), remind(today + timedelta(days=91))]
    before_day = [remind(half_year - timedelta(days=7)), remind(half_year - timedelta(days=6))]

    assert (first, before_day) == ([2, 0, 0], [2, 0])
    mails = OutboxMessage.objects.filter(kind="talk")
    assert {mail.subject for mail in mails} == {"Samtale"}
    assert not any(word in mail.text for mail in mails for word in (TEXT, "MUS", "mål"))


@pytest.mark.django_db
def test_a_manager_who_is_it_no_more_is_reminded_of_nothing():
    place = Workplace()
    agreement_in(place, "agreed")
    place.another_manager()

    assert remind(clock.today() + timedelta(days=90)) == 1
    assert OutboxMessage.objects.get(key__startswith="agreed:").person == place.person.pk
