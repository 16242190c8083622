"""The rules of the workshop: the clock, and which half is the weakest."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.impactmap import workshop_steps
from haandgreb.impactmap.rules import workshop as rules
from haandgreb.impactmap.rules.workshop import Clock, Marks, weakest_half

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("used", "ran", "left", "face"),
    [
        (0, None, 1200, "20.00"),
        (60, None, 1140, "19.00"),
        (60, 30, 1110, "18.30"),
        (1200, 0, 0, "0.00"),
        (1200, 65, -65, "1.05"),
    ],
)
def test_the_clock_counts_what_was_used_and_ends_nothing(used, ran, left, face):
    since = NOW - timedelta(seconds=ran) if ran is not None else None
    clock = Clock(seconds=1200, used=used, running_since=since, now=NOW)

    assert (clock.seconds_left, clock.face, clock.is_over) == (left, face, left < 0)
    assert clock.until == NOW + timedelta(seconds=left)


def test_a_clock_whose_stretch_begins_in_the_future_has_used_nothing_of_it():
    assert rules.used_at(60, NOW + timedelta(seconds=5), NOW) == 60


def test_the_end_counts_what_is_left_and_the_steps_to_come_and_never_time_that_is_over():
    assert rules.ends_at(NOW, 300, [10, 5]) == NOW + timedelta(minutes=20)
    assert rules.ends_at(NOW, -300, [10]) == NOW + timedelta(minutes=10)


@pytest.mark.parametrize(
    ("said", "weak"),
    [
        ({}, set()),
        ({"a": (0, 5)}, set()),  # half of one is none
        ({"a": (0, 5), "b": (5, 0)}, {"a"}),
        ({"a": (5, 0), "b": (5, 0)}, set()),  # nobody would cut anything
        ({"a": (2, 3), "b": (2, 3)}, set()),  # a coin decides nothing
        ({"a": (0, 5), "b": (2, 3), "c": (4, 1), "d": (5, 0)}, {"a", "b"}),
        ({"a": (0, 5), "b": (4, 1), "c": (4, 1), "d": (5, 0)}, {"a"}),
        ({"a": (1, 1), "b": (3, 2), "c": (5, 0)}, {"a"}),  # shares, as one may leave a sentence unmarked
        ({"a": (0, 0), "b": (0, 0)}, set()),
    ],
)
def test_the_weakest_half(said, weak):
    assert weakest_half(Marks(key, keep, cut) for key, (keep, cut) in said.items()) == weak


counts = st.integers(min_value=0, max_value=8)
marked = st.lists(st.tuples(counts, counts), max_size=12)


@given(marked)
def test_at_most_half_is_proposed_and_nothing_stronger_than_what_stays(rows):
    marks = [Marks(number, keep, cut) for number, (keep, cut) in enumerate(rows)]

    weak = weakest_half(marks)

    assert len(weak) <= len(marks) // 2
    assert all(one.cut for one in marks if one.key in weak)
    stays = [one.weakness for one in marks if one.key not in weak]
    assert all(one.weakness > other for one in marks if one.key in weak for other in stays)


@given(marked, st.randoms())
def test_the_order_in_which_sentences_stand_changes_nothing(rows, dice):
    marks = [Marks(number, keep, cut) for number, (keep, cut) in enumerate(rows)]

    assert weakest_half(marks) == weakest_half(rules.shuffled(marks, dice))


@pytest.mark.parametrize(("marked", "people", "enough"), [(0, 0, False), (3, 4, False), (4, 4, True), (5, 4, True)])
def test_everybody_has_marked(marked, people, enough):
    assert rules.has_everybody(marked, people) is enough


def test_notes_go_thirty_days_after_closing():
    assert rules.notes_go_on(date(2026, 3, 2)) == date(2026, 4, 1)


def test_the_seven_steps_take_ninety_minutes_in_both_languages():
    steps = workshop_steps.steps()

    assert [(one.number, one.minutes, one.makes) for one in steps] == [
        (1, 5, ""),
        (2, 20, "result"),
        (3, 15, "moment"),
        (4, 20, "practice"),
        (5, 10, "barrier"),
        (6, 15, "learning"),
        (7, 5, ""),
    ]
    assert workshop_steps.minutes() == 90
    texts = [text for one in steps for text in (one.title, one.do, one.prompt, one.hint)]
    assert [text for text in texts if not text.da or not text.en] == []
    assert workshop_steps.people() == (4, 8)


def test_nothing_else_is_made():
    with pytest.raises(LookupError):
        workshop_steps.step_that_makes("goal")
