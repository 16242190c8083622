"""What the pages of a staff list show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from haandgreb.organisation import import_files
from haandgreb.organisation.importing.problems import ImportProblem
from haandgreb.organisation.importing.reasons import problem_text, question_text, reason_text
from haandgreb.organisation.importing.tables import Source
from haandgreb.organisation.models import ImportRun
from haandgreb.organisation.queries import import_words

REJECTED_PER_PAGE = 50
ABOUT_READING = ("short_dates", "unit_managers")
_LATEST = 10


def first_page() -> dict[str, Any]:
    """Lists that wait for somebody, and the latest that were saved."""
    runs = ImportRun.objects.select_related("started_by").defer("preview", "answers")
    states = ImportRun.State
    done = (states.SAVED,)
    waiting = (states.COLUMNS, states.READING, states.ASKS, states.READY, states.SAVING)
    return {"waiting": runs.filter(state__in=waiting)[:_LATEST], "saved": runs.filter(state__in=done)[:_LATEST]}


def open_questions(run: ImportRun) -> list[dict[str, Any]]:
    """What has to be answered before the list can be read."""
    return [one for one in run.preview.get("questions", []) if one["code"] in ABOUT_READING]


def asks_for_a_yes(run: ImportRun) -> bool:
    """Whether so much would end or move that somebody has to say that it is meant."""
    return any(one["code"] == "safety_stop" for one in run.preview.get("questions", []))


def columns(run: ImportRun, source: Source) -> dict[str, Any]:
    """What is worth knowing when one pairs columns."""
    problem = run.preview.get("problem")
    words = problem_text(ImportProblem(problem["code"], **problem["params"])) if problem else ""
    return {"problem": words, "notices": [reason_text(notice) for notice in source.notices]}


def look(run: ImportRun, page: str, today: date, *, reader: UUID) -> dict[str, Any]:
    """Everything on the page where one looks through; the rejected lines fifty at a time."""
    shown = run.preview
    counts = shown["counts"]
    safety = next((one for one in shown["questions"] if one["code"] == "safety_stop"), None)
    rejected, first = _rejected_page(run, page, counts["rejected"])
    own_posts, for_another = shown.get("own_posts", []), shown.get("by", "") != str(reader)
    return {
        "counts": counts,
        "ready": counts["rows_read"] - counts["rejected"],
        "rejected": rejected,
        "rejected_page": first,
        "people": import_words.people_lines(shown["people"], today),
        "people_count": shown["people_count"],
        "units": import_words.unit_lines(shown["units"], today),
        "units_count": shown["units_count"],
        "unit_words": import_words.unit_counts(shown["units"]),
        "managers": import_words.manager_lines(shown["managers"], today),
        "losing": import_words.losing_lines(shown["losing"]),
        "losing_more": shown["losing_count"] - len(shown["losing"]),
        "notices": [reason_text(import_words.reason_of(one)) for one in shown["notices"]],
        "safety": question_text(safety["code"], safety["params"]) if safety else "",
        "tables": shown["tables"],
        "rejected_tables": [(at, one["name"]) for at, one in enumerate(shown["tables"]) if one["rejected"]],
        "is_empty": shown["empty"],
        "stale": shown.get("stale", ""),
        "trouble": shown.get("trouble", ""),
        "herself": shown["herself"] and not for_another,
        "own_posts": own_posts,
        "for_another": for_another,
        # Somebody else is shown the list anew, with what the one it was shown to has to leave.
        "may_save": not shown["empty"] or bool(own_posts and for_another),
    }


def _rejected_page(
    run: ImportRun, page: str, count: int
) -> tuple[list[tuple[int, import_words.RejectedLine]], Page[int]]:
    """The rejected lines of one page, each with its place among them."""
    shown = Paginator(range(count), REJECTED_PER_PAGE).get_page(page)
    start = max(shown.start_index() - 1, 0)
    stored = islice(import_files.rejected(run.stored_as), start, start + REJECTED_PER_PAGE)
    return [(start + at, import_words.rejected_line(one)) for at, one in enumerate(stored)], shown


def rejected_row(run: ImportRun, number: int) -> dict[str, Any] | None:
    """One rejected line as it was kept."""
    return next(islice(import_files.rejected(run.stored_as), number, None), None)


def in_words(stored: Mapping[str, Any]) -> import_words.RejectedLine:
    """The same in words."""
    return import_words.rejected_line(stored)


def table_name(run: ImportRun, number: int) -> str | None:
    """The name of the run's table with that number."""
    names = [str(one["name"]) for one in run.preview.get("tables", [])]
    return names[number] if number < len(names) else None
