"""The pages that links lead to: one of every kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)")
# Files and the calendar are no pages; leaving signs out.
_NO_PAGE = re.compile(r"\.(ics|csv|xlsx|zip|json)$|/static/|/sign-out|/download|/copy/|/healthz|/readyz")


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
