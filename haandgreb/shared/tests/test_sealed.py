"""What a person is typing is hers: a copy of the database does not tell it, and a lost key is said in words."""

from __future__ import annotations

import uuid
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.http import QueryDict
from django.utils import translation

from haandgreb.shared import drafts, keyring, sealed
from haandgreb.shared.models import Draft
from haandgreb.site.operator import text_keys
from haandgreb.site.operator.words import Stop

pytestmark = pytest.mark.django_db
WORDS = "Jeg vil gerne tale om tempoet i oplæringen"


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    """Keys of this test alone, and an operator who reads English."""
    settings.DATA_DIR = tmp_path / "data"
    with translation.override("en"):
        yield


@pytest.fixture
def mads():
    """Somebody with an id: that is all a draft asks."""
    return SimpleNamespace(pk=uuid.uuid4())


def typed(text: str) -> QueryDict:
    fields = QueryDict(mutable=True)
    fields["title"] = text
    return fields


def raw() -> bytes:
    """What stands in the column, as a copy of the database has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT fields FROM shared_draft ORDER BY form")
        return b"".join(bytes(row[0]) for row in cursor.fetchall())


def test_a_draft_comes_back_and_its_words_do_not_stand_in_the_database(mads):
    drafts.keep(mads, "goal", typed(WORDS))
    drafts.keep(mads, "goal", typed(f"{WORDS}."))

    kept = drafts.find(mads, "goal")
    assert kept is not None
    assert kept["title"] == f"{WORDS}."
    assert b"tempoet" not in raw()
    assert b"title" not in raw()


def test_a_draft_copied_into_another_persons_row_does_not_open(mads):
    other = SimpleNamespace(pk=uuid.uuid4())
    drafts.keep(mads, "goal", typed(WORDS))
    drafts.keep(other, "goal", typed("Noget andet"))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE shared_draft SET fields = (SELECT fields FROM shared_draft ORDER BY person LIMIT 1)")

    opened = [found["title"] for one in (mads, other) if (found := drafts.find(one, "goal")) is not None]
    assert len(opened) == 1  # only where it was sealed


def test_saving_a_row_for_another_reason_leaves_the_sealed_text_alone(mads):
    drafts.keep(mads, "goal", typed(WORDS))
    before = raw()
    row = Draft.objects.get()
    row.form = "other goal"
    row.save()

    assert raw() == before
    assert drafts.find(mads, "other goal") is not None


def test_a_sealed_column_is_not_written_without_its_row(mads):
    drafts.keep(mads, "goal", typed(WORDS))

    with pytest.raises(TypeError, match="by saving the row"):
        Draft.objects.update(fields={"title": ["in plain text"]})


def test_a_new_key_seals_every_draft_anew_and_nothing_is_lost(mads, capsys):
    for number in range(5):
        drafts.keep(mads, f"form {number}", typed(f"{WORDS} {number}"))
    old = keyring.ids()

    text_keys.rotate(forget_old=False)

    assert {key: sum(kinds.values()) for key, kinds in sealed.keys_in_use().items()} == {keyring.ids()[0]: 5}
    assert keyring.ids()[1:] == old  # for backups from before
    assert keyring.ids()[0] in capsys.readouterr().out
    kept = [drafts.find(mads, f"form {number}") for number in range(5)]
    assert [one["title"] for one in kept if one] == [f"{WORDS} {number}" for number in range(5)]


def test_sealing_anew_twice_changes_nothing_the_second_time(mads):
    drafts.keep(mads, "goal", typed(WORDS))
    keyring.add_key()

    assert [sealed.seal_anew(), sealed.seal_anew()] == [1, 0]


def test_old_keys_are_forgotten_when_no_text_needs_them(mads):
    drafts.keep(mads, "goal", typed(WORDS))

    text_keys.rotate(forget_old=True)

    assert len(keyring.ids()) == 1
    assert drafts.find(mads, "goal") is not None


def test_a_lost_key_is_said_in_words_and_the_form_opens_empty(mads):
    drafts.keep(mads, "goal", typed(WORDS))
    lost = keyring.ids()[0]
    keyring.path().unlink()
    drafts.keep(mads, "other", typed("Skrevet bagefter"))

    assert drafts.find(mads, "goal") is None
    assert drafts.find(mads, "other") is not None
    assert text_keys.missing() == [
        f"Key {lost} is missing in keys/text.keys. Without it these cannot be read: 1 forms not saved yet. "
        "Everything else can. Put the line back from your copy of keys/."
    ]


def test_no_key_is_forgotten_while_a_text_needs_one_that_is_missing(mads):
    drafts.keep(mads, "goal", typed(WORDS))
    lost = keyring.ids()[0]
    keyring.path().unlink()

    with pytest.raises(Stop, match=lost):
        text_keys.rotate(forget_old=True)
    assert len(keyring.ids()) == 2


def test_a_damaged_key_file_is_said_in_words(mads):
    drafts.keep(mads, "goal", typed(WORDS))
    keyring.path().write_text("damaged\n", encoding="ascii")

    words = "The key file is damaged (line 1 of text.keys). Put it back from your copy of keys/."
    assert text_keys.missing() == [words]
    with pytest.raises(Stop) as stop:
        text_keys.rotate(forget_old=False)
    assert str(stop.value) == words


def test_her_copy_holds_what_she_has_typed(mads):
    drafts.keep(mads, "goal", typed(WORDS))

    (kept,) = apps.get_app_config("shared").personal_data(mads)["not saved yet"]
    assert (kept["form"], kept["fields"]) == ("goal", {"title": [WORDS]})


def test_a_damaged_draft_stops_neither_the_server_nor_a_new_key(mads):
    drafts.keep(mads, "whole", typed(WORDS))
    for form, content in [("changed", b"x"), ("nothing of ours", b"")]:
        drafts.keep(mads, form, typed(WORDS))
        row = Draft.objects.get(form=form)
        held = Draft.objects.values_list("fields", flat=True).get(form=form)
        row.fields = sealed.Sealed(held[:-1] + content if content else b"junk")
        row.save()

    assert [line.split(".")[0] for line in text_keys.missing()] == ["Key ? is missing in keys/text"]
    assert sealed.seal_anew() == 0
    keyring.add_key()
    assert sealed.seal_anew() == 1  # the whole one; the others stay as they are
    assert drafts.find(mads, "changed") is None
    assert drafts.find(mads, "whole") is not None
