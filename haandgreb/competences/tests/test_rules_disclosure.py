"""What is shown of the gap never lets anybody work out one to four people, whatever is added and subtracted."""

from __future__ import annotations

import random
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haandgreb.competences.rules.counting import way_up
from haandgreb.competences.rules.disclosure import NOBODY, People, Row, add, may_follow, release, sum_of, without

KINDS = ("lack", "have", "unknown")


def totals_of(parents, homes, managers=None):
    """People by unit and below from what stands in each unit itself; `managers`: who knows the staff of a unit."""
    found = {}
    for unit in parents:
        split, known = NOBODY, {}
        for home, own in homes.items():
            if unit in way_up(home, parents):
                split = add(split, own)
                manager = (managers or {}).get(home)
                if manager is not None:
                    known[manager] = add(known.get(manager, NOBODY), own)
        found[unit] = People(split, known, list(known))
    return found


def show(parents, homes, before=None, managers=None):
    return release(totals_of(parents, homes, managers), parents, before)


def shown(rows):
    return {unit: row.split for unit, row in rows.items()}


OFFICE = {"office": None, "A": "office", "B": "office"}


@pytest.mark.parametrize(
    ("homes", "expected"),
    [
        # The parent minus the shown child is a group of its own: 12 and 8 leave 4.
        ({"A": (8, 0, 0), "B": (4, 0, 0)}, {"office": (12, 0, 0)}),
        ({"A": (8, 0, 0), "B": (5, 0, 0)}, {"office": (13, 0, 0), "A": (8, 0, 0), "B": (5, 0, 0)}),
        # Each of the three counts by itself.
        ({"A": (6, 2, 0), "B": (6, 6, 0)}, {"office": (12, 8, 0)}),
        ({"A": (6, 6, 0), "B": (6, 6, 1)}, {"A": (6, 6, 0)}),
        ({"A": (6, 6, 0), "B": (6, 6, 5)}, {"office": (12, 12, 5), "A": (6, 6, 0), "B": (6, 6, 5)}),
        # Those who work in the office itself are its remainder.
        ({"office": (2, 0, 0), "A": (8, 0, 0), "B": (5, 0, 0)}, {"office": (15, 0, 0), "A": (8, 0, 0)}),
        ({"office": (0, 2, 0), "A": (8, 5, 0)}, {"office": (8, 7, 0)}),
        # The top is lost last, but what is below is not lost with it.
        ({"A": (8, 0, 0), "B": (0, 3, 0)}, {"A": (8, 0, 0)}),
        ({"A": (4, 0, 0), "B": (0, 4, 0)}, {}),
        ({"A": (0, 0, 0), "B": (0, 0, 0)}, {}),
        ({}, {}),
    ],
)
def test_which_units_are_shown(homes, expected):
    assert shown(show(OFFICE, homes)) == expected


def test_a_manager_who_takes_her_own_staff_away_is_left_with_nobody_or_enough():
    homes = {"A": (9, 9, 0), "B": (3, 5, 0)}

    assert shown(show(OFFICE, homes)) == {"office": (12, 14, 0)}
    assert shown(show(OFFICE, homes, managers={"A": "Anna"})) == {"A": (9, 9, 0)}


def test_a_manager_who_cannot_read_the_figure_takes_nothing_away():
    totals = totals_of(OFFICE, {"A": (9, 9, 0), "B": (3, 5, 0)}, {"A": "Anna"})
    totals["office"] = People(totals["office"].split, totals["office"].known, readers=["Bo"])

    assert shown(release(totals, OFFICE)) == {"office": (12, 14, 0)}


def test_that_nothing_is_agreed_is_no_secret_from_managers():
    assert shown(show(OFFICE, {"A": (9, 9, 5), "B": (5, 5, 1)}, managers={"A": "Anna"})) == {"office": (14, 14, 6)}


def test_of_two_units_the_larger_is_shown_when_both_cannot_be():
    homes = {"office": (3, 0, 0), "A": (6, 0, 0), "B": (5, 0, 0)}

    assert shown(show(OFFICE, homes)) == {"office": (14, 0, 0), "A": (6, 0, 0)}


@pytest.mark.parametrize(
    ("before", "after", "may"),
    [
        ((7, 5, 0), (7, 5, 0), True),
        ((7, 5, 0), (8, 5, 0), False),  # somebody new lacks it
        ((7, 5, 5), (8, 5, 4), False),  # and the one who had no level
        ((7, 5, 10), (10, 7, 5), False),  # three of the five who got a level lack it
        ((7, 5, 10), (12, 5, 5), True),
        ((7, 5, 10), (13, 5, 5), False),  # six more and five fewer: one more in all
        ((7, 5, 0), (0, 0, 0), True),
        ((7, 12, 0), (12, 7, 0), True),
    ],
)
def test_what_may_follow(before, after, may):
    assert (may_follow(before, after), may_follow(after, before)) == (may, may)


