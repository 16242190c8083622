"""What is sent and is no staff list: a sentence says what to do, and nothing is changed."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from haandgreb.organisation.models import ImportRun, Person, Unit
from haandgreb.organisation.tests.import_pages import look, save, staff_csv, upload

pytestmark = pytest.mark.django_db

UNITS = "ext_id;parent_ext_id;name;type;from;to\n"
PEOPLE = "ext_id;given;surname;email;login\np1;Freja;Birkely;fb@example.dk;\n"


@pytest.fixture
def admin(client_of_an_administrator):
    return client_of_an_administrator


def workbook(rows, **parts: bytes) -> bytes:
    """An XLSX with one sheet, and more parts in its archive."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Medarbejdere")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    if parts:
        with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
            for name, part in parts.items():
                archive.writestr(name.replace("__", "/"), part)
    return data.getvalue()


def staff_rows():
    return [line.split(";") for line in staff_csv().splitlines()]


def bomb() -> bytes:
    return workbook(staff_rows(), **{"xl__media__bomb.bin": b"\0" * (200 * 1024 * 1024)})


ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("liste.csv", b"", "Der står ikke noget i"),
        ("liste.csv", b"Navn;Afdeling\n", "ingen linjer under dem"),
        ("liste.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "er en PDF"),
        ("liste.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "hverken et regneark eller tekst"),
        ("liste.csv", b'Navn;Afdeling\n"Freja Birkely;Tilskud\n', "stopper midt i det hele"),
        ("liste.csv", b"0001;Freja Birkely;fb@example.dk;Tilskud\n", "ligner en person"),
        ("liste.xlsm", workbook(staff_rows(), xl__vbaProject=b"x"), "makroer"),
        ("liste.xlsx", workbook(staff_rows(), **{"xl__vbaProject.bin": b"x"}), "makroer"),
        ("liste.xlsx", workbook(staff_rows())[:4000], "kan ikke åbnes"),
        ("liste.xlsx", ENCRYPTED, "adgangskode"),
        ("liste.xlsx", bomb(), "pakket ud"),
    ],
    ids=[
        "nothing", "only headings", "a PDF called csv", "a picture", "half a file", "no headings", "xlsm", "macros",
        "half a workbook", "encrypted", "a bomb",
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_in_words(admin, name, data, words):
    page = upload(admin, (name, data))

    assert page.status_code == 422
    (told,) = page.context["form"].errors["lists"]
    assert words in told
    assert not ImportRun.objects.exists()
    assert Person.objects.count() == 1


def test_no_file_is_told_by_the_field(admin):
    page = admin.post(reverse("organisation:staff_list"))

    assert page.status_code == 422
    assert page.context["form"].errors["lists"]


def test_too_many_files_are_refused(admin):
    page = upload(admin, *[(f"{number}.csv", staff_csv()) for number in range(11)])

    assert page.status_code == 422


def test_columns_nobody_knows_are_asked_about(admin):
    page = upload(admin, ("liste.csv", "farve;størrelse\nrød;2\n"))

    assert page.request["PATH_INFO"].endswith("/columns/")
    assert page.context["form"]["t0-table"].value() == "ignore"


def test_a_list_of_which_nothing_is_to_be_read_says_so(admin):
    page = look(admin, ("liste.csv", "farve;størrelse\nrød;2\n"))

    assert page.request["PATH_INFO"].endswith("/columns/")
    assert "Ingen af tabellerne" in page.context["problem"]


def test_units_in_a_ring_are_rejected_and_the_others_saved(admin):
    units = UNITS + "u1;;Tilskud;;;\nu2;u3;Nord;;;\nu3;u2;Syd;;;\n"

    page = look(admin, ("units.csv", units))
    save(admin, page)

    assert {line.name for _at, line in page.context["rejected"]} == {"Nord", "Syd"}
    assert all("ring" in text for _at, line in page.context["rejected"] for text, _hint in line.reasons)
    assert list(Unit.objects.values_list("name", flat=True)) == ["Tilskud"]


def test_the_same_manager_twice_is_rejected_with_the_other_line(admin):
    managers = "unit_ext_id;person_ext_id;from;to\nu1;p1;2020-01-01;\nu1;p1;2021-01-01;\n"

    page = look(admin, ("units.csv", UNITS + "u1;;Tilskud;;;\n"), ("people.csv", PEOPLE), ("managers.csv", managers))

    ((_at, line),) = page.context["rejected"]
    assert (line.table, line.line) == ("managers.csv", 3)
    assert "2" in line.reasons[0][0]


def test_what_a_danish_windows_wrote_keeps_its_letters(admin):
    save(admin, look(admin, ("liste.csv", staff_csv().encode("cp1252"))))

    assert Person.objects.filter(given="Søren", surname="Marknæs").exists()


def test_a_formula_is_only_text_and_is_shown_as_such(admin):
    text = staff_csv(n0005="=cmd|' /C calc'!A0;x@example.dk;Tilsyn;Direktion;<script>alert(1)</script>;Gudrun Elmehus;")

    page = look(admin, ("liste.csv", text))

    assert "<script>alert(1)</script>" not in page.content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.content.decode()


def test_cpr_numbers_are_neither_shown_nor_kept(admin, imports_here):
    rows = staff_csv().splitlines()
    text = "\n".join([f"{rows[0]};CPR", *(f"{row};010190-12{at}4" for at, row in enumerate(rows[1:])), ""])

    page = look(admin, ("liste.csv", text))
    kept = "".join(path.read_text(encoding="utf-8") for path in imports_here.iterdir())

    assert any("CPR" in notice for notice in page.context["notices"])
    assert "010190" not in page.content.decode()
    assert "010190" not in kept
    assert "010190" not in str(ImportRun.objects.values())


def test_no_upload_is_written_to_a_disk(admin, monkeypatch):
    import tempfile

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a temporary file")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    padding = "".join(f"1{n:05};Person {n};;Tilsyn;Direktion;{'x' * 90};;\n" for n in range(30_000))

    page = upload(admin, ("liste.csv", staff_csv() + padding))

    assert page.status_code == 200
    assert ImportRun.objects.get().answers["rows"] == 30_004


def test_sixty_megabytes_are_sent_to_the_operator_with_a_413(admin):
    data = SimpleUploadedFile("liste.csv", b"x" * (60 * 1024 * 1024))

    page = admin.post(reverse("organisation:staff_list"), {"lists": data})

    assert page.status_code == 413
    assert "højst sendes 50 MB" in page.content.decode()
    assert "haandgreb import" in page.content.decode()
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(("megabytes", "answer"), [(1, 302), (3, 413)])
def test_other_pages_take_far_less(admin, megabytes, answer):
    body = f"language=da&x={'y' * (megabytes * 1024 * 1024)}"

    page = admin.post(reverse("set_language"), body, content_type="application/x-www-form-urlencoded")

    assert page.status_code == answer
