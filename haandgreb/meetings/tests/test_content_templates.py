"""The agenda templates as content: ten of them, and the minutes add up."""

from pathlib import Path

import pytest

from haandgreb.shared.tests.content import Content, flaws, load

CONTENT = Path(__file__).parents[1] / "content"
TEMPLATES = load(CONTENT / "agenda-templates.toml")
KINDS = {"information", "discussion", "decision", "ideas", "learning", "coordination"}
LENGTHS = {
    "T-weekly": 45,
    "T-case": 60,
    "T-board": 15,
    "T-decision": 60,
    "T-ideas": 45,
    "T-experience": 90,
    "T-works-council": 120,
    "T-one-to-one": 30,
    "T-lookback": 60,
}
WITH_ITEMS = [template for template in TEMPLATES["template"] if not template.get("overlay")]


def test_every_text_stands_in_both_languages() -> None:
    assert flaws(TEMPLATES) == []


def test_there_are_nine_agendas_and_one_overlay_of_house_rules() -> None:
    assert {template["id"]: template["minutes"] for template in WITH_ITEMS} == LENGTHS
    assert [template["id"] for template in TEMPLATES["template"] if template.get("overlay")] == ["T-hybrid"]


@pytest.mark.parametrize("template", WITH_ITEMS, ids=lambda template: template["id"])
def test_the_minutes_add_up_to_the_length(template: Content) -> None:
    assert sum(item["minutes"] for item in template["item"]) == template["minutes"]


def test_every_item_is_of_a_known_kind() -> None:
    assert {item["kind"] for template in WITH_ITEMS for item in template["item"]} <= KINDS


def test_the_sentence_goes_on_after_we_shall_have() -> None:
    outcomes = [item["outcome"]["da"] for template in WITH_ITEMS for item in template["item"]]
    assert [text for text in outcomes if not text[0].islower() or text.endswith(".")] == []


def test_no_template_is_mostly_information() -> None:
    share = {
        template["id"]: sum(item["minutes"] for item in template["item"] if item["kind"] == "information")
        / template["minutes"]
        for template in WITH_ITEMS
    }
    assert [name for name, part in share.items() if part > 0.25] == []
