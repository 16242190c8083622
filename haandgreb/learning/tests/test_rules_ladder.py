"""The ladder of one course: what is not told is not known, and others' eyes are not the learner's own."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.learning.rules.ladder import Rung, Told, ladder

DAY = date(2026, 3, 2)


def reached(*told: Told, completed_on: date | None = DAY) -> dict[str, bool | None]:
    return {step.rung.value: step.reached for step in ladder(completed_on, told)}


NOTHING = dict.fromkeys(rung.value for rung in Rung)


@pytest.mark.parametrize(
    ("told", "rung", "answer"),
    [
        (Told(0, level_before=2, level_now=4), "learned", True),
        (Told(0, level_before=4, level_now=4), "learned", False),
        (Told(0, level_now=4), "learned", None),
        (Told(7, use=0), "used", False),
        (Told(7, use=1), "used", True),
        (Told(45, status="trying"), "used", True),
        (Told(45, "manager", use=3), "seen", True),
        (Told(45, "colleague", use=0), "seen", False),
        (Told(45, use=3), "seen", None),
        (Told(90, result_level=0), "result", False),
        (Told(90, result_level=1), "result", True),
        (Told(90, status="part"), "lasting", None),
        (Told(180, status="part"), "lasting", True),
        (Told(180, use=1), "lasting", False),
    ],
)
def test_what_one_check_in_says_of_a_rung(told: Told, rung: str, answer: bool | None):
    assert reached(told)[rung] is answer


def test_nothing_told_is_not_known_and_not_a_no():
    assert reached(completed_on=None) == NOTHING


def test_a_manager_who_sees_it_is_no_proof_that_the_learner_tells_of_use():
    found = reached(Told(45, "manager", use=3))

    assert (found["used"], found["seen"]) == (None, True)


def test_what_was_used_once_stays_used():
    assert reached(Told(7, use=1), Told(45, use=0, status="stopped"))["used"] is True


def test_each_rung_says_who_told_it_and_when():
    step = ladder(DAY, [Told(45, "manager", date(2026, 4, 20), use=2)])[3]

    assert (step.source, step.day, step.on) == ("manager", 45, date(2026, 4, 20))


@given(
    st.lists(
        st.builds(
            Told,
            day=st.sampled_from([0, 7, 45, 90, 180]),
            source=st.sampled_from(["learner", "manager"]),
            use=st.none() | st.integers(0, 3),
        ),
        max_size=8,
        unique_by=lambda one: (one.day, one.source),
    ),
    st.randoms(),
)
def test_the_order_in_which_things_were_told_is_irrelevant(told: list[Told], dice: object):
    other = list(told)
    dice.shuffle(other)  # type: ignore[attr-defined]  # random.Random, as hypothesis gives it

    assert ladder(DAY, told) == ladder(DAY, other)
