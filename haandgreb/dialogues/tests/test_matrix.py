"""
Who may read what of a dialogue, on every page there is: one table, each cell tried in every state and situation.

Source: security-and-privacy.md 1, confidentiality.md 2. Each text holds a word of its own; all pages of dialogues are
walked as each of the people, and the words that are found are exactly those of the table.
"""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from haandgreb.dialogues.tests.crawling import elsewhere, pages, read
from haandgreb.dialogues.tests.planted import MARK, Planted, word
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock
from haandgreb.shared.passport import capabilities

pytestmark = pytest.mark.django_db

FOUND = re.compile(rf"{MARK}[\w-]+?xq")

# Text, from which state on it is there, and who reads it then.
#   E the person · M her manager · C the colleague who was asked · N a new manager afterwards. Everybody else: nothing.
TABLE = """
her own                 draft    E
her shared              draft    E
her shared              shared   E M
her headline            draft    E
her headline            shared   E M
her note under it       draft    E
her draft               draft    E
his own                 draft    M
his shared              draft    M
his shared              shared   E M
colleague said          draft    E C
her group point         draft    E
her group note          draft    E
her group need          draft    E
her reflection          draft    E
her private note        held     E
his private note        held     M
what she said           held     E M
what he said            held     E M
minutes                 held     E M
her hidden card         held     E
her card                held     E M
his hidden card         held     M
her unsent feedback     held     E
her feedback            held     E M
goal                    agreed   E M N
agreement               agreed   E M N
follow-up               agreed   E M
"""
ORDER = ["draft", "shared", "held", "agreed"]


def row(line: str) -> tuple[str, str, set[str]]:
    name, state, who = re.split(r"\s{2,}", line.strip())
    return name, state, set(who.split())


ROWS = [row(line) for line in TABLE.strip().splitlines()]


def allowed(state: str, letter: str) -> set[str]:
    """The words the table gives this reader in the state: of each text the line that is latest by then."""
    readers = {name: who for name, since, who in ROWS if ORDER.index(since) <= ORDER.index(state)}
    return {word(name) for name, who in readers.items() if letter in who}


# Situation, who, whose column of the table. "-": nothing at all.
READERS = [
    ("plain", "person", "E"),
    ("plain", "manager", "M"),
    ("plain", "above", "-"),
    ("plain", "colleague", "C"),
    ("plain", "deputy", "-"),
    ("plain", "hr", "-"),
    ("plain", "council", "-"),
    ("plain", "admin", "-"),
    ("plain", "other_manager", "-"),
    ("replaced", "person", "E"),
    ("replaced", "former", "-"),
    ("replaced", "new", "N"),
    ("two hats", "hr_hat", "-"),
    ("two hats", "manager_hat", "M"),
    ("picked", "picked", "M"),
    ("picked", "manager", "-"),
]
# What a page of the two need not show, though the table allows it: only that nobody else reads it is asked.
ELSEWHERE_SHOWN = {word("her draft"), word("her reflection"), word("goal"), word("her unsent feedback")}


def found_by(client: Client, planted: Planted, role: str) -> set[str]:
    person, hat = planted.who(role)
    sign_in(client, person, hat)
    answers = read(client, [*pages(), *elsewhere(MARK)])
    # The page that says nothing was found repeats what was searched for.
    return {hit for text in answers.values() for hit in FOUND.findall(text)}


# Who reads nothing is tried where something has been shared, and where everything is there.
CELLS = [(state, *reader) for reader in READERS for state in (ORDER if reader[2] in "EM" else ["shared", "agreed"])]


@pytest.mark.parametrize(("state", "situation", "role", "letter"), CELLS)
def test_each_reads_what_the_table_gives_her_and_nothing_else(client, state, situation, role, letter):
    planted = Planted(state, situation)

    found = found_by(client, planted, role)
    may = allowed(state, letter)
    assert found - may == set()
    if letter in "EM" and situation in ("plain", "picked"):
        assert may - found - ELSEWHERE_SHOWN == set()


