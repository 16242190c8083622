"""What the rows of a platform's list say: completions, or courses; pure, nothing is looked up here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from haandgreb.learning.rules.platform_lists import BACK, DONE, NOT_DONE, Reading, statuses_in
from haandgreb.learning.rules.told_days import is_month_first, read_day
from haandgreb.organisation.importing.dates import BadDate, ShortDate
from haandgreb.organisation.importing.tables import Table
from haandgreb.organisation.importing.values import clean, fold

LONGEST = {"person": 254, "course": 200, "title": 200}


@dataclass(frozen=True, slots=True)
class Told:
    """One completion as a platform tells it: keys folded, names as they stand there."""

    line: int
    person: str
    courses: tuple[str, ...]
    title: str
    completed_on: date
    started_on: date | None = None
    back: bool = False
    course_as_written: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """One course as a platform tells it."""

    line: int
    key: str
    title: str
    title_en: str = ""
    words: str = ""
    minutes: int = 0
    link: str = ""
    mandatory: bool = False


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that is not read, and why. `about` is what tells people which row it is."""

    line: int
    row: int
    about: str
    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass
class Read:
    """What a list says: completions or courses, what was wrong, and how many rows tell of no completion."""

    told: list[Told] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    not_done: int = 0
    repeated: int = 0
    month_first: bool = False


class _Cells:
    """The cells of one table by our fields."""

    def __init__(self, table: Table, reading: Reading) -> None:
        self.table = table
        self.at = {
            name: table.headings.index(heading)
            for name, heading in reading.columns.items()
            if heading in table.headings
        }

    def rows(self) -> Iterable[tuple[int, int, dict[str, str]]]:
        """Each row as (row, line, field → text)."""
        for row, (cells, line) in enumerate(zip(self.table.rows, self.table.lines, strict=True)):
            yield row, line, {name: clean(cells[at]) for name, at in self.at.items()}

    def of(self, *names: str) -> Iterable[str]:
        """What stands in the columns of these fields."""
        places = [self.at[name] for name in names if name in self.at]
        return (row[at] for row in self.table.rows for at in places)

    def shape(self, row: int) -> str:
        """What is wrong with the row before one reads it: its shape, or a CPR number in a cell we need."""
        if row in self.table.misfits:
            return self.table.misfits[row]
        struck = self.table.struck.get(row, ())
        return "cpr" if any(at in struck for at in self.at.values()) else ""


def read_completions(table: Table, reading: Reading, today: date) -> Read:
    """
    What each row tells. A row is among the completions, or counted as not done or repeated, or wrong with a reason:
    the same as the shape of the table, or missing, too-long, bad-date, short-date, ahead, end-before-start,
    unknown-status, cpr.
    """
    cells, found = _Cells(table, reading), Read()
    found.month_first = is_month_first(cells.of("completed_on", "started_on"))
    meanings = statuses_in(table, reading)
    seen: set[tuple[str, tuple[str, ...], date, bool]] = set()
    for row, line, cell in cells.rows():
        try:
            told = _told(line, cell, cells.shape(row), meanings, month_first=found.month_first, today=today)
        except _NotRead as why:
            about = " · ".join(text for text in (cell.get("person", ""), cell.get("title", "")) if text)
            found.wrong.append(Wrong(line, row, about[:120], why.code, why.params))
            continue
        if told is None:
            found.not_done += 1
            continue
        key = (told.person, told.courses, told.completed_on, told.back)
        if key in seen:
            found.repeated += 1
        else:
            seen.add(key)
            found.told.append(told)
    return found


class _NotRead(Exception):
    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def _told(
    line: int, cell: Mapping[str, str], shape: str, meanings: Mapping[str, str], *, month_first: bool, today: date
) -> Told | None:
    """The completion of a row; None where it tells of none. Raises _NotRead."""
    if shape:
        raise _NotRead(shape)
    status = _status(cell, meanings)
    if status == NOT_DONE:
        return None
    courses = _keys(cell)
    completed_on = _day(cell["completed_on"], "completed_on", month_first=month_first)
    if completed_on is None:
        if status == DONE and "status" in cell:
            raise _NotRead("missing", field="completed_on")
        return None  # no day of completion, and no word that says it is completed: it is not
    started_on = _day(cell.get("started_on", ""), "started_on", month_first=month_first)
    if completed_on > today:
        raise _NotRead("ahead")
    if started_on is not None and started_on > completed_on:
        raise _NotRead("end-before-start")
    title = cell.get("title", "") or cell.get("course", "")
    return Told(
        line=line,
        person=fold(cell["person"]),
        courses=courses,
        title=title,
        completed_on=completed_on,
        started_on=started_on,
        back=status == BACK,
        course_as_written=cell.get("course", "") or title,
    )


