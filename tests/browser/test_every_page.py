"""Every page reachable by links: no rule of axe broken in light and dark, nothing wider than the screen."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.db import connection
from playwright.sync_api import Browser

from tests.browser.conftest import DESK, PHONE
from tests.pages import kind_of, walk
from tests.running import RunningServer

pytestmark = pytest.mark.browser

PERSONAS = ["Mads Rosenklint", "Hanne Marknæs", "Camille Vangsted", "Jens Engskov", "Asta Rugvænge"]
FEWEST_KINDS = 35  # fewer would mean that the links no longer lead anywhere
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # to describe what is in order takes most of the time
}


@pytest.fixture(scope="module")
def answers(demo: RunningServer) -> dict[str, dict[str, int]]:
    """How one page of every kind answers that links lead to from somebody's own page, for each persona.

    Links are followed without a browser: that is quick, and a browser then opens each kind once.
    """
    return {name: walk(demo.url, name) for name in PERSONAS}


@pytest.fixture(scope="module")
def pages(answers: dict[str, dict[str, int]]) -> dict[str, list[str]]:
    """Each kind of page with the first who gets there."""
    found: dict[str, list[str]] = {name: [] for name in answers}
    seen: set[str] = set()
    for name, paths in answers.items():
        for path, status in paths.items():
            if status == 200 and kind_of(path) not in seen:
                seen.add(kind_of(path))
                found[name].append(path)
    return found


def broken_rules(page: Any) -> list[str]:
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE_SCRIPT)
    broken = page.evaluate("async rules => (await axe.run(document, rules)).violations", RULES)
    return [
        f"{rule['id']}: {node['target']} {node.get('failureSummary', '')[:200]}"
        for rule in broken
        for node in rule["nodes"][:3]
    ]


def rules_broken_in_the_look(page: Any) -> list[str]:
    """
    What axe says of the page on SQLite; nothing on PostgreSQL, where the crawl opens the same pages.

    Axe judges the markup, which no database changes, and takes longer than all the rest of a page's test.
    """
    return broken_rules(page) if connection.vendor == "sqlite" else []


def wider_than_the_screen(page: Any) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def flaws_of(page: Any, path: str) -> list[str]:
    """The page as it stands open: at a desk in the light, on a phone in the dark, and on the narrowest screen."""
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    wrong = [f"{path} at a desk, light: {rule}" for rule in rules_broken_in_the_look(page)]
    if not page.title().endswith(" – Håndgreb"):
        wrong.append(f"{path}: the title is {page.title()}")
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    wrong += [f"{path} on a phone, dark: {rule}" for rule in rules_broken_in_the_look(page)]
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        if (over := wider_than_the_screen(page)) > 0:
            wrong.append(f"{path}: {over} px wider than {width}")
    return wrong


def test_a_broken_rule_is_seen(browser: Browser):
    page = browser.new_page()
    page.set_content('<html lang="da"><title>x</title><main><h1>x</h1><img src="data:,"></main>')

    assert [line.partition(":")[0] for line in broken_rules(page)] == ["image-alt"]
    page.close()


def test_nobody_is_led_to_a_page_that_is_refused(answers, pages):
    refused = [
        f"{name} {path}: {status}"
        for name, paths in answers.items()
        for path, status in paths.items()
        if status not in {200, 302}
    ]

    assert refused == [], "\n".join(refused)
    assert sum(map(len, pages.values())) >= FEWEST_KINDS, pages


@pytest.mark.parametrize("name", PERSONAS)
def test_every_page_that_links_lead_to(name, pages, visit):
    visitor = visit()
    visitor.become(name)
    wrong = []
    for path in pages[name]:
        answer = visitor.page.goto(visitor.url + path)
        assert answer.status < 400, f"{path}: {answer.status}"
        wrong += flaws_of(visitor.page, f"{name} {path}")

    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("path", ["/personas/", "/sign-in/", "/anonymity/", "/mail/", "/no-such-page/", "/s/ABCDEFGH"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_open_to_everybody(path, dark, visit):
    visitor = visit(phone=True, dark=dark)
    page = visitor.go(path)

    assert broken_rules(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert wider_than_the_screen(page) <= 0
