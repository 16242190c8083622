"""Workbooks, friendly and hostile. The hostile ones are built here in memory."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import xlsxwriter

from haandgreb.organisation.importing.problems import ImportProblem
from haandgreb.organisation.importing.reading import Upload, read_files
from haandgreb.organisation.importing.sandbox import WALL_SECONDS, read_in_child
from haandgreb.organisation.importing.tables import Source
from haandgreb.organisation.importing.tabular_safety import check_workbook
from haandgreb.organisation.importing.workbook import read_workbook

Fill = Callable[[xlsxwriter.Workbook], None]


def workbook(fill: Fill) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    fill(book)
    book.close()
    return stream.getvalue()


def staff(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("Personale")
    sheet.write_row(0, 0, ["Navn", "E-mail", "Enhed"])
    sheet.write_row(1, 0, ["Åse Ærø", "aase@example.dk", "Køkken"])


FRIENDLY = workbook(staff)


def with_parts(parts: dict[str, bytes], *, packed: int = zipfile.ZIP_DEFLATED, data: bytes = FRIENDLY) -> bytes:
    """The workbook with parts put in or in place of its own."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", packed) as new:
        for entry in old.infolist():
            if entry.filename not in parts:
                new.writestr(entry, old.read(entry))
        for name, content in parts.items():
            new.writestr(name, content)
    return stream.getvalue()


def read(data: bytes, name: str = "list.xlsx") -> Source:
    return read_files([Upload(name, data)])


def problem_of(data: bytes, name: str = "list.xlsx") -> str:
    with pytest.raises(ImportProblem) as caught:
        read(data, name)
    return caught.value.code


def test_a_workbook_is_read_as_text_with_excel_own_line_numbers() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Personale")
        day, moment = book.add_format({"num_format": "dd-mm-yyyy"}), book.add_format({"num_format": "dd-mm-yyyy hh:mm"})
        sheet.write_row(2, 1, ["Navn", "Nr.", "Ansat", "Leder"])
        sheet.write_row(3, 1, ["Åse É", 2782.0])
        sheet.write_datetime(3, 3, date(2026, 11, 22), day)
        sheet.write_boolean(3, 4, True)
        sheet.write_string(5, 1, "=HYPERLINK(1)")
        sheet.write_string(5, 2, "02782")
        sheet.write_datetime(5, 3, datetime(2026, 11, 22, 13, 5, tzinfo=UTC).replace(tzinfo=None), moment)
        sheet.write_number(5, 4, 0.8)
        book.add_worksheet("Skjult").hide()

    (table,) = read(workbook(fill)).tables
    assert (table.name, table.headings, list(table.lines)) == ("Personale", ("Navn", "Nr.", "Ansat", "Leder"), [4, 6])
    assert list(table.rows) == [
        ("Åse É", "2782", date(2026, 11, 22).isoformat(), "1"),
        ("=HYPERLINK(1)", "02782", "2026-11-22 13:05", "0.8"),
    ]


def test_a_formula_counts_as_the_value_it_was_saved_with_and_is_never_worked_out() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Navn", "Enhed"])
        sheet.write_formula(1, 0, '="Bo"&" Bentsen"', None, "Bo Bentsen")
        sheet.write_formula(1, 1, '=WEBSERVICE("https://example.org/")', None, "Køkken")

    assert list(read(workbook(fill)).tables[0].rows) == [("Bo Bentsen", "Køkken")]


def test_a_mail_address_excel_made_a_link_of_is_no_outside_link() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Navn", "E-mail"])
        sheet.write_string(1, 0, "Bo")
        sheet.write_url(1, 1, "mailto:bo@example.dk", string="bo@example.dk")

    assert list(read(workbook(fill)).tables[0].rows) == [("Bo", "bo@example.dk")]


def test_several_sheets_become_several_tables_and_guidance_is_mentioned() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        for name, row in {"Vejledning": ["Skriv til hr@example.dk"], "units": ["ext_id"], "people": ["ext_id"]}.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, row)
            sheet.write_row(1, 0, ["1"])

    source = read(workbook(fill))
    assert source.names() == ["units", "people"]
    assert [(notice.code, notice.params) for notice in source.notices] == [
        ("no_headings", {"table": "Vejledning", "line": 1})
    ]


