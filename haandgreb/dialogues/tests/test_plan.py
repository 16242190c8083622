"""The development plan: as a page, a tagged PDF and an ODT; completed and planned are never in one file."""

import re
import zlib
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation
from odfdo import Document

from haandgreb.competences.actions import development as goal_actions
from haandgreb.competences.tests.development_factory import a_text
from haandgreb.dialogues import plan_pdf
from haandgreb.dialogues.parts import agreement as part
from haandgreb.dialogues.tests.agreement_factory import HERS, MINE, TEXT, a_goal_of, agreement_in, fresh
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.organisation.tests.factories import set_up, sign_in
from haandgreb.shared import drafts
from haandgreb.site.operator import checks

pytestmark = pytest.mark.django_db
LANGUAGES = ["da", "en"]


def at(name, dialogue):
    return reverse(f"dialogues:{name}", args=[dialogue.pk])


def a_plan(client, by="person", language="da", **changes):
    """The agreed plan of Mads, and the one who fetches it signed in."""
    place = Workplace()
    set_up("Tilskudsstyrelsen")
    dialogue = agreement_in(place, "agreed", [a_goal_of(place, **changes)])
    person = getattr(place, by)
    person.language = language
    person.save(update_fields=["language"])
    sign_in(client, person)
    return place, dialogue


def whole_pdf(content):
    """The PDF's own words: its objects, those in compressed streams too."""
    parts = [content]
    for begins in re.finditer(rb"stream\r?\n", content):
        try:
            parts.append(zlib.decompressobj().decompress(content[begins.end() :]))
        except zlib.error:
            continue
    return b"\n".join(parts)


def utf16(text):
    """A string as PDF writes one with more than ASCII in it."""
    return b"\xfe\xff" + text.encode("utf-16-be")


@pytest.mark.parametrize(("language", "title"), [("da", "Udviklingsplan"), ("en", "Development plan")])
def test_the_pdf_is_tagged_says_its_language_and_is_in_the_agencys_name(client, language, title):
    _place, dialogue = a_plan(client, language=language)

    found = client.get(at("plan_pdf", dialogue))
    pdf = whole_pdf(found.content)

    assert (found.status_code, found.content[:5]) == (200, b"%PDF-")
    assert re.search(rb"/MarkInfo\s*<<[^>]*/Marked true", pdf)
    assert b"/StructTreeRoot" in pdf
    assert re.search(rb"/Lang\s*\(" + language.encode() + rb"\)", pdf)
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>|pdfuaid:part=.1.", pdf)
    assert f"{title} – Tilskudsstyrelsen".encode() in pdf  # dc:title of its metadata


