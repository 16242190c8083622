"""Every page reachable by links: no rule of axe broken in light and dark, nothing wider than the screen."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
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
def found(demo: RunningServer) -> dict[str, list[str]]:
    """One page of every kind that links lead to from somebody's own page, with the first who gets there.

    Links are followed without a browser: that is quick, and a browser then opens each kind once.
    """
    pages: dict[str, list[str]] = defaultdict(list)
    seen: set[str] = set()
    for name in PERSONAS:
        for path, status in walk(demo.url, name).items():
            assert status in {200, 302}, f"{name} {path}: {status}"
            if status == 200 and kind_of(path) not in seen:
                seen.add(kind_of(path))
                pages[name].append(path)
    return pages


def broken_rules(page: Any) -> list[str]:
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE_SCRIPT)
    broken = page.evaluate("async rules => (await axe.run(document, rules)).violations", RULES)
    return [
        f"{rule['id']}: {node['target']} {node.get('failureSummary', '')[:200]}"
        for rule in broken
        for node in rule["nodes"][:3]
    ]


def wider_than_the_screen(page: Any) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def flaws_of(page: Any, path: str) -> list[str]:
    """The page as it stands open: at a desk in the light, on a phone in the dark, and on the narrowest screen."""
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light")
    wrong = [f"{path} at a desk, light: {rule}" for rule in broken_rules(page)]
    if not page.title().endswith(" – Håndgreb"):
        wrong.append(f"{path}: the title is {page.title()}")
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    wrong += [f"{path} on a phone, dark: {rule}" for rule in broken_rules(page)]
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


def test_links_lead_to_many_kinds_of_pages(found):
    assert sum(map(len, found.values())) >= FEWEST_KINDS, found


@pytest.mark.parametrize("name", PERSONAS)
def test_every_page_that_links_lead_to(name, found, visit):
    visitor = visit()
    visitor.become(name)
    wrong = []
    for path in found[name]:
        answer = visitor.page.goto(visitor.url + path)
        assert answer.status < 400, f"{path}: {answer.status}"
        wrong += flaws_of(visitor.page, f"{name} {path}")

    assert wrong == []


@pytest.mark.parametrize("path", ["/personas/", "/sign-in/", "/anonymity/", "/mail/", "/no-such-page/", "/s/ABCDEFGH"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_open_to_everybody(path, dark, visit):
    visitor = visit(phone=True, dark=dark)
    page = visitor.go(path)

    assert broken_rules(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert wider_than_the_screen(page) <= 0
