"""How things are drawn: dates and numbers, icons and people, whole pages."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import lucide
import pytest
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.utils import translation

from haandgreb.shared import formats, icons
from haandgreb.shared.templatetags.look import initials

PACKAGE = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
SHARED = sorted((PACKAGE / "shared/templates").rglob("*.html"))
HOSTILE = '"><script>alert(1)</script>&'
ESCAPED = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;"


def drawn(source: str, **context: object) -> str:
    return Template("{% load look %}" + source).render(Context(context))


# --- dates and numbers as people read them


MOMENT = datetime(2026, 11, 22, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "danish", "english"),
    [
        ("{{ day|long_date }}", "22. november 2026", "22 November 2026"),
        ("{{ day|day_and_month }}", "22. november", "22 November"),
        ("{{ day|short_date }}", "22.11.2026", "22 Nov 2026"),
        ("{{ day|weekday }}", "søndag", "Sunday"),
        ("{{ day|week }}", "uge 47", "week 47"),
        ("{{ at|clock_time }}", "kl. 14.30", "14:30"),
        ("{{ clock|clock_time }}", "kl. 9.05", "9:05"),
        ("{{ at|moment }}", "22. november 2026 kl. 14.30", "22 November 2026 at 14:30"),
        ("{{ at|long_date }}", "22. november 2026", "22 November 2026"),
        ("{{ amount|number }}", "1.234,5", "1,234.5"),
        ("{{ whole|number }}", "1.234.567", "1,234,567"),
        ("{{ below|number }}", "−0,5", "−0.5"),
        ("{{ amount|decimals:2 }}", "1.234,50", "1,234.50"),
        ("{{ day|iso }}", "2026-11-22", "2026-11-22"),
        ("{{ nothing|long_date }}{{ nothing|number }}{{ nothing|decimals:1 }}", "", ""),
    ],
)
def test_dates_and_numbers_are_said_in_the_readers_language(said, danish, english):
    context = {
        "day": date(2026, 11, 22),
        "at": MOMENT,
        "clock": time(9, 5),
        "amount": 1234.5,
        "whole": 1234567,
        "below": Decimal("-0.5"),
        "nothing": None,
    }
    for language, expected in (("da", danish), ("en", english)):
        with translation.override(language):
            assert drawn(said, **context) == expected


@pytest.mark.parametrize(
    ("utc", "shown"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "25. oktober 2026 kl. 2.30"),  # the 25-hour day: summer time still
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "25. oktober 2026 kl. 2.30"),  # and once more in winter time
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "29. marts 2026 kl. 1.59"),  # the 23-hour day
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "29. marts 2026 kl. 3.00"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "1. januar 2027 kl. 0.30"),
    ],
)
def test_moments_are_shown_in_copenhagen_time(utc, shown):
    assert formats.moment(utc, "da") == shown


@pytest.mark.parametrize(
    ("day", "danish", "english"),
    [
        (date(2026, 11, 16), "i dag", "today"),
        (date(2026, 11, 17), "i morgen", "tomorrow"),
        (date(2026, 11, 15), "i går", "yesterday"),
        (date(2026, 11, 19), "torsdag", "Thursday"),
        (date(2026, 11, 22), "søndag", "Sunday"),
        (date(2026, 11, 23), "23. november", "23 November"),
        (date(2026, 11, 14), "14. november", "14 November"),
        (date(2027, 1, 4), "4. januar 2027", "4 January 2027"),
    ],
)
def test_a_near_day_is_called_what_people_call_it(day, danish, english):
    monday = date(2026, 11, 16)

    assert (formats.near_date(day, monday, "da"), formats.near_date(day, monday, "en")) == (danish, english)


@pytest.mark.parametrize(
    ("value", "decimals", "danish"),
    [(0.25, 1, "0,3"), (-0.25, 1, "−0,3"), (2, 1, "2,0"), (0.1 + 0.2, None, "0,3"), (1000, None, "1.000")],
)
def test_halves_are_rounded_away_from_nought(value, decimals, danish):
    assert formats.number(value, "da", decimals) == danish


# --- icons and people


def test_every_icon_of_ours_exists_and_is_hidden_from_those_who_hear_the_page():
    for name in ["logo", *icons.OUR_NAMES]:
        drawing = icons.icon(name)
        assert drawing.startswith("<svg ")
        assert 'aria-hidden="true"' in drawing
        assert "style=" not in drawing


def test_an_unknown_icon_is_a_mistake_of_the_page():
    with pytest.raises(lucide.IconDoesNotExist):
        icons.icon("no-such-drawing")


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Mads Rosenklint", "MR"), ("Anne Marie af Ørbæk", "AØ"), ("åse", "Å"), ("", ""), ("  Bo   Aa ", "BA")],
)
def test_initials_are_the_first_and_the_last(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(
    "source",
    [
        "{% avatar text text %}",
        "{% person text %}",
        "{% tag text text %}",
        "{% distribution counts words=words %}",
        "{% bar 1 2 0 text %}",
        "{% votes 1 2 text %}",
        '{% qr_code "https://example.dk" text %}',
        '{% include "shared/_note.html" with kind=text strong=text %}',
        '{% include "shared/_see.html" %}',
        '{% include "shared/_empty.html" with title=text why=text url=text action=text %}',
        '{% include "shared/_pagehead.html" with title=text lede=text crumb=text crumb_url=text %}',
        '{% include "shared/_legend.html" %}',
    ],
)
def test_what_people_wrote_is_escaped(source):
    page = drawn(source, text=HOSTILE, counts=[1], words=[HOSTILE])

    assert "<script" not in page


def test_a_date_stands_as_on_a_tear_off_calendar():
    with translation.override("da"):
        late = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)  # already November in Copenhagen
        assert drawn("{% datebox at %}", at=late) == '<span class="datebox" aria-hidden="true"><b>1</b>nov</span>'


def test_every_form_gets_its_own_token():
    first, second = drawn("{% once_token %}"), drawn("{% once_token %}")

    assert re.fullmatch(r'<input type="hidden" name="once" value="[\w-]{24}">', first)
    assert first != second


def test_the_menu_is_read_by_group():
    menu = [{"label": "a", "group": "everyday"}, {"label": "b", "group": "direction"}]

    assert drawn("{% for item in menu|in_group:'direction' %}{{ item.label }}{% endfor %}", menu=menu) == "b"


# --- whole pages


class Somebody:
    is_authenticated = True

    def __str__(self) -> str:
        return "Mads Rosenklint"


def desk(rf, language: str = "en", **context: object) -> str:
    request = rf.get("/meetings/?series=3")
    request.user = Somebody()
    names = ("My page", "Meetings", "Handles", "People", "Staff list")
    menu = [
        {
            "label": name,
            "url": f"/{i}/",
            "icon": "home",
            "group": "everyday" if i < 4 else "coordination",
            "current": i == 1,
        }
        for i, name in enumerate(names)
    ]
    with translation.override(language):
        return render_to_string(
            "shared/desk.html", {"menu": menu, "demo": False, "workplace": "MSS", **context}, request
        )


def test_the_desk_shows_where_one_is_and_puts_four_places_at_the_thumb(rf):
    page = desk(rf)
    side, tabs = page.split('<nav class="tabbar"')

    assert side.count('aria-current="page"') == tabs.count('aria-current="page"') == 1
    assert 'href="/1/" aria-current="page"' in tabs
    first, more = tabs.split("<details>")
    assert re.findall(r'href="/(\d)/"', first) == ["0", "1", "2", "3"]
    assert re.findall(r'href="/(\d)/"', more) == ["4"]
    assert '<p class="group" id="menu-coordination">Coordination</p>' in side


def test_the_desk_leads_out_to_the_account_and_to_the_other_language_by_post(rf):
    page = desk(rf)

    assert '<form method="post" action="/sign-out/">' in page
    assert '<form method="post" action="/language/" class="language">' in page
    assert '<input type="hidden" name="next" value="/meetings/?series=3">' in page
    assert '<button class="linklike" name="language" value="da" lang="da">Dansk</button>' in page
    assert '<a href="/account/">' in page
    assert '<a href="/anonymity/">How anonymous is this?</a>' in page
    assert page.count("csrfmiddlewaretoken") == page.count('<form method="post"')


def test_a_demo_says_so_and_others_do_not(rf):
    assert "everybody in it are invented" in desk(rf, demo=True)
    assert "invented" not in desk(rf)


def test_the_accessibility_statement_is_linked_where_there_is_one(rf):
    assert '<a href="https://was.example">Accessibility statement</a>' in desk(
        rf, accessibility_statement="https://was.example"
    )
    assert "Accessibility statement" not in desk(rf, accessibility_statement="")


@pytest.mark.parametrize("name", ["400", "403", "404", "429", "503"])
@pytest.mark.parametrize("language", ["da", "en"])
def test_error_pages_speak_both_languages_and_lead_home(name, language):
    with translation.override(language):
        page = render_to_string(f"{name}.html", {"incident": "ab12"})

    assert f'<html lang="{language}">' in page
    assert {"da": "Gå til forsiden", "en": "Go to the front page"}[language] in page
    assert page.count("<h1>") == 1


def test_the_last_error_page_needs_nothing_but_itself():
    page = get_template("500.html").render()

    assert "Noget gik galt hos os" in page
    assert "Something went wrong at our end" in page
    assert "nummer" not in page
    assert "oplys nummer ab12" in get_template("500.html").render({"incident": "ab12"})


INLINE = re.compile(
    r"<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*[\"']|javascript:|\shx-on", re.IGNORECASE
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_template_holds_inline_script_or_style(path):
    assert INLINE.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SHARED, ids=lambda path: path.name)
def test_every_shared_template_can_be_read(path):
    get_template(str(path.relative_to(PACKAGE / "shared/templates")))
