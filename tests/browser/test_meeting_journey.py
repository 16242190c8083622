"""One meeting from the plan to an honest result, as people would do it: at a desk, on five phones, by keyboard."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
CODE = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}")


def plan_a_meeting_that_ends_soon(page: Any, title: str) -> None:
    """It begins in one to two minutes and takes eight, so that its score is open from the start."""
    begins = datetime.now(COPENHAGEN) + timedelta(minutes=2)
    page.get_by_role("link", name="Møder").first.click()
    page.get_by_role("link", name="Planlæg et møde").click()
    page.get_by_label("Hvad hedder mødet?").fill(title)
    page.get_by_label("Dato").fill(begins.date().isoformat())
    page.get_by_label("Begynder").fill(begins.strftime("%H:%M"))
    page.get_by_label("Minutter").fill("8")
    page.get_by_label("Eller alle i").select_option("Tilskud, team B")
    page.get_by_role("button", name="Planlæg mødet").click()
    expect(page.get_by_role("status").first).to_contain_text("Mødet er planlagt")


def add_an_item(page: Any, title: str, outcome: str, minutes: int) -> None:
    page.get_by_label("Nyt punkt").fill(title)
    page.get_by_label("Efter punktet skal vi have").fill(outcome)
    page.get_by_label("Minutter").last.fill(str(minutes))
    page.get_by_role("button", name="Tilføj punktet").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def score_from(phone: Any, code: str, step: int) -> Any:
    """All nine questions with one step, and what the phone says then."""
    page = phone.go(f"/s/{code}")
    for number in range(1, 10):
        page.locator(f"input[name='MS-{number}'][value='{step}']").check(force=True)
    page.get_by_role("button", name=re.compile("^Send")).click()
    return page


def test_a_meeting_from_plan_to_result(visit):
    chair = visit()
    page = chair.become("Hanne Marknæs")
    plan_a_meeting_that_ends_soon(page, "Breve, der forstås")
    add_an_item(page, "Et brev, der drillede", "ét ord, vi bytter ud", 4)
    add_an_item(page, "Hvem prøver det?", "en ejer og en frist", 3)
    expect(page.locator("main")).to_contain_text("7 af 8 minutter")

    page.get_by_role("button", name="Begynd mødet").click()
    expect(page.get_by_role("heading", name="Et brev, der drillede")).to_be_visible()
    page.get_by_role("button", name="Alle er her").click()
    page.get_by_label("Vi beslutter, at").fill("Vi skriver »egne penge« i første afsnit.")
    page.get_by_role("button", name="Skriv ned", exact=True).click()
    expect(page.get_by_text("Vi skriver »egne penge« i første afsnit.").first).to_be_visible()
    page.get_by_role("button", name="Næste punkt").click()
    expect(page.get_by_role("heading", name="Hvem prøver det?")).to_be_visible()
    page.get_by_label("Hvad skal gøres?").fill("Prøv teksten på tre kasserere")
    page.get_by_label("Hvem har bolden?").select_option("Tage Stenløkke")
    page.get_by_role("button", name="Tilføj").click()
    expect(page.get_by_text("Prøv teksten på tre kasserere").first).to_be_visible()
    page.get_by_role("link", name="Slut mødet").click()
    page.get_by_role("button", name="Slut mødet nu").click()
    expect(page.get_by_role("status").first).to_contain_text("Mødet er slut")
    minutes = page.url

    page.get_by_role("link", name="Scoren er åben endnu").click()
    code = CODE.search(page.locator("main").inner_text()).group(0)
    expect(page.locator("main")).to_contain_text("Færre end fem har svaret")
    phones = [visit(phone=True, script=False) for _ in range(5)]
    for step, phone in zip([5, 4, 4, 3, 2], phones, strict=True):
        expect(score_from(phone, code, step).locator("main")).to_contain_text("Tak")
    again = score_from(phones[4], code, 5)
    expect(again.locator("main")).to_contain_text("erstatte")

    result = minutes.replace("/minutes/", "/result/")
    page.goto(result)
    expect(page.locator("main")).not_to_contain_text("gav 4 eller 5")
    page.goto(minutes.replace("/minutes/", "/score/"))
    expect(page.locator("main")).to_contain_text("Mindst fem har svaret")
    page.get_by_role("button", name="Luk for altid").click()
    page.goto(result)
    # 5, 4, 4, 3 and, replaced, 5: nobody is counted twice.
    expect(page.locator("main")).to_contain_text("4 af 5 gav 4 eller 5")
    closed = phones[0].go(f"/s/{code}")
    expect(closed.locator("main")).to_contain_text("lukket")

    tage = visit(phone=True)
    page = tage.go("/personas/")
    page.get_by_label(re.compile("navn|Navn|Søg")).first.fill("Tage Stenløkke")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Tage Stenløkke").first.click()
    expect(page.locator("main")).to_contain_text("Prøv teksten på tre kasserere")


def test_the_score_by_keyboard_alone_in_english_without_script(visit):
    chair = visit()
    page = chair.become("Hanne Marknæs")
    plan_a_meeting_that_ends_soon(page, "By keyboard")
    page.get_by_role("link", name="Kode og QR").click()
    code = CODE.search(page.locator("main").inner_text()).group(0)

    phone = visit(script=False, language="en-GB")
    phone.go(f"/s/{code}")
    if phone.page.get_by_role("button", name="English").count():
        phone.speak("English")
    keys = phone.page.keyboard
    answered: set[str] = set()
    for _ in range(80):
        keys.press("Tab")
        focused = phone.page.evaluate("[document.activeElement.name || '', document.activeElement.type || '']")
        if focused[1] == "radio" and focused[0] not in answered:
            keys.press("Space")
            keys.press("ArrowRight")
            answered.add(focused[0])
        if focused[1] == "submit" and "Send" in phone.page.evaluate("document.activeElement.innerText"):
            break
    assert answered == {f"MS-{number}" for number in range(1, 10)}
    keys.press("Enter")
    expect(phone.page.locator("main")).to_contain_text("Thank you")


def test_an_agenda_is_planned_by_keyboard_alone(visit):
    chair = visit()
    page = chair.become("Hanne Marknæs")
    plan_a_meeting_that_ends_soon(page, "Kun tastatur")
    for title in ("Første", "Anden"):
        page.get_by_label("Nyt punkt").focus()
        page.keyboard.type(title)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=title)).to_be_visible()
    up = page.get_by_role("button", name="Flyt Anden op")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.locator("main h3").first).to_have_text("Anden")


def test_what_one_types_survives_what_the_page_fetches(visit):
    chair = visit()
    page = chair.become("Hanne Marknæs")
    plan_a_meeting_that_ends_soon(page, "Skriv videre")
    add_an_item(page, "Et punkt", "noget at holde fast i", 4)
    page.get_by_role("button", name="Begynd mødet").click()
    page.get_by_label("Hvad skal gøres?").fill("Halvt skrevet")
    page.get_by_label("Vi beslutter, at").fill("En beslutning")
    page.get_by_role("button", name="Skriv ned", exact=True).click()
    expect(page.get_by_text("En beslutning").first).to_be_visible()

    expect(page.get_by_label("Hvad skal gøres?")).to_have_value("Halvt skrevet")


def test_the_demo_says_so_on_every_page(visit):
    visitor = visit(phone=True)
    visitor.become("Mads Rosenklint")
    for path in ("/", "/meetings/", "/toolbox/", "/organisation/people/", "/followups/"):
        expect(visitor.go(path).get_by_role("complementary", name="Demo")).to_be_visible()
