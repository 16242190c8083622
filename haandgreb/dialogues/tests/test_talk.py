"""What the two do in a talk: the clock, own and common texts, cards, feedback, and that it was held."""

from datetime import timedelta

import pytest

from haandgreb.dialogues.actions import booking
from haandgreb.dialogues.actions import talk as actions
from haandgreb.dialogues.actions import talk_cards as cards
from haandgreb.dialogues.actions import talk_feedback as feedback
from haandgreb.dialogues.actions import talk_texts as texts
from haandgreb.dialogues.actions.handover import hand_over
from haandgreb.dialogues.models import Agreement, Card, Dialogue, Feedback, TalkClock, TalkText
from haandgreb.dialogues.queries.talk import page, paper
from haandgreb.dialogues.queries.talk_reading import cards_of, feedback_of, reader_of, texts_of
from haandgreb.dialogues.rules.talk import OPEN_STATES
from haandgreb.dialogues.rules.texts import TEXTS, Reads
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry
from haandgreb.shared.versions import Stale

pytestmark = pytest.mark.django_db
SAW = {"situation": "Da du ringede", "saw": "lyttede du", "effect": "hun blev rolig", "wish": "mere af det"}


@pytest.fixture
def place():
    return Workplace()


def seen(dialogue, person):
    """Everything the person reads of the talk, as a set of texts."""
    reader = reader_of(Dialogue.objects.get(pk=dialogue.pk), person, clock.today())
    if reader is None:
        return None
    found = {str(one.text) for one in [*cards_of(reader), *texts_of(reader)]}
    return found | {one.text["saw"] for one in feedback_of(reader)}


def replace_manager(place, dialogue):
    """Vera takes over from Gorm, also this dialogue."""
    vera = place.another_manager()
    Dialogue.objects.filter(pk=dialogue.pk).update(manager=vera, manager_since=clock.now())
    dialogue.refresh_from_db()
    return vera


# The clock


def test_the_clock_of_both_is_one(place):
    dialogue = place.dialogue("booked")

    first = actions.begin(dialogue, by=place.manager)
    again = actions.begin(dialogue, by=place.person)

    assert (TalkClock.objects.count(), again.started_at) == (1, first.started_at)


def test_two_presses_on_next_go_one_phase_on(place):
    dialogue = place.dialogue("booked")
    actions.begin(dialogue, by=place.person)

    actions.next_phase(dialogue, by=place.person, leaving=0)
    actions.next_phase(dialogue, by=place.manager, leaving=0)

    assert TalkClock.objects.get().phase == 1


@pytest.mark.parametrize(("at", "go", "after"), [(0, "phase_before", 0), (6, "next_phase", 6), (3, "phase_before", 2)])
def test_the_guide_ends_where_it_ends(place, at, go, after):
    dialogue = place.dialogue("booked")
    actions.begin(dialogue, by=place.person)
    TalkClock.objects.update(phase=at)

    getattr(actions, go)(dialogue, by=place.person, leaving=at)

    assert TalkClock.objects.get().phase == after


def test_after_a_pause_as_much_is_left_as_before(place):
    dialogue, now = place.dialogue("booked"), clock.now()
    actions.begin(dialogue, by=place.person, now=now)
    before = at(place, dialogue, now + timedelta(minutes=2)).clock.reading

    actions.pause(dialogue, by=place.person, now=now + timedelta(minutes=2))
    actions.pause(dialogue, by=place.manager, now=now + timedelta(minutes=4))
    actions.go_on(dialogue, by=place.manager, now=now + timedelta(minutes=9))

    after = at(place, dialogue, now + timedelta(minutes=9)).clock.reading
    assert (after.phase_left, after.talk_left) == (before.phase_left, before.talk_left)


def test_five_minutes_more_are_more_for_the_part_and_for_the_talk_and_stay_behind_with_the_part(place):
    dialogue, now = place.dialogue("booked"), clock.now()
    actions.begin(dialogue, by=place.person, now=now)
    before = at(place, dialogue, now).clock.reading

    actions.extend(dialogue, by=place.person)
    longer = at(place, dialogue, now).clock.reading
    actions.next_phase(dialogue, by=place.person, leaving=0, now=now)
    following = at(place, dialogue, now)

    five = timedelta(minutes=5)
    assert (longer.phase_left - before.phase_left, longer.talk_left - before.talk_left) == (five, five)
    assert following.clock.minutes == following.current.minutes


def at(place, dialogue, now):
    reader = reader_of(Dialogue.objects.get(pk=dialogue.pk), place.person, clock.today())
    return page(reader, today=clock.today(), now=now)


