"""Numbers whose zeros in front are only a number format, as employee numbers and postal codes often are."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from haandgreb.organisation.importing.leading_zeros import shown_digits
from haandgreb.organisation.importing.problems import ImportProblem
from haandgreb.organisation.importing.workbook import read_workbook
from haandgreb.organisation.tests.test_import_workbooks import Fill, with_parts, workbook


def rows(fill: Fill) -> list[tuple[str, int, list[str]]]:
    return list(read_workbook(workbook(fill)))


@pytest.mark.parametrize(
    ("code", "digits"),
    [
        ("00000", 5),
        ("00", 2),
        ("[$-406]0000", 4),
        ("00000;-00000;@", 5),
        ("0", 0),  # an ordinary whole number
        ("0.00", 0),
        ("#,##0", 0),
        ("General", 0),
        ("@", 0),
        ("000000-0000", 0),
        ('"nr. "0000', 0),
        ("hh:mm", 0),
        ("0" * 31, 0),
        ("", 0),
    ],
)
def test_a_format_of_zeros_only_says_how_many_digits_are_shown(code: str, digits: int) -> None:
    assert shown_digits(code) == digits


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 10**9), st.integers(2, 12)), min_size=1, max_size=8),
    st.integers(0, 3),
    st.integers(0, 30),
)
def test_every_number_is_read_as_it_is_shown(numbers: list[tuple[int, int]], row: int, column: int) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Personale")
        for at, (number, digits) in enumerate(numbers):
            sheet.write_number(row + 2 * at, column, number, book.add_format({"num_format": "0" * digits}))

    read = {line: cells[0] for _sheet, line, cells in rows(fill)}

    assert read == {row + 2 * at + 1: f"{number:0{digits}}" for at, (number, digits) in enumerate(numbers)}


def test_only_whole_numbers_of_that_format_get_zeros() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        first, second = book.add_worksheet("Uden"), book.add_worksheet("Med")
        zeros, plain = book.add_format({"num_format": "00000"}), book.add_format({"num_format": "0"})
        first.write_number(0, 0, 42)
        second.write_number(0, 0, 42, zeros)
        second.write_number(0, 1, 42, plain)
        second.write_number(0, 2, 42)
        second.write_string(0, 3, "42", zeros)
        second.write_number(0, 4, 4.5, zeros)
        second.write_number(0, 5, -42, zeros)
        second.write_boolean(0, 6, True, zeros)
        second.write_formula(0, 7, "=40+2", zeros, 42)
        second.write_number(0, 8, 1234567, zeros)
        second.write_datetime(0, 9, date(2026, 11, 22), book.add_format({"num_format": "dd-mm-yyyy"}))
        second.write_blank(0, 10, None, zeros)
        second.write_number(2, 27, 7, zeros)

    cells = {(sheet, line): row for sheet, line, row in rows(fill)}
    assert cells["Uden", 1][0] == "42"
    assert cells["Med", 1][:10] == [
        "00042", "42", "42", "42", "4.5", "-42", "1", "00042", "1234567", "2026-11-22",
    ]  # fmt: skip
    assert cells["Med", 3][27] == "00007"


def test_an_employee_number_keeps_its_zeros_on_the_way_into_a_list() -> None:
    from haandgreb.organisation.importing.reading import Upload, read_files

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Personale")
        zeros = book.add_format({"num_format": "0000"})
        sheet.write_row(0, 0, ["Medarbejdernr", "Navn", "E-mail"])
        sheet.write_number(1, 0, 27, zeros)
        sheet.write_row(1, 1, ["Åse Ærø", "aase@example.dk"])

    (table,) = read_files([Upload("liste.xlsx", workbook(fill))]).tables
    assert list(table.rows) == [("0027", "Åse Ærø", "aase@example.dk")]


def padded(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("Personale")
    sheet.write_number(0, 0, 42, book.add_format({"num_format": "00000"}))


SHEET, STYLES, RELATIONS = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"


def parts(**changed: tuple[bytes, bytes]) -> bytes:
    """The padded workbook with something replaced in its parts."""
    data = workbook(padded)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = {"sheet": SHEET, "styles": STYLES, "relations": RELATIONS}
        new = {names[part]: archive.read(names[part]).replace(*what) for part, what in changed.items()}
    return with_parts(new, data=data)


def first_cell(data: bytes) -> str:
    return next(read_workbook(data))[2][0]


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (parts(relations=(b'Target="worksheets', b'Target="/xl/worksheets')), "00042"),
        (parts(sheet=(b' r="A1"', b"")), "00042"),  # a cell that does not say where it stands
        (parts(styles=(b"main", b"other")), "00042"),  # another namespace
        (parts(styles=(b"cellXfs", b"cellXfz")), "42"),
        (parts(styles=(b'formatCode="00000"', b"")), "42"),
    ],
)
def test_workbooks_of_other_programs_are_read_as_far_as_they_tell(data: bytes, shown: str) -> None:
    assert first_cell(data) == shown


@pytest.mark.parametrize(
    "data",
    [
        parts(styles=(b"</styleSheet>", b"")),
        parts(styles=(b"UTF-8", b"klingon")),
        parts(sheet=(b"</sheetData>", b"</sheetDatum>")),
    ],
    ids=["half there", "an unknown encoding", "tags that do not fit"],
)
def test_formats_that_cannot_be_read_are_damage(data: bytes) -> None:
    with pytest.raises(ImportProblem) as caught:
        list(read_workbook(data))
    assert caught.value.code == "workbook_damaged"
