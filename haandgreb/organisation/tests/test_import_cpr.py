"""What looks like a CPR number is found. All numbers here are made up."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.organisation.importing.cpr import column_findings, holds_cpr

TAX = "010170-1234"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("010170-1234", True),
        ("0101701234", True),
        ("010170 1234", True),
        ("010170–1234", True),
        ("010170 - 1234", True),
        ("01.01.70-1234", True),
        ("01 01 70 1234", True),
        ("311299-0000", True),
        ("610170-1234", True),  # a replacement number
        ("ring til 010170-1234 efter kl. 10", True),
        ("CPR0101701234", True),
        ("٠١٠١٧٠١٢٣٤", True),
        ("１００１７０１２３４", True),
        ("320170-1234", False),
        ("011370-1234", False),
        ("000170-1234", False),
        ("12345678", False),
        ("+45 12 34 56 78", False),
        ("4512345678", False),
        ("01017012345", False),
        ("2026-11-22", False),
        ("01.01.2026 1234", False),
        ("ece53b93-9318-47a0-b279-40ddec61f6e2", False),
        ("aa121270-1234-4234-8234-0101701234ab", False),
        ("", False),
    ],
)
def test_a_cpr_number_is_seen_in_a_text(text: str, found: bool) -> None:
    assert holds_cpr(text) is found


@given(st.uuids())
def test_a_uuid_is_never_taken_for_one(number: uuid.UUID) -> None:
    assert not holds_cpr(f"unit {number}")


@pytest.mark.parametrize(
    ("heading", "cells", "refused", "struck"),
    [
        ("CPR", ["hemmelig", ""], True, []),
        ("cpr-nr.", [], True, []),
        ("Personnummer", ["1"], True, []),
        ("Nr.", [TAX, "311299-0000", ""], True, []),
        ("Nr.", ["101701234", "3112990000"], True, []),
        ("Nr.", ["101701234", "201701234", "301701234"], True, []),
        ("Note", ["", "ring", f"se {TAX}"], False, [2]),
        ("Note", ["", "", TAX], False, [2]),
        ("Note", ["ring", "101701234", "sygemeldt"], False, [1]),
        ("P-nummer", ["1003123456", "1099123456", "1050123456", "1088123456"], False, [0]),
        ("Nr.", [str(n) for n in range(101_000_001, 101_000_041)], False, []),
        ("Navn", ["Åse Ærø", "Bo"], False, []),
        ("Tlf.", ["12345678", "+45 21 12 34 56"], False, []),
    ],
)
def test_a_column_is_refused_or_single_cells_are_struck_out(
    heading: str, cells: list[str], refused: bool, struck: list[int]
) -> None:
    assert column_findings(heading, cells) == (refused, struck)
