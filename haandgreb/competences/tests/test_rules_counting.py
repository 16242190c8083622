"""Counting the gap of many at once gives what counting one by one gives."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.competences.rules import counting
from haandgreb.competences.rules.counting import Counts, by_unit, counts, tallies
from haandgreb.competences.rules.wheel import encode

COLUMNS = [0, 2, 3]
TREE = {"root": None, "area": "root", "A": "area", "B": "area", "C": "root"}

levels = st.dictionaries(st.sampled_from([0, 1, 2, 3, 7]), st.integers(0, 5))
asked = st.dictionaries(st.sampled_from(COLUMNS), st.integers(1, 5))
units = st.lists(st.sampled_from(list(TREE)), min_size=1, max_size=3, unique=True)
people = st.lists(st.tuples(units, levels, asked), max_size=30)


@pytest.mark.parametrize(
    ("level", "required", "expected"),
    [
        (None, 3, Counts(unknown=1)),
        (0, 1, Counts(lack=1)),
        (2, 3, Counts(lack=1)),
        (3, 3, Counts(have=1, able=1)),
        (4, 3, Counts(have=1, more=1, able=1)),
        (2, 1, Counts(have=1, more=1)),
        (3, 5, Counts(lack=1, able=1)),
        (5, None, Counts(able=1)),
        (2, None, Counts()),
        (None, None, Counts()),
    ],
)
def test_where_one_person_counts(level, required, expected):
    row = encode({} if level is None else {0: level})
    asked = {} if required is None else {0: required}

    assert counts(tallies([row], asked, [0])[0], 1) == [expected]


def one_by_one(unit, everybody):
    """The slow way: for each competence go through everybody who works in the unit or below it."""
    found = []
    for column in COLUMNS:
        lack = have = unknown = more = able = 0
        for units, levels, asked in everybody:
            if not any(unit in counting.way_up(own, TREE) for own in units):
                continue
            level = levels.get(column)
            able += level is not None and level >= 3
            if column in asked:
                unknown += level is None
                lack += level is not None and level < asked[column]
                have += level is not None and level >= asked[column]
                more += level is not None and level > asked[column]
        found.append(Counts(lack, have, unknown, more, able))
    return found


def all_at_once(everybody):
    placed = [(units, tallies([encode(levels)], asked, COLUMNS)[0]) for units, levels, asked in everybody]
    return {unit: counts(tally, len(COLUMNS)) for unit, tally in by_unit(placed, TREE).items()}


@given(people)
def test_counting_all_at_once_is_counting_one_by_one(everybody):
    found = all_at_once(everybody)
    nobody = [Counts()] * len(COLUMNS)

    assert {unit: found.get(unit, nobody) for unit in TREE} == {unit: one_by_one(unit, everybody) for unit in TREE}


def test_two_engagements_count_in_each_unit_and_once_in_the_common_parent():
    found = all_at_once([(["A", "B"], {0: 1}, {0: 3})])

    assert {unit: found[unit][0].lack for unit in found} == {"A": 1, "B": 1, "area": 1, "root": 1}


def test_somebody_in_a_unit_and_in_the_unit_above_it_counts_once_in_both():
    found = all_at_once([(["A", "area"], {0: 1}, {0: 3})])

    assert {unit: found[unit][0].lack for unit in found} == {"A": 1, "area": 1, "root": 1}


@given(people, st.randoms(use_true_random=False))
def test_no_answer_changes_when_people_are_renumbered(everybody, chance):
    shuffled = list(everybody)
    chance.shuffle(shuffled)

    assert all_at_once(shuffled) == all_at_once(everybody)


@given(people.filter(bool), st.data())
def test_a_higher_agreed_level_never_makes_a_larger_gap(everybody, data):
    which = data.draw(st.integers(0, len(everybody) - 1))
    column = data.draw(st.sampled_from(COLUMNS))
    units, levels, asked = everybody[which]
    if column not in levels:
        levels = {**levels, column: 0}
        everybody = [*everybody[:which], (units, levels, asked), *everybody[which + 1 :]]
    higher = {**levels, column: min(5, levels[column] + 1)}
    before = all_at_once(everybody)
    after = all_at_once([*everybody[:which], (units, higher, asked), *everybody[which + 1 :]])

    assert all(
        new.lack <= old.lack and new.have >= old.have and new.unknown == old.unknown and new.asked == old.asked
        for unit in before
        for old, new in zip(before[unit], after[unit], strict=True)
    )


def test_more_people_than_are_laid_out_at_a_time_are_all_counted(monkeypatch):
    chance = random.Random(4)
    rows = [encode({0: chance.randint(0, 5)}) for _ in range(50)]
    whole = tallies(rows, {0: 3}, COLUMNS)

    monkeypatch.setattr(counting, "AT_ONCE", 7)

    assert tallies(rows, {0: 3}, COLUMNS) == whole


def test_nobody_and_nothing_asked_count_as_nothing():
    assert (by_unit([], TREE), tallies([], {0: 3}, COLUMNS), counts(0, 2)) == ({}, [], [Counts(), Counts()])
    assert (tallies([b"\3", b""], {}, []), counts(0, 0)) == ([0, 0], [])
