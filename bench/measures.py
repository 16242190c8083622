"""The measurements on a running server."""

from __future__ import annotations

import random
import re
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

from bench import machine
from bench.client import Answer, Client, Times, rate, spread, times, weight

Say = Callable[[str], None]
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
ITEMS = ("MS-1", "MS-2", "MS-3", "MS-4", "MS-5", "MS-6", "MS-7", "MS-8", "MS-9")
AT_ONCE = 8
ROUNDS = 5
FIRST_VOTES = 60  # phones for each voter at once


def memory(group: int) -> dict[str, float]:
    """MB of the server (the parent and its two workers) and of everything that runs, the job worker included."""
    time.sleep(1)
    found = machine.memory_of_group(group)
    by_age = [found[pid] for pid in sorted(found, key=int)]
    # In the order they began: parent, keeper, job worker, then those that answer.
    return {"server": by_age[0] + sum(by_age[3:]), "all": sum(by_age)}


def pages(url: str, facts: dict[str, Any], say: Say) -> dict[str, Any]:
    """How long the pages take, how many queries, what they weigh."""
    address, who = facts["pages"], facts["who"]
    clients = {name: [Client(url, cookies) for cookies in sessions] for name, sessions in who.items()}

    def timed(name: str, person: str, page: str) -> Times:
        found = times(clients[person], address[page], rounds=20 if person == "busy" else 100)
        say(f"{name}: {found}")
        return found

    return {
        "home": timed("landing page", "manager", "home"),
        "people": timed("people", "others", "people"),
        "result": timed("result", "manager", "result"),
        "trend": timed("trend", "manager", "trend"),
        "score": timed("score page", "manager", "score"),
        "meetings": (timed("meetings, few", "calm", "meetings"), timed("meetings, many", "busy", "meetings")),
        "promises": (timed("promises, few", "calm", "promises"), timed("promises, many", "busy", "promises")),
        "series": (timed("series, few", "calm", "few"), timed("series, many", "busy", "many")),
        "weight": weight(Client(url, who["manager"][0]), address["home"]),
        "score weight": weight(Client(url), address["score"]),
        "hello": _hello(Client(url)),
    }


def _hello(client: Client) -> Times:
    return spread([client.get("/bare/hello").milliseconds for _ in range(200)], 0)


class Voter:
    """A phone that keeps changing its vote."""

    def __init__(self, url: str, path: str) -> None:
        self.client, self.path = Client(url), path
        found = _TOKEN.search(self.client.get(path).body)
        assert found, "no form on the score page"
        self.token = found[1].decode()

    def vote(self, *, count: bool = False) -> Answer:
        """One score; it must be acknowledged."""
        fields = {"csrfmiddlewaretoken": self.token, **{item: random.randint(1, 5) for item in ITEMS}}
        answer = self.client.send("POST", self.path, fields, count=count)
        assert answer.status == 302, (answer.status, answer.body[:300])
        return answer


def scores(url: str, path: str, say: Say) -> dict[str, Any]:
    """Posting a score, alone and eight at once, beside the bare insert in turns: machines are noisy, ratios are not."""
    phone = Voter(url, path)
    first = int(phone.vote(count=True).headers["Bench-Queries"])
    again = int(phone.vote(count=True).headers["Bench-Queries"])
    bare = Client(url)
    found: dict[str, Any] = {
        "post": spread([Voter(url, path).vote().milliseconds for _ in range(100)], first),
        "post again": spread([phone.vote().milliseconds for _ in range(100)], again),
        "bare": spread([_insert(bare).milliseconds for _ in range(100)], 1),
    }
    say(f"a score {found['post']}; again {found['post again']}; a bare insert {found['bare']}")
    rounds = []
    for _ in range(ROUNDS):
        fresh = [[Voter(url, path) for _ in range(FIRST_VOTES)] for _ in range(AT_ONCE)]
        mine = rate([_voting(voters) for voters in fresh], 2.0)
        theirs = rate([_inserting(Client(url)) for _ in range(AT_ONCE)], 2.0)
        rounds.append((mine, theirs))
        say(f"{mine:.0f} scores and {theirs:.0f} bare inserts a second")
    found["rates"] = (statistics.median(mine for mine, _ in rounds), statistics.median(bare for _, bare in rounds))
    found["ratio"] = statistics.median(mine / bare for mine, bare in rounds)
    return found


def _insert(client: Client) -> Answer:
    answer = client.send("POST", "/bare/insert", {"number": 4})
    assert answer.status == 302
    return answer


def _voting(voters: Sequence[Voter]) -> Callable[[], None]:
    """First votes while there are phones that have not voted, as when a meeting ends; then changed ones."""
    turn = iter(range(10**9))

    def act() -> None:
        voters[next(turn) % len(voters)].vote()

    return act


def _inserting(client: Client) -> Callable[[], None]:
    def act() -> None:
        _insert(client)

    return act
