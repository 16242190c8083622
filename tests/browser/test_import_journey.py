"""From the demo to one's own people: the invented ones leave, and a list as payroll gives it becomes a workplace."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LIST = """Navn;E-mail;Enhed;Overenhed;Stilling;Leder;Medarbejdernr.;Ansat fra
Åse Holm;aase@prove.example;Direktion;;Direktør;;0001;01-01-2020
Bent Ågård;bent@prove.example;Drift;Direktion;Kontorchef;Åse Holm;0002;01-02-2021
Cilie Møller;cilie@prove.example;Drift;Direktion;Medarbejder;;0003;15-03-2022
Dan Uden;dan;Drift;Direktion;Medarbejder;;0004;15-03-2022
"""
PASSWORD = "en lang sætning med 7 ord i"


def main_button(page: Any) -> Any:
    """The one petrol button of the page."""
    return page.locator("main button.button:not(.quiet):not(.plain):not(.danger)").first


def leave_the_demo(visitor: Any) -> Any:
    page = visitor.become("Jens Engskov")
    page.get_by_role("link", name="Personaleliste").click()
    page.get_by_label("Arbejdspladsens navn").fill("Prøvestyrelsen")
    page.get_by_label("Fornavn").first.fill("Ida")
    page.get_by_label("Efternavn").first.fill("Adminsen")
    page.get_by_label("E-mail på arbejdet").first.fill("ida@prove.example")
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.get_by_label("HR: fornavn").fill("Hans")
    page.get_by_label("HR: efternavn").fill("Hansen")
    page.get_by_label("HR: e-mail på arbejdet").fill("hans@prove.example")
    page.locator("main form .actions button").first.click()
    page.wait_for_url(re.compile("/organisation/staff-list/$"))
    return page


def test_a_staff_list_from_the_demo_to_the_directory_and_the_same_again(visit, tmp_path: Path):
    (tmp_path / "liste.csv").write_bytes(LIST.encode("cp1252"))
    visitor = visit()
    page = leave_the_demo(visitor)
    assert visitor.page.request.get(visitor.url + "/personas/").status == 404

    page.set_input_files("input[type=file]", tmp_path / "liste.csv")
    main_button(page).click()
    expect(page.get_by_role("combobox", name="Navn", exact=True)).to_have_value(re.compile(".+"))
    page.keyboard.press("Tab")
    main_button(page).click()
    expect(page.locator("main")).to_contain_text("Dan Uden")
    expect(page.locator("main")).to_contain_text("»dan«")
    expect(page.locator("main")).to_contain_text("Kontorchef")
    main_button(page).click()
    expect(page.get_by_role("heading", name="Listen er gemt")).to_be_visible()

    visitor.go("/organisation/people/?q=aagaard")
    expect(page.locator("main")).to_contain_text("Bent Ågård")
    expect(page.locator("main")).not_to_contain_text("Cilie Møller")
    visitor.go("/organisation/people/")
    names = re.findall("Bent Ågård|Cilie Møller|Åse Holm", page.locator("main").inner_text())
    assert list(dict.fromkeys(names)) == ["Bent Ågård", "Cilie Møller", "Åse Holm"]
    expect(page.locator("main")).not_to_contain_text("Dan Uden")

    the_same_list_again(visit, tmp_path)


def the_same_list_again(visit: Any, tmp_path: Path) -> None:
    """A second month on the same installation: nobody is changed."""
    (tmp_path / "liste.csv").write_bytes(LIST.encode("cp1252"))
    visitor = visit()
    page = visitor.go("/sign-in/")
    page.get_by_label("E-mail").first.fill("ida@prove.example")
    page.locator("input[type=password]").first.fill(PASSWORD)
    page.get_by_role("button", name="Log ind", exact=True).click()
    page.wait_for_url(visitor.url + "/")
    visitor.go("/organisation/staff-list/")
    page.set_input_files("input[type=file]", tmp_path / "liste.csv")
    main_button(page).click()
    page.wait_for_url(re.compile("staff-list/[0-9a-f-]+/"))
    if "columns" in page.url:
        main_button(page).click()
    expect(page.locator("main")).to_contain_text("Dan Uden")
    unchanged = page.locator("dl div", has_text="Uden ændring").locator("dd")
    expect(unchanged).to_have_text("3")