def test_cpr_numbers_that_excel_made_numbers_of_are_seen() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Navn", "Nr."])
        for line, number in enumerate([101701234, 3112001234, 202801234], start=1):
            sheet.write_row(line, 0, ["Bo", number])

    assert [row[1] for row in read(workbook(fill)).tables[0].rows] == ["", "", ""]


EXTERNAL = b"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" TargetMode="External" Target="file://server/x.xlsx" Type="http://x/relationships/externalLinkPath"/>
</Relationships>"""
DTD = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
MACRO_TYPES = b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"xl/vbaProject.bin": b"x"}, "workbook_macros"),
        ({"xl/macrosheets/sheet1.xml": b"<x/>"}, "workbook_macros"),
        ({"[Content_Types].xml": MACRO_TYPES}, "workbook_macros"),
        ({"xl/externalLinks/externalLink1.xml": b"<x/>"}, "workbook_outside_links"),
        ({"xl/connections.xml": b"<x/>"}, "workbook_outside_links"),
        ({"xl/worksheets/_rels/sheet1.xml.rels": EXTERNAL}, "workbook_outside_links"),
        ({"xl/worksheets/sheet1.xml": DTD}, "workbook_has_dtd"),
        ({"xl/sharedStrings.xml": DTD.decode().encode("utf-16")}, "workbook_has_dtd"),
        ({"xl/media/harmless.png": FRIENDLY}, "workbook_holds_archive"),
        ({"xl/embeddings/more.zip": b"x"}, "workbook_holds_archive"),
        ({"xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}, "workbook_holds_archive"),
        ({f"xl/media/{n}.png": b"" for n in range(2_001)}, "workbook_too_many_parts"),
        ({"xl/workbook.xml": b"<broken"}, "workbook_damaged"),
        ({"xl/worksheets/_rels/sheet1.xml.rels": b"<broken"}, "workbook_damaged"),
        ({"xl/worksheets/sheet1.xml": b"\x00\xff not xml"}, "workbook_damaged"),
        ({"xl/workbook.bin": b"x"}, "workbook_too_old"),
    ],
)
def test_a_workbook_with_something_dangerous_in_it_is_refused(parts: dict[str, bytes], code: str) -> None:
    data = with_parts(parts)
    assert problem_of(data) == code
    with pytest.raises(ImportProblem) as caught:
        list(read_workbook(data))
    assert caught.value.code == code


def test_a_bomb_of_200_mb_is_refused_before_it_is_unpacked() -> None:
    bomb = with_parts({"xl/worksheets/sheet1.xml": b" " * 200 * 1024 * 1024})
    assert len(bomb) < 1_000_000
    assert problem_of(bomb) == "workbook_too_large"


def test_a_smaller_bomb_is_refused_for_how_tightly_it_is_packed() -> None:
    assert problem_of(with_parts({"xl/worksheets/sheet1.xml": b" " * 50 * 1024 * 1024})) == "workbook_too_packed"


def test_a_bomb_that_lies_about_its_size_is_refused_too() -> None:
    size = 150 * 1024 * 1024
    bomb = with_parts({"xl/worksheets/sheet1.xml": b" " * size})
    lying = bomb.replace(size.to_bytes(4, "little"), (50_000).to_bytes(4, "little"))
    assert problem_of(lying) == "workbook_damaged"


def test_half_a_workbook_and_other_archives_are_refused_with_their_own_words() -> None:
    assert problem_of(FRIENDLY[: len(FRIENDLY) // 2]) == "workbook_damaged"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("people.csv", "Navn\nBo\n")
    assert problem_of(stream.getvalue()) == "zip_is_no_workbook"


def test_workbooks_with_macros_passwords_or_from_before_2007_are_told_apart() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert problem_of(FRIENDLY, "list.xlsm") == "workbook_macros"
    assert problem_of(ole + "EncryptedPackage".encode("utf-16-le")) == "workbook_encrypted"
    assert problem_of(ole, "list.xls") == "workbook_too_old"


def test_a_zip_with_a_password_is_refused() -> None:
    flagged = bytearray(FRIENDLY)
    at = flagged.index(b"PK\x01\x02")
    flagged[at + 8] |= 1
    assert problem_of(bytes(flagged)) == "workbook_encrypted"


def test_more_than_50_000_rows_are_too_many() -> None:
    def rows(count: int) -> bytes:
        def fill(book: xlsxwriter.Workbook) -> None:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ["Navn", "Enhed"])
            for line in range(1, count + 1):
                sheet.write_string(line, 0, "Bo")

        return workbook(fill)

    assert len(read(rows(50_000)).tables[0].rows) == 50_000
    assert problem_of(rows(50_001)) == "too_many_rows"


def test_a_cell_in_the_farthest_corner_costs_the_child_its_life_and_nobody_else_anything() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        b"</sheetData></worksheet>"
    )
    assert problem_of(with_parts({"xl/worksheets/sheet1.xml": sheet})) == "workbook_too_heavy"


def test_a_short_text_repeated_by_reference_cannot_fill_the_memory() -> None:
    text = "x" * 30_000
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 40_001))
    parts = {
        "xl/sharedStrings.xml": f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{text}</t></si></sst>',
        "xl/worksheets/sheet1.xml": '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{cells}</sheetData></worksheet>",
    }
    encoded = {name: content.encode() for name, content in parts.items()}
    assert problem_of(with_parts(encoded)) in {"workbook_too_large", "workbook_too_heavy"}


def test_the_child_runs_with_60_seconds_and_512_mb_and_writes_no_file() -> None:
    shown = subprocess.run(
        [
            sys.executable,
            "-c",
            "import resource as r\n"
            "from haandgreb.organisation.importing.sandbox import limit_this_process\n"
            "limit_this_process()\n"
            "print(*[r.getrlimit(k)[0] for k in (r.RLIMIT_CPU, r.RLIMIT_AS, r.RLIMIT_FSIZE, r.RLIMIT_CORE)])",
        ],
        capture_output=True,
        check=True,
        text=True,
    )
    assert shown.stdout.split() == ["60", str(512 * 1024 * 1024), "0", "0"]
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != 512 * 1024 * 1024


def test_the_child_answers_with_the_rows_and_nothing_else() -> None:
    rows = [("Personale", 1, ["Navn", "E-mail", "Enhed"]), ("Personale", 2, ["Åse Ærø", "aase@example.dk", "Køkken"])]
    assert read_in_child(FRIENDLY) == rows
    assert list(read_workbook(FRIENDLY)) == rows


@pytest.mark.parametrize(
    ("code", "written", "problem"),
    [
        (-24, b"", "workbook_too_slow"),
        (-9, b"", "workbook_too_slow"),
        (-6, b"", "workbook_too_heavy"),
        (-11, b'["a",1,["x"]]\n', "workbook_too_heavy"),
        (1, b"", "workbook_damaged"),
        (0, b'["a",1,["x"]]\n', "workbook_damaged"),
        (0, b'{"problem":"workbook_macros","params":{}}\n', "workbook_macros"),
    ],
)
def test_however_the_child_ends_there_is_an_answer(
    code: int, written: bytes, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = subprocess.CompletedProcess([], code, written)
    monkeypatch.setattr(subprocess, "run", lambda *args, **kwargs: ended)
    assert problem_of(FRIENDLY) == problem


def test_a_child_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    def wait_for_ever(*args: object, **kwargs: object) -> None:
        raise subprocess.TimeoutExpired([], WALL_SECONDS)

    monkeypatch.setattr(subprocess, "run", wait_for_ever)
    assert problem_of(FRIENDLY) == "workbook_too_slow"


def test_a_friendly_workbook_passes_the_examination() -> None:
    check_workbook(FRIENDLY)
