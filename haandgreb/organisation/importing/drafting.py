"""Rows to drafts of records: each cell on its own, before anything is compared with anything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from haandgreb.organisation.importing.dates import BadDate, ShortDate, ShortOrder, read_date, read_short
from haandgreb.organisation.importing.headings import Kind
from haandgreb.organisation.importing.mapping import TableMapping
from haandgreb.organisation.importing.problems import Reason, Value, shorten
from haandgreb.organisation.importing.records import (
    EngagementRecord,
    ManagerRecord,
    PersonRecord,
    Place,
    Question,
    Rejected,
    UnitRecord,
)
from haandgreb.organisation.importing.tables import Row, Table
from haandgreb.organisation.importing.values import (
    LONGEST,
    LONGEST_OTHERWISE,
    clean,
    is_email,
    split_name,
    yes_or_no,
)

_ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class StaffRow:
    """One line of a list with one row per person."""

    at: Place
    person: PersonRecord
    job: EngagementRecord
    unit_ext_id: str
    unit: str
    parent_unit: str
    manager: str
    is_manager: bool


@dataclass(slots=True)
class Drafts:
    """Everything that could be read, and every row that could not."""

    units: list[UnitRecord] = field(default_factory=list)
    people: list[PersonRecord] = field(default_factory=list)
    engagements: list[EngagementRecord] = field(default_factory=list)
    managers: list[ManagerRecord] = field(default_factory=list)
    staff: list[StaffRow] = field(default_factory=list)
    jobs: dict[str, str] = field(default_factory=dict)
    rejected: dict[tuple[str, int], Rejected] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    rows_read: int = 0
    left_out: int = 0


class RowReader:
    """The cells of one table by our fields; reasons gather until the row is finished."""

    def __init__(self, table: Table, mapping: TableMapping, order: ShortOrder | None) -> None:
        self.table = table
        self.kind = mapping.kind
        self.columns = {name: table.headings.index(heading) for name, heading in mapping.columns.items()}
        self.stated = frozenset(self.columns)
        self.limits = {name: LONGEST.get(name, LONGEST_OTHERWISE) for name in self.columns}
        self.whole_name = "name" in self.stated and not {"given", "surname"} <= self.stated
        self.stated_of_person = self.stated - ({"given", "surname"} if self.whole_name else {"name"})
        self.last_day = mapping.last_day
        self.order = order
        self.shorts: list[str] = []
        self.row: Row = ()
        self.reasons: list[Reason] = []
        self.text_columns = set(table.headings) - set(table.wordless)

    def rows(self) -> Iterator[Place]:
        """Step through the rows; cells and reasons are those of the row one has come to."""
        for number, (row, line) in enumerate(zip(self.table.rows, self.table.lines, strict=True)):
            self.row, self.reasons = row, []
            if number in self.table.misfits:
                self.reject(self.table.misfits[number])
            for column in self.table.struck.get(number, ()):
                self._struck(column)
            yield Place(self.table.name, line, number)

    def _struck(self, column: int) -> None:
        heading = self.table.headings[column]
        if heading in self.text_columns or column in self.columns.values():
            self.reject("cpr", heading)

    def reject(self, code: str, name: str = "", **params: Value) -> None:
        self.reasons.append(Reason(code, name, params))

    def heading(self, name: str) -> str:
        """How the list calls one of our fields."""
        return self.table.headings[self.columns[name]]

    def text(self, name: str, *, required: bool = False) -> str:
        """The cell as text; "" when there is no such column."""
        at = self.columns.get(name)
        if at is None:
            return ""
        value = self.row[at]
        if value:
            value = clean(value)
        if required and not value:
            self.reject("missing", self.heading(name))
        elif len(value) > self.limits[name]:
            self.reject("too_long", self.heading(name), longest=self.limits[name])
        return value

    def email(self) -> str:
        """A mail address or ""."""
        value = self.text("email")
        if value[:7].casefold() == "mailto:":
            value = value[7:]
        if value and not is_email(value):
            self.reject("bad_email", self.heading("email"), value=shorten(value))
        return value

    def yes(self, name: str, *, when_empty: bool) -> bool:
        value = self.text(name)
        if not value:
            return when_empty
        answer = yes_or_no(value)
        if answer is None:
            self.reject("bad_yes_no", self.heading(name), value=shorten(value))
        return bool(answer)

    def day(self, name: str) -> date | None:
        """A date, None when the cell is empty or says 9999-12-31."""
        value = self.text(name)
        if not value:
            return None
        try:
            return read_date(value, self.order)
        except ShortDate:
            self.shorts.append(value)
            self.reject("short_date", self.heading(name), value=value)
        except BadDate:
            self.reject("bad_date", self.heading(name), value=shorten(value))
        return None

    def period(self) -> tuple[date | None, date | None]:
        """Validity, half-open: the end is the first day that no longer counts, None when open."""
        start, end = self.day("valid_from"), self.day("valid_to")
        if end is not None and self.last_day:
            end += _ONE_DAY
        if start is not None and end is not None and end <= start:
            self.reject("end_before_start", self.heading("valid_to"))
        return start, end


def draft(
    tables: Sequence[Table], mappings: Mapping[str, TableMapping], today: date, answers: Mapping[str, str]
) -> Drafts:
    """Read every table that is mapped; rejected rows and open questions are part of the answer."""
    drafts = Drafts()
    order: ShortOrder | None = {"dmy": "dmy", "ymd": "ymd"}.get(answers.get("short_dates", ""))  # type: ignore[assignment]  # one of the two or None
    for table in tables:
        mapping = mappings.get(table.name, TableMapping("ignore"))
        if mapping.kind == "ignore":
            continue
        reader = RowReader(table, mapping, mapping.short_dates or order)
        _READ[mapping.kind](reader, drafts, today)
        if reader.shorts:
            drafts.questions.append(_short_dates(table.name, reader.shorts))
        drafts.rows_read += len(table.rows)
    return drafts


def _short_dates(table: str, shorts: Sequence[str]) -> Question:
    """Ask how six digits are meant; suggest the order in which all of them are dates, when it is only one."""
    fits = {order: sum(_fits(text, order) for text in shorts) for order in ("dmy", "ymd")}
    every = [order for order, count in fits.items() if count == len(shorts)]
    params: dict[str, Value] = {"table": table, "example": min(shorts), "count": len(shorts), **fits}
    return Question("short_dates", ("dmy", "ymd"), every[0] if len(every) == 1 else "", params)


def _fits(text: str, order: str) -> bool:
    try:
        read_short(text, "dmy" if order == "dmy" else "ymd")
    except BadDate:
        return False
    return True


def finish(reader: RowReader, drafts: Drafts, at: Place, label: str) -> bool:
    """Whether the row is good; else it is put among the rejected."""
    if not reader.reasons:
        return True
    drafts.rejected[at.table, at.row] = Rejected(at, reader.kind, shorten(label), tuple(reader.reasons))
    return False


def _person(reader: RowReader, at: Place, *, ext_id_required: bool) -> PersonRecord:
    ext_id = reader.text("ext_id", required=ext_id_required)
    if reader.whole_name:
        given, surname = split_name(reader.text("name", required=True))
    else:
        given, surname = reader.text("given", required=True), reader.text("surname")
    return PersonRecord(at, reader.stated_of_person, ext_id, given, surname, reader.email(), reader.text("login"))


def _read_units(reader: RowReader, drafts: Drafts, today: date) -> None:
    for at in reader.rows():
        ext_id, name = reader.text("ext_id", required=True), reader.text("name", required=True)
        parent = reader.text("parent_ext_id") if "parent_ext_id" in reader.stated else None
        start, end = reader.period()
        active = reader.yes("active", when_empty=True)
        kind = reader.text("kind")
        if not finish(reader, drafts, at, name or ext_id):
            continue
        if active:
            drafts.units.append(UnitRecord(at, reader.stated, ext_id, name, kind, parent, start, end))
        else:
            drafts.left_out += 1


def _read_people(reader: RowReader, drafts: Drafts, today: date) -> None:
    for at in reader.rows():
        person = _person(reader, at, ext_id_required=True)
        active = reader.yes("active", when_empty=True)
        if not finish(reader, drafts, at, person.name or person.ext_id):
            continue
        if active:
            drafts.people.append(person)
        else:
            drafts.left_out += 1


def _job(reader: RowReader, at: Place, ext_id: str, person: str, unit: str) -> EngagementRecord:
    employee_no, title, disco = reader.text("employee_no"), reader.text("job_title"), reader.text("disco")
    primary = reader.yes("primary", when_empty=True)
    start, end = reader.period()
    # Until the list of job codes is read, the code stands where the title will.
    title = title or reader.text("job_ext_id")
    return EngagementRecord(at, reader.stated, ext_id, person, unit, employee_no, title, disco, primary, start, end)


def _counts(active: bool, start: date | None, today: date) -> bool:
    """A row marked as not active counts only when it begins later: some systems mark the future that way."""
    return active or (start is not None and start > today)


def _read_engagements(reader: RowReader, drafts: Drafts, today: date) -> None:
    for at in reader.rows():
        ext_id = reader.text("ext_id")
        person, unit = reader.text("person_ext_id", required=True), reader.text("unit_ext_id", required=True)
        job = _job(reader, at, ext_id, person, unit)
        active = reader.yes("active", when_empty=True)
        if not finish(reader, drafts, at, person or ext_id):
            continue
        if _counts(active, job.valid_from, today):
            drafts.engagements.append(job)
        else:
            drafts.left_out += 1


def _read_managers(reader: RowReader, drafts: Drafts, today: date) -> None:
    for at in reader.rows():
        unit, person = reader.text("unit_ext_id", required=True), reader.text("person_ext_id")
        start, end = reader.period()
        active = reader.yes("active", when_empty=True)
        if not finish(reader, drafts, at, unit):
            continue
        if _counts(active, start, today):
            drafts.managers.append(ManagerRecord(at, reader.stated, unit, person, start, end))
        else:
            drafts.left_out += 1


def _read_jobs(reader: RowReader, drafts: Drafts, today: date) -> None:
    for at in reader.rows():
        ext_id, title = reader.text("ext_id", required=True), reader.text("job_title", required=True)
        if finish(reader, drafts, at, title or ext_id):
            drafts.jobs[ext_id] = title


def _read_staff(reader: RowReader, drafts: Drafts, today: date) -> None:
    for at in reader.rows():
        person = _person(reader, at, ext_id_required=False)
        unit_ext_id, unit = reader.text("unit_ext_id"), reader.text("unit")
        if not unit_ext_id and not unit:
            reader.reject("missing", reader.heading("unit" if "unit" in reader.stated else "unit_ext_id"))
        parent, manager = reader.text("parent_unit"), reader.text("manager")
        leads = reader.yes("is_manager", when_empty=False)
        active = reader.yes("active", when_empty=True)
        job = _job(reader, at, "", "", "")
        if not finish(reader, drafts, at, person.name):
            continue
        if _counts(active, job.valid_from, today):
            drafts.staff.append(StaffRow(at, person, job, unit_ext_id, unit, parent, manager, leads))
        else:
            drafts.left_out += 1


_READ: dict[Kind, Callable[[RowReader, Drafts, date], None]] = {
    "units": _read_units,
    "people": _read_people,
    "engagements": _read_engagements,
    "managers": _read_managers,
    "jobs": _read_jobs,
    "staff": _read_staff,
}
