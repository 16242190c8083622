"""Every page reachable by links: no rule of axe broken in light and dark, nothing wider than the screen."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PERSONAS = ["Mads Rosenklint", "Hanne Marknæs", "Camille Vangsted", "Jens Engskov", "Asta Rugvænge"]
MOST_PAGES = 45
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)")
# Files and the calendar are no pages; leaving signs out.
_NO_PAGE = re.compile(r"\.(ics|csv|xlsx|zip|json)$|/static/|/sign-out|/download|/copy/|/healthz|/readyz")


def kind_of(path: str) -> str:
    """The page a path is an example of: ids and search words do not make another page."""
    return _ID.sub("…", urlsplit(path).path)


def links_on(page: Any) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "links => links.map(a => a.getAttribute('href'))")
    return [link.split("#")[0] for link in found if link.startswith("/") and not _NO_PAGE.search(link.split("?")[0])]


def reachable(visitor: Any, start: str = "/") -> list[str]:
    """One address for every kind of page that links lead to from the start."""
    waiting, seen, found = [start], {kind_of(start)}, []
    while waiting and len(found) < MOST_PAGES:
        path = waiting.pop(0)
        answer = visitor.page.goto(visitor.url + path)
        assert answer.status < 400, f"{path}: {answer.status}"
        found.append(path)
        for link in links_on(visitor.page):
            if link and kind_of(link) not in seen:
                seen.add(kind_of(link))
                waiting.append(link)
    return found


def broken_rules(page: Any) -> list[str]:
    result = Axe().run(page, options=RULES)
    return [
        f"{rule['id']}: {node['target']} {node.get('failureSummary', '')[:200]}"
        for rule in result.response["violations"]
        for node in rule["nodes"][:3]
    ]


def wider_than_the_screen(page: Any) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("name", PERSONAS)
def test_pages_of(name, visit):
    desk, dark_phone = visit(), visit(phone=True, dark=True)
    desk.become(name)
    dark_phone.become(name)
    wrong = []
    for path in reachable(desk):
        desk.go(path)
        wrong += [f"{path} light, desk: {rule}" for rule in broken_rules(desk.page)]
        wrong += [f"{path}: no title" for _ in [0] if "Håndgreb" not in desk.page.title()]
        page = dark_phone.go(path)
        wrong += [f"{path} dark, phone: {rule}" for rule in broken_rules(page)]
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 844})
            if (over := wider_than_the_screen(page)) > 0:
                wrong.append(f"{path}: {over} px wider than {width}")
        page.set_viewport_size({"width": 390, "height": 844})

    assert wrong == []


@pytest.mark.parametrize("path", ["/personas/", "/sign-in/", "/anonymity/", "/mail/", "/no-such-page/", "/s/ABCDEFGH"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_open_to_everybody(path, dark, visit):
    visitor = visit(phone=True, dark=dark)
    page = visitor.go(path)

    assert broken_rules(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert wider_than_the_screen(page) <= 0