def _keys(cell: Mapping[str, str]) -> tuple[str, ...]:
    """What the course may be known by. Raises _NotRead where it, or the person, is nobody's."""
    courses = tuple(dict.fromkeys(fold(cell.get(name, "")) for name in ("course", "title") if cell.get(name)))
    if not cell["person"] or not courses:
        raise _NotRead("missing", field="course" if cell["person"] else "person")
    for name, most in LONGEST.items():
        if len(cell.get(name, "")) > most:
            raise _NotRead("too-long", field=name, longest=most)
    return courses


def _day(text: str, name: str, *, month_first: bool) -> date | None:
    try:
        return read_day(text, month_first=month_first)
    except ShortDate as trouble:
        raise _NotRead("short-date", field=name, value=text[:40]) from trouble
    except BadDate as trouble:
        raise _NotRead("bad-date", field=name, value=text[:40]) from trouble


def _status(cell: Mapping[str, str], meanings: Mapping[str, str]) -> str:
    if "status" not in cell:
        return DONE
    meaning = meanings.get(fold(cell["status"]), "")
    if not meaning:
        raise _NotRead("unknown-status", value=cell["status"][:80])
    return meaning


def course_keys(key: str, title: str) -> tuple[str, ...]:
    """What a course may be known by, folded: its key, the end of a web address, its title."""
    tail = key.rstrip("/").rpartition("/")[2] if "://" in key else ""
    return tuple(dict.fromkeys(found for found in (fold(key), fold(tail), fold(title)) if found))


_YES = frozenset(("ja", "yes", "true", "1", "x", "obligatorisk", "mandatory", "required", "lovpligtigt"))
_MOST_MINUTES = 60 * 2000


def read_catalogue(table: Table, reading: Reading) -> Read:
    """The courses of a list; wrong are rows whose shape is, missing, too-long, bad-number, bad-link, and cpr."""
    cells, found = _Cells(table, reading), Read()
    seen: set[str] = set()
    for row, line, cell in cells.rows():
        try:
            course = _course(line, cell, cells.shape(row))
        except _NotRead as why:
            about = " · ".join(text for text in (cell.get("course", ""), cell.get("title", "")) if text)
            found.wrong.append(Wrong(line, row, about[:120], why.code, why.params))
            continue
        if fold(course.key) in seen:
            found.repeated += 1
        else:
            seen.add(fold(course.key))
            found.courses.append(course)
    return found


def _course(line: int, cell: Mapping[str, str], shape: str) -> Course:
    if shape:
        raise _NotRead(shape)
    for name in ("course", "title"):
        if not cell[name]:
            raise _NotRead("missing", field=name)
        if len(cell[name]) > LONGEST[name]:
            raise _NotRead("too-long", field=name, longest=LONGEST[name])
    link = cell.get("link", "")
    if link and (not re.fullmatch(r"https?://[^\s\"<>]{3,180}", link)):
        raise _NotRead("bad-link", field="link")
    return Course(
        line=line,
        key=cell["course"],
        title=cell["title"],
        title_en=cell.get("title_en", "")[:200],
        words=cell.get("words", "")[:2000],
        minutes=_minutes(cell),
        link=link,
        mandatory=fold(cell.get("mandatory", "")) in _YES,
    )


def _minutes(cell: Mapping[str, str]) -> int:
    for name, each in (("minutes", 1), ("hours", 60)):
        text = cell.get(name, "").replace(",", ".")
        if not text:
            continue
        if not re.fullmatch(r"\d{1,6}(\.\d{1,4})?", text) or float(text) * each > _MOST_MINUTES:
            raise _NotRead("bad-number", field=name, value=text[:20])
        return round(float(text) * each)
    return 0