def test_the_tags_of_the_pdf_are_headings_and_tables_with_header_cells(client):
    _place, dialogue = a_plan(client)

    pdf = whole_pdf(client.get(at("plan_pdf", dialogue)).content)
    tags = set(re.findall(rb"/S\s*/(H1|H2|Table|TH|TR|TD|P)\b", pdf))

    assert tags == {b"H1", b"H2", b"Table", b"TH", b"TR", b"TD", b"P"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_files_and_titles_tell_nothing_of_the_person(client, language):
    place, dialogue = a_plan(client, language=language)

    names, titles = [], []
    for page in ("plan_pdf", "plan_odt"):
        found = client.get(at(page, dialogue))
        names.append(found["Content-Disposition"])
        assert found["Cache-Control"] == "no-store"
    titles.append(re.search(r"<title>(.*?)</title>", client.get(at("plan", dialogue)).content.decode(), re.S)[1])
    titles.append(Document(BytesIO(client.get(at("plan_odt", dialogue)).content)).meta.title)

    name = {"da": "udviklingsplan", "en": "development-plan"}[language]
    assert names == [f'attachment; filename="{name}.pdf"', f'attachment; filename="{name}.odt"']
    assert not any(word in title for title in titles for word in (str(place.person), "Mads", "MUS", "Gorm"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_odt_has_real_headings_tables_with_a_header_row_and_its_language(client, language):
    place, dialogue = a_plan(client, language=language)
    goal = dialogue.agreement.goals.get().goal

    content = client.get(at("plan_odt", dialogue)).content
    document = Document(BytesIO(content))
    headings = [(one.get_attribute("text:outline-level"), one.text_recursive) for one in document.body.get_headers()]
    tables = document.body.get_elements("//table:table")
    styles = ZipFile(BytesIO(content)).read("styles.xml").decode()

    assert [level for level, _text in headings] == ["1", "2", "2", "2", "2"]
    assert any(goal.title[1:] in text for _level, text in headings)
    assert tables
    assert all(table.get_elements("table:table-header-rows/table:table-row") for table in tables)
    assert (document.meta.language, set(re.findall(r'fo:language="(\w+)"', styles))) == (language, {language})
    assert document.meta.creator == "Tilskudsstyrelsen"
    said = document.get_formatted_text()
    assert [text in said for text in (TEXT, goal.changed_practice, str(place.manager))] == [True] * 3


def test_page_pdf_and_odt_hold_nothing_of_drafts_notes_and_differing_wordings(client):
    place, dialogue = a_plan(client)
    goal = dialogue.agreement.goals.get().goal
    goal_actions.change(goal, a_text(place.manager, title="Kun for mig nu"), by=place.person)

    page = client.get(at("plan", dialogue)).content.decode()
    odt = Document(BytesIO(client.get(at("plan_odt", dialogue)).content)).get_formatted_text()

    for told in (page, odt):
        assert not any(text in told for text in (MINE, HERS, "Kun for mig nu"))
        assert "skrive et afslag, som foreningen kan gengive" in told


def test_without_the_extra_the_page_offers_no_pdf_and_says_how_to_print(client, monkeypatch):
    _place, dialogue = a_plan(client, language="en")
    monkeypatch.setattr(plan_pdf, "find_spec", lambda name: None)

    page = client.get(at("plan", dialogue)).content.decode()

    assert at("plan_pdf", dialogue) not in page
    assert "PDF cannot be made on this server. Print this page with your browser; it fits on A4." in page


@pytest.mark.parametrize("error", [ImportError, OSError])
def test_where_pango_is_missing_the_pdf_leads_to_the_page_to_print(client, monkeypatch, error):
    _place, dialogue = a_plan(client)

    def broken(name):
        raise error(name)

    monkeypatch.setattr(plan_pdf, "import_module", broken)
    monkeypatch.setattr(plan_pdf, "_failures", lambda: found)
    found = set()

    answer = client.get(at("plan_pdf", dialogue))

    assert (answer.status_code, answer["Location"], plan_pdf.is_offered()) == (302, at("plan", dialogue), False)


def test_the_pdf_loads_nothing_from_anywhere():
    with pytest.raises(ValueError, match="loads nothing"):
        plan_pdf._no_fetching("https://example.dk/picture.png")


def test_completed_holds_nothing_planned_and_planned_nothing_completed(client):
    place = Workplace()
    done = a_goal_of(place, title="Lukke sager til tiden", path=steps("Kursus om frister"))
    planned = a_goal_of(place, title="Skrive kort", path=steps("Kursus om sprog"))
    replaced = a_goal_of(place, title="Noget andet", path=steps("Kursus om noget andet"))
    agreement_in(place, "agreed", [done, planned, replaced])
    goal_actions.set_status(done, "part", by=place.person)
    goal_actions.set_status(replaced, "replaced", by=place.person)
    sign_in(client, place.person)

    told = {}
    for name in ("completed", "planned"):
        found = client.get(reverse(f"dialogues:plan_{name}"))
        assert found["Cache-Control"] == "no-store"
        told[name] = Document(BytesIO(found.content)).get_formatted_text()

    ours = ["Lukke sager til tiden", "Kursus om frister"]
    others = ["Skrive kort", "Kursus om sprog"]
    assert [[text in told[name] for text in ours + others] for name in ("completed", "planned")] == [
        [True, True, False, False],
        [False, False, True, True],
    ]
    assert not any("oget andet" in text for text in told.values())


def steps(text):
    """A course, and something at work."""
    course = {"text": text, "room": "external", "handle": "HG-10", "due_on": None}
    return [course, {"text": "Prøve det sammen", "room": "informal", "handle": "", "due_on": None}]


def test_completed_and_planned_stand_apart_in_ones_own_copy():
    place = Workplace()
    done, planned = a_goal_of(place, title="Lukke sager til tiden"), a_goal_of(place, title="Skrive kort")
    agreement_in(place, "agreed", [done, planned])
    goal_actions.set_status(done, "part", by=place.person)

    assert part.personal_data(place.person) == {
        "development_completed": ["Lukke sager til tiden"],
        "development_planned": ["Skrive kort"],
    }


def test_nothing_of_anybody_elses_is_in_completed_and_planned(client):
    place = Workplace()
    agreement_in(place, "agreed", [a_goal_of(place)])
    sign_in(client, place.manager)

    for name in ("completed", "planned"):
        text = Document(BytesIO(client.get(reverse(f"dialogues:plan_{name}")).content)).get_formatted_text()
        assert "Skrive et afslag" not in text


def test_where_nothing_is_agreed_there_is_no_plan(client):
    place = Workplace()
    dialogue = agreement_in(place, "offered")
    sign_in(client, place.person)

    answers = [client.get(at(page, dialogue)) for page in ("plan", "plan_pdf", "plan_odt")]

    assert [(one.status_code, one["Location"]) for one in answers] == [(302, at("agreement", dialogue))] * 3


def test_a_draft_of_the_agreement_is_not_in_the_plan(client):
    place, dialogue = a_plan(client)
    key = f"dialogues-agreement-{fresh(dialogue).agreement.pk}"
    drafts.keep(place.person, key, QueryDict("text=Kladden"))

    assert "Kladden" not in client.get(at("plan", dialogue)).content.decode()


@pytest.mark.parametrize(
    ("lacks", "words"),
    [("has_weasyprint", ["the extra “pdf” is not installed"]), ("has_pango", ["the system lacks Pango"]), ("", [])],
)
def test_the_operator_is_told_what_a_pdf_lacks_and_it_is_no_error(monkeypatch, capsys, lacks, words):
    for name in ("has_weasyprint", "has_pango"):
        monkeypatch.setattr(plan_pdf, name, lambda name=name: name != lacks)
    monkeypatch.setattr(checks, "problems", lambda: iter(()))

    with translation.override("en"):
        code, said = checks.report(), capsys.readouterr().out

    assert (code, [one for one in words if one in said], "PDF" in said) == (0, words, bool(words))
