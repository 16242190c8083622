"""A workshop as a group would hold it: one screen on the wall, two phones, and nobody sees a note too early."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_every_page import broken_rules, wider_than_the_screen

pytestmark = pytest.mark.browser
SECRET = "Vi ringer, før brevet bliver sendt"


def become(visitor: Any, name: str) -> Any:
    """Somebody who is no persona on the first page is found by name."""
    page = visitor.go("/personas/")
    if not page.get_by_role("button", name=name).count():
        page.get_by_label(re.compile("navn|Navn|Søg")).first.fill(name)
        page.keyboard.press("Enter")
    page.get_by_role("button", name=name).first.click()
    page.wait_for_url(visitor.url + "/")
    return page


def is_fine(page: Any) -> None:
    """No rule of axe is broken, and nothing is wider than the screen."""
    assert broken_rules(page) == []
    assert wider_than_the_screen(page) <= 0


def write(page: Any, text: str) -> None:
    page.locator("#phone textarea[name=text]").first.fill(text)
    page.get_by_role("button", name="Gem sedlen").click()
    expect(page.locator(".wsnote.mine", has_text=text)).to_be_visible()


def go_to(wall: Any, title: str) -> None:
    """By the keyboard: the step's title is a button."""
    wall.get_by_role("button", name=f"Gå til {title}").focus()
    wall.keyboard.press("Enter")
    expect(wall.locator("h1")).to_have_text(title)


def test_a_workshop_from_silent_notes_to_what_is_cut(visit):
    wall, first, second = visit(), visit(phone=True), visit(phone=True, dark=True)
    screen = become(wall, "Gorm Vangsted")
    wall.go("/map/workshops/")
    screen.get_by_role("link", name="Svar til tiden – og forudsigeligt").first.click()
    address = screen.url
    is_fine(screen)
    ivan, oskar = become(first, "Ivan Vindeholt"), become(second, "Oskar Åkrog")
    ivan.goto(address)
    is_fine(ivan)

    screen.get_by_role("button", name="Begynd nu").click()
    expect(screen.locator("h1")).to_have_text("Læs målet højt")
    ivan.goto(address)
    oskar.goto(address)

    # The phones follow by themselves, and what they write is nowhere on the wall.
    go_to(screen, "Hvad gør vi anderledes?")
    expect(ivan.locator("h1")).to_have_text("Hvad gør vi anderledes?")
    expect(ivan.locator("#said")).to_contain_text("Trin 4 af 7")
    expect(oskar.locator("h1")).to_have_text("Hvad gør vi anderledes?")
    write(ivan, SECRET)
    write(oskar, "Vi sætter dato på")
    expect(screen.locator("#now")).to_contain_text("2 af 7 har skrevet")
    assert SECRET not in screen.content()
    assert SECRET not in oskar.content()
    is_fine(screen)
    is_fine(ivan)
    is_fine(oskar)

    # Something half-written stays while the notes are opened.
    ivan.locator("#phone textarea[name=text]").first.fill("halvt skrevet")
    screen.get_by_role("button", name="Åbn sedlerne").click()
    expect(screen.locator(".wsnote")).to_have_count(2)
    expect(screen.locator(".wsnote", has_text=SECRET)).not_to_contain_text("Vindeholt")
    expect(ivan.get_by_text("Workshoppen er gået videre.")).to_be_visible()
    expect(ivan.locator("#phone textarea[name=text]").first).to_have_value("halvt skrevet")
    expect(oskar.locator("#shown")).to_contain_text(SECRET)
    is_fine(screen)

    # One press, a form filled in from the note, and it stands on the map.
    screen.locator(".wsnote", has_text=SECRET).get_by_role("link", name="Sæt på kortet").click()
    expect(screen.locator("input[name=title]")).to_have_value(SECRET)
    is_fine(screen)
    screen.locator("input[name=results]").first.check()
    screen.get_by_role("button", name="Sæt det på kortet").click()
    expect(screen.locator(".wsnote.used", has_text=SECRET)).to_be_visible()

    # The clock: it can rest, and the page says when the step ends.
    screen.get_by_role("button", name="Pause").click()
    expect(screen.get_by_text("Uret står stille.")).to_be_visible()
    screen.get_by_role("button", name="Fortsæt").click()

    go_to(screen, "Læs baglæns, og skær den svageste halvdel fra")
    oskar.goto(address)
    expect(oskar.locator("fieldset", has_text=SECRET)).to_be_visible()
    for row in oskar.locator("fieldset").all():
        row.get_by_text("Behold").click()
    oskar.locator("fieldset").first.get_by_text("Skær fra").click()
    cut = oskar.locator("fieldset").first.locator("legend").inner_text()
    oskar.get_by_role("button", name="Gem mine markeringer").click()
    expect(oskar.get_by_role("status").first).to_contain_text("Ingen kan se det")
    is_fine(oskar)
    expect(screen.locator("#now")).to_contain_text("1 af 7 har markeret")
    expect(screen.locator("#notes input[type=checkbox]")).to_have_count(0)

    screen.get_by_role("button", name="Åbn markeringerne").click()
    expect(screen.get_by_role("checkbox", checked=True)).to_have_count(1)
    is_fine(screen)
    screen.get_by_role("button", name="Skær de afkrydsede fra").click()
    expect(screen.get_by_role("status").first).to_contain_text("1 sætning er skåret fra")
    expect(screen.locator(".wslines")).not_to_contain_text(cut)

    screen.get_by_role("button", name="Luk workshoppen").first.click()
    expect(screen.locator("main")).to_contain_text(SECRET)
    expect(screen.locator("main")).to_contain_text("Skåret fra til sidst")
    is_fine(screen)
    screen.emulate_media(media="print")
    expect(screen.get_by_role("heading", name="Skåret fra til sidst")).to_be_visible()
    expect(screen.get_by_text("Lukket for tidligt?")).to_be_hidden()


def test_a_workshop_without_script_in_english(visit):
    wall = visit(script=False, language="en-GB")
    screen = wall.become("Freja Birkelys")
    if screen.get_by_role("button", name="English").count():
        wall.speak("English")
    wall.go("/map/workshops/new/")
    screen.get_by_label("Which goal?").select_option(index=1)
    screen.get_by_label("For which unit?").select_option(index=1)
    screen.locator("input[name=people_more]").first.fill("Freja Birkelys")
    screen.get_by_role("button", name="Plan the workshop").click()
    address = screen.url
    screen.get_by_role("button", name="Begin now").click()
    expect(screen.locator("h1")).to_have_text("Read the goal aloud")
    expect(screen.locator("#now")).to_contain_text("This step ends")

    screen.goto(address)
    screen.locator("textarea[name=text]").first.fill("A user who waits")
    screen.get_by_role("button", name="Keep the note").click()
    expect(screen.locator("main")).to_contain_text("A user who waits")
    screen.get_by_role("link", name="Run it").click()
    expect(screen.locator("main")).not_to_contain_text("A user who waits")
    screen.get_by_role("button", name="Open the notes").click()
    expect(screen.locator("main")).to_contain_text("A user who waits")
    screen.get_by_role("button", name="Next step").click()
    expect(screen.locator("h1")).to_have_text("Two to four results")
    screen.get_by_role("button", name="Back", exact=True).click()
    expect(screen.locator("h1")).to_have_text("Read the goal aloud")
    screen.get_by_role("button", name="Close the workshop").first.click()
    expect(screen.locator("main")).to_contain_text("A user who waits")