def test_figures_stand_until_enough_has_happened_and_the_rest_is_counted_anew():
    first = show(OFFICE, {"A": (8, 8, 0), "B": (9, 9, 0)})

    second = show(OFFICE, {"A": (9, 8, 0), "B": (14, 9, 0)}, first)

    assert {unit: (row.split, row.is_new) for unit, row in second.items()} == {
        "office": ((22, 17, 0), True),
        "A": ((8, 8, 0), False),
        "B": ((14, 9, 0), True),
    }


def test_those_who_move_together_do_not_give_away_the_one_who_came_beside_them():
    first = show(OFFICE, {"A": (10, 0, 0), "B": (10, 0, 0)})

    second = show(OFFICE, {"A": (5, 0, 0), "B": (16, 0, 0)}, first)

    assert shown(second) == shown(first)


def test_a_new_unit_that_took_over_from_one_that_is_gone_waits_where_the_difference_would_tell():
    first = release(totals_of({"old": None}, {"old": (7, 0, 0)}), {"old": None})

    assert shown(release(totals_of({"new": None}, {"new": (8, 0, 0)}), {"new": None}, first)) == {}
    assert shown(release(totals_of({"new": None}, {"new": (12, 0, 0)}), {"new": None}, first)) == {"new": (12, 0, 0)}


def test_a_unit_is_shown_later_when_it_has_become_enough_and_the_rest_is_enough_too():
    first = show(OFFICE, {"A": (5, 2, 9), "B": (5, 9, 9)})
    second = show(OFFICE, {"A": (5, 11, 0), "B": (5, 9, 9)}, first)

    assert (set(first), set(second)) == ({"office"}, {"office", "A", "B"})


# --- Attackers -------------------------------------------------------------------------------------------------------


def random_case(chance, units, people):
    """A tree of so many units, who has which of the three in each, and a manager for most of them."""
    parents = {0: None}
    for unit in range(1, units):
        parents[unit] = chance.randrange(max(0, unit - 6), unit)
    homes = {unit: tuple(chance.choice(people) for _ in KINDS) for unit in parents}
    managers = {unit: f"M{unit}" if chance.random() < 0.8 else f"M{parents[unit]}" for unit in parents}
    return parents, homes, managers


def atoms(rows, parents):
    """Which people (home units) stand in exactly the same published rows: what lies in none is the last atom."""
    return {unit: frozenset(above for above in way_up(unit, parents) if above in rows) for unit in parents}


def derivable(rows, parents, homes, kinds=KINDS):
    """
    Every 0/1 group whole-number sums of the published figures give, by brute force over the published rows.

    Rows are a nested family, so coefficients beyond -1, 0 and 1 give no further group (checked against -2…2 below).
    """
    return _groups(rows, parents, homes, kinds, (-1, 0, 1))


def _groups(rows, parents, homes, kinds, coefficients):
    units = list(rows)
    places = {unit: [unit in way_up(home, parents) for home in homes] for unit in units}
    for kind_set in (some for size in range(1, len(kinds) + 1) for some in combinations(range(len(kinds)), size)):
        for weights in product(coefficients, repeat=len(units)):
            cover = [
                sum(w for w, unit in zip(weights, units, strict=True) if places[unit][at]) for at in range(len(homes))
            ]
            if set(cover) <= {0, 1} and any(cover):
                chosen = [home for home, hit in zip(homes, cover, strict=True) if hit]
                yield sum(homes[home][kind] for home in chosen for kind in kind_set), chosen


SMALL = [0, 0, 0, 1, 2, 3, 5, 6, 9]


@pytest.mark.parametrize("seed", range(40))
def test_no_sum_or_difference_of_shown_figures_gives_one_to_four_people(seed):
    chance = random.Random(seed)
    parents, homes, _ = random_case(chance, chance.randint(4, 12), SMALL)
    rows = dict(list(show(parents, homes).items())[:7])

    found = list(derivable(rows, parents, homes))

    assert [size for size, _ in found if 1 <= size <= 4] == []
    assert bool(found) == bool(rows)


@pytest.mark.parametrize("seed", range(5))
def test_larger_multiples_give_no_further_group(seed):
    chance = random.Random(seed)
    parents, homes, _ = random_case(chance, 6, SMALL)
    rows = dict(list(show(parents, homes).items())[:4])

    def groups(coefficients):
        return {tuple(chosen) for _, chosen in _groups(rows, parents, homes, KINDS, coefficients)}

    assert groups((-2, -1, 0, 1, 2)) == groups((-1, 0, 1))


def exact_row_space(vectors):
    """A basis of the whole-number combinations of the vectors, by fraction-free elimination."""
    basis = []
    for vector in vectors:
        rest = list(vector)
        for pivot, row in basis:
            if rest[pivot]:
                a, b = row[pivot], rest[pivot]
                rest = [a * x - b * y for x, y in zip(rest, row, strict=True)]
        pivot = next((at for at, x in enumerate(rest) if x), None)
        if pivot is not None:
            basis.append((pivot, rest))
    return basis


def in_space(vector, basis):
    rest = list(vector)
    for pivot, row in basis:
        if rest[pivot]:
            a, b = row[pivot], rest[pivot]
            rest = [a * x - b * y for x, y in zip(rest, row, strict=True)]
    return not any(rest)


