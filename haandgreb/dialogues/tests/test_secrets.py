"""What is written in dialogues stands sealed, and in nothing beside: no trail, mail, log, title, file name or error."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from haandgreb.dialogues.models import Prepared, TalkText
from haandgreb.dialogues.tests.crawling import elsewhere, pages
from haandgreb.dialogues.tests.filling import send_all
from haandgreb.dialogues.tests.planted import MARK, Planted, word
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared.logs import WithoutValues
from haandgreb.shared.models import AuditEntry, OutboxMessage
from haandgreb.shared.sealed import sealed_columns

# Tables whose plain text is for many: what the works council decides, a group's plan, times and places, goals that
# strategy and competences own, what somebody has promised. Nothing of a preparation, a note or minutes is among them.
PLAIN = {
    "dialogues": {"Concept", "CheckAnswer", "Decision", "YearEvent", "Kind", "Round", "GroupTalk", "GroupAction",
                  "GroupReview", "JointStart"},
    "competences": {"DevelopmentGoal", "DevelopmentGoalVersion", "PathStep", "Support", "GoalFollowUp"},
    "followups": {"FollowUp", "Move"},
}  # fmt: skip
# One line of a row that is otherwise sealed: where the talk is held, and the number of the case it was filed under.
PLAIN_COLUMNS = {"Dialogue": {"place"}, "Agreement": {"filed_as"}, "ProposedTime": {"place"}}


def hits() -> set[str]:
    """Table.column of every place in the database, every table of it, where the mark stands in plain text."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        columns = [column.column for column in model._meta.concrete_fields]
        named = ", ".join(connection.ops.quote_name(column) for column in columns)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {named} FROM {connection.ops.quote_name(model._meta.db_table)}")
            for values in cursor.fetchall():
                found |= {
                    f"{model.__name__}.{column}"
                    for column, value in zip(columns, values, strict=True)
                    if MARK.encode() in raw(value)
                }
    return found


def raw(value: object) -> bytes:
    """What the database holds, as bytes."""
    if isinstance(value, bytes | memoryview | bytearray):
        return bytes(value)
    return json.dumps(value, default=str, ensure_ascii=False).encode()


def sealed_texts() -> str:
    """All that is sealed, opened with the key."""
    return json.dumps(
        [getattr(row, column.attname) for model, column in sealed_columns() for row in model._base_manager.all()],
        ensure_ascii=False,
    )


def is_plain(hit: str) -> bool:
    table, _, column = hit.partition(".")
    return column in PLAIN_COLUMNS.get(table, ()) or any(table in tables for tables in PLAIN.values())


def files() -> bytes:
    """The bytes of the database's files: what was deleted and what waits in the journal are among them."""
    place = Path(str(connection.settings_dict["NAME"]))
    return b"".join(one.read_bytes() for one in place.parent.glob(f"{place.name}*"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("state", ["shared", "agreed"])
def test_a_copy_of_the_database_tells_nothing_of_what_was_written(state):
    planted = Planted(state)
    Prepared.objects.filter(writer=planted.mads, key="remember").delete()
    for row in TalkText.objects.all():
        row.text = word("written anew")
        row.save()

    assert {hit for hit in hits() if not is_plain(hit)} == set()
    if connection.vendor == "sqlite":
        left = set(re.findall(rb"HEMMELIG\w+?xq", files()))
        assert left <= {word("goal").encode()}


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["draft", "shared", "held", "agreed"])
@pytest.mark.parametrize("role", ["person", "manager"])
def test_whatever_is_written_on_any_page_lies_sealed_and_in_no_log(caplog, state, role):
    caplog.set_level(logging.DEBUG)
    planted = Planted(state)
    client = Client()
    sign_in(client, planted.who(role)[0])
    answers = [one.status_code for page in pages() for one in send_all(client, page, f"{MARK}typed")]

    assert [status for status in answers if status >= 500] == []
    assert f"{MARK}typed" in sealed_texts()
    assert {hit for hit in hits() if not is_plain(hit)} == set()
    assert MARK not in caplog.text
    rows = [*AuditEntry.objects.values(), *OutboxMessage.objects.values()]
    assert MARK not in json.dumps(rows, default=str, ensure_ascii=False)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["person", "manager"])
def test_no_title_file_name_or_header_holds_what_was_written(client, role):
    planted = Planted("agreed")
    sign_in(client, planted.who(role)[0])
    telling = {}
    for page in [*pages(), *elsewhere("Gorm")]:
        answer = client.get(page)
        body = "" if answer.streaming else answer.content.decode("utf-8", "replace")
        title = "".join(re.findall(r"<title>(.*?)</title>", body, re.S))
        head = " ".join(f"{name} {value}" for name, value in answer.headers.items())
        if MARK in title + head or (answer.status_code == 200 and answer.headers["Cache-Control"] != "no-store"):
            telling[page] = (title, head)

    assert telling == {}


@pytest.mark.django_db
def test_a_page_that_breaks_tells_neither_the_reader_nor_the_log(caplog, monkeypatch):
    caplog.set_level(logging.DEBUG)
    planted = Planted("agreed")
    client = Client(raise_request_exception=False)
    sign_in(client, planted.mads)

    def breaks(*arguments: object) -> None:
        text = word("her own")
        raise ValueError(text)

    monkeypatch.setattr("haandgreb.dialogues.views.dialogue.seen", breaks)
    answer = client.get(reverse("dialogues:dialogue", args=[planted.dialogue.pk]))

    assert (answer.status_code, MARK in answer.content.decode()) == (500, False)
    lines = [WithoutValues().format(record) for record in caplog.records]
    assert [line for line in lines if MARK in line] == []


@pytest.mark.django_db
def test_the_search_for_people_finds_nothing_anybody_has_written(client):
    planted = Planted("agreed")
    sign_in(client, planted.mads)
    found = [client.get(page).content.decode() for page in elsewhere(word("minutes")) if "?q=" in page]

    assert [text for text in found if planted.mads.name in text.split("<main")[-1]] == []
