"""From the core task to a measured result, with the keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser

MOST_TABS = 80


def tab_to(page: Any, target: Locator) -> None:
    """Press the tabulator until the focus is there."""
    for _press in range(MOST_TABS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The tabulator does not reach {target}.")


def choose(page: Any, target: Locator) -> None:
    tab_to(page, target)
    page.keyboard.press("Enter")


def write(page: Any, label: str, text: str) -> None:
    tab_to(page, page.get_by_label(label))
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def test_a_goal_gets_a_result_and_a_measurement_by_keyboard(visit):
    page = visit().become("Asta Rugvænge")

    choose(page, page.get_by_role("link", name="Kerneopgaven").first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("At alle i landet har et trygt")
    choose(page, page.get_by_role("link", name="Skriv et mål"))
    write(page, "Hvad vil I opnå?", "Mødesteder, hvor alle kan komme ind")
    write(page, "Hvorfor?", "Hver tredje dør er for tung.")
    choose(page, page.get_by_role("button", name="Opret målet"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Mødesteder, hvor alle kan komme ind")

    choose(page, page.get_by_role("link", name="Skriv et delresultat"))
    write(page, "Hvad vil I se?", "Flere døre, der åbner let")
    write(page, "Hvad bliver talt?", "døre under 25 newton")
    write(page, "Hvor vil I hen?", "1.234,5")
    choose(page, page.get_by_role("button", name="Gem delresultatet"))
    expect(page.locator("main")).to_contain_text("Et mål skal have et sted at begynde")
    expect(page.get_by_label("Hvad vil I se?")).to_have_value("Flere døre, der åbner let")
    write(page, "Hvor står I?", "310")
    choose(page, page.get_by_role("button", name="Gem delresultatet"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Flere døre, der åbner let")

    choose(page, page.get_by_role("link", name="Skriv en måling"))
    write(page, "Hvad blev det?", "402,5")
    choose(page, page.get_by_role("button", name="Gem"))
    expect(page.get_by_role("status").first).to_contain_text("Målingen er gemt")
    expect(page.locator("main")).to_contain_text("310 → 402,5 · mål 1.234,5")
