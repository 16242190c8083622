"""The same meeting for somebody who reads English: plan, run, score, result, with no Danish left on the way."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_meeting_journey import CODE, COPENHAGEN, score_from

pytestmark = pytest.mark.browser

# Words that only a Danish page has. Names of people, units and what they wrote are Danish in both languages.
DANISH = re.compile(
    r"\b(og|ikke|møde|mødet|møder|punkt|hvem|hvad|gem|tilføj|svarede|frist|endnu|annullér)\b", re.IGNORECASE
)


def words_of_the_house(page: Any) -> str:
    """The text of headings, labels, buttons and legends, where people's own words do not stand."""
    parts = page.locator("main label, main button, main legend, main .lede, nav a, main th, main dt").all_inner_texts()
    return "\n".join(parts)


def test_a_meeting_in_english(visit):
    chair = visit()
    page = chair.become("Freja Birkelys")
    chair.speak("English")
    page.get_by_role("link", name="Meetings").first.click()
    page.get_by_role("link", name="Plan a meeting").click()
    begins = datetime.now(COPENHAGEN) + timedelta(minutes=2)
    page.get_by_label("What is the meeting called?").fill("Case learning")
    page.get_by_label("Date").fill(begins.date().isoformat())
    page.get_by_label("Begins").fill(begins.strftime("%H:%M"))
    page.get_by_label("Minutes").fill("8")
    page.locator("select").first.select_option("The Inspection Team")
    page.get_by_role("button", name="Plan the meeting").click()
    page.get_by_label("New item").fill("The letter")
    page.get_by_label("After the item we shall have").fill("one thing we do differently")
    page.get_by_role("button", name="Add the item").click()
    expect(page.get_by_role("heading", name="The letter")).to_be_visible()
    assert DANISH.findall(words_of_the_house(page)) == []

    page.get_by_role("button", name="Begin the meeting").click()
    page.get_by_role("button", name="Everybody is here").click()
    page.get_by_label("We decide that").fill("We phone before we write.")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("We phone before we write.").first).to_be_visible()
    assert DANISH.findall(words_of_the_house(page)) == []
    page.get_by_role("link", name="End the meeting").click()
    page.get_by_role("button", name="End the meeting now").click()
    minutes = page.url

    page.goto(minutes.replace("/minutes/", "/score/"))
    code = CODE.search(page.locator("main").inner_text()).group(0)
    for step in (5, 5, 4, 3, 3):
        phone = visit(phone=True, script=False, language="en-GB")
        expect(score_from(phone, code, step).locator("main")).to_contain_text("Thank you")
    page.reload()
    page.get_by_role("button", name="Close for good").click()
    page.goto(minutes.replace("/minutes/", "/result/"))
    expect(page.locator("main")).to_contain_text("3 of 5 gave 4 or 5")
    assert DANISH.findall(words_of_the_house(page)) == []


@pytest.mark.parametrize(
    "path",
    ["/", "/meetings/", "/toolbox/", "/toolbox/hg-07/", "/followups/", "/organisation/people/", "/account/", "/goals/"],
)
def test_pages_have_no_danish_left(path, visit):
    visitor = visit()
    visitor.become("Thea Havbæk")
    if visitor.page.get_by_role("button", name="English").count():
        visitor.speak("English")

    assert DANISH.findall(words_of_the_house(visitor.go(path))) == []
