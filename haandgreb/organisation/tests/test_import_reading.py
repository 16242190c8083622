"""Files as people have them, read into tables."""

from __future__ import annotations

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from haandgreb.organisation.importing.delimited import read_csv
from haandgreb.organisation.importing.problems import ImportProblem
from haandgreb.organisation.importing.reading import Upload, read_files
from haandgreb.organisation.importing.tables import Source, Table

LIST = 'Navn;E-mail;Enhed\r\nÅse Ærø;aase@example.dk;Køkken\r\n"Bo ""Bolle"" É";bo@example.dk;"Ü, og\r\nmere"\r\n'
ROWS = [("Åse Ærø", "aase@example.dk", "Køkken"), ('Bo "Bolle" É', "bo@example.dk", "Ü, og\r\nmere")]


def only_table(data: bytes, name: str = "list.csv") -> Table:
    (table,) = read_files([Upload(name, data)]).tables
    return table


def problem_of(*uploads: Upload, most_bytes: int = 50_000_000) -> ImportProblem:
    with pytest.raises(ImportProblem) as caught:
        read_files(uploads, most_bytes=most_bytes)
    return caught.value


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (LIST.encode(), "UTF-8"),
        (LIST.encode("utf-8-sig"), "UTF-8"),
        (LIST.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + LIST.encode("utf-16-be"), "UTF-16"),
        (LIST.encode("windows-1252"), "Windows-1252"),
    ],
)
def test_danish_letters_survive_every_encoding(data: bytes, encoding: str) -> None:
    table = only_table(data)
    assert (list(table.rows), table.encoding, table.separator) == (ROWS, encoding, ";")
    assert table.headings == ("Navn", "E-mail", "Enhed")
    assert list(table.lines) == [2, 3]


@pytest.mark.parametrize(
    ("text", "separator", "headings", "first"),
    [
        ("Navn;Enhed\nHansen, Bo;Køkken, øst", ";", ("Navn", "Enhed"), ("Hansen, Bo", "Køkken, øst")),
        ("Navn\tEnhed\nHansen, Bo\tKøkken; øst", "\t", ("Navn", "Enhed"), ("Hansen, Bo", "Køkken; øst")),
        ('Navn,Enhed\n"Hansen, Bo",Køkken; øst', ",", ("Navn", "Enhed"), ("Hansen, Bo", "Køkken; øst")),
        ("Navn, fulde;Enhed\nBo;A\nÅ, B;C", ";", ("Navn, fulde", "Enhed"), ("Bo", "A")),
        ("sep=,\nNavn;x,Enhed\nBo,A", ",", ("Navn;x", "Enhed"), ("Bo", "A")),
        ('"sep=;"\r\nNavn;Enhed\r\nBo;A', ";", ("Navn", "Enhed"), ("Bo", "A")),
        ("Navn\nHansen; Bo, senior", "", ("Navn",), ("Hansen; Bo, senior",)),
    ],
)
def test_the_separator_is_the_one_the_headings_are_parted_by(
    text: str, separator: str, headings: tuple[str, ...], first: tuple[str, ...]
) -> None:
    table = only_table(text.encode())
    assert (table.separator, table.headings, table.rows[0]) == (separator, headings, first)


def test_a_title_above_the_headings_is_stepped_over_and_lines_keep_their_numbers() -> None:
    table = only_table("Personaleliste, pr. 1. november\r\n\r\nNavn;E-mail;Enhed\r\n\r\nBo;;Køkken\r\n;;\r\n".encode())
    assert (table.headings, list(table.rows), list(table.lines)) == (
        ("Navn", "E-mail", "Enhed"),
        [("Bo", "", "Køkken")],
        [5],
    )
    assert (table.heading_line, table.separator) == (3, ";")


def test_line_numbers_count_the_lines_inside_quoted_cells() -> None:
    table = only_table(b'Navn;Note\r\nBo;"en\r\nto\r\ntre"\r\nIda;x\r\n')
    assert list(table.lines) == [2, 5]


def test_blank_rows_and_blank_columns_behind_are_no_data() -> None:
    table = only_table("Navn;Enhed;;\nBo;Køkken;;\n;;;\n \t;;;\n\n".encode())
    assert (table.headings, list(table.rows)) == (("Navn", "Enhed"), [("Bo", "Køkken")])


def test_headings_are_told_apart_when_missing_or_repeated() -> None:
    assert only_table(b"Navn;;Navn;Dato\nBo;x;Bent;1\n").headings == ("Navn", "#2", "Navn (2)", "Dato")


def test_a_row_with_more_cells_than_headings_is_marked() -> None:
    assert only_table(b"Navn;Enhed\nBo;A;B\nIda;A;\n").misfits == {0: "too_many_cells"}


def test_a_last_row_that_stops_short_without_a_line_end_is_marked_as_cut() -> None:
    assert only_table(b"Navn;E-mail;Enhed\nBo;b@x.dk;A\nIda;id").misfits == {1: "cut_row"}
    assert only_table(b"Navn;E-mail;Enhed\nBo;b@x.dk;A\nIda;id\n").misfits == {}


def test_leading_zeros_and_text_like_formulas_are_left_alone() -> None:
    table = only_table(b'Nr.;Navn;Andel\n02782;=1+1;0,80\n007;"@SUM(A1)";1.234,5\n')
    assert list(table.rows) == [("02782", "=1+1", "0,80"), ("007", "@SUM(A1)", "1.234,5")]


