"""Clients that measure: one after the other for how long, several at once for how many."""

from __future__ import annotations

import gzip
import http.client
import itertools
import re
import socket
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin, urlsplit

KEPT = 3.0  # seconds; the server keeps an idle connection for five
_LENGTH = re.compile(rb"(?i)content-length: (\d+)")
_ASSET = re.compile(rb'<(?:link|script|img)[^>]+?(?:href|src)="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    """What came back, and how long it took in milliseconds."""

    status: int
    body: bytes
    wire: int  # bytes of the body as sent
    headers: Mapping[str, str]
    milliseconds: float


@dataclass(frozen=True)
class Times:
    """Median and 95th percentile in milliseconds, and the queries of one request."""

    median: float
    p95: float
    queries: int

    def __str__(self) -> str:
        return f"{self.median:.1f} ms (p95 {self.p95:.1f}), {self.queries} queries"


class Client:
    """One browser: a kept connection and its cookies."""

    def __init__(self, url: str, cookies: Mapping[str, str] | None = None) -> None:
        place = urlsplit(url)
        self.connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
        self.cookies = dict(cookies or {})
        self.used_at = time.monotonic()

    def send(
        self, method: str, path: str, fields: Mapping[str, object] | None = None, *, count: bool = False
    ) -> Answer:
        """One request, as a browser with gzip sends it; `count` asks for the number of queries."""
        sent = {"Accept-Encoding": "gzip"} | ({"Bench-Count": "1"} if count else {})
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if fields is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(fields)
        if time.monotonic() - self.used_at > KEPT:
            self.connection.close()  # the server has let go of it by now, or soon will
        began = time.perf_counter()
        self.connection.request(method, path, body=body, headers=sent)
        response = self.connection.getresponse()
        content = response.read()
        took = (time.perf_counter() - began) * 1000
        self.used_at = time.monotonic()
        for line in response.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        plain = gzip.decompress(content) if response.headers.get("Content-Encoding") == "gzip" else content
        return Answer(response.status, plain, len(content), dict(response.headers), took)

    def as_bytes(self, path: str, fields: Mapping[str, object]) -> bytes:
        """The request this client would post, to be sent again and again."""
        body = urlencode(fields).encode()
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = [f"POST {path} HTTP/1.1", f"Host: {self.connection.host}:{self.connection.port}"]
        head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        head += [f"Cookie: {cookies}"] if cookies else []
        return "\r\n".join([*head, "", ""]).encode() + body

    def get(self, path: str, *, count: bool = False) -> Answer:
        """A page that must be there."""
        answer = self.send("GET", path, count=count)
        if answer.status != 200:
            raise AssertionError(f"{path} answered {answer.status} {answer.headers.get('Location', '')}")
        return answer


def times(clients: Client | Sequence[Client], path: str, *, rounds: int = 100) -> Times:
    """How long a page takes, one request after the other, after some that do not count.

    Several clients take turns: some pages are limited to so many a minute for each person.
    """
    turns = [clients] if isinstance(clients, Client) else clients
    for client in turns:
        client.get(path)
    queries = int(turns[0].get(path, count=True).headers["Bench-Queries"])
    return spread([turns[number % len(turns)].get(path).milliseconds for number in range(rounds)], queries)


def spread(took: list[float], queries: int) -> Times:
    """Median and 95th percentile of measured milliseconds."""
    return Times(statistics.median(took), statistics.quantiles(took, n=20)[18], queries)


class Sender:
    """Sends ready requests over one kept connection: so little work that the server is what is measured."""

    def __init__(self, url: str, requests: Sequence[bytes]) -> None:
        place = urlsplit(url)
        self.socket = socket.create_connection((place.hostname or "", place.port or 80))
        self.requests = itertools.cycle(requests)

    def send(self) -> None:
        """The next request; it must be answered by a redirect."""
        self.socket.sendall(next(self.requests))
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self.socket.recv(65536)
        head, _, body = answer.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 302"):
            raise AssertionError(head.decode())
        missing = int(_LENGTH.search(head)[1]) - len(body)  # type: ignore[index]  # our server always says it
        while missing > 0:
            missing -= len(self.socket.recv(65536))


def rate(acts: list[Callable[[], None]], seconds: float) -> float:
    """How often a second the acts succeed when each is repeated in a thread of its own."""
    began = time.perf_counter()

    def repeat(act: Callable[[], None]) -> int:
        count = 0
        while time.perf_counter() < began + seconds:
            act()
            count += 1
        return count

    with ThreadPoolExecutor(len(acts)) as threads:
        counts = list(threads.map(repeat, acts))
    return sum(counts) / (time.perf_counter() - began)


@dataclass(frozen=True)
class Weight:
    """What a first visit costs: bytes on the wire (bodies), and how many requests."""

    sent: int
    requests: int
    compressed: int  # with the page itself compressed, as a proxy in front does


def weight(client: Client, path: str) -> Weight:
    """Fetch a page and everything it names, as a browser does that has never been here."""
    page = client.get(path)
    assets = sorted({urljoin(path, found.decode()) for found in _ASSET.findall(page.body)})
    assets = [asset for asset in assets if not urlsplit(asset).netloc and "/static/" in asset]
    bytes_of_assets = sum(client.get(asset).wire for asset in assets)
    return Weight(page.wire + bytes_of_assets, 1 + len(assets), len(gzip.compress(page.body)) + bytes_of_assets)
