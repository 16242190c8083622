"""One person's gap: the case's four people, the laws, and a second way of computing the same."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.competences.rules import gap
from haandgreb.competences.rules.gap import Basis, Field, Spoke

# Required, own estimate and agreed level for K01 … K16 (demo-case.md 5); 0 asked for: not in the wheel.
CASE = {
    "P13": ("3422322232233203", "1211212321122102", "1311212321122102"),
    "P15": ("2332321330133102", "3352421220134102", "3352521230144102"),
    "P30": ("3324432231233202", "3323431132223202", "3323431232233202"),
    "P08": ("2321312233444244", "3321312232233222", "3321312232333223"),
}
EXPECTED = {
    "P13": (
        {
            "K01": 2, "K02": 1, "K03": 1, "K04": 1, "K05": 1, "K06": 1, "K09": 1,
            "K10": 1, "K11": 1, "K12": 1, "K13": 1, "K14": 1, "K16": 1,
        },
        {"K08": 1},
        {"K02"},
    ),
    "P15": ({"K08": 1}, {"K01": 1, "K03": 2, "K05": 2, "K12": 1, "K13": 1}, {"K05", "K09", "K12"}),
    "P30": ({"K04": 1, "K07": 1}, {"K10": 1}, {"K08", "K12"}),
    "P08": ({"K10": 1, "K11": 1, "K12": 1, "K13": 1, "K15": 2, "K16": 1}, {"K01": 1}, {"K11", "K16"}),
}  # fmt: skip


def spokes_of(person):
    rows = zip(*CASE[person], strict=True)
    names = [f"K{number:02}" for number in range(1, 17)]
    return [
        Spoke(name, required=int(asked), weight=2 if int(asked) else 0, own=int(own), agreed=int(agreed), place=name)
        for name, (asked, own, agreed) in zip(names, rows, strict=True)
    ]


@pytest.mark.parametrize("person", list(CASE))
def test_the_case_has_its_gaps_surpluses_and_differences(person):
    found = {spoke.key: gap.standing(spoke, for_herself=False) for spoke in spokes_of(person)}

    lacks = {key: one.gap for key, one in found.items() if one.gap}
    surplus = {key: one.surplus for key, one in found.items() if one.surplus}
    differ = {spoke.key for spoke in spokes_of(person) if gap.differs(spoke)}

    assert (lacks, surplus, differ) == EXPECTED[person]


@pytest.mark.parametrize(
    ("own", "agreed", "for_herself", "basis", "lack"),
    [
        (2, 3, True, Basis.AGREED, 1),
        (2, 3, False, Basis.AGREED, 1),
        (2, None, True, Basis.OWN, 2),
        (2, None, False, Basis.UNKNOWN, None),
        (None, None, True, Basis.UNKNOWN, None),
        (None, 0, False, Basis.AGREED, 4),
        (5, 4, True, Basis.AGREED, 0),
    ],
)
def test_the_agreed_level_counts_and_no_level_is_unknown_never_nothing(own, agreed, for_herself, basis, lack):
    found = gap.standing(Spoke("x", required=4, weight=2, own=own, agreed=agreed), for_herself=for_herself)

    assert (found.basis, found.gap) == (basis, lack)


def test_the_most_important_comes_first_whatever_the_gap():
    wide_but_low = Spoke("wide", required=5, weight=1, agreed=0, place="a")
    narrow_but_high = Spoke("narrow", required=3, weight=3, agreed=2, place="b")
    not_asked = Spoke("extra", agreed=5, place="c")

    assert gap.in_order([not_asked, wide_but_low, narrow_but_high]) == [narrow_but_high, wide_but_low, not_asked]
    assert gap.lacking([wide_but_low, narrow_but_high], for_herself=False) == [narrow_but_high, wide_but_low]


def test_of_the_same_importance_what_a_goal_asks_for_comes_first_and_then_the_order_of_names():
    spokes = [
        Spoke("c", required=1, weight=2, place="c"),
        Spoke("b", required=1, weight=2, place="b"),
        Spoke("z", required=1, weight=2, place="z", for_goal=True),
    ]

    assert [spoke.key for spoke in gap.in_order(spokes)] == ["z", "b", "c"]


def test_strengths_are_what_goes_beyond_and_what_one_does_alone_unasked():
    spokes = [
        Spoke("beyond", required=2, weight=1, agreed=3, place="a"),
        Spoke("just", required=2, weight=3, agreed=2, place="b"),
        Spoke("alone", agreed=3, place="c"),
        Spoke("helped", agreed=2, place="d"),
        Spoke("unknown", required=2, weight=3, place="e"),
    ]

    assert [spoke.key for spoke in gap.strengths(spokes, for_herself=False)] == ["beyond", "alone"]


@pytest.mark.parametrize(("one", "other", "asks"), [(2, 4, True), (4, 2, True), (2, 3, False), (None, 4, False)])
def test_two_levels_apart_asks_for_an_example_not_a_number(one, other, asks):
    assert gap.ask_for_example(one, other) is asks


def test_the_wheel_shows_the_ten_most_important_and_is_filled_up_to_six():
    many = [Spoke(n, required=3, weight=3 if n > 11 else 1, place=f"{n:02}") for n in range(14)]
    few = [Spoke("asked", required=3, weight=2), *(Spoke(n, own=1, place=f"{n:02}") for n in range(9))]

    assert [spoke.key for spoke in gap.on_the_wheel(many)] == [12, 13, 0, 1, 2, 3, 4, 5, 6, 7]
    assert [spoke.key for spoke in gap.on_the_wheel(few)] == ["asked", 0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("required", "agreed", "wants", "field"),
    [
        (3, 3, None, Field.FOUNDATION),
        (3, 4, False, Field.FOUNDATION),
        (3, 2, True, Field.COMMON_GOAL),
        (3, 2, False, Field.NEGOTIATION),
        (3, 2, None, Field.NOT_SAID),
        (3, None, True, Field.UNKNOWN),
        (0, 3, None, Field.RESOURCE),
        (0, 5, True, Field.RESOURCE),
        (0, 2, True, Field.DREAM),
        (0, None, True, Field.DREAM),
        (0, 2, None, None),
        (0, None, False, None),
    ],
)
def test_a_competence_stands_in_one_of_the_four_fields(required, agreed, wants, field):
    spoke = Spoke("x", required=required, weight=2 if required else 0, agreed=agreed)

    assert gap.field_of(spoke, wants, for_herself=False) is field


def test_only_for_herself_her_own_estimate_decides_the_field_before_a_level_is_agreed():
    spoke = Spoke("x", required=3, weight=2, own=3)

    assert gap.field_of(spoke, None, for_herself=True) is Field.FOUNDATION
    assert gap.field_of(spoke, None, for_herself=False) is Field.UNKNOWN


levels = st.integers(0, gap.TOP_LEVEL)
maybe = st.none() | levels


@st.composite
def wheels(draw):
    """A person's spokes with distinct keys and places."""
    count = draw(st.integers(0, 14))
    found = []
    for number in range(count):
        required = draw(levels)
        weight = draw(st.integers(1, 3)) if required else 0
        found.append(
            Spoke(
                number,
                required,
                weight,
                draw(maybe),
                draw(maybe),
                bool(required) and draw(st.booleans()),
                f"{number:02}",
            )
        )
    return found