def test_single_nul_bytes_are_dropped() -> None:
    long = "Navn;Enhed\n" + "Bo Bentsen;Køkken\n" * 20
    assert only_table(long.replace("Bo", "B\0o", 1).encode()).rows[0] == ("Bo Bentsen", "Køkken")


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", "empty_file", None),
        (b"\r\n \r\n", "empty_file", None),
        (b";;\n;;\n", "empty_file", None),
        (b"\xef\xbb\xbf", "empty_file", None),
        (b"Navn;Enhed\n", "no_rows", None),
        (b'Navn;Enhed\nBo;A\nIda;"K\xc3\xb8kken og', "half_file", 3),
        ("Navn;Enhed\nBo;Køkken\nIda;K".encode() + b"\xc3", "half_file", 3),
        (b"\xff\xfeN\x00a", "half_file", 1),
        (b'Navn;Enhed\n"Bo" Bentsen;A\n', "stray_quote", 2),
        (b'Navn;Enhed\n"Bo;' + b"x" * 200_000, "cell_too_long", 2),
        ("Navn;Enhed\nBo;Køkken\n".encode() + "Ida;Gård\n".encode("cp1252"), "mixed_encodings", 3),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not_text", None),
        (bytes(range(256)) * 10, "not_text", None),
        ("Navn;Enhed\nBo;A\n".encode("utf-16-le"), "not_text", None),
        (b"%PDF-1.7 ...", "file_is_pdf", None),
        (b"Bo;bo@example.dk;A\nIda;ida@example.dk;B\n", "no_headings", 1),
        (b"Bo;010170-1234;A\nIda;020280-1234;B\n", "no_headings", 1),
        (";".join(f"k{n}" for n in range(300)).encode() + b"\n1\n", "too_many_columns", None),
    ],
)
def test_a_file_that_cannot_be_used_says_why(data: bytes, code: str, line: int | None) -> None:
    problem = problem_of(Upload("list.csv", data))
    assert (problem.code, problem.params.get("line")) == (code, line)


def test_too_much_and_too_many_are_refused() -> None:
    assert problem_of(Upload("a.csv", b"x" * 11), most_bytes=10).code == "file_too_large"
    assert problem_of(*[Upload("a.csv", b"Navn\nBo\n")] * 11).code == "number_of_files"
    assert problem_of().code == "number_of_files"


def test_a_column_of_cpr_numbers_is_dropped_and_mentioned_without_a_value() -> None:
    source = read_files([Upload("list.csv", b"Navn;Nr.\nBo;010170-1234\nIda;0202801234\n")])
    assert source.tables[0].rows == [("Bo", ""), ("Ida", "")]
    assert [(notice.code, notice.field) for notice in source.notices] == [("cpr_column", "Nr.")]


def test_a_single_cpr_number_is_struck_out_and_its_row_is_marked() -> None:
    table = only_table(b"Navn;Note\nBo;ring\nIda;har 010170-1234\nUlla;\n")
    assert (table.rows[1], table.struck) == (("Ida", ""), {1: (1,)})


@pytest.mark.parametrize("name", ["0101701234.csv", "C:\\lister\\010170-1234.csv", "101701234", "\u202e"])
def test_a_file_name_gives_nothing_away(name: str) -> None:
    assert only_table(b"Navn\nBo\n", name).name == "csv"


def test_files_of_the_same_name_are_told_apart() -> None:
    source = read_files([Upload("x.csv", b"Navn\nBo\n"), Upload("y/x.csv", b"Navn\nIda\n")])
    assert source.names() == ["x.csv", "x.csv (2)"]


def test_what_is_kept_until_confirmation_reads_back_as_itself() -> None:
    source = read_files([Upload("a.csv", b'Navn;Note;CPR\nBo;"010170-1234";1\nIda;;2;3')])
    assert Source.loads(source.dumps()) == source


PIECES = [*"abcxyzæøåÆØÅéü ,;\t\"'\n=+-@0123456789", "\r\n"]
CELLS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
HEADINGS = st.lists(st.text(st.sampled_from("abcæøå"), min_size=1, max_size=6), min_size=1, max_size=5, unique=True)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    headings = draw(HEADINGS)
    rows = draw(st.lists(st.lists(CELLS, min_size=len(headings), max_size=len(headings)), min_size=1, max_size=8))
    return headings, [row for row in rows if any(cell.strip() for cell in row)]


@given(
    table=tables(),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "windows-1252"]),
    separator=st.sampled_from([";", ",", "\t"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    line_end=st.sampled_from(["\r\n", "\n"]),
)
def test_any_table_in_any_encoding_separator_and_quoting_is_read_back_as_it_was(
    table: tuple[list[str], list[list[str]]], encoding: str, separator: str, quoting: int, line_end: str
) -> None:
    headings, rows = table
    written = io.StringIO()
    writer = csv.writer(written, delimiter=separator, quoting=quoting, lineterminator=line_end)  # type: ignore[arg-type]  # a constant of csv
    writer.writerows([headings, *rows])
    data = written.getvalue().encode(encoding)
    assume(encoding != "windows-1252" or _is_not_also_utf8(data))

    read = read_csv("list.csv", data)

    assert (list(read.headings), [list(row) for row in read.rows]) == (headings, rows)


def _is_not_also_utf8(data: bytes) -> bool:
    try:
        return data.decode() == data.decode("windows-1252")
    except UnicodeDecodeError as error:
        return data[: error.start].isascii()


@given(data=st.binary(max_size=400))
def test_no_bytes_whatsoever_make_the_reader_fall_over(data: bytes) -> None:
    with suppress(ImportProblem):
        read_files([Upload("list.csv", data)])


def test_a_list_of_nothing_but_cells_is_refused_before_it_fills_the_memory() -> None:
    wide = b";".join([b"k"] * 200) + b"\n"
    assert problem_of(Upload("list.csv", b"Navn" + b";x" * 199 + b"\n" + wide * 40_001)).code == "too_many_cells_in_all"
