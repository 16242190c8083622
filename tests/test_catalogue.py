"""Our own reader of .po and writer of .mo give what GNU gettext gives."""

from __future__ import annotations

import gettext
import subprocess

import pytest

from scripts.catalogue import read_po, write_mo
from scripts.messages import entry_flaws

PO = r"""
msgid ""
msgstr ""
"Language: da\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

# A word to the translator
#. A word from the code
#: somewhere.py:12
#, python-format
msgid "%(n)s meeting"
msgid_plural "%(n)s meetings"
msgstr[0] "%(n)s møde"
msgstr[1] "%(n)s møder"

msgctxt "verb"
msgid "Score"
msgstr "Giv point"

msgid "Score"
msgstr "Pointtal"

msgid ""
"Two lines\n"
"with \"quotes\" and a \\ and a \t tab"
msgstr ""
"To linjer\n"
"med \"anførselstegn\" og en \\ og en \t tabulator"

#, fuzzy
#| msgid "Before"
msgid "After"
msgstr "Før"

msgid "Not yet"
msgstr ""

#~ msgid "Gone"
#~ msgstr "Væk"
"""


@pytest.fixture
def po(tmp_path):
    path = tmp_path / "django.po"
    path.write_text(PO.lstrip(), encoding="utf-8")
    return path


def translations(path):
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)


def test_the_mo_file_says_the_same_as_the_one_gettext_makes(po, tmp_path):
    write_mo(read_po(po), tmp_path / "ours.mo")
    subprocess.run(["msgfmt", "-o", tmp_path / "theirs.mo", po], check=True)
    ours, theirs = translations(tmp_path / "ours.mo"), translations(tmp_path / "theirs.mo")
    assert ours._catalog == theirs._catalog
    assert ours.info() == theirs.info()
    assert (ours.gettext("Score"), ours.pgettext("verb", "Score")) == ("Pointtal", "Giv point")
    assert [ours.ngettext("%(n)s meeting", "%(n)s meetings", n) for n in (1, 2)] == ["%(n)s møde", "%(n)s møder"]


def test_entries_are_read_with_their_flags(po):
    entries = read_po(po)
    assert [entry.message for entry in entries if entry.is_fuzzy] == ["After"]
    assert [entry.message for entry in entries if entry.obsolete] == ["Gone"]
    assert [entry.message for entry in entries if not entry.is_translated] == ["Not yet"]
    assert entries[4].message == 'Two lines\nwith "quotes" and a \\ and a \t tab'


@pytest.mark.parametrize(
    ("text", "flaws"),
    [
        ('msgid "%(n)s met"\nmsgstr "%(n)s mødtes"', []),
        ('msgid "%(n)s met"\nmsgstr "mødtes"', ["other placeholders than the message: '%(n)s met'"]),
        ('msgid "{name} met"\nmsgstr "{navn} mødtes"', ["other placeholders than the message: '{name} met'"]),
        ('msgid "Meet"\nmsgstr ""', ["not translated: 'Meet'"]),
        ('#, fuzzy\nmsgid "Meet"\nmsgstr "Mød"', ["unsure (fuzzy): 'Meet'"]),
        ('#~ msgid "Meet"\n#~ msgstr "Mød"', ["left over: 'Meet'"]),
        ('msgid "%d"\nmsgid_plural "%d"\nmsgstr[0] "%d"', ["two forms are needed: '%d'"]),
        ('msgid "one"\nmsgid_plural "%(n)s"\nmsgstr[0] "en"\nmsgstr[1] "%(n)s"', []),
    ],
)
def test_what_is_wrong_with_a_translation_is_said(tmp_path, text, flaws):
    path = tmp_path / "django.po"
    path.write_text(f"{text}\n", encoding="utf-8")
    assert [flaw for entry in read_po(path) for flaw in entry_flaws(entry)] == flaws


@pytest.mark.parametrize("text", ['msgid "open', 'msgwhat "x"', 'msgid "a"\nmsgstr b'])
def test_a_catalogue_that_cannot_be_read_names_the_line(tmp_path, text):
    path = tmp_path / "django.po"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"django\.po:\d: "):
        read_po(path)
