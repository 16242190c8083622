"""Fills in every form a page shows, as somebody would who writes a secret into each field, and sends it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client

_WRITTEN = {"text", "search", ""}


@dataclass
class Form:
    """A form of a page: where it goes, and what a browser would send of it."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self, page: str, secret: str) -> None:
        super().__init__()
        self.page, self.secret = page, secret
        self.found: list[Form] = []
        self.now: Form | None = None
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        name = facts.get("name", "")
        if tag == "form" and facts.get("method", "").lower() == "post":
            self.now = Form(facts.get("action") or self.page)
            self.found.append(self.now)
        if self.now is None:
            return
        if tag == "input" and name:
            self._input(name, facts)
        elif tag == "textarea" and name:
            self.now.fields[name] = [self.secret]
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            self.now.fields.setdefault(self.select, [facts.get("value", "")])[0] = facts.get("value", "")
        elif tag == "button" and name:
            self.now.buttons.append((name, facts.get("value", "")))

    def _input(self, name: str, facts: dict[str, str]) -> None:
        assert self.now is not None
        kind = facts.get("type", "").lower()
        if kind in _WRITTEN and facts.get("list") is None and "role" not in facts:
            self.now.fields[name] = [self.secret]
        elif kind in ("checkbox", "radio"):
            chosen = self.now.fields.setdefault(name, [])
            if kind == "checkbox" or not chosen:
                chosen.append(facts.get("value", "on"))
        elif kind not in ("submit", "file", "image"):
            self.now.fields[name] = [facts.get("value", "")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.now = None
        elif tag == "select":
            self.select = ""


def forms_of(page: str, html: str, secret: str) -> list[Form]:
    """The forms of a page that change something, filled in."""
    parser = _Forms(page, secret)
    parser.feed(html)
    return parser.found


def send_all(client: Client, page: str, secret: str) -> Iterator[Any]:
    """Open the page, fill in each of its forms and send it, once for each of its buttons; the answers."""
    opened = client.get(page)
    if opened.status_code != 200 or not opened.headers["Content-Type"].startswith("text/html"):
        return
    for form in forms_of(page, opened.content.decode(), secret):
        for name, value in form.buttons or [("", "")]:
            if form.action.startswith(("/sign-out", "/language", "/account")):
                continue
            yield client.post(form.action, {**form.fields, **({name: value} if name else {})})
