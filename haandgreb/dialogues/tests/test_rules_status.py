"""Groups of a round: nobody can be told by adding and subtracting what is shown."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.confidentiality.rules import ENOUGH
from haandgreb.dialogues.rules.status import Count, groups, readable, share, total

# The demo's units: how many of each are in the round.
PLACES = {
    "MSS": None, "DIR": "MSS", "DIR-S": "DIR", "VIC": "MSS", "TIL": "VIC", "TIL-A": "TIL", "TIL-B": "TIL",
    "TSY": "VIC", "TSY-T": "TSY", "VEJ": "VIC", "DAT": "MSS", "STA": "MSS", "FYR": "MSS",
}  # fmt: skip
PEOPLE = {
    "DIR": 1, "DIR-S": 2, "TIL-A": 9, "TIL-B": 8, "TSY": 6, "TSY-T": 7, "VEJ": 11, "DAT": 13, "STA": 10, "FYR": 3,
}  # fmt: skip


def of(people, **known):
    return {unit: Count(number, known=known.get(unit.replace("-", "_"), 0)) for unit, number in people.items()}


def test_small_units_are_counted_together():
    found = groups(of(PEOPLE), PLACES)

    assert {tuple(sorted(group.units)) for group in found} == {
        ("TIL-A",), ("TIL-B",), ("TSY",), ("TSY-T",), ("VEJ",), ("DAT",), ("STA",), ("DIR", "DIR-S", "FYR"),
    }  # fmt: skip
    assert total(found).people == 70


def test_a_rest_that_is_too_small_goes_with_the_smallest_group():
    found = groups(of({"DIR": 4, "DAT": 6, "STA": 9}), PLACES)

    assert [sorted(group.units) for group in found] == [["STA"], ["DAT", "DIR"]]


def test_too_few_people_in_all_are_not_shown():
    assert groups(of({"DIR": 4}), PLACES) == []
    assert groups({}, PLACES) == []


def test_who_knows_some_of_them_cannot_subtract_those():
    # The deputy director reads of his own two in the secretariat by name: four others would be left of six.
    found = groups(of(PEOPLE, DIR_S=2), PLACES)

    assert all(group.count.hidden == 0 or group.count.hidden >= ENOUGH for group in found)
    assert ["DIR", "DIR-S", "FYR", "TSY"] in [sorted(group.units) for group in found]


def test_a_manager_above_reads_groups_that_are_hers_alone():
    found = groups(of(PEOPLE), PLACES)

    assert [group.units for group in readable(found, {"TIL", "TIL-A", "TIL-B"})] == [["TIL-A"], ["TIL-B"]]
    assert readable(found, {"FYR"}) == []


@pytest.mark.parametrize(("part", "whole", "wanted"), [(37, 70, 53), (21, 55, 38), (1, 8, 13), (0, 5, 0), (0, 0, None)])
def test_shares_are_whole_per_cent(part, whole, wanted):
    assert share(part, whole) == wanted


@st.composite
def workplaces(draw):
    size = draw(st.integers(1, 12))
    above = {0: None} | {unit: draw(st.integers(0, unit - 1)) for unit in range(1, size)}
    own = {}
    for unit in above:
        people = draw(st.integers(0, 9))
        own[unit] = Count(people, known=draw(st.integers(0, people)))
    return own, above


@given(workplaces())
def test_everything_that_can_be_worked_out_tells_of_five_or_of_nobody_new(workplace):
    own, above = workplace
    found = groups(own, above)

    units = [unit for group in found for unit in group.units]
    assert len(units) == len(set(units))
    if found:
        assert sorted(units) == sorted(unit for unit, count in own.items() if count.people)
        assert total(found).people == sum(count.people for count in own.values())
    for size in range(1, min(len(found), 4) + 1):
        for some in combinations(found, size):
            hidden = sum(group.count.hidden for group in some)
            assert hidden == 0 or hidden >= ENOUGH
            assert sum(group.count.people for group in some) >= ENOUGH
