"""The twelve handles as content: the deck's titles, and everything a card and its page need in both languages."""

from importlib.resources import files
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from haandgreb.shared.tests.content import Content, flaws, load

TOOLBOX = load(Path(__file__).parents[1] / "content" / "handles.toml")
HANDLES = TOOLBOX["handle"]
DECK = {
    "HG-01": "Byt job, roter, gå på besøg",
    "HG-02": "Lær af sidemanden",
    "HG-03": "Lær af de nyansatte",
    "HG-04": "Brug mentorordninger",
    "HG-05": "Brug coaching af hinanden",
    "HG-06": "Indfør kollegial sparring og feedback",
    "HG-07": "Hold bedre møder – giv mødestrukturen et serviceeftersyn",
    "HG-08": "Skabelse af idé-miljøer",
    "HG-09": "Læring i det fysiske rum",
    "HG-10": "Campus som læringsmiljø",
    "HG-11": "Lær og skab med brugerne",
    "HG-12": "Strategisk effekt og transfer af kurser og efteruddannelse",
}


def test_every_text_stands_in_both_languages() -> None:
    assert flaws(TOOLBOX) == []


def test_the_twelve_handles_keep_the_titles_and_the_order_of_the_deck() -> None:
    assert [(handle["id"], handle["title"]["da"]) for handle in HANDLES] == list(DECK.items())


@pytest.mark.parametrize("handle", HANDLES, ids=lambda handle: handle["id"])
def test_a_handle_says_how_to_begin_what_to_ask_and_what_goes_wrong(handle: Content) -> None:
    assert (len(handle["steps"]), len(handle["prompts"]), len(handle["pitfalls"])) == (3, 2, 3)
    assert {"name", "line", "about", "duration"} <= handle.keys()


@pytest.mark.parametrize("handle", HANDLES, ids=lambda handle: handle["id"])
def test_prompts_are_open_questions(handle: Content) -> None:
    for prompt in handle["prompts"]:
        assert prompt["da"].endswith("?")
        assert prompt["en"].endswith("?")


def test_rooms_and_lengths_are_the_ones_one_can_filter_by() -> None:
    rooms = {room["key"] for room in TOOLBOX["room"]}
    assert rooms == {"informal", "internal", "external"}
    assert {room for handle in HANDLES for room in handle["rooms"]} == rooms
    assert [handle["id"] for handle in HANDLES if handle["room"] != handle["rooms"][0]] == []
    assert {handle["length"] for handle in HANDLES} == {length["key"] for length in TOOLBOX["length"]}


def test_a_card_fits_its_card() -> None:
    assert [handle["id"] for handle in HANDLES if len(handle["line"]["da"]) > 90] == []


def test_every_icon_exists() -> None:
    drawings = ZipFile(BytesIO((files("lucide") / "lucide.zip").read_bytes())).namelist()
    assert [handle["icon"] for handle in HANDLES if f"{handle['icon']}.svg" not in drawings] == []
