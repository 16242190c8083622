"""The measurements on a running server."""

from __future__ import annotations

import random
import re
import statistics
import time
from collections.abc import Callable
from typing import Any

from bench import machine
from bench.client import Answer, Client, Sender, Times, rate, spread, times, weight

Say = Callable[[str], None]
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
_FIELD = re.compile(rb'<textarea name="([^"]+)"')
LINE, LINES = "Jeg er mest tilfreds med brevet til et forsamlingshus. ", 36  # 2,000 letters
ITEMS = ("MS-1", "MS-2", "MS-3", "MS-4", "MS-5", "MS-6", "MS-7", "MS-8", "MS-9")
AT_ONCE = 8
TOKEN = "t" * 32  # what a CSRF cookie holds: thirty-two letters
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
        "gap": (timed("gap of a team", "manager", "team gap"), timed("gap of all", "director", "whole gap")),
        "staff": timed("a manager of 500", "leader", "staff"),
        "draft": _drafts(clients["writer"][0], address["prepare"], address["draft"], say),
        "effect report": timed("effect report of a year", "hr", "effect"),
        "catalogue": [
            timed("catalogue of 5,000 activities", "hr", "catalogue"),
            timed("the same, searched", "hr", "catalogue search"),
        ],
        "activity": timed("page of an activity", "hr", "activity"),
        "three rooms": timed("three rooms of the whole workplace", "hr", "rooms"),
        "map": timed("map of 1,000 cards", "director", "map"),
        "map of one result": timed("one result of it on the board", "director", "map of one result"),
        "weight": weight(Client(url, who["manager"][0]), address["home"]),
        "score weight": weight(Client(url), address["score"]),
        "hello": _hello(Client(url)),
    }


def _drafts(client: Client, write: str, keep: str, say: Say) -> Times:
    """A draft of a preparation, sealed and kept, a hundred times with another text each time."""
    page = client.get(write).body
    token, field = _TOKEN.search(page), _FIELD.search(page)
    assert token, "no form on the page of a preparation"
    assert field, "no field on the page of a preparation"
    answers = [
        client.send("POST", keep, {
            "csrfmiddlewaretoken": token[1].decode(), field[1].decode(): f"{number} {LINE}" * LINES,
        }, count=number == 0)
        for number in range(105)
    ]  # fmt: skip
    assert {answer.status for answer in answers} == {200}, answers[0].body[:300]
    found = spread([answer.milliseconds for answer in answers[5:]], int(answers[0].headers["Bench-Queries"]))
    say(f"draft: {found}")
    return found


def _hello(client: Client) -> Times:
    return spread([client.get("/bare/hello").milliseconds for _ in range(200)], 0)


class Voter:
    """A phone that keeps changing its vote."""

    def __init__(self, url: str, path: str) -> None:
        self.client, self.path = Client(url), path
        found = _TOKEN.search(self.client.get(path).body)
        assert found, "no form on the score page"
        self.token = found[1].decode()

    def _fields(self) -> dict[str, object]:
        return {"csrfmiddlewaretoken": self.token, **{item: random.randint(1, 5) for item in ITEMS}}

    def ready(self) -> bytes:
        """One score, ready to be sent."""
        return self.client.as_bytes(self.path, self._fields())

    def vote(self, *, count: bool = False) -> Answer:
        """One score; it must be acknowledged."""
        answer = self.client.send("POST", self.path, self._fields(), count=count)
        assert answer.status == 302, (answer.status, answer.body[:300])
        return answer


def scores(url: str, path: str, say: Say) -> dict[str, Any]:
    """Posting a score, alone and eight at once, in turns with the bare views: machines are noisy, ratios are not."""
    phone = Voter(url, path)
    first = int(phone.vote(count=True).headers["Bench-Queries"])
    again = int(phone.vote(count=True).headers["Bench-Queries"])
    found: dict[str, Any] = {
        "post": spread([Voter(url, path).vote().milliseconds for _ in range(100)], first),
        "post again": spread([phone.vote().milliseconds for _ in range(100)], again),
        "insert": _alone(url, "/bare/insert", {"number": 4}),
        "form": _alone(url, "/bare/form", _filled(url)),
    }
    say(f"a score {found['post']}; a bare insert {found['insert']}; an ordinary form {found['form']}")
    return found | _rates(url, path, say)


def _rates(url: str, path: str, say: Say) -> dict[str, Any]:
    """Eight at once for two seconds each, in turns."""
    rounds = []
    for _ in range(ROUNDS):
        # First votes while there are phones that have not voted, as when a meeting ends; then changed ones.
        votes = [[Voter(url, path).ready() for _ in range(FIRST_VOTES)] for _ in range(AT_ONCE)]
        mine = rate([Sender(url, some).send for some in votes], 2.0)
        form = rate([Sender(url, [_ready(url, "/bare/form", _filled(url))]).send for _ in range(AT_ONCE)], 2.0)
        insert = rate([Sender(url, [_ready(url, "/bare/insert", {"number": 4})]).send for _ in range(AT_ONCE)], 2.0)
        rounds.append((mine, form, insert))
        say(f"{mine:.0f} scores, {form:.0f} ordinary forms and {insert:.0f} bare inserts a second")
    return {
        "rates": tuple(statistics.median(column) for column in zip(*rounds, strict=True)),
        "ratio": statistics.median(mine / form for mine, form, _ in rounds),
        "ratio to insert": statistics.median(mine / insert for mine, _, insert in rounds),
    }


def _filled(url: str) -> dict[str, object]:
    """The ordinary form, filled in; its token counts with the cookie of the same name."""
    return {"csrfmiddlewaretoken": TOKEN, **{f"item{number}": 4 for number in range(1, 10)}}


def _client(url: str) -> Client:
    return Client(url, {"csrf": TOKEN})


def _ready(url: str, path: str, fields: dict[str, object]) -> bytes:
    return _client(url).as_bytes(path, fields)


def _alone(url: str, path: str, fields: dict[str, object]) -> Times:
    client = _client(url)
    answers = [client.send("POST", path, fields) for _ in range(105)]
    assert {answer.status for answer in answers} == {302}, answers[0].body[:300]
    return spread([answer.milliseconds for answer in answers[5:]], 1)
