"""A group talks as in a room: one screen on the wall, phones in the hands, and nobody sees a card too early."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_workshop_journey import become, is_fine

pytestmark = pytest.mark.browser
SECRET = "Mod til at vise det, der ikke er færdigt"
OTHERS = ["Nikolaj Tjørneby", "Otto Birkelys", "Petra Elmehus"]


def lay(page: Any, text: str) -> None:
    page.locator("#write textarea[name=text]").first.fill(text)
    page.get_by_role("button", name="Læg kortet").click()
    expect(page.locator(".gcard.mine", has_text=text)).to_be_visible()


def give_dots(page: Any, card: str, dots: int) -> None:
    row = page.locator("fieldset", has_text=card)
    row.locator("label", has_text=str(dots)).click()
    page.get_by_role("button", name="Giv mine prikker").click()
    expect(page.get_by_text("Dine er givet.")).to_be_visible()


def by_keyboard(page: Any, button: str) -> None:
    page.get_by_role("button", name=button).first.focus()
    page.keyboard.press("Enter")


def test_a_group_from_silence_to_one_plan(visit):
    wall, first, second = visit(), visit(phone=True), visit(phone=True, dark=True)
    screen = become(wall, "Kaja Solhede")
    wall.go("/dialogues/groups/")
    screen.get_by_role("link", name="Analyseteamet").first.click()
    address = screen.url
    is_fine(screen)
    laust, maja = become(first, "Laust Fjordlys"), become(second, "Maja Hyldevang")

    # Ten minutes beforehand, for oneself; and something that belongs in one's own talk.
    laust.goto(address)
    laust.get_by_label("Mine noter").fill("Vi bør se på hinandens figurer")
    laust.get_by_role("button", name="Gem mine noter").click()
    laust.get_by_label("Til min egen samtale").fill("Mit eget tempo")
    laust.get_by_role("button", name="Tag det med").click()
    expect(laust.locator("#private")).to_contain_text("Mit eget tempo")
    is_fine(laust)

    by_keyboard(screen, "Begynd nu")
    expect(screen.locator("h1")).to_have_text("Rammer og spilleregler")
    is_fine(screen)
    laust.goto(address)
    maja.goto(address)

    # The phones follow by themselves.
    by_keyboard(screen, "Gå til Det, der lykkes")
    expect(screen.locator("h1")).to_have_text("Det, der lykkes")
    expect(laust.locator("h1")).to_have_text("Det, der lykkes")
    screen.get_by_label("Skriv det her").fill("Vi spørger, før vi regner")
    screen.get_by_role("button", name="Sæt det på skærmen").click()
    expect(screen.locator("#shared")).to_contain_text("Vi spørger, før vi regner")
    by_keyboard(screen, "Gå til Det, vi skal kunne")
    expect(screen.locator("h1")).to_have_text("Det, vi skal kunne")
    by_keyboard(screen, "Næste trin")
    expect(screen.locator("h1")).to_have_text("Skriv i stilhed")

    # What the phones write is nowhere else; the wall tells only how many.
    expect(laust.locator("#write")).to_be_visible()
    expect(maja.locator("#write")).to_be_visible()
    lay(laust, SECRET)
    lay(maja, "Tid til at kigge med")
    expect(screen.locator("#now")).to_contain_text("2 af 5 har skrevet")
    assert SECRET not in screen.content()
    assert SECRET not in maja.content()
    is_fine(screen)
    is_fine(laust)

    # Something half-written stays while the cards are shown.
    laust.locator("#write textarea[name=text]").first.fill("halvt skrevet")
    by_keyboard(screen, "Vis kortene")
    expect(screen.locator(".gcard")).to_have_count(2)
    expect(screen.locator("#table")).not_to_contain_text("Laust")
    expect(laust.get_by_text("Samtalen er gået videre.")).to_be_visible()
    expect(laust.locator("#write textarea[name=text]").first).to_have_value("halvt skrevet")
    expect(maja.locator(".gcard", has_text=SECRET)).to_be_visible()
    screen.locator(".gcard", has_text=SECRET).get_by_role("checkbox").check()
    by_keyboard(screen, "Relationelt")
    expect(screen.locator("#table h2", has_text="Relationelt")).to_have_text("Relationelt 1")
    is_fine(screen)

    # Three dots each, hidden until all five have given theirs.
    by_keyboard(screen, "Giv prikker")
    expect(screen.locator("h1")).to_have_text("Giv prikker")
    laust.goto(address)
    give_dots(laust, SECRET, 3)
    expect(maja.locator("#dots")).to_be_visible()
    give_dots(maja, SECRET, 2)
    is_fine(maja)
    expect(screen.locator("#now")).to_contain_text("2 af 5 har givet deres")
    by_keyboard(screen, "Tæl prikkerne")
    expect(screen.get_by_text("3 mangler at give prikker.")).to_be_visible()
    for name in OTHERS:
        other = become(visit(phone=True), name)
        other.goto(address)
        give_dots(other, SECRET, 1)
    by_keyboard(screen, "Tæl prikkerne")
    expect(screen.locator("h1")).to_have_text("Én fælles plan")
    expect(screen.locator(".gneeds li").first).to_contain_text(SECRET)
    expect(screen.locator(".gneeds li").first).to_contain_text("8")  # three, two and three ones
    is_fine(screen)

    # A line with a name and a day, and the plan is sent.
    screen.locator(".gneeds li").first.get_by_role("link", name="Lav en linje").click()
    expect(screen.get_by_label("Hvad gør vi?")).to_have_value(SECRET)
    screen.get_by_label("Hvem har bolden?").select_option(label="Laust Fjordlys")
    screen.get_by_label("Hvornår?").fill("2099-01-04")
    screen.get_by_role("button", name="Gem", exact=True).click()
    expect(screen.locator("table")).to_contain_text("Laust Fjordlys")
    by_keyboard(screen, "Send planen")
    expect(screen.get_by_role("heading", name="Planen for Analyseteamet")).to_be_visible()
    is_fine(screen)
    laust.goto(address)
    expect(laust.get_by_role("heading", name="Planen for Analyseteamet")).to_be_visible()
    is_fine(laust)


def test_a_group_of_three_without_script_in_english(visit):
    wall, phone = visit(script=False, language="en-GB"), visit(script=False, phone=True)
    screen = become(wall, "Hanne Marknæs")
    if screen.get_by_role("button", name="English").count():
        wall.speak("English")
    wall.go("/dialogues/groups/new/")
    screen.get_by_label("What is the talk for?").fill("To answer on time")
    for box in screen.locator("input[name=people]").all()[3:]:
        box.uncheck()
    screen.get_by_role("button", name="Plan the talk").click()
    address = screen.url
    screen.get_by_role("button", name="Begin now").click()
    for _step in range(5):
        screen.get_by_role("button", name="Next step").click()
    expect(screen.locator("h1")).to_have_text("Write in silence")
    members = [name.strip() for name in screen.locator("details label").all_text_contents()]
    assert len(members) == 3

    for name in members[:2]:
        page = become(phone, name)
        page.goto(address)
        page.get_by_label("Hvad har vi brug for?").first.fill(f"Ro til at tænke, {name}")
        page.get_by_role("button", name="Læg kortet").click()
        expect(page.locator(".gcard.mine")).to_have_count(1)
    screen.get_by_role("button", name="Show the cards").click()
    expect(screen.locator(".gcard")).to_have_count(2)
    expect(screen.get_by_text("so they are shown only if every one of you says yes")).to_be_visible()
    screen.get_by_role("button", name="Give dots").click()
    expect(screen.get_by_text("You are too few for hidden dots.")).to_be_visible()
    screen.get_by_role("button", name="Agree by talking").click()
    screen.get_by_role("checkbox").first.check()
    screen.get_by_role("button", name="These come first").click()
    expect(screen.get_by_text("Comes first")).to_be_visible()
