"""Text sealed with a key outside the database: it opens in its own place, with its own key, and nowhere else."""

from __future__ import annotations

import stat

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from haandgreb.shared import keyring
from haandgreb.shared.key_files import DamagedKeyFile

HERE = "shared.draft|1|fields"
texts = some.text(max_size=300)
quickly = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    """Keys of this test alone."""
    settings.DATA_DIR = tmp_path / "data"


@quickly
@given(texts)
def test_a_sealed_text_opens_to_what_was_written(text):
    assert keyring.unseal(keyring.seal(text, place=HERE), place=HERE) == text


def test_the_same_text_is_sealed_differently_each_time_and_does_not_show():
    one, other = (keyring.seal("Jeg vil gerne tale om tempoet", place=HERE) for _ in range(2))

    assert one != other
    assert b"tempoet" not in one + other


@pytest.mark.parametrize("place", ["shared.draft|2|fields", "shared.draft|1|other", "other.thing|1|fields"])
def test_a_text_moved_to_another_row_column_or_table_does_not_open(place):
    sealed = keyring.seal("privat", place=HERE)

    with pytest.raises(keyring.Damaged):
        keyring.unseal(sealed, place=place)


@quickly
@given(text=texts, data=some.data())
def test_a_text_with_one_changed_bit_does_not_open(text, data):
    sealed = bytearray(keyring.seal(text, place=HERE))
    sealed[data.draw(some.integers(0, len(sealed) - 1))] ^= 1 << data.draw(some.integers(0, 7))

    with pytest.raises(keyring.Unreadable):
        keyring.unseal(bytes(sealed), place=HERE)


def test_the_key_file_is_its_owners_alone():
    keyring.seal("privat", place=HERE)

    assert stat.S_IMODE(keyring.path().stat().st_mode) == 0o600
    assert stat.S_IMODE(keyring.path().parent.stat().st_mode) == 0o700


def test_a_new_key_writes_and_the_old_one_still_opens():
    old = keyring.seal("før", place=HERE)
    first = keyring.ids()
    new = keyring.add_key()
    later = keyring.seal("efter", place=HERE)

    assert keyring.ids() == [new, *first]
    assert [keyring.key_of(sealed) for sealed in (old, later)] == [first[0], new]
    assert [keyring.unseal(sealed, place=HERE) for sealed in (old, later)] == ["før", "efter"]


def test_a_text_whose_key_is_gone_names_the_key():
    sealed = keyring.seal("væk", place=HERE)
    lost = keyring.ids()[0]
    keyring.add_key()

    assert keyring.drop_old_keys() == [lost]
    with pytest.raises(keyring.KeyMissing) as trouble:
        keyring.unseal(sealed, place=HERE)
    assert trouble.value.key == lost


@pytest.mark.parametrize("content", ["", "not a key\n", "QUJD\n"])
def test_a_damaged_key_file_is_never_written_over(content):
    keyring.seal("privat", place=HERE)
    keyring.path().write_text(content, encoding="ascii")

    with pytest.raises(DamagedKeyFile):
        keyring.seal("mere", place=HERE)
    with pytest.raises(DamagedKeyFile):
        keyring.add_key()
    assert keyring.path().read_text(encoding="ascii") == content


@pytest.mark.parametrize("sealed", [b"", b"\x01ab", b"plain text that was never sealed"])
def test_what_was_never_sealed_is_called_damaged(sealed):
    with pytest.raises(keyring.Damaged):
        keyring.unseal(sealed, place=HERE)
