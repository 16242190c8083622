"""The three small scripts and the drawings in a real browser, on a page of their own and without a server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django_htmx import jinja as htmx
from playwright.sync_api import Browser, Page, Route, expect

from haandgreb.shared.charts import Slot, bar, distribution, time_budget
from haandgreb.shared.middleware import POLICY
from haandgreb.shared.runchart import Axis, Change, Point, run_chart

pytestmark = pytest.mark.browser

HOME = "http://haandgreb.test"
STATIC = Path(__file__).resolve().parents[2] / "haandgreb/shared/static/shared"
HTMX = Path(htmx.__file__).parent / "static/django_htmx/htmx-4.js"
HTMX_FACTS = '<meta name="htmx-config" content=\'{"noSwap":[204,304,"5xx"]}\'>'
TOASTS = '<div id="toasts" role="alert" data-offline="No connection." data-failed="Our end."></div>'

Answer = Callable[[Route], None]
Show = Callable[..., Page]


@pytest.fixture
def show(browser: Browser) -> Iterator[Show]:
    """Show a page with these scripts under our content policy; `answers` says what the server does at each address."""
    context = browser.new_context()
    complaints: list[str] = []

    def make(body: str, *scripts: str, answers: dict[str, Answer] | None = None, width: int = 1000) -> Page:
        tags = "".join(f'<script src="/{name}" defer></script>' for name in scripts)
        head = f'{HTMX_FACTS}<link rel="stylesheet" href="/haandgreb.css">{tags}'
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 800})
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda told: complaints.append(told.text) if "Content Security Policy" in told.text else None
        )

        def serve(route: Route) -> None:
            path = route.request.url.removeprefix(HOME)
            if answers and path in answers:
                answers[path](route)
            elif path == "/":
                route.fulfill(
                    body=f'<!doctype html><html lang="en"><title>x</title>{head}<body>{body}{TOASTS}',
                    content_type="text/html; charset=utf-8",
                    headers={"Content-Security-Policy": POLICY},
                )
            elif path == "/htmx.js":
                route.fulfill(path=HTMX, content_type="text/javascript")
            elif (STATIC / path.lstrip("/")).is_file():
                route.fulfill(path=STATIC / path.lstrip("/"))
            else:
                route.fulfill(status=404, body="")

        page.route("**/*", serve)
        page.goto(HOME + "/")
        return page

    yield make
    context.close()
    assert complaints == []


# --- guard.js


def test_pressing_twice_sends_once_and_the_back_button_frees_the_form(show):
    sent = []

    def take(route: Route) -> None:
        sent.append(route.request.post_data)
        route.fulfill(body="<title>y</title><p>Taken</p>", content_type="text/html")

    button = '<button name="keep" value="mine">Send</button>'
    form = f'<form method="post" action="/take/"><input name="a" value="1">{button}</form>'
    page = show(form, "guard.js", answers={"/take/": take})

    page.evaluate("() => { const b = document.querySelector('button'); b.click(); b.click(); }")
    expect(page.get_by_text("Taken")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Taken")).to_be_visible()

    assert sent == ["a=1&keep=mine", "a=1&keep=mine"]


def test_a_menu_of_the_frame_closes_with_escape_and_with_a_press_elsewhere(show):
    page = show('<details class="who"><summary>Ada</summary><a href="#x">Account</a></details><p>Rest</p>', "guard.js")
    menu, name = page.locator("details"), page.locator("summary")

    name.press("Enter")
    page.get_by_role("link", name="Account").press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(name).to_be_focused()
    name.press("Enter")
    expect(menu).to_have_attribute("open", "")
    page.get_by_text("Rest").click()

    expect(menu).not_to_have_attribute("open", "")


def test_a_search_may_be_sent_as_often_as_one_likes(show):
    page = show('<form action="/"><button>Search</button></form>', "guard.js")

    page.evaluate("document.querySelector('form').addEventListener('submit', (e) => e.preventDefault())")
    page.get_by_role("button", name="Search").click()

    assert page.get_attribute("form", "data-sent") is None


HX = '<form hx-post="/act/" hx-target="#out"><button>Act</button></form><div id="out">before</div>'


def test_a_server_error_is_told_and_leaves_the_page_as_it_was(show):
    page = show(HX, "htmx.js", "guard.js", answers={"/act/": lambda route: route.fulfill(status=500, body="boom")})

    page.get_by_role("button", name="Act").click()

    expect(page.get_by_role("alert")).to_have_text("Our end.")
    expect(page.locator("#out")).to_have_text("before")


def test_a_lost_connection_is_told(show):
    page = show(HX, "htmx.js", "guard.js", answers={"/act/": lambda route: route.abort()})

    page.get_by_role("button", name="Act").click()

    expect(page.get_by_role("alert")).to_have_text("No connection.")
    expect(page.locator("#out")).to_have_text("before")


def test_a_form_that_comes_back_with_errors_is_swapped_in_and_read_from_its_summary(show):
    answer = '<div id="errors" tabindex="-1">One thing needs to be put right</div>'
    page = show(HX, "htmx.js", "guard.js", answers={"/act/": lambda route: route.fulfill(status=422, body=answer)})

    page.get_by_role("button", name="Act").click()

    expect(page.locator("#out")).to_have_text("One thing needs to be put right")
    expect(page.locator("#errors")).to_be_focused()


# --- autosave.js

DRAFT = (
    '<form method="post" data-draft-url="/draft/"><label>Text <textarea name="text"></textarea></label>'
    '<p role="status" data-saved="Saved at {time}." data-failed="Not saved. Your text is still here."></p></form>'
)


def test_what_is_written_is_saved_after_a_pause_and_the_clock_is_told(show):
    saved = []

    def keep(route: Route) -> None:
        saved.append("only the last" in (route.request.post_data or ""))
        route.fulfill(body=json.dumps({"saved_at": "14.02"}), content_type="application/json")

    page = show(DRAFT, "autosave.js", answers={"/draft/": keep})
    page.get_by_label("Text").fill("first")
    page.get_by_label("Text").fill("only the last")

    expect(page.get_by_role("status")).to_have_text("Saved at 14.02.")
    assert saved == [True]


def test_where_the_text_itself_was_saved_the_form_goes_on_from_what_stands_there(show):
    answer = json.dumps({"saved_at": "14.02", "version": 7})
    body = DRAFT.replace("<p ", '<input type="hidden" name="version" value="6"><p ')
    page = show(body, "autosave.js", answers={"/draft/": lambda route: route.fulfill(body=answer)})

    page.get_by_label("Text").fill("one more word")

    expect(page.locator("[name=version]")).to_have_value("7")


@pytest.mark.parametrize(
    "answer",
    [
        lambda route: route.fulfill(status=503, body=""),
        lambda route: route.fulfill(status=200, body="<p>Sign in</p>", content_type="text/html"),
        lambda route: route.abort(),
    ],
    ids=["busy", "signed out", "no connection"],
)
def test_what_could_not_be_saved_is_told_and_stays(show, answer):
    page = show(DRAFT, "autosave.js", answers={"/draft/": answer})

    page.get_by_label("Text").fill("still here")

    expect(page.get_by_role("status")).to_have_text("Not saved. Your text is still here.")
    expect(page.get_by_label("Text")).to_have_value("still here")


# --- timer.js


def clock(**facts: str) -> str:
    data = "".join(f' data-{name}="{value}"' for name, value in facts.items())
    return (
        f'<p role="timer" data-timer{data} data-under="left" data-over="over" data-bar="bar">'
        '<span data-face>?</span> <small data-words>?</small></p><progress id="bar" max="900" value="0"></progress>'
    )


def test_the_timer_counts_down_to_its_moment_and_then_says_over(show):
    until = datetime.now(UTC) + timedelta(seconds=2)
    page = show(clock(until=until.isoformat()), "timer.js")

    expect(page.get_by_role("timer")).to_have_class("over", timeout=10_000)
    expect(page.locator("[data-words]")).to_have_text("over")


def test_a_timer_that_stops_says_over_and_counts_nothing_up(show):
    page = show(clock(until=datetime.now(UTC).isoformat(), stop=""), "timer.js")

    expect(page.locator("[data-words]")).to_have_text("over")
    page.wait_for_timeout(1500)
    expect(page.locator("[data-face]")).to_have_text("0.00")


def test_a_paused_timer_stands_still(show):
    page = show(clock(left="348"), "timer.js")

    expect(page.locator("[data-face]")).to_have_text("5.48")
    page.wait_for_timeout(1500)
    expect(page.locator("[data-face]")).to_have_text("5.48")
    assert page.evaluate("document.getElementById('bar').value") == 552


# --- drawings


@pytest.mark.parametrize("width", [320, 390, 768, 1360])
def test_text_in_drawings_is_never_smaller_than_eleven_pixels_and_never_scrolls_sideways(show, width):
    points = [Point(f"{i}/11", i / 20, f"{i}/20") for i in range(20)]
    changes = [Change(4, "Ten minutes of learning from one case at every meeting"), Change(17, "A new chair")]
    picture = run_chart(points, axis=Axis("none", "half", "all"), median=0.475, changes=changes)
    budget = time_budget([Slot(5, 4, finished=True), Slot(55)], elapsed=58, now="10.58", label="Time")
    cards = "".join(
        f'<section class="card">{part}</section>' for part in (distribution((1, 0, 9, 30, 2)), bar(3, 4, cut=1), budget)
    )
    page = show(
        f'<main class="main"><section class="card"><div class="chart">{picture}</div></section>{cards}</main>',
        width=width,
    )

    sizes = page.evaluate(
        "[...document.querySelectorAll('svg text')].filter((t) => t.getBoundingClientRect().width)"
        ".map((t) => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)"
    )
    assert sizes
    assert min(sizes) >= 11
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("width", [320, 390, 768, 1360])
def test_labels_under_a_run_chart_do_not_run_into_each_other(show, width):
    points = [Point("30/12", 0.5, "10/12") for _ in range(16)]
    page = show(f'<div class="chart">{run_chart(points, axis=Axis("none", "half", "all"))}</div>', width=width)

    boxes = page.evaluate(
        "[...document.querySelectorAll('.under:not(.tiny)')].map((t) => t.getBoundingClientRect())"
        ".filter((b) => b.width).map((b) => [b.left, b.right])"
    )
    assert len(boxes) >= 4
    assert all(here[1] < after[0] for here, after in pairwise(boxes))
