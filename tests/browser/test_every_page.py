"""Every page reachable by links: no rule of axe broken in light and dark, nothing wider than the screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, PHONE
from tests.pages import kind_of, one_of_each_kind

pytestmark = pytest.mark.browser

PERSONAS = ["Mads Rosenklint", "Hanne Marknæs", "Camille Vangsted", "Jens Engskov", "Asta Rugvænge"]
FEWEST_KINDS = 35  # fewer would mean that the links no longer lead anywhere
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def new_pages(visitor: Any, seen: set[str]) -> Iterator[str]:
    """Open one page of every kind that links lead to from the own page and that nobody has seen before."""

    def links_on(path: str) -> list[str]:
        answer = visitor.page.goto(visitor.url + path)
        assert answer.status < 400, f"{path}: {answer.status}"
        found: list[str] = visitor.page.eval_on_selector_all(
            "a[href]", "links => links.map(a => a.getAttribute('href'))"
        )
        return found

    for path in one_of_each_kind(links_on):
        if kind_of(path) not in seen:
            seen.add(kind_of(path))
            yield path


def broken_rules(page: Any) -> list[str]:
    result = Axe().run(page, options=RULES)
    return [
        f"{rule['id']}: {node['target']} {node.get('failureSummary', '')[:200]}"
        for rule in result.response["violations"]
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


def test_every_page_that_links_lead_to(visit):
    seen: set[str] = set()
    wrong = []
    for name in PERSONAS:
        visitor = visit()
        visitor.become(name)
        for path in new_pages(visitor, seen):
            wrong += flaws_of(visitor.page, f"{name} {path}")

    assert wrong == []
    assert len(seen) >= FEWEST_KINDS, sorted(seen)


@pytest.mark.parametrize("path", ["/personas/", "/sign-in/", "/anonymity/", "/mail/", "/no-such-page/", "/s/ABCDEFGH"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_open_to_everybody(path, dark, visit):
    visitor = visit(phone=True, dark=dark)
    page = visitor.go(path)

    assert broken_rules(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert wider_than_the_screen(page) <= 0
