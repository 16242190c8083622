"""With whom to talk: the extremes of the case, the same proposal each time, and when it is enough."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.learning.rules.success import HIGH, LOW, Candidate, extreme, is_enough, proposed, survey_figures

# Use at 45 days and result at 90 of the case (demo-case.md 9 and 12).
CASE = {
    "E01": (3, 3), "E02": (0, 0), "E03": (2, 2), "E04": (1, 0), "E05": (0, 0), "E06": (3, 3), "E07": (1, 0),
    "E08": (3, 2), "E09": (2, 1), "E10": (1, 0), "E11": (3, 2), "E14": (1, 0), "E15": (0, 0),
}  # fmt: skip


def test_the_extremes_of_the_case():
    found = {kind: [key for key, row in CASE.items() if extreme(*row) == kind] for kind in (HIGH, LOW)}

    assert found == {
        HIGH: ["E01", "E06", "E08", "E11"],
        LOW: ["E02", "E04", "E05", "E07", "E10", "E14", "E15"],
    }


@pytest.mark.parametrize(
    ("use", "result", "kind"),
    [(3, 2, HIGH), (2, 3, HIGH), (2, 2, ""), (1, 1, ""), (1, 0, LOW), (0, 0, LOW), (None, 3, ""), (3, None, "")],
)
def test_which_extreme(use: int | None, result: int | None, kind: str):
    assert extreme(use, result) == kind


def test_five_and_three_are_proposed_and_always_the_same():
    rows = [Candidate(f"h{number}", 3, 3) for number in range(8)] + [
        Candidate(f"l{number}", 0, 0) for number in range(6)
    ]
    one, other = proposed(rows, "study"), proposed(rows[::-1], "study")

    assert (one, len(one[HIGH]), len(one[LOW])) == (other, 5, 3)


def test_most_use_and_result_come_first():
    rows = [Candidate("a", 3, 2), *(Candidate(f"b{number}", 3, 3) for number in range(5))]

    assert "a" not in proposed(rows, "study")[HIGH]


@pytest.mark.parametrize(
    ("new", "high", "low", "enough"),
    [
        ([False, True, True, True], 3, 1, True),
        ([True, True], 1, 1, False),
        ([True, True, False], 3, 1, False),
        ([], 0, 0, False),
    ],
)
def test_it_is_enough_when_the_last_two_tell_nothing_new(new: list[bool], high: int, low: int, enough: bool):
    assert is_enough(new, high=high, low=low) is enough


@given(
    st.lists(st.builds(Candidate, st.uuids().map(str), st.integers(0, 3), st.integers(0, 3)), unique_by=lambda c: c.key)
)
def test_only_extremes_are_proposed(rows: list[Candidate]):
    kinds = {row.key: row.kind for row in rows}
    found = proposed(rows, "study")

    assert all(kinds[key] == kind for kind, keys in found.items() for key in keys)


def test_the_survey_is_counted_with_those_who_did_not_answer():
    found = survey_figures([*CASE.values(), (None, None)], 15)

    assert found == {
        "answered": [13, 2],
        "use": [3, 4, 2, 4],
        "result": [7, 1, 3, 2],
        "extremes": [4, 2, 7],
    }
