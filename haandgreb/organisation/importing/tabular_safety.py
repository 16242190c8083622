"""Whether a workbook may be opened at all: its archive is examined and measured in memory, nothing is extracted."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from haandgreb.organisation.importing.problems import ImportProblem

MOST_UNPACKED = 100 * 1024 * 1024
MOST_ENTRIES = 2_000
MOST_RATIO = 100
# Below this a high ratio is only a short file of spaces.
_RATIO_MATTERS_FROM = 1024 * 1024
_CHUNK = 1024 * 1024

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ARCHIVES = (ZIP, OLE, b"PK\x05\x06", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00")
_ARCHIVE_NAMES = (".zip", ".xlsx", ".xlsm", ".xlsb", ".docx", ".7z", ".rar", ".gz", ".jar", ".tar")
_MACRO_NAMES = ("vbaproject", "xl/macrosheets/", "xl/activex/", "xl/dialogsheets/")
_OUTSIDE_NAMES = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/", "xl/webextensions/")
_DTD = tuple(
    text.encode(encoding) for text in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_ENCRYPTED_FLAG = 0x1
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def check_workbook(data: bytes) -> None:
    """
    Raise ImportProblem unless the bytes are an XLSX within the limits: at most 100 MB unpacked, 2,000 entries, ratio
    100, no archive inside, no macros, nothing fetched from elsewhere, no document type. Source: security, section 5.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_directory(entries)
            _check_names([entry.filename.casefold() for entry in entries])
            for entry in entries:
                _check_entry(archive, entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ElementTree.ParseError, ValueError) as error:
        raise ImportProblem("workbook_damaged") from error


def what_ole_is(data: bytes) -> str:
    """The code for a file in Microsoft's old container: a workbook with a password, or one from before 2007."""
    return "workbook_encrypted" if _ENCRYPTED_STREAM in data else "workbook_too_old"


def _check_directory(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise ImportProblem("workbook_too_many_parts", most=MOST_ENTRIES)
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise ImportProblem("workbook_encrypted")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise ImportProblem("workbook_damaged")
    if len({entry.filename for entry in entries}) < len(entries):
        raise ImportProblem("workbook_damaged")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED:
        raise ImportProblem("workbook_too_large", most=MOST_UNPACKED // 1024 // 1024)
    if any(_is_bomb(entry.file_size, entry.compress_size) for entry in entries):
        raise ImportProblem("workbook_too_packed", most=MOST_RATIO)
    if _is_bomb(unpacked, sum(entry.compress_size for entry in entries)):
        raise ImportProblem("workbook_too_packed", most=MOST_RATIO)


def _is_bomb(unpacked: int, packed: int) -> bool:
    return unpacked > _RATIO_MATTERS_FROM and unpacked > MOST_RATIO * packed


def _check_names(names: list[str]) -> None:
    if any(macro in name for name in names for macro in _MACRO_NAMES):
        raise ImportProblem("workbook_macros")
    if any(name.startswith(_OUTSIDE_NAMES) for name in names):
        raise ImportProblem("workbook_outside_links")
    if any(name.endswith(_ARCHIVE_NAMES) for name in names):
        raise ImportProblem("workbook_holds_archive")
    if "xl/workbook.bin" in names:
        raise ImportProblem("workbook_too_old")
    if not {"[content_types].xml", "xl/workbook.xml"} <= set(names):
        raise ImportProblem("zip_is_no_workbook")


def _check_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    name = entry.filename.casefold()
    kept = b"".join(_looked_through(archive, entry, keep=name.endswith(".rels") or name == "[content_types].xml"))
    if name.endswith(".rels"):
        _check_relations(kept)
    elif b"macroenabled" in kept.lower() or b"vbaproject" in kept.lower():
        raise ImportProblem("workbook_macros")


def _looked_through(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, keep: bool) -> Iterator[bytes]:
    """Unpack the entry piece by piece and look at it; gives the pieces back only when they are to be kept."""
    tail = b""
    with archive.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            if not tail and piece.startswith(_ARCHIVES):
                raise ImportProblem("workbook_holds_archive")
            if _holds_any(tail + piece, _DTD):
                raise ImportProblem("workbook_has_dtd")
            tail = piece[-32:]
            if keep:
                yield piece


def _holds_any(data: bytes, patterns: Iterable[bytes]) -> bool:
    return any(pattern in data for pattern in patterns)


def _check_relations(xml: bytes) -> None:
    """A hyperlink, as Excel makes of every mail address, fetches nothing; whatever else leads outside is refused."""
    for relation in ElementTree.fromstring(xml):  # noqa: S314  # without a document type, which was refused before
        outside = relation.get("TargetMode", "").casefold() == "external"
        if outside and not relation.get("Type", "").casefold().endswith("/hyperlink"):
            raise ImportProblem("workbook_outside_links")