@given(wheels(), st.booleans(), st.data())
def test_more_agreed_level_never_makes_a_larger_gap_or_a_smaller_surplus(spokes, for_herself, data):
    for spoke in spokes:
        lower = data.draw(levels)
        higher = data.draw(st.integers(lower, gap.TOP_LEVEL))
        before = gap.standing(replace(spoke, agreed=lower), for_herself=for_herself)
        after = gap.standing(replace(spoke, agreed=higher), for_herself=for_herself)
        assert after.gap <= before.gap
        assert after.surplus >= before.surplus


@given(wheels(), st.booleans(), st.randoms())
def test_the_order_in_which_competences_come_changes_nothing(spokes, for_herself, chance):
    shuffled = list(spokes)
    chance.shuffle(shuffled)

    assert gap.in_order(shuffled) == gap.in_order(spokes)
    assert gap.lacking(shuffled, for_herself=for_herself) == gap.lacking(spokes, for_herself=for_herself)
    assert gap.strengths(shuffled, for_herself=for_herself) == gap.strengths(spokes, for_herself=for_herself)
    assert gap.on_the_wheel(shuffled) == gap.on_the_wheel(spokes)


@given(wheels(), st.booleans())
def test_renaming_the_competences_renames_the_answer_and_nothing_else(spokes, for_herself):
    renamed = [replace(spoke, key=f"new {spoke.key}") for spoke in spokes]

    found = [spoke.key for spoke in gap.lacking(renamed, for_herself=for_herself)]

    assert found == [f"new {spoke.key}" for spoke in gap.lacking(spokes, for_herself=for_herself)]


@given(wheels(), st.dictionaries(st.integers(0, 13), st.booleans()), st.booleans())
def test_a_second_way_of_computing_gives_the_same(spokes, wishes, for_herself):
    """Counting steps on a ladder instead of subtracting; sets instead of branches."""
    steps = range(1, gap.TOP_LEVEL + 1)
    for spoke in spokes:
        said = [spoke.agreed, spoke.own if for_herself else None]
        level = next((one for one in said if one is not None), None)
        found = gap.standing(spoke, for_herself=for_herself)
        if level is None:
            assert (found.gap, found.surplus, found.basis) == (None, None, Basis.UNKNOWN)
        else:
            asked, can = {s for s in steps if s <= spoke.required}, {s for s in steps if s <= level}
            assert (found.gap, found.surplus) == (len(asked - can), len(can - asked))
            assert not (found.gap and found.surplus)
    fields = gap.in_fields(spokes, wishes, for_herself=for_herself)
    placed = [spoke.key for row in fields.values() for spoke in row]
    assert len(placed) == len(set(placed))
    asked_for = {spoke.key for spoke in spokes if spoke.required}
    sides = [Field.FOUNDATION, Field.COMMON_GOAL, Field.NEGOTIATION, Field.NOT_SAID, Field.UNKNOWN]
    assert {spoke.key for side in sides for spoke in fields[side]} == asked_for


@given(wheels())
def test_a_wheel_has_no_more_than_ten_spokes_and_drops_nothing_more_important_than_it_shows(spokes):
    shown = gap.on_the_wheel(spokes)
    left_out = [spoke for spoke in spokes if spoke.is_required and spoke not in shown]

    assert len(shown) <= gap.MOST_SPOKES
    assert all(spoke.weight <= min((one.weight for one in shown), default=0) for spoke in left_out)
