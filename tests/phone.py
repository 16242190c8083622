"""A phone in the room: opens the score page and votes, with its own cookies and one kept connection."""

from __future__ import annotations

import http.client
import re
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
ITEMS = ("MS-1", "MS-2", "MS-3", "MS-4", "MS-5", "MS-6", "MS-7", "MS-8", "MS-9")


class Phone:
    """A device. Not for use by two threads at once."""

    def __init__(self, url: str) -> None:
        place = urlsplit(url)
        self.connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
        self.cookies: dict[str, str] = {}
        self.token = ""

    def send(self, method: str, path: str, fields: Mapping[str, object] | None = None) -> tuple[int, str, bytes]:
        """One request: status, where it leads, and the body. Raises OSError or HTTPException without an answer."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(fields)
        self.connection.request(method, path, body=body, headers=headers)
        answer = self.connection.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location", ""), content

    def open(self, code: str) -> None:
        """Scan the code."""
        status, _leads, page = self.send("GET", f"/s/{code}")
        found = _TOKEN.search(page)
        assert status == 200, status
        assert found, "no form on the score page"
        self.token = found[1].decode()

    def vote(self, code: str, steps: Mapping[str, object]) -> bool:
        """Send the form; True where the vote was acknowledged."""
        if not self.token:
            self.open(code)
        status, leads, _page = self.send("POST", f"/s/{code}", {"csrfmiddlewaretoken": self.token, **steps})
        return status == 302 and "/thanks" in leads

    def close(self) -> None:
        """Hang up."""
        self.connection.close()
