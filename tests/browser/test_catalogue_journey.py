"""HR says what a role asks for: a table as one form, with and without script; a role for everybody with a title."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def the_table_of(page: Any, role: str) -> None:
    page.get_by_role("link", name="Kompetencer og roller").first.click()
    page.get_by_role("link", name="Rolleprofiler").click()
    page.get_by_role("link", name=role).click()
    page.get_by_role("link", name="Ret, hvad den kræver").click()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_level_that_is_none_is_refused_beside_its_field_and_then_put_right(visit, script: bool):
    page = visit(script=script).become("Camille Vangsted")
    the_table_of(page, "Jurist")
    level = page.get_by_label("Klart sprog: Niveau")
    level.fill("6")
    page.get_by_label("Feedback og sparring: Vigtighed").select_option("høj")
    page.get_by_role("button", name="Gem", exact=True).click()

    expect(page.locator("#errors")).to_contain_text("Klart sprog: Skriv et niveau fra 1 til 5.")
    expect(level).to_have_value("6")
    level.fill("5" if script else "4")
    page.get_by_role("button", name="Gem", exact=True).click()

    row = page.get_by_role("row", name=re.compile("Feedback og sparring")).first
    expect(row).to_contain_text("høj")
    expect(page.get_by_role("row", name=re.compile("Klart sprog")).first).to_contain_text("5" if script else "4")


def test_a_competence_is_found_while_one_types_and_chosen_for_a_new_role(visit):
    page = visit().become("Camille Vangsted")
    page.get_by_role("link", name="Kompetencer og roller").first.click()
    page.get_by_label("Navn eller kode").fill("plain lang")
    expect(page.get_by_role("link", name="Klart sprog")).to_be_visible()
    expect(page.locator("#found tbody tr")).to_have_count(1)

    page.get_by_role("link", name="Rolleprofiler").click()
    page.get_by_role("link", name="Ny rolleprofil").click()
    page.get_by_label("Hvad hedder rollen?").fill("Studentermedhjælper")
    page.get_by_label("Titler, den hører til").fill("Studentermedhjælper")
    page.get_by_role("button", name="Opret rolleprofilen").click()
    page.locator("[name=new0-competence]").fill("klart sprog")
    page.locator("[name=new0-level]").fill("2")
    page.get_by_role("button", name="Gem", exact=True).click()

    expect(page.get_by_role("heading", name="Studentermedhjælper", level=1)).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Klart sprog"))).to_contain_text("2 Kan med støtte")
