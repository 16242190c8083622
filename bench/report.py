"""The table of figures, next to what we hold ourselves to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

Results = dict[str, Any]
NOTES = "## What the figures say"

_ROWS: list[tuple[str, str, Callable[[Results], str]]] = [
    ("landing page of a manager", "≤ 30 ms, ≤ 15 queries", lambda r: str(r["home"])),
    ("people list with search", "≤ 25 ms, ≤ 8 queries", lambda r: str(r["people"])),
    ("posting a score, first time", "≤ 8 ms, ≤ 8 queries", lambda r: str(r["post"])),
    ("posting a score again", "≤ 8 ms, ≤ 8 queries", lambda r: str(r["post again"])),
    ("an ordinary Django form with one insert", "–", lambda r: str(r["form"])),
    ("a view with one insert and nothing around it", "–", lambda r: str(r["insert"])),
    ("a view with nothing in it", "–", lambda r: f"{r['hello'].median:.1f} ms"),
    (
        "scores a second beside ordinary forms, eight at once",
        "at least half",
        lambda r: f"{r['rates'][0]:.0f} : {r['rates'][1]:.0f} = {r['ratio']:.2f}",
    ),
    (
        "scores a second beside inserts with nothing around them",
        "–",
        lambda r: f"{r['rates'][0]:.0f} : {r['rates'][2]:.0f} = {r['ratio to insert']:.2f}",
    ),
    ("result of a closed meeting", "≤ 30 ms, ≤ 10 queries", lambda r: str(r["result"])),
    ("trend of a series, 10,800 answers", "≤ 30 ms, ≤ 10 queries", lambda r: str(r["trend"])),
    ("page of a series with 3 meetings", "the same queries", lambda r: str(r["series"][0])),
    ("page of a series with 3,000 meetings", "the same queries", lambda r: str(r["series"][1])),
    ("meetings of somebody in few series", "the same queries", lambda r: str(r["meetings"][0])),
    ("meetings of somebody in 3,000 series", "the same queries", lambda r: str(r["meetings"][1])),
    ("list of 3 promises", "the same queries", lambda r: str(r["promises"][0])),
    ("list of 3,000 promises", "the same queries", lambda r: str(r["promises"][1])),
    ("gap of a team, for its manager", "p95 < 100 ms", lambda r: str(r["gap"][0])),
    ("gap of the whole workplace, for its head", "p95 < 100 ms", lambda r: str(r["gap"][1])),
    (
        "counting the gap of 100,000 people in forty competences",
        "< 2 s",
        lambda r: _counting(r.get("large counting", r["counting"])),
    ),
    (
        "daily work with 300,000 open acts of 100,000 people",
        "< 60 s, and no more mails when run again",
        lambda r: _daily(r["large daily"]) if "large daily" in r else "–",
    ),
    (
        "100,000 completions of a platform from CSV, as a job",
        "< 60 s, and nothing when read again",
        lambda r: _completions(r["large completions"]) if "large completions" in r else "–",
    ),
    (
        "xAPI statements a second, posted 250 at a time",
        "≥ 1,000 on PostgreSQL",
        lambda r: f"{r['large completions']['rate']:,.0f}" if "large completions" in r else "–",
    ),
    ("a round begun for everybody, as a job", "< 20 s for 10,000", lambda r: _round(r["round"])),
    ("dialogues of a manager of 500", "the same queries", lambda r: str(r["staff"])),
    ("draft of a preparation saved, sealed", "≤ 15 ms, p95 < 50 ms, ≤ 10 queries", lambda r: str(r["draft"])),
    ("effect report of a year, for HR", "p95 < 300 ms", lambda r: str(r["effect report"])),
    ("counting what came of a year, once in thirty days", "–", lambda r: _effect(r["effect"])),
    ("catalogue of 5,000 activities", "p95 < 100 ms", lambda r: str(r["catalogue"][0])),
    ("the catalogue, searched", "p95 < 100 ms", lambda r: str(r["catalogue"][1])),
    ("page of an activity", "p95 < 100 ms", lambda r: str(r["activity"])),
    ("three rooms of the whole workplace", "p95 < 100 ms", lambda r: str(r["three rooms"])),
    ("counting the three rooms, once in thirty days", "–", lambda r: _effect(r["rooms"])),
    ("impact map of 1,000 cards", "< 200 ms", lambda r: str(r["map"])),
    ("one result of it drawn on the board", "< 200 ms", lambda r: str(r["map of one result"])),
    (
        "first visit to the landing page",
        "≤ 100 kB compressed, ≤ 8 requests",
        lambda r: _weight(r["weight"]),
    ),
    ("first visit to the score page", "≤ 20 kB in all", lambda r: _weight(r["score weight"])),
    ("the score page", "–", lambda r: str(r["score"])),
    ("import of the organisation from CSV", "–", lambda r: _run(r["import"])),
    ("import of 100,000 people from CSV", "≤ 60 s, ≤ 500 MB", lambda r: _run(r.get("large import", r["import"]))),
    ("start of the server", "≤ 5 s", lambda r: f"{r['start']:.1f} s"),
    (
        "memory of two workers and their parent (PSS)",
        "≤ 150 MB",
        lambda r: f"{r['memory']['server']:.0f} MB, {r['memory after']['server']:.0f} MB after the measurements",
    ),
    ("memory with the job worker", "–", lambda r: f"{r['memory']['all']:.0f} MB"),
    ("load of the machine while measuring", "–", lambda r: f"{r['load']:.1f}"),
]


def _weight(weight: Any) -> str:
    return (
        f"{weight.compressed / 1000:.1f} kB compressed ({weight.sent / 1000:.1f} as sent), {weight.requests} requests"
    )


def _counting(found: Any) -> str:
    return (
        f"{found['count']:.1f} s with reading, {found['count'] - found['reading']:.1f} s without; "
        f"what may be shown, once in thirty days: {found['night']:.0f} s"
    )


def _completions(found: Any) -> str:
    return (
        f"{found['looked'] + found['saved']:.1f} s with {found['steps']:,.0f} acts begun, {found['looked']:.1f} of it "
        f"the preview; read again {found['again']:.1f} s; {found['peak']:.0f} MB at most"
    )


def _daily(found: Any) -> str:
    return (
        f"{found['first']:.1f} s, {found['mails']:,.0f} mails queued; run again {found['again']:.1f} s; "
        f"{found['peak']:.0f} MB at most"
    )


def _effect(found: Any) -> str:
    return f"{found['seconds']:.1f} s, {found['enrolments']:,.0f} enrolments"


def _round(found: Any) -> str:
    return f"{found['seconds']:.1f} s, {found['dialogues']:,.0f} dialogues"


def _run(run: Any) -> str:
    return f"{run.seconds:.1f} s, {run.peak:.0f} MB at most"


def table(results: dict[str, Results], *, people: int, machine: str) -> str:
    """The page docs/benchmarks.md."""
    day = datetime.now(UTC).date().isoformat()
    head = [
        "# Measured",
        "",
        f"By `make bench` on {day}, {people:,} people. {machine}.",
        "",
        "One client measures median and 95th percentile, a hundred requests each; two server processes of four "
        "threads, as `haandgreb serve` starts them. Two bare views run in the same server on the same database: an "
        "ordinary Django form (the middleware a new Django project has, CSRF, nine numbers checked, one insert in a "
        "transaction, a redirect), and one insert with nothing around it at all. A score is nine checked answers kept "
        "in eleven rows. Compare ratios across machines, not milliseconds.",
        "",
        f"| What | We hold ourselves to | {' | '.join(results)} |",
        f"|---|---|{'---|' * len(results)}",
    ]
    rows = [f"| {what} | {limit} | {' | '.join(say(r) for r in results.values())} |" for what, limit, say in _ROWS]
    return "\n".join([*head, *rows, ""])
