"""Pictures: exact places for known figures, and laws that hold for all."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.shared.charts import WHOLE, Slot, bar, distribution, figure, time_budget, votes, widths
from haandgreb.shared.qr import QUIET, qr_code
from haandgreb.shared.runchart import PLOT, Axis, Change, Point, across, down, run_chart

HOSTILE = '"><script>alert(1)</script>&'
AXIS = Axis("none", "half", "all")


def parsed(picture: str) -> ElementTree.Element:
    """The picture as XML: it must be well formed on its own."""
    return ElementTree.fromstring(f"<picture>{picture}</picture>")


def attributes(picture: str, tag: str, kind: str, *names: str) -> list[tuple[str | None, ...]]:
    found = [part for part in parsed(picture).iter(tag) if kind in part.get("class", "").split()]
    return [tuple(part.get(name) for name in names) for part in found]


def texts(picture: str, kind: str) -> list[str]:
    return [part.text or "" for part in parsed(picture).iter("text") if kind in part.get("class", "").split()]


# --- numbers


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (-0.001, "0"), (1, "1"), (1.5, "1.5"), (33.333, "33.33"), (100.0, "100"), (1e9, "1000000000")],
)
def test_numbers_are_written_for_machines_whatever_the_language(value, written):
    with translation.override("da"):
        assert figure(value) == written


# --- five answers in one bar


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((0, 0, 0, 0, 0), [0, 0, 0, 0, 0]),
        ((0, 0, 3, 5, 2), [0, 0, 3000, 5000, 2000]),
        ((10, 0, 0, 0, 0), [10000, 0, 0, 0, 0]),
        ((1, 1, 1, 0, 0), [3334, 3333, 3333, 0, 0]),
        ((1, 0, 0, 0, 99), [600, 0, 0, 0, 9400]),
        ((), []),
    ],
)
def test_a_bar_is_shared_by_the_counts(counts, expected):
    assert widths(counts) == expected


@given(st.lists(st.integers(0, 100_000), max_size=9))
def test_widths_sum_to_the_whole_and_only_nothing_has_no_width(counts):
    shares = widths(counts)

    assert sum(shares) == (WHOLE if any(counts) else 0)
    assert [share > 0 for share in shares] == [count > 0 for count in counts]
    assert all(share >= 590 for share in shares if share)


@given(st.lists(st.integers(0, 100_000), min_size=2, max_size=9))
def test_more_answers_are_never_drawn_narrower(counts):
    shares = widths(counts)
    in_order = sorted(zip(counts, shares, strict=True))

    assert all(fewer[1] <= more[1] for fewer, more in pairwise(in_order))


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="negative"):
        widths([1, -1])


def test_each_part_holds_its_count_in_the_middle():
    picture = distribution((0, 1, 2, 4, 3))

    assert attributes(picture, "rect", "part", "class", "x", "width") == [
        ("part d2", "0%", "10%"),
        ("part d3", "10%", "20%"),
        ("part d4", "30%", "40%"),
        ("part d5", "70%", "30%"),
    ]
    assert [place for (place,) in attributes(picture, "text", "count", "x")] == ["5%", "20%", "50%", "85%"]
    assert texts(picture, "count") == ["1", "2", "4", "3"]


def test_the_bar_says_its_counts_to_those_who_hear_the_page():
    picture = distribution((1, 0, 2), ["no", "partly", "yes"])

    assert parsed(picture)[0].attrib == {
        "class": "dist",
        "role": "img",
        "aria-label": "no: 1, partly: 0, yes: 2",
        "width": "100%",
        "height": "28",
    }


def test_a_bar_of_no_answers_is_empty_and_still_says_so():
    picture = distribution((0, 0))

    assert parsed(picture)[0].get("aria-label") == "1: 0, 2: 0"
    assert len(parsed(picture)[0]) == 0


def test_words_and_counts_must_be_equally_many():
    with pytest.raises(ValueError, match="argument"):
        distribution((1, 2, 3), ["no", "yes"])


# --- run chart


def test_points_stand_where_their_shares_say():
    picture = run_chart([Point("a", 0), Point("b", 0.5), Point("c", 1)], axis=AXIS)

    assert attributes(picture, "circle", "dot", "cx", "cy") == [("3%", "218"), ("50%", "114"), ("97%", "10")]
    assert attributes(picture, "line", "line", "x1", "y1", "x2", "y2") == [
        ("3%", "218", "50%", "114"),
        ("50%", "114", "97%", "10"),
    ]


def test_a_gap_stays_a_gap():
    picture = run_chart([Point("a", 0.5), Point("b", None, "few"), Point("c", 0.5), Point("d", 0.5)], axis=AXIS)

    assert len(attributes(picture, "circle", "dot", "cx")) == 3
    assert [x1 for (x1,) in attributes(picture, "line", "line", "x1")] == ["65.67%"]
    assert texts(picture, "tiny") == ["", "few", "", ""]


def test_a_single_point_stands_in_the_middle_and_nothing_is_drawn_of_nothing():
    assert attributes(run_chart([Point("a", 0.25)], axis=AXIS), "circle", "dot", "cx") == [("50%",)]
    assert attributes(run_chart([], axis=AXIS), "circle", "dot", "cx") == []


def test_the_median_is_a_dashed_line_with_its_name():
    with translation.override("en"):
        picture = run_chart([Point("a", 0.5), Point("b", 0.75)], axis=AXIS, median=0.625)

    assert attributes(picture, "line", "ref", "x1", "y1", "x2", "y2") == [("0%", "88", "100%", "88")]
    assert texts(picture, "strong") == ["median"]


@pytest.mark.parametrize(
    ("shares", "corner"),
    [
        ((0.1, 0.1, 0.1, 0.1, 0.1), ("0", "107")),  # points far below: above the line, at the left
        ((0.55, 0.5, 0.5, 0.5, 0.9), ("100%", "129")),  # the left is taken, and the right is free under the line
    ],
)
def test_the_word_median_keeps_clear_of_the_points(shares, corner):
    picture = run_chart([Point("", share) for share in shares], axis=AXIS, median=0.5)

    assert attributes(picture, "text", "strong", "x", "y") == [corner]


def test_changes_are_marked_between_the_points_in_order_of_time_and_said_in_words():
    points = [Point(str(i), 0.5) for i in range(5)]
    picture = run_chart(points, axis=AXIS, changes=[Change(4, "late one"), Change(1, "early one"), Change(0, "first")])

    assert attributes(picture, "line", "mark", "x1", "y1") == [("0%", "4"), ("14.75%", "20"), ("85.25%", "36")]
    assert [item.text for item in parsed(picture).iter("li")] == ["first", "early one", "late one"]
    anchors = {anchor for (anchor,) in attributes(picture, "text", "marktext", "text-anchor")}
    assert anchors == {"start", "end"}


def test_the_last_label_is_always_there_and_labels_thin_out_on_narrow_screens():
    picture = run_chart([Point(str(i), 0.5, f"{i}/9") for i in range(40)], axis=AXIS)
    labels = [
        (part.text, part.get("class", "").replace("under", "").strip())
        for part in parsed(picture).iter("text")
        if "under" in part.get("class", "") and "tiny" not in part.get("class", "")
    ]

    assert labels[-1] == ("39", "")
    assert labels == [
        (str(i), "" if (39 - i) % 12 == 0 else "m" if (39 - i) % 6 == 0 else "w")
        for i in range(0, 40)
        if (39 - i) % 3 == 0
    ]


@given(st.lists(st.none() | st.floats(0, 1), max_size=60), st.none() | st.floats(0, 1))
def test_every_point_lies_inside_the_plot(shares, median):
    picture = run_chart([Point("x", share) for share in shares], axis=AXIS, median=median)

    for x, y in attributes(picture, "circle", "dot", "cx", "cy"):
        assert x is not None
        assert y is not None
        assert 0 <= float(x.rstrip("%")) <= 100
        assert 10 <= float(y) <= 10 + PLOT
    assert len(attributes(picture, "circle", "dot", "cx")) == sum(share is not None for share in shares)


@given(st.integers(2, 500))
def test_points_move_evenly_to_the_right(count):
    places = [across(i, count) for i in range(count)]

    assert places == sorted(places)
    assert (places[0], round(places[-1], 9)) == (3, 97)


def test_more_is_higher():
    assert down(1, 10) == 10
    assert down(0, 10) == 10 + PLOT


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_outside_nought_to_one_is_refused(share):
    with pytest.raises(ValueError, match="share"):
        run_chart([Point("a", share)], axis=AXIS)


def test_a_change_before_a_point_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="change"):
        run_chart([Point("a", 0.5)], axis=AXIS, changes=[Change(1, "later")])


def test_the_picture_points_to_its_table():
    with translation.override("en"):
        picture = run_chart([Point("a", 0.5), Point("b", 0.5)], axis=AXIS)

    named = [part.get("aria-label") for part in parsed(picture).iter("svg") if part.get("role") == "img"]
    assert named == ["A curve of 2 points. The figures are in the table."]


# --- bars, budget, votes


def test_a_bar_is_as_long_as_its_share_of_the_longest_and_its_cut_is_hatched():
    picture = bar(72, 144, cut=36)

    assert attributes(picture, "rect", "bar", "width") == [("25%",)]
    assert attributes(picture, "rect", "hatchground", "x", "width") == [("25%", "25%")]
    assert attributes(picture, "line", "hatch", "x1", "x2") == [("25%", "50%")]


def test_a_bar_without_a_name_is_hidden_from_those_who_hear_the_page():
    assert parsed(bar(1, 2))[0].get("aria-hidden") == "true"
    assert parsed(bar(1, 2, label="one of two"))[0].get("aria-label") == "one of two"


@given(st.floats(0, 1e6), st.floats(0, 1), st.floats(0, 1))
def test_kept_and_cut_make_up_the_bar(longest, part, piece):
    value = longest * part
    picture = bar(value, longest, cut=value * piece)
    drawn = [width for (width,) in attributes(picture, "rect", "bar", "width")]
    drawn += [width for (width,) in attributes(picture, "rect", "hatchground", "width")]

    length = 100 * value / longest if longest else 0
    assert abs(sum(float((width or "").rstrip("%")) for width in drawn) - length) < 0.02


@pytest.mark.parametrize(("value", "longest", "cut"), [(2, 1, 0), (1, 2, 2), (1, 2, -1), (-1, 2, 0)])
def test_a_bar_that_cannot_be_is_refused(value, longest, cut):
    with pytest.raises(ValueError, match="bar"):
        bar(value, longest, cut=cut)


def test_a_time_budget_shows_what_is_used_what_ran_over_and_where_the_clock_is():
    picture = time_budget(
        [Slot(5, 4, finished=True), Slot(10, 13, finished=True), Slot(15, 9), Slot(30)], elapsed=27, now="10.27"
    )

    assert attributes(picture, "rect", "slot", "class", "x", "width") == [
        ("slot used", "0%", "8.33%"),
        ("slot over", "8.33%", "16.67%"),
        ("slot planned", "25%", "25%"),
        ("slot planned", "50%", "50%"),
    ]
    assert attributes(picture, "rect", "used", "x", "width")[1:] == [("25%", "15%")]
    assert attributes(picture, "line", "now", "x1") == [("45%",)]
    assert texts(picture, "strong") == ["10.27"]


@given(st.lists(st.tuples(st.integers(0, 240), st.integers(0, 240), st.booleans()), max_size=20), st.integers(-5, 600))
def test_the_slots_fill_the_budget(slots, elapsed):
    picture = time_budget([Slot(*slot) for slot in slots], elapsed=elapsed)
    drawn = [float((width or "").rstrip("%")) for (width,) in attributes(picture, "rect", "slot", "width")]

    assert abs(sum(drawn) - (100 if any(planned for planned, _, _ in slots) else 0)) < 0.2
    assert all(0 <= float((x or "").rstrip("%")) <= 100 for (x,) in attributes(picture, "line", "now", "x1"))


def test_negative_minutes_are_refused():
    with pytest.raises(ValueError, match="negative"):
        time_budget([Slot(-1)])


def test_votes_are_filled_and_open_dots_with_words():
    dots = parsed(votes(2, 3, "2 of 3"))[0]

    assert [dot.get("class") for dot in dots] == [None, None, "o"]
    assert dots.get("aria-label") == "2 of 3"


def test_more_votes_for_it_than_votes_are_refused():
    with pytest.raises(ValueError, match="Votes"):
        votes(4, 3, "")


# --- every text is escaped


@pytest.mark.parametrize(
    "picture",
    [
        distribution((1,), [HOSTILE]),
        run_chart(
            [Point(HOSTILE, 0.5, HOSTILE)],
            axis=Axis(HOSTILE, HOSTILE, HOSTILE, (HOSTILE, HOSTILE, HOSTILE)),
            changes=[Change(0, HOSTILE)],
            label=HOSTILE,
        ),
        bar(1, 2, label=HOSTILE),
        time_budget([Slot(5)], elapsed=1, now=HOSTILE, label=HOSTILE),
        votes(1, 2, HOSTILE),
        qr_code("https://example.dk", HOSTILE),
    ],
)
def test_text_in_a_picture_cannot_break_out_of_it(picture):
    tags = {part.tag for part in parsed(picture).iter()}

    assert "script" not in tags
    assert "style=" not in picture


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="￾￿"), max_size=40))
def test_any_text_comes_back_as_it_was(text):
    picture = run_chart([Point(text, 0.5)], axis=AXIS, label=text or "named")

    named = [part.get("aria-label") for part in parsed(picture).iter("svg") if part.get("role") == "img"]
    assert named == [text or "named"]
    assert texts(picture, "under")[0] == text


# --- QR


def test_a_qr_code_is_dark_on_white_with_a_quiet_zone_and_a_name():
    picture = parsed(qr_code("http://192.168.1.20:8000/s/K7QF2M", "Opens the score page"))[0]
    ground, code = picture

    size = int(picture.get("viewBox", "").split()[2])
    assert (ground.get("fill"), ground.get("width"), ground.get("height")) == ("#fff", str(size), str(size))
    assert code.get("stroke") == "#000"
    assert picture.get("aria-label") == "Opens the score page"
    runs = re.findall(r"M(\d+) (\d+)\.5h(\d+)", code.get("d", ""))
    assert min(int(x) for x, _, _ in runs) == QUIET
    assert max(int(x) + int(length) for x, _, length in runs) == size - QUIET
    # The finder in the corner begins with a run of seven.
    assert runs[0] == (str(QUIET), str(QUIET), "7")
