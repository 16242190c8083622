"""What a unit can and what is missing: its manager, one of the team, HR, and a unit of too few."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_manager_reads_her_own_staff_and_agrees_levels_from_there(visit):
    page = visit().become("Hanne Marknæs")
    page.get_by_role("link", name="Hvad enhederne kan").first.click()
    page.get_by_role("link", name="Tilskud, team B").click()

    expect(page.get_by_role("heading", name="Dine egne medarbejdere i dag")).to_be_visible()
    expect(page.get_by_role("heading", name="Hvilke kompetencer forsvinder")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("Tage Stenløkke")
    page.get_by_role("link", name="Aftal niveauer med dine medarbejdere").click()
    expect(page.locator("main")).to_contain_text("Tage Stenløkke")


def test_one_of_too_few_is_told_why_and_finds_the_page_from_the_unit(visit):
    visitor = visit(phone=True)
    visitor.become("Peder Torndal")
    page = visitor.go("/organisation/units/")
    page.get_by_role("link", name="Forsøgsenheden Fyrtårnet").click()
    page.get_by_role("link", name="Hvad enheden kan, og hvad der mangler").click()

    expect(page.get_by_role("heading", name="For få til at vise tal")).to_be_visible()
    expect(page.locator("main svg.dist")).to_have_count(0)


def test_hr_plans_from_the_list_of_needs_and_fetches_it(visit):
    page = visit().become("Camille Vangsted")
    page.get_by_role("link", name="Det har vi brug for at lære").first.click()
    expect(page.get_by_role("heading", name="Klart sprog")).to_be_visible()

    with page.expect_download() as fetched:
        page.get_by_role("link", name="Hent som CSV").click()
    assert re.fullmatch(r"needs\.csv", fetched.value.suggested_filename)

    page.get_by_role("link", name="Kompetencer i enhederne").click()
    page.get_by_role("link", name="Holdt op mod vores mål").click()
    expect(page.get_by_role("heading", name="S1 Afgørelser, der forstås og holder")).to_be_visible()
