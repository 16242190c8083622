"""What a group can talk about is there in both languages; the demo's groups are as the demo case gives them."""

import pytest
from django.utils import translation

from haandgreb.dialogues.demo.group import content
from haandgreb.dialogues.forms.group import handles
from haandgreb.dialogues.group_content import last_titles, run_of, runs, themes


def texts():
    for theme in themes().values():
        yield from (theme.title, theme.about, *theme.questions)
    for run in runs().values():
        yield from (run.title, run.about)
        for step in run.steps:
            yield from (step.title, step.do, *step.prompts)
    yield from last_titles().values()


def test_handles_are_named_in_the_language_of_the_page():
    named = {}
    for language in ("da", "en"):
        with translation.override(language):
            named[language] = str(handles()[1][1])

    assert (named["da"], named["en"]) == ("HG-01 Bytte og besøg", "HG-01 Swaps and visits")


def test_there_are_six_themes_with_two_questions_each():
    assert len(themes()) == 6
    assert {len(theme.questions) for theme in themes().values()} == {2}


def test_every_text_is_there_in_both_languages():
    assert [
        text for text in texts() if not text.da or not text.en or (text.da == text.en and text.da != "Design")
    ] == []


def test_nothing_is_shouted_and_every_question_asks_openly():
    asked = [text for text in texts() if text.da.endswith("?")]
    words = ("hv", "fortæl", "i hvilken")

    assert not [text.da for text in texts() if "!" in text.da + text.en]
    assert [text.da for text in asked if not text.da.lower().startswith(words)] == []


@pytest.mark.parametrize("key", ["steps", "4d"])
def test_every_run_begins_with_the_frame_and_has_the_wheel_once(key):
    run = runs()[key]

    assert run.steps[0].key == "frame"
    assert sum(step.wheel for step in run.steps) == 1
    assert "strength" in {step.writes for step in run.steps}


def test_the_appreciative_run_is_discover_dream_design_do_it():
    assert [step.key for step in runs()["4d"].steps] == ["frame", "discover", "dream", "design"]


def test_a_run_that_is_gone_is_the_usual_one():
    assert run_of("gone").key == "steps"


def test_the_facit_of_the_demo_case():
    group = next(row for row in content() if row["id"] == "GR1")

    assert (group["unit"], group["day"], len(group["people"])) == ("TIL-A", -110, 9)
    assert [(card[0].lower(), card[3]) for card in group["cards"]] == [
        ("sortering af sager", 9),
        ("makkerlæsning", 7),
        ("mødetid", 6),
        ("ro til svære sager", 5),
    ]
    assert sum(card[3] for card in group["cards"]) == 27
    assert [(line["what"], line.get("who"), line["when"], line["handle"]) for line in group["line"]] == [
        ("Kalibrering 30 minutter hver tirsdag", "P09", -95, "HG-06"),
        ("Makkerlæsning af alle delvise afslag", "P07", -90, "HG-02"),
        ("Sagsmødet lægges om", "P10", -60, "HG-07"),
        ("Stille tid kl. 9–11", None, -85, "HG-09"),
    ]
    assert (group["purpose"], group["ground_rules"].lower().splitlines()) == (
        "Svar til tiden uden at miste omhu",
        ["ingen navne på sager", "alle skriver først", "én taler ad gangen"],
    )
