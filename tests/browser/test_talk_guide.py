"""The guide of a talk on two screens: each follows the other, and nobody is disturbed while she writes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_workshop_journey import become

pytestmark = pytest.mark.browser


def to_the_guide(visitor: Any, name: str, part: str = "") -> Any:
    """Somebody at the guide of her talk in this year's round."""
    page = become(visitor, name)
    visitor.go("/dialogues/")
    page.locator("main").get_by_role("link", name=re.compile("MUS-runden|Viggo Ravnhede")).first.click()
    page.get_by_role("link", name="Åbn guiden").first.click()
    page.wait_for_url("**/guide/**")
    if part:
        page.goto(f"{page.url.partition('?')[0]}?at={part}")
    page.wait_for_load_state("load")
    return page


def test_a_card_turned_over_comes_to_the_other_screen_while_she_writes_undisturbed(visit):
    viggo, hanne = to_the_guide(visit(), "Viggo Ravnhede", "board"), to_the_guide(visit(), "Hanne Marknæs", "board")
    half = hanne.get_by_label("Et nyt kort under Arbejdspladsens")
    half.fill("Halvt skrevet")
    half.focus()

    viggo.locator(".tcard", has_text="Følge en sag").get_by_role("button").press("Enter")

    expect(hanne.locator(".tcol.mine")).to_contain_text("Følge en sag")
    expect(half).to_have_value("Halvt skrevet")
    expect(half).to_be_focused()
    # The keyboard goes on from the card, whose button is gone.
    expect(viggo.locator(".tcard", has_text="Følge en sag").get_by_role("link")).to_be_focused()


def test_both_screens_follow_one_clock_and_who_is_writing_is_asked_to_go_along(visit):
    viggo, hanne = to_the_guide(visit(), "Viggo Ravnhede"), to_the_guide(visit(), "Hanne Marknæs")
    viggo.get_by_role("button", name="Begynd samtalen").click()
    expect(hanne.locator("#clockbox")).to_contain_text("tilbage af denne del")

    viggo.get_by_role("button", name="Videre til").click()
    expect(hanne.get_by_role("heading", level=1)).to_have_text("Det, der lykkes")
    expect(hanne.locator("#said")).to_contain_text("Det, der lykkes")

    hanne.get_by_label("Har jeg forstået dig rigtigt?").fill("Viggo vil")
    viggo.get_by_role("button", name="Videre til").click()
    expect(hanne.locator("#moved")).to_contain_text("Opgaver og strategi")
    expect(hanne.get_by_label("Har jeg forstået dig rigtigt?")).to_have_value("Viggo vil")
    expect(hanne.get_by_role("heading", level=1)).to_have_text("Det, der lykkes")

    hanne.get_by_role("button", name="Pause").click()
    expect(viggo.locator("#clockbox")).to_contain_text("Uret står stille")


def test_of_two_who_write_the_common_text_the_second_sees_both_on_the_same_page(visit):
    viggo, hanne = (to_the_guide(visit(), name, "success") for name in ("Viggo Ravnhede", "Hanne Marknæs"))
    hanne.get_by_label("Har jeg forstået dig rigtigt?").fill("Hannes ord")
    viggo.get_by_label("Har jeg forstået dig rigtigt?").fill("Viggos ord")
    viggo.locator("#form-understood").get_by_role("button", name="Gem", exact=True).click()
    expect(viggo.locator("#form-understood")).to_contain_text("Viggo")

    hanne.locator("#form-understood").get_by_role("button", name="Gem", exact=True).click()

    both = hanne.locator("#text-understood")
    expect(both).to_contain_text("Hannes ord")
    expect(both).to_contain_text("Viggos ord")
    both.get_by_role("button", name="Behold det").click()
    expect(hanne.get_by_label("Har jeg forstået dig rigtigt?")).to_have_value("Viggos ord")


def test_a_note_is_there_again_without_being_saved_by_hand(visit):
    viggo = to_the_guide(visit(), "Viggo Ravnhede")

    viggo.get_by_label("Mine egne noter").fill("Spørg Birthe")
    expect(viggo.locator("#text-note .saved")).to_contain_text("Gemt kl.")
    viggo.get_by_label("Mine egne noter").press_sequentially(" i morgen")
    expect(viggo.locator("#form-note [name=version]")).not_to_have_value("1")
    viggo.reload()

    expect(viggo.get_by_label("Mine egne noter")).to_have_value(re.compile("Spørg Birthe|i morgen"))


def test_the_board_works_without_script(visit):
    hanne = to_the_guide(visit(script=False), "Hanne Marknæs", "board")
    hanne.get_by_label("Et nyt kort under Mit").fill("Sagt højt")
    hanne.get_by_role("button", name="Skriv det, der blev sagt").click()
    hanne.locator(".tcard", has_text="Nye øjne").get_by_role("button").click()

    hanne.get_by_role("link", name="Et kort i midten").click()
    hanne.get_by_label("Det, I har sammen").fill("Vi læser vejledningen sammen")
    hanne.get_by_label("Sagt højt").check()
    hanne.get_by_role("button", name="Gem").click()
    expect(hanne.get_by_role("alert").first).to_contain_text("Peg på mindst ét kort her")
    hanne.get_by_label("Nye øjne").check()
    hanne.get_by_role("button", name="Gem").click()

    card = hanne.locator(".tcard.joined", has_text="Vi læser vejledningen sammen")
    expect(card).to_contain_text("Sagt højt")
    expect(card).to_contain_text("Nye øjne")