@pytest.mark.parametrize("seed", range(60))
def test_in_large_trees_no_small_group_lies_in_the_span_of_all_that_is_shown(seed):
    """
    Whatever is derivable lies in the rational span of the published rows. The span's 0/1 vectors are unions of atoms
    (people in exactly the same rows), so every union of at most three atoms is tried, with and without what each
    manager knows of her own staff.
    """
    chance = random.Random(1000 + seed)
    parents, homes, managers = random_case(chance, chance.randint(12, 40), SMALL)
    rows = show(parents, homes, managers=managers)
    membership = atoms(rows, parents)
    groups = sorted(set(membership.values()), key=sorted)
    basis = exact_row_space([[unit in atom for atom in groups] for unit in rows])
    for size in (1, 2, 3):
        for some in combinations(groups, size):
            if not in_space([atom in some for atom in groups], basis):
                continue
            inside = [unit for unit in parents if membership[unit] in some]
            for manager in [None, *sorted(set(managers.values()))]:
                left = sum_of(homes[unit] for unit in inside if managers[unit] != manager or manager is None)
                told = (*left, sum(left)) if manager is None else left[:2]
                assert all(not 1 <= count <= 4 for count in told), (some, manager, left)


@pytest.mark.parametrize("seed", range(80))
def test_releases_side_by_side_never_differ_by_one_to_four(seed):
    """
    The attacker keeps every release. Where the same people's places are told twice, by whatever sums and differences,
    the change is none or at least five: in the smallest such regions, and in every unit that is shown twice.
    """
    chance = random.Random(2000 + seed)
    parents, homes, managers = random_case(chance, chance.randint(4, 25), SMALL)
    rows = show(parents, homes, managers=managers)
    changed = 0
    for _month in range(5):
        homes = {unit: a_month_later(own, chance) for unit, own in homes.items()}
        later = show(parents, homes, rows, managers)
        for before, after in [*told_twice(rows, later, parents), *units_shown_twice(rows, later)]:
            assert may_follow(before, after), (before, after)
            changed += before != after
        assert set(rows) - set(later) == {
            unit for unit in rows if unit not in later and not any_asked(homes, parents, unit)
        }
        assert all(count == 0 or count >= 5 for left in remainders(later).values() for count in left)
        rows = later
    assert changed or not rows or len(rows) < 4


def a_month_later(own, chance):
    return tuple(max(0, count + chance.choice([0, 0, 0, 0, 1, -1, 5, 7])) for count in own)


def any_asked(homes, parents, unit):
    return any(any(own) for home, own in homes.items() if unit in way_up(home, parents))


def remainders(rows):
    """What each shown unit says beyond the shown units below it."""
    found = {unit: row.split for unit, row in rows.items()}
    for row in rows.values():
        if row.within is not None:
            found[row.within] = without(found[row.within], row.split)
    return found


def told_twice(rows, later, parents):
    """The smallest regions that are unions of remainders in both releases, with their figures in each."""
    places = {unit: (nearest(unit, rows, parents), nearest(unit, later, parents)) for unit in parents}
    regions = [({one}, {two}) for one, two in set(places.values())]
    merged = True
    while merged:
        merged = False
        for a, b in combinations(regions, 2):
            if a[0] & b[0] or a[1] & b[1]:
                regions = [region for region in regions if region not in (a, b)] + [(a[0] | b[0], a[1] | b[1])]
                merged = True
                break
    old, new = remainders(rows), remainders(later)
    for one, two in regions:
        if None not in one and None not in two:
            yield sum_of(old[unit] for unit in one), sum_of(new[unit] for unit in two)


def nearest(unit, rows, parents):
    return next((one for one in way_up(unit, parents) if one in rows), None)


def units_shown_twice(rows, later):
    for unit in set(rows) & set(later):
        yield rows[unit].split, later[unit].split


@given(st.integers(0, 10_000))
@settings(max_examples=60)
def test_the_answer_knows_no_order_and_no_names(seed):
    chance = random.Random(seed)
    parents, homes, managers = random_case(chance, 12, SMALL)
    totals = totals_of(parents, homes, managers)
    shuffled = list(totals)
    chance.shuffle(shuffled)
    renamed = {
        unit: People(
            totals[unit].split,
            {f"x{m}": s for m, s in totals[unit].known.items()},
            [f"x{m}" for m in totals[unit].readers],
        )
        for unit in shuffled
    }

    assert release(renamed, parents) == release(totals, parents)


@given(st.integers(0, 10_000))
@settings(max_examples=60)
def test_whatever_may_be_shown_of_the_whole_is_shown(seed):
    chance = random.Random(seed)
    parents, homes, _ = random_case(chance, 12, SMALL)
    whole = sum_of(homes.values())

    assert (0 in show(parents, homes)) == (any(whole) and all(n == 0 or n >= 5 for n in whole))


def test_a_line_says_where_it_stands():
    rows = show({"office": None, "A": "office", "A1": "A"}, {"A1": (8, 5, 0), "A": (1, 0, 0), "office": (5, 0, 0)})

    assert rows == {"office": Row((14, 5, 0)), "A": Row((9, 5, 0), "office")}
