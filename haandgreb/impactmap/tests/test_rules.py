"""The board, lines of sight and hints as rules: where cards stand, whose way is drawn, what is missing."""

from decimal import Decimal
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.impactmap.rules import chains
from haandgreb.impactmap.rules.board import TRACKS, lay_out, lines
from haandgreb.impactmap.rules.hints import PracticeFacts, practice_hints, toward


def card(name):
    return (name[0], UUID(int=int(name[1:])))


def named(table):
    return {card(upper): [card(lower) for lower in below] for upper, below in table.items()}


def spots(layout):
    return {f"{key[0]}{key[1].int}": (spot.column, spot.at, spot.rows) for key, spot in layout.spots.items()}


TABLE = [
    ("the goal alone takes one row", {}, {"g1": (0, 0, 1)}, 1),
    (
        "a result without practice takes one row",
        {"g1": ["r1", "r2"]},
        {"g1": (0, 0, 2), "r1": (1, 0, 1), "r2": (1, 1, 1)},
        2,
    ),
    (
        "a card others hang on spans theirs",
        {"g1": ["r1", "r2"], "r1": ["p1", "p2"], "p2": ["l1"]},
        {"g1": (0, 0, 3), "r1": (1, 0, 2), "p1": (2, 0, 1), "p2": (2, 1, 1), "l1": (3, 1, 1), "r2": (1, 2, 1)},
        3,
    ),
    (
        "a card with two parents stands once, under the first",
        {"g1": ["r1", "r2"], "r1": ["p1"], "r2": ["p1", "p2"]},
        {"g1": (0, 0, 2), "r1": (1, 0, 1), "p1": (2, 0, 1), "r2": (1, 1, 1), "p2": (2, 1, 1)},
        2,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("what", "below", "then", "rows"), TABLE, ids=[row[0] for row in TABLE])
def test_where_cards_stand(what, below, then, rows):
    layout = lay_out(card("g1"), named(below))

    assert (spots(layout), layout.rows) == (then, rows)


def test_the_list_names_a_card_under_each_of_its_parents_and_says_where_it_stood_before():
    layout = lay_out(card("g1"), named({"g1": ["r1", "r2"], "r1": ["p1"], "r2": ["p1"], "p1": ["l1"]}))

    told = [(f"{s.card[0]}{s.card[1].int}", s.depth, s.again, s.opens, s.is_end, s.ends) for s in layout.steps]
    assert told == [
        ("g1", 0, False, True, False, 0),
        ("r1", 1, False, True, False, 0),
        ("p1", 2, False, True, False, 0),
        ("l1", 3, False, True, True, 2),
        ("r2", 1, False, False, False, 0),
        ("p1", 2, True, True, True, 2),
    ]


def test_lines_run_from_the_middle_of_one_card_to_the_middle_of_the_next_as_shares_of_the_board():
    below = {"g1": ["r1", "r2"]}
    layout = lay_out(card("g1"), named(below))

    (first, second) = lines(layout, [(card("g1"), card("r1")), (card("g1"), card("r2"))])

    whole = sum(TRACKS)
    assert first.x1 == 1000 * TRACKS[0] / whole
    assert first.x2 == 1000 * (TRACKS[0] + TRACKS[1]) / whole
    assert [(line.y1, line.y2) for line in (first, second)] == [(500, 250), (500, 750)]


@st.composite
def maps(draw):
    """A map of four columns in which every line leads to the next column."""
    columns = [[card("g1")]]
    columns += [[card(f"{letter}{n}") for n in range(draw(st.integers(0, 4)))] for letter in "rpl"]
    below = {}
    for left, right in pairwise(columns):
        for upper in left:
            below[upper] = [lower for lower in right if draw(st.booleans())]
    return below


@given(maps())
def test_no_two_cards_of_a_column_overlap_and_every_card_stands_once(below):
    layout = lay_out(card("g1"), below)

    taken = [(spot.column, row) for spot in layout.spots.values() for row in range(spot.at, spot.at + spot.rows)]
    assert len(taken) == len(set(taken))
    assert [step.card for step in layout.steps if not step.again] == list(layout.spots)


@given(maps())
def test_the_lists_of_the_list_all_end(below):
    layout = lay_out(card("g1"), below)

    opened = sum(step.opens for step in layout.steps)
    # The outermost list ends with the page.
    assert opened - 1 == sum(step.ends for step in layout.steps)


LINES = {
    (card("g1"), card("r1")): "hope",
    (card("g1"), card("r2")): "known",
    (card("r1"), card("p1")): "known",
    (card("r2"), card("p1")): "hope",
    (card("p1"), card("l1")): "experience",
}
BELOW = named({"g1": ["r1", "r2"], "r1": ["p1"], "r2": ["p1"], "p1": ["l1"]})


def test_somebodys_way_goes_up_by_the_surest_line_at_each_step():
    assert chains.way_up(card("l1"), LINES) == [card("g1"), card("r1"), card("p1"), card("l1")]


def test_the_lines_on_her_way_are_hers_and_no_others():
    cards, drawn = chains.own_lines([card("p1")], LINES)

    assert cards == {card("g1"), card("r1"), card("p1")}
    assert drawn == {(card("g1"), card("r1")), (card("r1"), card("p1"))}


def test_the_surest_of_the_whole_lines_of_sight_is_read_aloud():
    whole = chains.chains(card("g1"), BELOW)

    assert len(whole) == 2
    assert chains.surest(whole, {**LINES, (card("r1"), card("p1")): "hope"})[1] == card("r2")
    assert chains.surest([], LINES) is None


@pytest.mark.parametrize(
    ("strengths", "longest"),
    [(["known"] * 3, 0), (["hope"] * 3, 3), (["hope", "known", "hope"], 1), (["known", "hope", "hope"], 2)],
)
def test_hope_in_a_row_is_counted_along_a_line(strengths, longest):
    way = [card("g1"), card("r1"), card("p1"), card("l1")]
    pairs = dict(zip(pairwise(way), strengths, strict=True))

    assert chains.hope_below(way[0], named({"g1": ["r1"], "r1": ["p1"], "p1": ["l1"]}), pairs) == longest


GOOD = {
    "who": "Jurister",
    "situation": "En klage kommer",
    "act": "Vi ringer",
    "barriers": 1,
    "results": 1,
    "has_learning": True,
    "decision": "",
}


@pytest.mark.parametrize(
    ("facts", "hints"),
    [
        ({}, []),
        ({"who": " "}, ["who"]),
        ({"situation": ""}, ["situation"]),
        ({"act": ""}, ["act"]),
        ({"barriers": 0}, ["barrier"]),
        ({"results": 0}, ["result"]),
        ({"has_learning": False}, ["learning"]),
        ({"has_learning": False, "decision": "Ny praksis"}, []),
        ({"who": "", "barriers": 0}, ["who", "barrier"]),
    ],
)
def test_what_a_practice_could_say_more_clearly(facts, hints):
    assert practice_hints(PracticeFacts(**{**GOOD, **facts})) == hints


@pytest.mark.parametrize(
    ("baseline", "latest", "target", "share"),
    [
        (34, 27, 15, 7 / 19),
        (71, 76, 90, 5 / 19),
        (18, 18, 10, 0),
        (18, 20, 10, 0),
        (18, 5, 10, 1),
        (None, 5, 10, None),
        (18, None, 10, None),
        (18, 5, None, None),
        (10, 5, 10, None),
    ],
)
def test_how_far_towards_the_target(baseline, latest, target, share):
    numbers = [None if one is None else Decimal(one) for one in (baseline, latest, target)]

    assert toward(*numbers) == (share if share is None else pytest.approx(share))
