"""Parts pages are made of: fields with their errors, charts, two texts beside each other, pages that lead on."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils import translation

from haandgreb.shared.charts import Figure, Table, distribution
from haandgreb.shared.conflict import Clash, Conflict, clash_of_choices, clashes_between
from haandgreb.shared.tests.test_look import ESCAPED, HOSTILE, MOMENT, drawn

# --- fields


class Plan(forms.Form):
    title = forms.CharField(label=HOSTILE, help_text=HOSTILE)
    minutes = forms.IntegerField(label="Minutes", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "Board"), ("b", HOSTILE)], widget=forms.RadioSelect)
    tell = forms.BooleanField(label="Tell them", required=False)


def test_a_field_says_what_it_is_that_it_is_required_and_what_helps():
    with translation.override("en"):
        page = drawn("{% field form.title %}", form=Plan())

    assert f'<label for="id_title">{ESCAPED} <span class="must">(required)</span></label>' in page
    assert f'<p class="hint" id="id_title_helptext">{ESCAPED}</p>' in page
    assert 'aria-describedby="id_title_helptext"' in page
    assert "<script" not in page


def test_a_field_for_english_says_so_to_who_hears_it():
    class InTwoLanguages(forms.Form):
        title = forms.CharField()
        title_en = forms.CharField()

    page = drawn("{% field form.title %}{% field form.title_en %}", form=InTwoLanguages())

    assert re.findall(r'name="(\w+)"[^>]* lang="en"', page) == ["title_en"]


def test_an_error_stands_beside_its_field_and_is_read_with_it():
    with translation.override("en"):
        page = drawn("{% field form.minutes %}", form=Plan({"minutes": "many"}))

    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_minutes_error"' in page
    assert re.search(r'<div class="wrong" id="id_minutes_error">.*<p>Enter a whole number\.</p>', page, re.DOTALL)


def test_a_group_of_choices_has_a_legend_and_its_error():
    with translation.override("en"):
        page = drawn('{% field form.kind "pick" %}', form=Plan({}))

    assert '<fieldset class="field" aria-describedby="id_kind_error">' in page
    assert "<legend>Kind" in page
    assert '<label for="id_kind_0"><input type="radio" name="kind" value="a"' in page
    assert "Fill in “Kind”." in page
    assert "<script" not in page


def test_a_tick_stands_before_its_words():
    page = drawn("{% field form.tell %}", form=Plan())

    assert re.search(
        r'<label class="option" for="id_tell"><input type="checkbox"[^>]*><span>Tell them</span></label>', page
    )


def test_the_summary_leads_to_each_field_that_needs_something():
    with translation.override("en"):
        page = drawn("{% error_summary form %}", form=Plan({"minutes": "many"}))

    assert "3 things need to be put right" in page
    assert re.findall(r'<a href="#(\w+)">([^<]+)</a>', page) == [
        ("id_title", f"Fill in “{ESCAPED}”."),
        ("id_minutes", "Minutes: Enter a whole number."),
        ("id_kind_0", "Fill in “Kind”."),
    ]


def test_a_form_nobody_has_sent_has_no_summary():
    assert drawn("{% error_summary form %}", form=Plan()).strip() == ""


# --- includes


def test_a_chart_is_a_sentence_a_picture_and_a_table():
    figure = Figure(distribution((1, 2)), Table(("Answer", "Count"), [("no", 1), (HOSTILE, 2)]))
    with translation.override("en"):
        page = render_to_string("shared/_chart.html", {"figure": figure, "says": "Two of three say yes."})

    order = [page.index(part) for part in ("Two of three say yes.", "<svg", "Show as table", "<table")]
    assert order == sorted(order)
    assert f'<th scope="row">{ESCAPED}</th><td class="num">2</td>' in page


def test_both_texts_of_a_clash_are_shown_with_what_differs_marked():
    clash = Clash("support", "Support", "Gorm reads five letters.", "Gorm reads two letters and keeps Tuesday free.")
    conflict = Conflict("Gorm", MOMENT, 7, [clash], [("title", "T & Co")])
    with translation.override("en"):
        page = render_to_string("shared/_conflict.html", {"conflict": conflict})

    assert "Gorm reads <mark>five</mark> letters." in page
    assert "Gorm reads <mark>two</mark> letters<mark> and keeps Tuesday free</mark>." in page
    assert '<input type="hidden" name="version" value="7">' in page
    assert '<input type="hidden" name="title" value="T &amp; Co">' in page
    assert '<textarea id="both_support" name="support" rows="3">Gorm reads five letters.</textarea>' in page


def test_two_choices_are_offered_with_mine_chosen():
    clash = clash_of_choices("chair", "Chair", [("1", "Jette")], [("2", "Pia & Co")])
    several = clash_of_choices("who", "Who", [("1", "A"), ("2", "B")], [("2", "B"), ("3", "C")], several=True)
    page = render_to_string("shared/_conflict.html", {"conflict": Conflict("Gorm", MOMENT, 7, [clash, several])})

    assert re.findall(r'<input type="(\w+)" id="[^"]+" name="(\w+)" value="(\w+)"( checked)?><span>([^<]+)', page) == [
        ("radio", "chair", "1", " checked", "Jette"),
        ("radio", "chair", "2", "", "Pia &amp; Co"),
        ("checkbox", "who", "1", " checked", "A"),
        ("checkbox", "who", "2", " checked", "B"),
        ("checkbox", "who", "3", "", "C"),
    ]
    assert "<textarea" not in page


@pytest.mark.parametrize(
    ("mine", "theirs", "clashes"),
    [
        ([("1", "Jette")], [("1", "Jette")], False),
        ([("1", "Jette")], [("1", "Jette Klitgren")], False),  # the same person, called otherwise
        ([("", "Nobody yet")], [("1", "Jette")], True),
        ([("1", "A"), ("2", "B")], [("2", "B"), ("1", "A")], False),
        ([], [("1", "A")], True),
        ([], [], False),
    ],
)
def test_only_choices_that_differ_clash(mine, theirs, clashes):
    found = clash_of_choices("who", "Who", mine, theirs)

    assert (found is not None) == clashes


def test_marks_do_not_let_text_out():
    assert Clash("x", "X", HOSTILE, "").mine_marked == f"<mark>{ESCAPED}</mark>"


@pytest.mark.parametrize(
    ("mine", "theirs", "names"),
    [
        ({"a": "one", "b": "two"}, {"a": "one", "b": "2"}, ["b"]),
        ({"a": "one\r\ntwo "}, {"a": "one\ntwo"}, []),
        ({}, {"a": "new"}, ["a"]),
    ],
)
def test_only_fields_that_differ_clash(mine, theirs, names):
    assert [clash.name for clash in clashes_between(mine, theirs, {"a": "A", "b": "B"})] == names


def test_pages_lead_on_and_back(rf):
    with translation.override("en"):
        request = rf.get("/people/", {"q": "å", "page": 2})
        page = render_to_string("shared/_pagination.html", {"page": Paginator(range(9), 3).page(2)}, request)

    assert re.findall(r'rel="(\w+)" href="([^"]+)"', page) == [
        ("prev", "?q=%C3%A5&amp;page=1"),
        ("next", "?q=%C3%A5&amp;page=3"),
    ]
    assert "Page 2 of 3" in page
