"""The short code on the wall, read however it is typed, and the ballot nobody can trace back."""

import hashlib
import hmac
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.meetings.rules import codes

KEY = bytes(range(32))
MEETING = UUID("0190c8a2-6f3e-7c1a-8b4d-2f5e6a7b8c9d")
OTHER_MEETING = UUID("0190c8a2-6f3e-7c1a-8b4d-2f5e6a7b8c9e")

drawn = st.integers().map(lambda seed: codes.draw_code(Random(seed)))


def test_no_sign_can_be_taken_for_another():
    assert set("0O1IL") & set(codes.ALPHABET) == set()
    assert len(codes.ALPHABET) == len(set(codes.ALPHABET)) == 31
    assert codes.ALPHABET.upper() == codes.ALPHABET


@given(st.integers())
def test_a_code_has_eight_signs_of_the_alphabet_and_comes_from_the_draw_alone(seed):
    code = codes.draw_code(Random(seed))

    assert len(code) == 8
    assert set(code) <= set(codes.ALPHABET)
    assert code == codes.draw_code(Random(seed))


def test_codes_use_the_whole_alphabet_evenly():
    source = Random(2026)
    signs = "".join(codes.draw_code(source) for _ in range(3100))

    assert {sign for sign in codes.ALPHABET if not 650 < signs.count(sign) < 950} == set()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ABCD2345", "ABCD2345"),
        ("abcd2345", "ABCD2345"),
        ("abcd-2345", "ABCD2345"),
        (" Abcd 2345 ", "ABCD2345"),
        ("a b c d 2 3 4 5", "ABCD2345"),
        ("ABCD–2345", "ABCD2345"),
        ("ＡＢＣＤ２３４５", "ABCD2345"),
        ("https://moeder.example/s/ABCD2345", "ABCD2345"),
        ("http://127.0.0.1:8000/s/abcd2345/", "ABCD2345"),
        ("/s/ABCD-2345", "ABCD2345"),
        ("", None),
        ("/", None),
        ("ABCD234", None),
        ("ABCD23456", None),
        ("ABCD2340", None),
        ("ABCDO345", None),
        ("ABCD1345", None),
        ("ABCDI345", None),
        ("ABCDL345", None),
        ("ÆBCD2345", None),
        ("ÆABCD2345", None),
        ("ABCD+2345", None),
        ("ABCD\u200b2345", "ABCD2345"),
        ("ABCD２３４٥", None),
        ("ABCD2345" * 1000, None),
        ("ß" * 4, None),
    ],
)
def test_a_code_is_read_as_people_type_it(typed, code):
    assert codes.read_code(typed) == code


def test_a_code_is_read_aloud_in_two_halves():
    assert codes.grouped("ABCD2345") == "ABCD-2345"


@given(drawn)
def test_what_is_written_on_the_wall_can_be_typed(code):
    assert codes.read_code(codes.grouped(code).lower()) == code
    assert codes.is_code(code)


@given(st.text(max_size=40))
def test_whatever_is_typed_gives_a_code_or_none(typed):
    code = codes.read_code(typed)

    assert code is None or codes.is_code(code)


def test_the_ballot_is_the_keyed_hash_of_cookie_and_meeting():
    expected = hmac.new(KEY, b"meeting ballot\0" + MEETING.bytes + b"biscuit", hashlib.sha256).hexdigest()

    assert codes.ballot(KEY, "biscuit", MEETING) == expected
    assert len(expected) == 64


def test_the_same_device_has_the_same_ballot_and_every_other_has_its_own():
    ballots = [
        codes.ballot(KEY, "biscuit", MEETING),
        codes.ballot(KEY, "biscuit", MEETING),
        codes.ballot(KEY, "cracker", MEETING),
        codes.ballot(KEY, "biscuit", OTHER_MEETING),
        codes.ballot(KEY[::-1], "biscuit", MEETING),
    ]

    assert ballots[0] == ballots[1]
    assert len(set(ballots)) == 4


@given(st.text(max_size=60), st.text(max_size=60))
def test_two_cookies_never_share_a_ballot(one, other):
    assert (codes.ballot(KEY, one, MEETING) == codes.ballot(KEY, other, MEETING)) == (one == other)


def test_a_short_key_is_refused():
    with pytest.raises(ValueError, match="at least 16 bytes"):
        codes.ballot(KEY[:15], "biscuit", MEETING)

    assert len(codes.ballot(KEY[:16], "biscuit", MEETING)) == 64
