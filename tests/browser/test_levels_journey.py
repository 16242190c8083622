"""A level on its way: own estimate on a phone, shared, proposed by the manager, agreed by both."""

from __future__ import annotations

import pytest

from tests.browser.test_every_page import flaws_of

pytestmark = pytest.mark.browser


def test_from_an_own_estimate_on_a_phone_to_an_agreed_level(visit):
    olivia = visit(phone=True)
    olivia.become("Olivia Tangmose")
    page = olivia.go("/competences/estimate/")
    assert flaws_of(page, "estimate") == []
    page.set_viewport_size({"width": 390, "height": 844})

    language = page.get_by_role("group", name="Klart sprog")
    language.get_by_role("radio", name="5 Lærer andre op").check()
    page.get_by_text("Gemt kl.").wait_for()
    page.reload()
    assert page.get_by_role("group", name="Klart sprog").get_by_role("radio", name="5 Lærer").is_checked()
    page.get_by_role("button", name="Gem", exact=True).click()
    page.wait_for_url("**/competences/")

    page.get_by_role("button", name="Træk tilbage").click()
    page.get_by_role("button", name="Del med Freja Birkelys").click()
    page.get_by_text("Delt med Freja Birkelys.").first.wait_for()
    assert flaws_of(page, "mine") == []

    freja = visit()
    freja.become("Freja Birkelys")
    freja.go("/competences/staff/")
    assert flaws_of(freja.page, "staff") == []
    freja.page.set_viewport_size({"width": 1360, "height": 900})
    freja.page.get_by_role("link", name="Olivia Tangmose").click()
    freja.page.get_by_role("link", name="Foreslå niveauer").wait_for()
    assert flaws_of(freja.page, "person") == []
    freja.page.set_viewport_size({"width": 1360, "height": 900})
    freja.page.get_by_role("link", name="Foreslå niveauer").click()
    freja.page.get_by_label("Klart sprog").select_option("2")
    freja.page.get_by_role("button", name="Foreslå", exact=True).click()
    freja.page.get_by_text("1 niveau er foreslået.").wait_for()

    page.set_viewport_size({"width": 390, "height": 844})
    olivia.go("/")
    page.get_by_role("link", name="Freja Birkelys foreslår et niveau").first.click()
    page.get_by_role("button", name="Sig ja til Klart sprog").wait_for()
    assert flaws_of(page, "answer") == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Sig ja til Klart sprog").click()
    page.get_by_text("Klart sprog: 2 Kan med støtte er aftalt fra i dag.").wait_for()


def test_without_script_a_level_is_looked_up_saved_and_answered(visit):
    peder = visit(script=False)
    peder.become("Peder Torndal")
    page = peder.go("/competences/estimate/")

    page.get_by_label("Find i kataloget").fill("læringsledelse")
    page.get_by_role("button", name="Søg").click()
    page.get_by_role("group", name="Læringsledelse").get_by_role("radio", name="4").check()
    page.get_by_role("button", name="Gem", exact=True).click()

    page.wait_for_url("**/competences/")
    assert page.get_by_role("row", name="Læringsledelse").get_by_role("cell").all_inner_texts() == ["–", "4", "–"]


def test_the_wheel_is_printed_on_paper_with_its_table(visit):
    mads = visit()
    mads.become("Mads Rosenklint")
    page = mads.go("/competences/")
    page.emulate_media(media="print")

    assert page.get_by_role("img", name="Kompetencehjul").first.is_visible()
    assert page.get_by_role("table").first.is_visible()
    assert not page.get_by_role("link", name="Ret dit bud").is_visible()
