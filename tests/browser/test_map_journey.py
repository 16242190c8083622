"""A map from an empty goal to what must be learned: by pointer, by keyboard, on a phone, without script, on paper."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_every_page import broken_rules, wider_than_the_screen

pytestmark = pytest.mark.browser

FOCUSED = "() => { const e = document.activeElement; return (e.ariaLabel || e.innerText || e.name || '').trim(); }"


def a_goal(visitor: Any, title: str) -> str:
    """A new goal of the whole workplace; the address of its empty board."""
    page = visitor.go("/goals/new/")
    page.locator("[name=title]").fill(title)
    save(page)
    expect(page.locator("h1")).to_have_text(title)
    page.goto(page.url.replace("/goals/", "/map/"))
    expect(page.locator("main")).to_contain_text("Der hænger ikke noget på målet endnu")
    return str(page.url)


def menu_of(page: Any, title: str) -> Any:
    """Open the menu of a card."""
    card = page.locator(".node", has=page.get_by_role("link", name=title, exact=True)).first
    card.locator("summary").click()
    return card


def save(page: Any) -> None:
    page.locator("main form.fields button.button").first.click()


def a_result(page: Any, title: str) -> None:
    page.get_by_role("link", name="Tilføj delresultat").first.click()
    page.locator("[name=title]").fill(title)
    save(page)


def titles_in(page: Any, column: int) -> list[str]:
    """The cards of a column from top to bottom, as they stand on the screen."""
    found = page.locator(f".node.c-{column}").all()
    placed = sorted((card.bounding_box()["y"], card.locator(".t").inner_text()) for card in found)
    return [" ".join(title.split()) for _y, title in placed]


def test_a_map_is_built_by_pointer(visit):
    visitor = visit()
    page = visitor.become("Asta Rugvænge")
    board = a_goal(visitor, "Breve, alle forstår")
    for title in ("Færre ringer om brevene", "Færre klager over sproget"):
        page.goto(board)
        a_result(page, title)
    for title in ("Vi læser brevet højt", "Vi skriver vigtigst først"):
        page.goto(board)
        menu_of(page, "Færre ringer om brevene").get_by_role("link", name="Tilføj ændret praksis").click()
        page.get_by_label("Hvad gør vi anderledes?").fill(title)
        page.get_by_label("hele arbejdspladsen").check()
        save(page)
        expect(page.locator("h1")).to_have_text(title)
    page.get_by_role("link", name="Tilføj læringsmål").click()
    page.get_by_label("Hvad skal læres?").fill("Jeg kan vælge, hvad der er vigtigst")
    page.get_by_label("Kompetence").first.select_option("Klart sprog")
    page.get_by_label("Fra", exact=True).first.select_option("2")
    page.get_by_label("Til", exact=True).first.select_option("3")
    save(page)
    expect(page.locator("main")).to_contain_text("fra niveau 2 til 3")

    page.goto(board)
    assert titles_in(page, 2) == ["Vi læser brevet højt", "Vi skriver vigtigst først"]
    expect(page.locator("#read-title + .backwards")).to_contain_text("skriver vi vigtigst først")
    cards = page.locator(".node.c-2")
    with page.expect_navigation():
        cards.nth(1).drag_to(cards.nth(0))
    expect(page.locator(".node.c-2").first).to_contain_text("Vi skriver vigtigst først")
    assert titles_in(page, 2) == ["Vi skriver vigtigst først", "Vi læser brevet højt"]
    with page.expect_navigation():
        page.locator(".node.c-2").nth(1).drag_to(page.locator(".node.c-1").nth(1))
    expect(page.locator(".node.c-1").nth(1)).not_to_contain_text("Ingen praksis endnu")
    assert page.locator(".maplines path").count() == 5


def tab_to(page: Any, name: str) -> None:
    """Press Tab until something with this name has the focus."""
    for _ in range(250):
        page.keyboard.press("Tab")
        if name in page.evaluate(FOCUSED):
            return
    raise AssertionError(f"{name!r} is not reached by keyboard")


def press(page: Any, name: str) -> None:
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_map_is_built_by_keyboard_alone(visit):
    visitor = visit()
    page = visitor.become("Asta Rugvænge")
    board = a_goal(visitor, "Kun tastatur")
    press(page, "Tilføj delresultat")
    tab_to(page, "title")
    page.keyboard.type("Færre fejl")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto(board)
    for title in ("Vi tjekker to gange", "Vi spørger en makker"):
        page.goto(board)
        tab_to(page, "Det kan du gøre med Færre fejl")
        page.keyboard.press("Enter")
        press(page, "Tilføj ændret praksis")
        tab_to(page, "title")
        page.keyboard.type(title)
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.name") == "for_whom":
                break
        page.keyboard.press("ArrowDown")
        press(page, "Sæt det på kortet")
        expect(page.locator("h1")).to_have_text(title)
    press(page, "Tilføj læringsmål")
    tab_to(page, "title")
    page.keyboard.type("Vi kan finde hinandens fejl")
    press(page, "Sæt det på kortet")
    expect(page.locator("h1")).to_have_text("Vi kan finde hinandens fejl")

    page.goto(board)
    tab_to(page, "Det kan du gøre med Vi spørger en makker")
    page.keyboard.press("Enter")
    press(page, "Flyt op")
    assert titles_in(page, 2) == ["Vi spørger en makker", "Vi tjekker to gange"]
    tab_to(page, "Det kan du gøre med Vi tjekker to gange")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert "Det kan du gøre med Vi tjekker to gange" in page.evaluate(FOCUSED)
    page.keyboard.press("Enter")
    press(page, "Luk eller slet")
    press(page, "Slet")
    page.goto(board)
    assert titles_in(page, 2) == ["Vi spørger en makker"]


def first_goal(page: Any) -> None:
    page.get_by_role("link", name="Fra mål til praksis").first.click()
    page.get_by_role("link", name="Afgørelser, der forstås og holder").first.click()
    expect(page.locator("h1")).to_have_text("Afgørelser, der forstås og holder")


def test_on_a_phone_the_map_is_a_list_that_says_therefore(visit):
    visitor = visit(phone=True)
    page = visitor.become("Mads Rosenklint")
    visitor.go("/map/")
    page.get_by_role("link", name="Afgørelser, der forstås og holder").first.click()

    expect(page.get_by_text("↓ derfor: ændret praksis").first).to_be_visible()
    assert page.locator(".maplines").is_visible() is False
    assert wider_than_the_screen(page) <= 0
    tops = [page.locator(".node").nth(number).bounding_box()["y"] for number in range(4)]
    assert tops == sorted(tops)
    again = page.locator(".node.again a").first
    target = again.get_attribute("href")
    again.click()
    assert page.url.endswith(target)


def test_without_script_the_board_is_drawn_and_cards_move(visit):
    visitor = visit(script=False)
    page = visitor.become("Asta Rugvænge")
    first_goal(page)

    assert page.locator(".maplines path").count() > 3
    assert page.locator(".maplines").is_visible()
    before = titles_in(page, 1)
    with page.expect_navigation():
        menu_of(page, before[0]).get_by_role("button", name="Flyt ned").click()
    assert titles_in(page, 1) == [before[1], before[0], *before[2:]]
    with page.expect_navigation():
        menu_of(page, before[0]).get_by_role("button", name="Flyt op").click()
    assert titles_in(page, 1) == before


def test_on_paper_it_is_a_board_without_buttons(visit):
    page = visit().become("Mads Rosenklint")
    first_goal(page)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1000, "height": 700})

    assert page.locator(".maplines").is_visible()
    assert [page.locator(hidden).first.is_visible() for hidden in (".side", ".pagehead .actions")] == [False, False]
    edges = [page.locator(f".node.c-{column}").first.bounding_box()["x"] for column in range(4)]
    assert edges == sorted(edges)
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_an_open_menu_breaks_no_rule_and_shows_in_full(visit):
    for dark in (False, True):
        page = visit(dark=dark).become("Asta Rugvænge")
        first_goal(page)
        card = menu_of(page, titles_in(page, 3)[-1])

        expect(card.get_by_role("link", name="Luk eller slet")).to_be_visible()
        assert broken_rules(page) == []
        card.get_by_role("link", name="Luk eller slet").click(trial=True)