@pytest.mark.parametrize("state", ["draft", "held", "agreed"])
def test_a_copy_of_ones_data_holds_what_is_ones_own_and_what_was_written_about_one(state):
    planted = Planted(state)
    copies = {}
    for role in ("person", "manager", "above", "colleague", "deputy", "hr", "council", "admin"):
        data = [one.personal_data(planted.who(role)[0]) for one in capabilities()]
        copies[role] = set(FOUND.findall(json.dumps(data, default=str, ensure_ascii=False)))

    everything = {word(name) for name, since, _who in ROWS if ORDER.index(since) <= ORDER.index(state)}
    assert copies.pop("person") == everything
    assert copies.pop("colleague") == {word("colleague said")}
    # Feedback to him is about him; a goal shared with him is among what he promised to support.
    assert copies.pop("manager") <= {word("her feedback"), word("goal")}
    assert {role: words for role, words in copies.items() if words} == {}


def knows_of(page: str, role: str) -> bool:
    """HR plans who talks with whom, and so knows by name that there is a dialogue; never what is in it."""
    return role == "hr" and "/people/" in page


def test_a_new_managers_copy_holds_nothing_that_was_said_to_the_one_before():
    planted = Planted("held", "replaced")
    for role in ("new", "former"):
        data = [one.personal_data(planted.who(role)[0]) for one in capabilities()]
        assert FOUND.findall(json.dumps(data, default=str, ensure_ascii=False)) == []


@pytest.mark.parametrize("role", ["above", "colleague", "deputy", "hr", "council", "admin", "other_manager"])
def test_what_is_there_and_what_is_not_look_the_same_to_who_may_not_know(client, role):
    planted = Planted("agreed")
    person, hat = planted.who(role)
    sign_in(client, person, hat)
    there = str(planted.dialogue.pk)
    nowhere = there[:-4] + ("0000" if there[-4:] != "0000" else "1111")
    differing = {}
    for page in [one for one in pages() if there in one and not knows_of(one, role)]:
        real, other = client.get(page), client.get(page.replace(there, nowhere))
        if (real.status_code, plain(real)) != (other.status_code, plain(other)):
            differing[page] = (real.status_code, other.status_code)

    assert differing == {}


def plain(answer) -> str:
    return re.sub(r'name="(csrfmiddlewaretoken|once)" value="[^"]+"', "", answer.content.decode())


@pytest.mark.parametrize("role", ["above", "colleague", "deputy", "hr", "council", "admin", "other_manager", "former"])
def test_nobody_else_changes_anything_with_any_form(client, role):
    planted = Planted("held", "replaced" if role == "former" else "plain")
    person, hat = planted.who(role)
    sign_in(client, person, hat)
    before = planted.rows()
    forms = {"state": "agreed", "text": "x", "manager": str(person.pk), "person": str(person.pk), "version": "1",
             "number": "1", "shared": "proud", "field": "proud", "keys": "proud", "key": "proud"}  # fmt: skip
    there = str(planted.dialogue.pk)
    answers = {page: client.post(page, forms).status_code for page in pages(forms=True) if there in page}

    taken = {page for page, status in answers.items() if status not in (403, 404, 405)}
    assert {page for page in taken if not knows_of(page, role)} == set()
    assert planted.rows() == before


def test_the_manager_loses_all_in_the_moment_another_takes_over(client):
    planted = Planted("shared")
    page = reverse("dialogues:dialogue", args=[planted.dialogue.pk])
    sign_in(client, planted.gorm)
    assert client.get(page).status_code == 200

    planted.place.another_manager()
    assert client.get(page).status_code == 404
    assert found_by(client, planted, "former") == set()


def test_somebody_who_has_left_is_out_at_her_next_click(client):
    planted = Planted("agreed")
    sign_in(client, planted.mads)
    planted.mads.engagements.update(valid_to=clock.today())

    assert {client.get(page).status_code for page in pages()[:20]} <= {302, 405}


def test_an_administrator_cannot_make_herself_hr_or_manager(client):
    planted = Planted("agreed")
    admin = planted.place.admin
    sign_in(client, admin)
    client.post(
        reverse("organisation:roles"),
        {"person": admin.email, "kind": "hr", "everywhere": "on", "valid_from": clock.today().isoformat()},
    )
    assert set(admin.roles.values_list("kind", flat=True)) == {"administrator"}
    assert found_by(client, planted, "admin") == set()
