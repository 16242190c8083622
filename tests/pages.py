"""The pages that links lead to: one of every kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from urllib.parse import urlsplit

from tests.phone import Phone

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)")
# Files and the calendar are no pages; leaving signs out.
_NO_PAGE = re.compile(r"\.(ics|csv|xlsx|zip|json|pdf|odt)$|/static/|/sign-out|/download|/copy/|/healthz|/readyz")


def kind_of(path: str) -> str:
    """The page a path is an example of: ids and search words do not make another page."""
    return _ID.sub("…", urlsplit(path).path)


def pages_among(links: Iterable[str]) -> list[str]:
    """The links that lead to pages of the house, without what comes after #."""
    return [link.split("#")[0] for link in links if link.startswith("/") and not _NO_PAGE.search(link.split("?")[0])]


def one_of_each_kind(links_on: Callable[[str], Iterable[str]]) -> Iterator[str]:
    """The own page and one of every kind that links lead to from there. `links_on` opens a path and says its links."""
    waiting, queued = ["/"], {kind_of("/")}
    while waiting:
        path = waiting.pop(0)
        for link in pages_among(links_on(path)):
            if link and kind_of(link) not in queued:
                queued.add(kind_of(link))
                waiting.append(link)
        yield path


def walk(url: str, name: str) -> dict[str, int]:
    """How every kind of page answers somebody in the demo who follows links, without a browser: path and status."""
    desk = Phone(url)
    become(desk, name)
    answers: dict[str, int] = {}

    def links_on(path: str) -> list[str]:
        status, leads, page = desk.send("GET", path)
        answers[path] = status
        return [unescape(link) for link in [leads, *re.findall(r'<a [^>]*href="([^"]+)"', page.decode())]]

    for _page in one_of_each_kind(links_on):
        pass
    desk.close()
    return answers


def become(desk: Phone, name: str) -> None:
    """Choose somebody on the demo's page of personas."""
    _status, _leads, page = desk.send("GET", "/personas/")
    text = page.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
    person = re.search(rf'<button name="person" value="([^"]+)">{name}</button>', text)
    assert token
    assert person, f"{name} is no persona"
    status, _leads, _page = desk.send("POST", "/personas/", {"csrfmiddlewaretoken": token[1], "person": person[1]})
    assert status == 302
