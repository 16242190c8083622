"""A development goal on the phone: an employee writes and shares it, her manager changes a word, both say yes."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.test_every_page import flaws_of

pytestmark = pytest.mark.browser

TITLE = "Skrive et delvist afslag, som kan gengives"
SOON = (date.today() + timedelta(days=20)).isoformat()  # noqa: DTZ011 - any day to come will do


def somebody(visitor: Any, name: str) -> Any:
    """Be somebody who is not among the twelve on the first page."""
    page = visitor.go("/personas/")
    page.get_by_label(re.compile("navn|Navn|Søg")).first.fill(name)
    page.keyboard.press("Enter")
    page.get_by_role("button", name=name).first.click()
    page.wait_for_url(visitor.url + "/")
    return page


def looks_right(page: Any, what: str) -> None:
    """No rule of axe broken and nothing too wide; afterwards it is a phone again."""
    page.wait_for_load_state("load")
    assert flaws_of(page, what) == []
    page.set_viewport_size(PHONE)


def said(page: Any) -> Any:
    return expect(page.get_by_role("status").first)


def test_a_goal_from_the_first_word_to_an_agreement(visit):
    ulla, hanne = visit(phone=True), visit(phone=True)
    page = somebody(ulla, "Ulla Torndal")
    page.get_by_role("link", name="Skriv dit første mål").click()
    expect(page.get_by_role("heading", name="Hvad vil du kunne?")).to_be_visible()
    looks_right(page, "the form")
    page.get_by_label("Hvad hænger det på?").select_option(label="Vi skriver vægtningen først")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_role("link", name="Skriv, hvad du vil kunne.")).to_be_visible()
    page.get_by_label("Jeg vil kunne").fill(TITLE)
    page.get_by_role("button", name="Gem", exact=True).click()
    said(page).to_contain_text("Kun du kan se det")
    address = page.url

    page.get_by_role("button", name="Del med Hanne Marknæs").click()
    said(page).to_contain_text("Delt med Hanne Marknæs")
    expect(page.locator("#agreement")).to_contain_text("Hvordan du lærer det")
    looks_right(page, "a shared goal")
    page.get_by_role("link", name="Skriv det", exact=True).click()
    page.get_by_label("Hvad gør jeg anderledes").fill("Når jeg giver delvist afslag, skriver jeg vægtningen først")
    page.get_by_label("Sådan kan vi se det").fill("Makkeren kan gengive brevet")
    page.get_by_label("Skridt 1: det gør jeg").fill("To timer ved siden af Signe")
    page.get_by_label("Skridt 1: håndgreb").select_option("HG-02")
    page.get_by_label("Støtte 1: det bliver gjort").fill("Læser ét brev")
    page.get_by_label("Støtte 1: senest").fill(SOON)
    page.get_by_label("Opfølgning 1").fill(SOON)
    page.get_by_role("button", name="Gem", exact=True).click()
    page.get_by_role("button", name="Sig ja til denne tekst").click()
    said(page).to_contain_text("Målet er aftalt, når Hanne Marknæs siger ja")

    theirs = hanne.become("Hanne Marknæs")
    theirs.get_by_role("link", name=re.compile("Ulla Torndal har sagt ja til et udviklingsmål")).click()
    assert theirs.url == address
    theirs.get_by_role("link", name="Ret", exact=True).click()
    theirs.get_by_label("Støtte 1: det bliver gjort").fill("Læser to breve")
    theirs.get_by_role("button", name="Gem", exact=True).click()
    theirs.get_by_role("button", name="Sig ja til denne tekst").click()
    said(theirs).to_contain_text("Målet er aftalt, når Ulla Torndal siger ja")

    # Her page still shows the text she said yes to: pressing there is no yes to the new one.
    page.get_by_role("button", name="Træk mit ja tilbage").click()
    expect(page.locator("#agreement")).to_contain_text("Hanne Marknæs har sagt ja til denne tekst")
    page.get_by_role("button", name="Sig ja til denne tekst").click()
    said(page).to_contain_text("I har begge sagt ja")
    looks_right(page, "an agreed goal")

    page.goto(ulla.url + "/")
    expect(page.locator(".sight")).to_contain_text(TITLE)
    theirs.goto(hanne.url + "/")
    expect(theirs.locator("main")).to_contain_text("Læser to breve")