@pytest.mark.parametrize("act", [actions.pause, actions.go_on, actions.extend])
def test_a_clock_nobody_has_begun_does_nothing(place, act):
    dialogue = place.dialogue("booked")

    act(dialogue, by=place.person)

    assert not TalkClock.objects.exists()


# Held


def over(place, **facts):
    """A talk whose booked hour has passed."""
    return place.dialogue("booked", starts_at=clock.now() - timedelta(hours=2), **facts)


@pytest.mark.parametrize("who", ["person", "manager"])
def test_a_talk_that_is_held_has_its_day_and_an_agreement_to_write(place, who):
    dialogue = over(place)
    yesterday = clock.today() - timedelta(days=1)

    assert actions.hold(dialogue, by=getattr(place, who), on=yesterday)

    assert (dialogue.state, dialogue.held_on) == ("held", yesterday)
    assert Agreement.objects.get(dialogue=dialogue).state == "writing"


def test_holding_it_twice_holds_it_once(place):
    dialogue = over(place)
    stale = Dialogue.objects.get(pk=dialogue.pk)

    actions.hold(dialogue, by=place.manager, on=clock.today())
    actions.hold(stale, by=place.person, on=clock.today() - timedelta(days=1))

    dialogue.refresh_from_db()
    assert (dialogue.held_on, Agreement.objects.count()) == (clock.today(), 1)


def test_a_talk_is_not_held_on_a_day_to_come(place):
    dialogue = over(place)

    with pytest.raises(actions.NotYet):
        actions.hold(dialogue, by=place.manager, on=clock.today() + timedelta(days=1))

    dialogue.refresh_from_db()
    assert dialogue.state == "booked"


@pytest.mark.parametrize("who", ["person", "manager"])
def test_nobody_says_before_the_booked_hour_that_it_was_held(place, who):
    dialogue = place.dialogue("booked")

    with pytest.raises(actions.NotYet) as refused:
        actions.hold(dialogue, by=getattr(place, who), on=clock.today())

    dialogue.refresh_from_db()
    assert (refused.value.until, dialogue.state, dialogue.said_held_on) == (dialogue.starts_at, "booked", None)


def test_where_no_hour_is_booked_the_managers_word_waits_for_the_employees(place):
    dialogue, yesterday = place.dialogue("invited"), clock.today() - timedelta(days=1)

    first = actions.hold(dialogue, by=place.manager, on=yesterday)
    said = (dialogue.state, dialogue.held_on, dialogue.said_held_on)
    both = actions.hold(dialogue, by=place.person, on=yesterday)

    assert (first, said) == (False, ("invited", None, yesterday))
    assert (both, dialogue.state, dialogue.held_on, dialogue.said_held_on) == (True, "held", yesterday, None)


def test_where_no_hour_is_booked_the_employees_own_word_is_enough(place):
    dialogue = place.dialogue("invited")

    assert actions.hold(dialogue, by=place.person, on=clock.today())
    assert dialogue.state == "held"


@pytest.mark.parametrize("who", ["person", "manager"])
def test_either_can_say_that_it_has_not_been(place, who):
    dialogue = place.dialogue("invited")
    actions.hold(dialogue, by=place.manager, on=clock.today())

    actions.not_held(dialogue, by=getattr(place, who))

    assert (dialogue.state, dialogue.said_held_on) == ("invited", None)


@pytest.mark.parametrize(
    ("booked_by", "hours_before", "is_enough"),
    [("manager", 1, False), ("manager", 23, False), ("manager", 25, True), ("person", 1, True)],
)
def test_the_managers_word_is_enough_for_an_hour_the_employee_chose_or_has_known_a_day(
    place, booked_by, hours_before, is_enough
):
    dialogue, now = place.dialogue("invited"), clock.now()
    hour = now + timedelta(hours=hours_before)
    booking.book(dialogue, hour, minutes=60, place="", by=getattr(place, booked_by), now=now)

    done = actions.hold(dialogue, by=place.manager, on=clock.local_day(hour), now=hour + timedelta(minutes=5))

    assert done == is_enough


def test_a_place_that_is_changed_leaves_the_hour_standing(place):
    dialogue, now = place.dialogue("invited"), clock.now()
    hour = now + timedelta(hours=30)
    booking.book(dialogue, hour, minutes=60, place="", by=place.manager, now=now)

    moved = booking.book(
        dialogue, hour, minutes=60, place="Lokale 2", by=place.manager, now=hour - timedelta(minutes=9)
    )

    assert (moved.place, moved.stands_from) == ("Lokale 2", hour)


