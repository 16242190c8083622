"""ESCO's files: what is read, what is left out and why, and how two languages become one entry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.competences.rules import esco
from haandgreb.competences.rules.esco import Entry, Language, Skill
from haandgreb.competences.tests.esco_files import HEADINGS, a_row


def read(*rows, headings=HEADINGS):
    cells = [[row[name] for name in headings] for row in rows]
    return esco.read(headings, cells, range(2, 2 + len(cells)))


def test_a_row_is_a_skill_with_its_names_and_what_it_means():
    row = a_row(7, reuseLevel="transversal", hiddenLabels="færdighed 00007\nfærdighed nr. 7")

    assert read(row).skills == {
        row["conceptUri"]: Skill(
            label="færdighed 00007",
            other_names="færdighed nr. 7\nfærdighed nummer 7",
            description="At kunne øve sig på opgave 7, også når det er svært.",
            kind="general",
        )
    }


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"conceptUri": ""}, "no-address"),
        ({"conceptUri": "javascript:alert(1)"}, "no-address"),
        ({"conceptUri": esco.ADDRESS + "x" * 200}, "too-long"),
        ({"conceptType": "Occupation"}, "not-a-skill"),
        ({"preferredLabel": "  "}, "no-label"),
        ({"preferredLabel": "x" * 201}, "too-long"),
    ],
)
def test_a_row_that_is_no_skill_is_left_out_with_its_line_and_the_reason(facts, reason):
    found = read(a_row(1), a_row(2, **facts))

    assert [(row.line, row.reason) for row in found.refused] == [(3, reason)]
    assert len(found.skills) == 1


def test_marks_one_cannot_see_are_taken_out_of_what_is_read():
    found = read(a_row(1, preferredLabel="\u202efa\u0301\x1brdighed\u2066", description="a\u200fb"))

    assert [(one.label, one.description) for one in found.skills.values()] == [("fárdighed", "ab")]


def test_the_same_address_twice_counts_once():
    found = read(a_row(1), a_row(1, preferredLabel="noget andet"))

    assert [skill.label for skill in found.skills.values()] == ["færdighed 00001"]
    assert [row.reason for row in found.refused] == ["twice"]


def test_a_row_with_too_few_cells_is_left_out():
    found = esco.read(HEADINGS, [list(a_row(1).values())], [2], misfits=[0])

    assert [row.reason for row in found.refused] == ["cells"]


def test_what_is_not_released_is_withdrawn():
    row = a_row(1, status="obsolete")

    assert read(row) == Language(withdrawn=frozenset([row["conceptUri"]]))


def test_upper_and_lower_case_in_headings_make_no_difference():
    headings = [name.upper() for name in HEADINGS]

    found = esco.read(headings, [list(a_row(1).values())], [2])

    assert len(found.skills) == 1
    assert esco.missing_columns(headings) == []
    assert esco.missing_columns(["navn", "conceptUri"]) == ["preferredLabel"]


DANISH, ENGLISH = Skill("klart sprog", "letlæst", "At skrive klart."), Skill("plain language", "", "To write plainly.")
BOTH = Entry("klart sprog", "plain language", "At skrive klart.", "To write plainly.", "letlæst")


@pytest.mark.parametrize(
    ("danish", "english", "held", "becomes"),
    [
        (DANISH, ENGLISH, None, BOTH),
        (DANISH, None, None, Entry("klart sprog", "", "At skrive klart.", "", "letlæst")),
        (None, ENGLISH, None, Entry("plain language", "plain language", "", "To write plainly.")),
        (DANISH, None, Entry("plain language", "plain language", "", "To write plainly."), BOTH),
        (None, ENGLISH, Entry("klart sprog", "", "At skrive klart.", "", "letlæst"), BOTH),
        (None, Skill("plain words"), Entry("plain language", "plain language"), Entry("plain words", "plain words")),
        (None, Skill("plain words"), BOTH, Entry("klart sprog", "plain words", "At skrive klart.", "", "letlæst")),
    ],
    ids=["both", "danish", "english", "danish later", "english later", "renamed, no danish yet", "renamed in english"],
)
def test_two_languages_become_one_entry_whichever_comes_first(danish, english, held, becomes):
    assert esco.entry(danish, english, held) == becomes


def test_one_file_given_as_both_languages_is_seen():
    rows = [a_row(number) for number in range(20)]
    english = [a_row(number, "en") for number in range(20)]

    assert esco.same_language(read(*rows), read(*rows))
    assert not esco.same_language(read(*rows), read(*english))


@pytest.mark.parametrize(("gone", "held", "is_many"), [(0, 0, False), (10, 100, False), (11, 100, True), (1, 1, True)])
def test_more_than_a_tenth_is_many(gone, held, is_many):
    assert esco.is_many_gone(gone, held) is is_many


skills = st.builds(Skill, label=st.text(min_size=1), other_names=st.text(), description=st.text())
languages = st.dictionaries(st.sampled_from("abcd"), skills).map(Language)


@given(languages, languages)
def test_reading_the_same_list_again_changes_nothing(danish, english):
    once = esco.entries(danish, english, {})

    assert esco.entries(danish, english, once) == once


@given(languages, languages)
def test_one_language_after_the_other_is_the_same_as_both_at_once_where_both_know_the_skill(danish, english):
    both = esco.entries(danish, english, {})
    first = esco.entries(Language(), english, {})
    then = esco.entries(danish, Language(), first)

    for key in danish.skills.keys() & english.skills.keys():
        assert then[key] == both[key]
