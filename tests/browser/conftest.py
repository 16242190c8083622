"""A real server with the demo workplace, and a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.running import RunningServer, begun_with

CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]
PATIENCE = 20_000  # milliseconds; some pages ask every five seconds what is new, and the machine may be busy
DESK, PHONE = {"width": 1360, "height": 900}, {"width": 390, "height": 844}

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, for one file: while it can be driven, Django refuses its database in the same process."""
    path = next((path for path in CHROMIUM if Path(path).exists()), None)
    assert path, "Install Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server with the demo workplace, new for each module of journeys."""
    with RunningServer(begun_with("demo", tmp_path_factory.mktemp("demo"))) as server:
        yield server


class Visitor:
    """Somebody at a browser: a context of its own (own cookies), and what went wrong on the way."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context = context
        self.url = url
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self._hear(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("request", self._watch)

    def _hear(self, kind: str, text: str) -> None:
        # A refused form answers 4xx, and the browser notes that by itself.
        if kind == "error" and "Failed to load resource" not in text:
            self.complaints.append(text)

    def _watch(self, request: object) -> None:
        address = str(getattr(request, "url", ""))
        if not address.startswith((self.url, "data:", "about:")):
            self.complaints.append(f"request to another host: {address}")

    def go(self, path: str) -> Page:
        """Open a page of the house."""
        self.page.goto(self.url + path)
        return self.page

    def become(self, name: str) -> Page:
        """Be somebody in the demo."""
        self.go("/personas/")
        self.page.get_by_role("button", name=name).first.click()
        self.page.wait_for_url(self.url + "/")
        return self.page

    def speak(self, language: str) -> None:
        """Switch the language on whatever page this is."""
        self.page.get_by_role("button", name=language).first.click()


@pytest.fixture
def visit(browser: Browser, demo: RunningServer) -> Iterator[object]:
    """Make visitors: `visit(phone=True, dark=True, script=False)`. In the end nobody may have met an error."""
    visitors: list[Visitor] = []

    def make(*, phone: bool = False, dark: bool = False, script: bool = True, language: str = "da-DK") -> Visitor:
        context = browser.new_context(
            viewport=PHONE if phone else DESK,  # type: ignore[arg-type]  # a plain dict of two numbers
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            locale=language,
            reduced_motion="reduce",  # colours stand still when they are measured
            timezone_id="Europe/Copenhagen",
            has_touch=phone,
        )
        context.set_default_timeout(PATIENCE)
        visitors.append(Visitor(context, demo.url))
        return visitors[-1]

    yield make
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    for visitor in visitors:
        visitor.context.close()
    assert complaints == []
