"""What people write is cleaned, kept within its length, and stopped where it looks like a CPR number."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.confidentiality.fields import CleanText, clean_text
from haandgreb.shared.cpr import holds_cpr


@pytest.mark.parametrize(
    "text",
    [
        "0102031234",
        "Ring til 010203-1234 i dag",
        "010203 1234",
        "01.02.03-1234",
        "(311299-0001)",
        "erstatning 610203-1234",
    ],
)
def test_what_looks_like_a_cpr_number_is_stopped(text):
    with pytest.raises(ValidationError) as refusal:
        clean_text(text)

    assert refusal.value.code == "cpr"


@pytest.mark.parametrize(
    "text",
    [
        "sag 2026-010203",
        "9912311234",
        "tlf. 33 92 00 00",
        "12345678901234",
        "https://mss.example/0f8fad5b-d9cb-469f-a165-708677281111",
        "kl. 10.30",
    ],
)
def test_other_numbers_are_let_through(text):
    assert clean_text(text) == text


def test_control_and_direction_marks_fall_away_and_letters_are_composed():
    assert clean_text("A\x00b\u202ecd\r\ne\u0301") == "Abcd\né"


@given(st.text(max_size=80))
def test_cleaning_twice_changes_nothing_more(text):
    if holds_cpr(text):
        return
    try:
        once = clean_text(text)
    except ValidationError:
        return

    assert clean_text(once) == once


def test_a_text_longer_than_its_field_is_refused_and_a_line_end_counts_once():
    field = CleanText(max_length=5)

    assert field.clean("ab\r\ncd") == "ab\ncd"
    with pytest.raises(ValidationError):
        field.clean("abcdef")
