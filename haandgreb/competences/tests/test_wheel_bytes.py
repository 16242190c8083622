"""Agreed levels as bytes and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.competences.rules import wheel

rows = st.dictionaries(st.integers(0, 60), st.integers(0, 5))


@pytest.mark.parametrize(
    ("levels", "row"),
    [({}, b""), ({0: 0}, b"\x01"), ({2: 5}, b"\x00\x00\x06"), ({0: 3, 1: 0}, b"\x04\x01")],
)
def test_a_byte_is_the_level_and_one_and_nothing_agreed_is_nought(levels, row):
    assert wheel.encode(levels) == row


@given(rows)
def test_what_is_put_in_comes_out(levels):
    assert wheel.decode(wheel.encode(levels)) == levels


@given(rows, st.integers(0, 60), st.none() | st.integers(0, 5))
def test_one_level_changes_without_touching_the_others(levels, column, level):
    changed = wheel.decode(wheel.with_level(wheel.encode(levels), column, level))

    expected = {**levels, column: level} if level is not None else {k: v for k, v in levels.items() if k != column}
    assert changed == expected


@pytest.mark.parametrize("levels", [{0: 6}, {0: -1}, {-1: 2}, {2000: 2}])
def test_a_level_or_column_outside_is_refused(levels):
    with pytest.raises(ValueError, match=r"level|column"):
        wheel.encode(levels)