def test_a_new_manager_takes_over_no_word_of_the_old_one(place):
    dialogue = place.dialogue("invited")
    actions.hold(dialogue, by=place.manager, on=clock.today())

    handed = hand_over(dialogue, place.another_manager(), by=None)

    assert handed.said_held_on is None


ACTS = {
    "begin": lambda place, dialogue: actions.begin(dialogue, by=place.person),
    "next": lambda place, dialogue: actions.next_phase(dialogue, by=place.person, leaving=0),
    "pause": lambda place, dialogue: actions.pause(dialogue, by=place.person),
    "text": lambda place, dialogue: texts.write(dialogue, "note", "Husk", by=place.person),
    "card": lambda place, dialogue: cards.add(dialogue, "mine", "Ro", by=place.person),
    "feedback": lambda place, dialogue: feedback.write(dialogue, SAW, by=place.person),
    "hold": lambda place, dialogue: actions.hold(dialogue, by=place.person, on=clock.today()),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", sorted(set(Dialogue.State.values) - OPEN_STATES))
def test_nothing_is_written_in_a_talk_that_is_agreed_or_put_off(place, state, act):
    dialogue = place.dialogue(state)

    with pytest.raises(actions.Closed):
        ACTS[act](place, dialogue)


@pytest.mark.parametrize("act", ["text", "card", "feedback"])
@pytest.mark.parametrize("state", sorted(OPEN_STATES))
def test_the_two_write_until_they_have_agreed(place, state, act):
    ACTS[act](place, place.dialogue(state))

    assert TalkText.objects.count() + Card.objects.count() + Feedback.objects.count() == 1


OTHERS = ["above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_writes(place, role):
    dialogue, other = place.dialogue("booked"), getattr(place, role)

    for act in (
        lambda: texts.write(dialogue, "understood", "Hej", by=other),
        lambda: cards.add(dialogue, "ours", "Hej", by=other, only="wish"),
        lambda: feedback.write(dialogue, SAW, by=other),
    ):
        with pytest.raises(texts.NotOfTheTwo):
            act()


# Texts


@pytest.mark.parametrize("key", TEXTS)
def test_who_reads_a_text_stands_in_the_table(place, key):
    dialogue = place.dialogue("booked")

    texts.write(dialogue, key, "4", by=place.manager)

    private = TEXTS[key].reads is Reads.PRIVATE
    assert seen(dialogue, place.manager) == {"4"}
    assert seen(dialogue, place.person) == (set() if private else {"4"})
    assert [seen(dialogue, getattr(place, role)) for role in OTHERS] == [None] * len(OTHERS)


def test_each_side_has_its_own_of_the_same_key(place):
    dialogue = place.dialogue("booked")

    texts.write(dialogue, "different", "Jeg ringer først", by=place.person)
    texts.write(dialogue, "different", "Jeg viser mine udkast", by=place.manager)

    assert seen(dialogue, place.person) == {"Jeg ringer først", "Jeg viser mine udkast"}


def test_what_both_write_together_is_one_text_and_the_second_is_told(place):
    dialogue = place.dialogue("booked")
    texts.write(dialogue, "understood", "Mads vil skrive", by=place.person)

    with pytest.raises(Stale):
        texts.write(dialogue, "understood", "Mads vil ringe", by=place.manager, version=0)
    texts.write(dialogue, "understood", "Mads vil begge dele", by=place.manager, version=1)

    assert [row.text for row in TalkText.objects.all()] == ["Mads vil begge dele"]


def test_an_empty_text_where_nothing_stands_leaves_no_row(place):
    dialogue = place.dialogue("booked")

    assert texts.write(dialogue, "note", "", by=place.person) is None
    assert not TalkText.objects.exists()


def test_a_text_of_an_unknown_key_is_refused(place):
    with pytest.raises(KeyError):
        texts.write(place.dialogue("booked"), "health", "x", by=place.person)


# Cards


def test_a_card_is_its_writers_until_she_turns_it_over(place):
    dialogue = place.dialogue("booked")
    card = cards.add(dialogue, "mine", "Mere ro", by=place.person)
    before = seen(dialogue, place.manager)

    cards.show(card, by=place.person)

    assert (before, seen(dialogue, place.manager)) == (set(), {"Mere ro"})


def test_what_the_other_says_aloud_lies_open_at_once(place):
    dialogue = place.dialogue("booked")

    cards.add(dialogue, "work", "Svar til tiden", by=place.person)

    assert seen(dialogue, place.manager) == {"Svar til tiden"}


@pytest.mark.parametrize("act", ["change", "show", "turn_back", "remove"])
def test_nobody_touches_the_others_card(place, act):
    dialogue = place.dialogue("booked")
    card = cards.add(dialogue, "mine", "Mere ro", by=place.person)
    facts = {"text": "Mindre ro", "version": 1} if act == "change" else {}

    with pytest.raises(cards.NotHers):
        getattr(cards, act)(card, by=place.manager, **facts)


def middle(place, dialogue, **facts):
    mine = cards.add(dialogue, "mine", "Mere ro", by=place.person)
    work = cards.add(dialogue, "work", "Svar til tiden", by=place.manager)
    cards.show(mine, by=place.person)
    cards.show(work, by=place.manager)
    points = facts.pop("points_to", [mine.pk, work.pk])
    return mine, work, cards.add(dialogue, "ours", "Faste timer", by=place.manager, points_to=points, **facts)


def test_a_card_in_the_middle_is_of_both(place):
    dialogue = place.dialogue("booked")
    mine, work, both = middle(place, dialogue)

    cards.change(both, "Faste timer i december", by=place.person, version=1, points_to=[mine.pk, work.pk])

    assert "Faste timer i december" in seen(dialogue, place.manager)
    assert set(both.points_to.all()) == {mine, work}


def test_a_card_in_the_middle_cannot_point_to_one_that_is_not_open(place):
    dialogue = place.dialogue("booked")
    mine = cards.add(dialogue, "mine", "Mere ro", by=place.person)
    work = cards.add(dialogue, "mine", "Sagt højt", by=place.manager)

    with pytest.raises(cards.PointsNowhere):
        cards.add(dialogue, "ours", "Faste timer", by=place.person, points_to=[mine.pk, work.pk])


@pytest.mark.parametrize("only", ["demand", "wish"])
def test_a_card_may_say_that_it_is_one_sides_only(place, only):
    dialogue = place.dialogue("booked")

    card = cards.add(dialogue, "ours", "Stikprøver", by=place.manager, only=only)

    assert (card.only, list(card.points_to.all())) == (only, [])


def test_a_card_something_builds_on_stays(place):
    dialogue = place.dialogue("booked")
    mine, _work, both = middle(place, dialogue)

    for act in (cards.remove, cards.turn_back):
        with pytest.raises(cards.Joined):
            act(mine, by=place.person)
    cards.remove(both, by=place.person)
    cards.turn_back(mine, by=place.person)

    assert seen(dialogue, place.manager) == {"Svar til tiden"}


def test_after_the_talk_nothing_is_turned_back(place):
    dialogue = over(place)
    card = cards.add(dialogue, "mine", "Mere ro", by=place.person)
    cards.show(card, by=place.person)
    actions.hold(dialogue, by=place.person, on=clock.today())

    with pytest.raises(cards.Joined):
        cards.turn_back(Card.objects.get(), by=place.person)


def test_there_is_an_end_to_how_many_cards_a_talk_holds(place, monkeypatch):
    monkeypatch.setattr(cards, "MOST_CARDS", 1)
    dialogue = place.dialogue("booked")
    cards.add(dialogue, "mine", "Ét", by=place.person)

    with pytest.raises(cards.TooMany):
        cards.add(dialogue, "work", "To", by=place.manager)


# Feedback


def test_feedback_is_the_givers_until_it_is_given(place):
    dialogue = place.dialogue("booked")
    made = feedback.write(dialogue, SAW, by=place.person)
    before = seen(dialogue, place.manager)

    feedback.give(made, by=place.person)

    assert (before, seen(dialogue, place.manager)) == (set(), {"lyttede du"})


def test_given_feedback_is_changed_by_nobody(place):
    made = feedback.write(place.dialogue("booked"), SAW, by=place.person)
    feedback.give(made, by=place.person)

    for by in (place.person, place.manager):
        with pytest.raises(feedback.NotHers):
            feedback.change(made, SAW, by=by, version=1)
        with pytest.raises(feedback.NotHers):
            feedback.remove(made, by=by)


def test_there_is_an_end_to_how_much_feedback_one_writes(place, monkeypatch):
    monkeypatch.setattr(feedback, "MOST", 1)
    dialogue = place.dialogue("booked")
    feedback.write(dialogue, SAW, by=place.person)

    with pytest.raises(feedback.TooMany):
        feedback.write(dialogue, SAW, by=place.person)
    feedback.write(dialogue, SAW, by=place.manager)


# A new manager


def everything(place, dialogue):
    """Both write all there is; the texts of each, by name."""
    middle(place, dialogue)
    for who, name in ((place.person, "Mads"), (place.manager, "Gorm")):
        for key in TEXTS:
            if TEXTS[key].reads is not Reads.TOGETHER:
                texts.write(dialogue, key, f"{name} {key}", by=who)
        feedback.give(feedback.write(dialogue, {"saw": f"{name} gav"}, by=who), by=who)
        feedback.write(dialogue, {"saw": f"{name} beholdt"}, by=who)
    cards.add(dialogue, "work", "Gorms skjulte kort", by=place.manager)
    texts.write(dialogue, "understood", "Vi to", by=place.person)


def test_a_new_manager_reads_nothing_of_what_was_written_and_the_old_one_nothing_at_all(place):
    dialogue = place.dialogue("booked")
    everything(place, dialogue)
    before = seen(dialogue, place.person)

    vera = replace_manager(place, dialogue)

    assert (seen(dialogue, vera), seen(dialogue, place.manager)) == (set(), None)
    assert seen(dialogue, place.person) == before
    assert {"Gorm note", "Gorm beholdt", "Gorms skjulte kort"} & before == set()


def test_what_is_written_under_the_new_manager_stands_beside_what_was_written_before(place):
    dialogue = place.dialogue("booked")
    everything(place, dialogue)
    vera = replace_manager(place, dialogue)

    texts.write(dialogue, "understood", "Os nu", by=vera)
    texts.write(dialogue, "different", "Mads igen", by=place.person)

    assert seen(dialogue, vera) == {"Os nu", "Mads igen"}
    assert {"Vi to", "Os nu", "Mads different", "Mads igen"} <= seen(dialogue, place.person)


def test_the_employee_can_turn_her_card_over_again_for_the_new_manager(place):
    dialogue = place.dialogue("booked")
    everything(place, dialogue)
    vera = replace_manager(place, dialogue)
    card = Card.objects.get(column="mine")

    cards.show(card, by=place.person)

    assert seen(dialogue, vera) == {"Mere ro"}


def test_a_manager_who_comes_back_reads_nothing_from_her_first_time(place):
    dialogue = place.dialogue("booked")
    everything(place, dialogue)
    Dialogue.objects.filter(pk=dialogue.pk).update(manager_since=clock.now())

    assert seen(dialogue, place.manager) == set()
    texts.write(Dialogue.objects.get(), "note", "Forfra", by=place.manager)
    assert seen(dialogue, place.manager) == {"Forfra"}


def test_earlier_things_stand_apart_on_the_employees_page_and_not_on_the_managers(place):
    dialogue = place.dialogue("booked")
    everything(place, dialogue)
    vera = replace_manager(place, dialogue)
    dialogue = Dialogue.objects.get()

    hers = page(reader_of(dialogue, place.person, clock.today()), today=clock.today(), now=clock.now())
    veras = page(reader_of(dialogue, vera, clock.today()), today=clock.today(), now=clock.now())

    assert (hers.has_earlier, veras.has_earlier) == (True, False)
    assert {one.words for one in hers.board.earlier} == {"Faste timer", "Svar til tiden"}
    assert [one.words for one in hers.board.mine] == ["Mere ro"]
    assert (hers.feedback, veras.board.is_empty) == ([], True)


def test_without_a_manager_the_employee_writes_for_herself(place):
    dialogue = place.dialogue("booked")
    Dialogue.objects.update(manager=None)

    texts.write(dialogue, "understood", "Kun mig", by=place.person)

    assert seen(dialogue, place.person) == {"Kun mig"}


# Elsewhere


def test_the_trail_tells_that_something_was_written_and_never_what(place):
    everything(place, place.dialogue("booked"))

    trail = " ".join(f"{entry.action} {entry.details}" for entry in AuditEntry.objects.all())

    assert [word for word in ("Mads ", "Gorm ", "Mere ro", "Faste", "Vi to", "gav") if word in trail] == []


def test_the_page_afterwards_shows_what_both_said_and_the_readers_own(place):
    dialogue = place.dialogue("booked")
    everything(place, dialogue)

    found = paper(at(place, dialogue, clock.now()))

    assert [one.words for one in found.together] == ["Vi to"]
    assert [one.words for one in found.hers] == [
        "Mads expect_of_me",
        "Mads expect_of_you",
        "Mads different",
        "Mads understand",
    ]
    assert [one.words for one in found.managers][:1] == ["Gorm expect_of_me"]
    assert [one.words for one in found.own] == ["Mads note", "Mads realised", "Mads questions", "Mads energy"]


def test_a_page_asks_as_many_questions_for_forty_cards_as_for_four(place, django_assert_max_num_queries):
    dialogue = place.dialogue("booked")
    middle(place, dialogue)
    for number in range(30):
        cards.show(cards.add(dialogue, "mine", f"Kort {number}", by=place.person), by=place.person)

    with django_assert_max_num_queries(25):
        at(place, dialogue, clock.now())
