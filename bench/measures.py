"""The measurements on a running server."""

from __future__ import annotations

import random
import re
import statistics
import time
from collections.abc import Callable
from typing import Any

from bench import machine
from bench.client import Client, rate, spread, times, weight

_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
ITEMS = ("MS-1", "MS-2", "MS-3", "MS-4", "MS-5", "MS-6", "MS-7", "MS-8", "MS-9")
AT_ONCE = 8
ROUNDS = 5


def memory(group: int) -> dict[str, float]:
    """MB of the server (the parent and its two workers) and of everything that runs, the job worker included."""
    time.sleep(1)
    found = machine.memory_of_group(group)
    by_age = [found[pid] for pid in sorted(found, key=int)]
    # In the order they began: parent, keeper, job worker, then those that answer.
    return {"server": by_age[0] + sum(by_age[3:]), "all": sum(by_age)}


def pages(url: str, facts: dict[str, Any]) -> dict[str, Any]:
    """How long the pages take, how many queries, what they weigh."""
    address, who = facts["pages"], facts["who"]
    manager = Client(url, who["manager"])
    found: dict[str, Any] = {
        name: times(manager, address[name]) for name in ("home", "people", "result", "trend", "score")
    }
    for page in ("meetings", "promises"):
        found[page] = (times(Client(url, who["calm"]), address[page]), times(Client(url, who["busy"]), address[page]))
    found["series"] = (
        times(Client(url, who["calm"]), address["few"]),
        times(Client(url, who["busy"]), address["many"]),
    )
    found["weight"] = weight(Client(url, who["manager"]), address["home"])
    found["score weight"] = weight(Client(url), address["score"])
    found["hello"] = _hello(url)
    return found


def _hello(url: str) -> Any:
    client = Client(url)
    return spread([client.get("/bare/hello").milliseconds for _ in range(200)], 0)


class Voter:
    """A phone that keeps changing its vote."""

    def __init__(self, url: str, path: str) -> None:
        self.client, self.path = Client(url), path
        found = _TOKEN.search(self.client.get(path).body)
        assert found, "no form on the score page"
        self.token = found[1].decode()

    def vote(self, *, count: bool = False) -> Any:
        """One score; it must be acknowledged."""
        fields = {"csrfmiddlewaretoken": self.token, **{item: random.randint(1, 5) for item in ITEMS}}
        answer = self.client.send("POST", self.path, fields, count=count)
        assert answer.status == 302, (answer.status, answer.body[:300])
        return answer


def scores(url: str, path: str) -> dict[str, Any]:
    """Posting a score, alone and eight at once, beside the bare insert in turns: machines are noisy, ratios are not."""
    phone = Voter(url, path)
    queries = int(Voter(url, path).vote(count=True).headers["Bench-Queries"])
    again = int(phone.vote(count=True).headers["Bench-Queries"])
    bare = Client(url)
    found: dict[str, Any] = {
        "post": spread([Voter(url, path).vote().milliseconds for _ in range(100)], queries),
        "post again": spread([phone.vote().milliseconds for _ in range(100)], again),
        "bare": spread([_insert(bare).milliseconds for _ in range(100)], 1),
    }
    rounds = [
        (
            rate([_voting(url, path) for _ in range(AT_ONCE)], 2.0),
            rate([_inserting(url) for _ in range(AT_ONCE)], 2.0),
        )
        for _ in range(ROUNDS)
    ]
    found["rates"] = (statistics.median(mine for mine, _ in rounds), statistics.median(bare for _, bare in rounds))
    found["ratio"] = statistics.median(mine / bare for mine, bare in rounds)
    return found


def _insert(client: Client) -> Any:
    answer = client.send("POST", "/bare/insert", {"number": 4})
    assert answer.status == 302
    return answer


def _voting(url: str, path: str) -> Callable[[], None]:
    voters = [Voter(url, path) for _ in range(60)]

    def act() -> None:
        # First votes while there are phones that have not voted, as when a meeting ends; then changed ones.
        voter = voters.pop() if len(voters) > 1 else voters[0]
        voter.vote()

    return act


def _inserting(url: str) -> Callable[[], None]:
    client = Client(url)
    return lambda: _insert(client) and None
