"""The wheel as SVG: both drawings, layers told apart without colour, gaps where nothing is known."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.competences.wheel_chart import Shown, sample, wheel, wrapped

LEVEL = st.none() | st.integers(0, 5)
SPOKES = st.lists(st.builds(Shown, st.text(max_size=60), LEVEL, LEVEL, LEVEL), min_size=3, max_size=10)


def spokes(count=4, **facts):
    levels = {"required": 3, "own": 2, "agreed": 1, **facts}
    return [Shown(f"Nr {number}", **levels) for number in range(count)]


def count_of(picture, pattern):
    return len(re.findall(pattern, picture))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_fewer_than_three_spokes_make_no_wheel(count):
    assert wheel(spokes(count), "Hjul") == ""


def test_the_wide_and_the_small_drawing_show_the_same_and_say_what_they_are():
    picture = wheel(spokes(4), "Hjul med fire eger")

    assert count_of(picture, 'role="img" aria-label="Hjul med fire eger"') == 2
    for kind in ("required", "own", "agreed"):
        assert count_of(picture, f'class="layer {kind}"') == 2
        assert count_of(picture, f'class="wheelmark {kind}"') == 8
    assert count_of(picture, "Nr 0") == 1


def test_marks_differ_in_shape_so_that_colour_is_not_needed():
    shapes = {kind: re.findall(r"<(rect|circle)[^>]*", sample(kind))[0] for kind in ("required", "own", "agreed")}
    radius = {kind: re.findall(r' r="([\d.]+)"', sample(kind)) for kind in ("own", "agreed")}

    assert shapes == {"required": "rect", "own": "circle", "agreed": "circle"}
    assert radius["own"] != radius["agreed"]


def test_what_is_unknown_has_no_mark_and_leaves_a_gap_in_the_line():
    known = spokes(4)
    known[1] = Shown("Nr 1", required=3, own=2, agreed=None)

    picture = wheel(known, "Hjul")

    assert count_of(picture, 'class="wheelmark agreed"') == 6
    assert count_of(picture, 'class="layer agreed"') == 0
    lines = re.findall(r'class="layer open agreed" d="([^"]*)"', picture)
    assert [line.count("M") for line in lines] == [2, 2]


def test_nothing_known_draws_no_line():
    assert count_of(wheel(spokes(3, agreed=None), "Hjul"), "layer (open )?agreed") == 0


def test_a_level_outside_the_scale_is_refused():
    with pytest.raises(ValueError, match="level"):
        wheel(spokes(3, own=6), "Hjul")


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("3 Klart sprog", ["3 Klart sprog"]),
        ("1 Forvaltningsret og begrundelse", ["1 Forvaltningsret", "og begrundelse"]),
        ("9 Informationssikkerhed og databeskyttelse", ["9 Informationssikkerhed", "og databeskyttelse"]),
        (
            "2 Et navn med mange ord som ingen har plads til her",
            ["2 Et navn med", "mange ord som", "ingen har plads …"],
        ),
        ("4 " + "x" * 40, ["4 " + "x" * 22 + "…"]),
    ],
)
def test_a_name_is_broken_into_short_lines_and_its_number_never_stands_alone(name, lines):
    assert wrapped(name) == lines


@given(SPOKES)
def test_names_are_text_whatever_they_hold_and_figures_stay_finite(shown):
    picture = wheel(shown, "<b>")

    assert "<b>" not in picture
    assert not re.search(r' (d|x|y|cx|cy)="[^"]*(nan|inf)', picture)
    assert count_of(picture, "<svg ") == count_of(picture, "</svg>") == 2
