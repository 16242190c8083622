"""Learned elsewhere: HR reads Campus's list, an administrator lets Campus tell by itself, people see what is theirs."""

from __future__ import annotations

import base64
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from haandgreb.shared import clock

pytestmark = pytest.mark.browser

HR, ADMIN, MANAGER, LEARNER = "Camille Vangsted", "Jens Engskov", "Freja Birkelys", "Olivia Tangmose"
COURSE = "Læs et regnskab"


def mail_of(page: Any, name: str) -> str:
    """The work address in the directory."""
    page.goto(re.sub(r"(https?://[^/]+).*", r"\1/organisation/people/", page.url) + f"?q={name.split()[-1]}")
    page.get_by_role("link", name=name).first.click()
    return str(page.locator("a[href^='mailto:']").first.inner_text())


def a_list(mail: str, course: str, code: str) -> str:
    day = (clock.today() - timedelta(days=2)).isoformat()
    head = "User ID,Item Type,Item ID,Item Title,Completion Date,Completion Status"
    rows = [f"{who},ONLINE,{code},{course},{day},Fuldendt" for who in (mail, "ukendt@example.dk")]
    return "\n".join([head, *rows, ""])


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_hr_reads_a_list_and_the_learner_and_her_manager_see_the_completion(visit, tmp_path: Path, script: bool):
    course = f"{COURSE} {'hurtigt' if script else 'i ro og mag'}"
    hr = visit(script=script)
    page = hr.become(HR)
    file = tmp_path / "campus.csv"
    file.write_text(a_list(mail_of(page, LEARNER), course, f"C-{len(course)}"), encoding="utf-8")
    hr.go("/learning/platforms/")
    page.get_by_role("link", name="Læs en liste").click()
    page.get_by_label("Hvor kommer den fra?").select_option("Campus")
    page.locator("input[type=file]").set_input_files(str(file))
    page.get_by_role("button", name="Indlæs listen").click()
    page.wait_for_url(re.compile("/lists/[0-9a-f-]{36}/"))
    if "/columns/" in page.url:  # another time the list is known by its headings, and so is what the word means
        expect(page.get_by_text("Listen ligner et udtræk fra SuccessFactors.")).to_be_visible()
        page.get_by_label("»fuldendt« betyder").select_option("gennemført")
        page.get_by_role("button", name="Se igennem").click()

    expect(page.get_by_role("heading", name="Kurser, vi ikke kender")).to_be_visible()
    page.get_by_label("Sæt også de kurser, vi ikke kender, ind i kataloget").check()
    page.get_by_role("button", name="Gem listen").click()
    expect(page.get_by_role("heading", name="Listen er gemt.")).to_be_visible()

    for name in (LEARNER, MANAGER):
        other = visit(script=script)
        theirs = other.become(name)
        other.go(f"/learning/completions/?q={course.split()[-1]}")
        theirs.locator("main tbody").get_by_role("link", name=course).click()
        expect(theirs.get_by_text("fortalt af Campus")).to_be_visible()


def test_campus_tells_by_itself_and_takes_it_back(visit):
    admin = visit()
    page = admin.become(ADMIN)
    mail = mail_of(page, LEARNER)
    admin.go("/learning/platforms/")
    page.get_by_role("link", name="Campus").click()
    page.get_by_role("link", name="Login og nøgle til xAPI").click()
    page.get_by_role("button", name="Lav en nøgle").click()
    login, key = page.get_by_label("Login").input_value(), page.get_by_label("Nøgle", exact=True).input_value()
    told = {
        "id": "12345678-1234-4678-8234-567812345678",
        "actor": {"mbox": f"mailto:{mail}"},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"},
        "object": {"id": "https://campus.example/c/A14", "definition": {"name": {"da": COURSE}}},
    }
    void = {
        **told,
        "id": "12345678-1234-4678-8234-567812345679",
        "verb": {"id": "http://adlnet.gov/expapi/verbs/voided"},
        "object": {"objectType": "StatementRef", "id": told["id"]},
    }
    headers = {
        "Authorization": "Basic " + base64.b64encode(f"{login}:{key}".encode()).decode(),
        "X-Experience-API-Version": "2.0.0",
    }

    def tell(statement: Any) -> int:
        return int(page.request.post(f"{admin.url}/xapi/statements", data=[statement], headers=headers).status)

    def seen() -> int:
        other = visit()
        theirs = other.become(LEARNER)
        other.go("/learning/completions/")
        return int(theirs.locator("main tbody").get_by_role("link", name=COURSE, exact=True).count())

    before = seen()
    assert (tell(told), tell(told), seen()) == (200, 200, before + 1)
    assert (tell(void), seen()) == (200, before)
