"""A dialogue from before to after, two people in two browsers: in Danish by pointer, in English by keyboard alone.

What one of the two has not shared is nowhere in anything the other's browser was ever sent.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.hands import Keys, Pointer
from tests.browser.test_every_page import flaws_of
from tests.browser.test_in_english import DANISH, words_of_the_house
from tests.browser.test_meeting_journey import COPENHAGEN

pytestmark = pytest.mark.browser

SHARED = "Brevet til forsamlingshuset, som formanden takkede for"
NOT_SHARED = "Hemmelighed om ugeskemaet"
NOTE_BELOW_THE_HEADLINE = "Hemmelighed under overskriften"
HEADLINE = "Tempoet i oplæringen"
HIDDEN_CARD = "Hemmeligt ønske om noget helt andet"
OPEN_CARD = "At skrive afslag, som kan gengives"
OWN_NOTE = "Hemmelig note fra samtalen"
MANAGERS_OWN = "Lederens hemmelige huskeseddel"
AGREED = "Ulve og breve: vi læser to breve sammen hver måned."
SEEN_AGAIN = "Fire breve er læst, og det virker."
HERS = [NOT_SHARED, HEADLINE, NOTE_BELOW_THE_HEADLINE, HIDDEN_CARD, OWN_NOTE]


class Side:
    """One of the two: a browser, a way to use it, and everything the server has sent to it."""

    def __init__(self, visitor: Any, hands: Any, size: dict[str, int], speaks: str) -> None:
        self.visitor, self.hands, self.size, self.speaks = visitor, hands, size, speaks
        self.page = visitor.page
        self.sent: list[str] = []
        visitor.context.on("requestfinished", self._keep)

    def _keep(self, request: Any) -> None:
        """Every page and every piece of one. Routes would not do: they do not see where a redirect leads."""
        if request.resource_type in ("document", "fetch", "xhr"):
            answer = request.response()
            if answer is not None and answer.ok:
                self.sent.append(answer.text())

    def link(self, name: str) -> Any:
        return self.page.locator("main").get_by_role("link", name=re.compile(name))

    def button(self, name: str) -> Any:
        return self.page.locator("main").get_by_role("button", name=re.compile(name))

    def field(self, name: str) -> Any:
        return self.page.locator(f"[name='{name}']:visible")

    def press(self, target: Any) -> None:
        self.hands.press(target)
        self.page.wait_for_load_state("load")

    def write(self, target: Any, text: str) -> None:
        self.hands.write(target, text)

    def looks_right(self, what: str, mark: str) -> None:
        """
        Once `mark` is there: no rule of axe broken, nothing too wide; afterwards the screen is as before.

        In English: no Danish left.
        """
        expect(self.page.locator(mark).first).to_be_visible()
        self.page.wait_for_load_state("load")
        if self.speaks == "da":
            assert flaws_of(self.page, what) == []
            self.page.set_viewport_size(self.size)
        else:
            assert DANISH.findall(words_of_the_house(self.page)) == [], what

    def was_never_sent(self, words: list[str]) -> None:
        assert [word for word in words if any(word in text for text in self.sent)] == []

    def was_sent(self, words: list[str]) -> None:
        assert [word for word in words if not any(word in text for text in self.sent)] == []


def said(side: Side, words: str) -> None:
    expect(side.page.get_by_role("status").first).to_contain_text(re.compile(words))


def test_a_dialogue_in_danish_by_pointer_on_a_phone(visit):
    person = Side(visit(phone=True), Pointer(), PHONE, "da")
    manager = Side(visit(), Pointer(), DESK, "da")

    journey(person, manager, "Viggo Ravnhede", "Hanne Marknæs")


def test_a_dialogue_in_english_by_keyboard_alone(visit):
    person = Side(visit(language="en-GB"), Keys(), DESK, "en")
    manager = Side(visit(language="en-GB"), Keys(), DESK, "en")

    journey(person, manager, "Mie Egekvist", "Gudrun Elmehus")


def journey(person: Side, manager: Side, hers: str, theirs: str) -> None:
    for side, name in ((person, hers), (manager, theirs)):
        signs_in(side, name)
    page_of_dialogue(person, "MUS-runden|The MUS round")
    page_of_dialogue(manager, hers)
    person_prepares(person)
    manager_prepares(manager)
    a_time_is_found(person, manager)
    the_two_talk(person, manager)
    they_say_that_it_is_held(person, manager)
    the_two_agree(person, manager)
    they_look_at_it_again(person, manager, theirs)
    person.was_sent([*HERS, SHARED, OPEN_CARD, AGREED])  # so that what is looked for below would be found
    manager.was_sent([MANAGERS_OWN, SHARED, OPEN_CARD, AGREED])
    manager.was_never_sent(HERS)
    person.was_never_sent([MANAGERS_OWN])


def signs_in(side: Side, name: str) -> None:
    """Find somebody who is not among the twelve on the first page, and be that one, in the language of this side."""
    page = side.visitor.go("/personas/")
    side.write(page.get_by_label(re.compile("navn|søg|name|search", re.IGNORECASE)), name)
    page.keyboard.press("Enter")
    side.press(page.get_by_role("button", name=name))
    page.wait_for_url(side.visitor.url + "/")
    if side.speaks == "en" and page.get_by_role("button", name="English").count():
        side.press(page.get_by_role("button", name="English"))


def page_of_dialogue(side: Side, name: str) -> None:
    side.press(side.page.get_by_role("navigation").first.get_by_role("link", name=re.compile("^(Samtaler|Dialogues)$")))
    side.press(side.page.locator("main").get_by_role("link", name=re.compile(name)))
    expect(side.page.get_by_role("heading", level=1)).to_contain_text(re.compile("samtale|dialogue", re.IGNORECASE))


def home(side: Side) -> None:
    """Back to the page of the dialogue."""
    side.page.goto(re.sub(r"(/talk/[0-9a-f-]+/).*", r"\1", side.page.url))


def person_prepares(person: Side) -> None:
    person.press(person.link("Forbered dig|Prepare yourself|Skriv videre|Go on writing"))
    person.write(person.field("proud-text"), SHARED)
    person.write(person.field("strategy-text"), "At svar kommer til tiden.")
    person.write(person.field("together-headline"), HEADLINE)
    person.write(person.field("together-text"), NOTE_BELOW_THE_HEADLINE)
    person.write(person.field("remember-text"), NOT_SHARED)
    person.looks_right("the preparation", "form.prepare")
    person.press(person.page.locator("button[name='then'][value='share']"))
    person.looks_right("what is shared", "#share_remember")
    expect(person.page.locator("#share_remember")).not_to_be_checked()
    person.press(person.button("^(Del med|Share with)"))
    expect(person.page.locator("main")).to_contain_text(re.compile("kan læse|can read"))
    home(person)
    person.press(person.link("Skriv videre|Go on writing"))
    expect(person.field("together-text")).to_have_value(NOTE_BELOW_THE_HEADLINE)
    home(person)


def manager_prepares(manager: Side) -> None:
    home(manager)
    manager.press(manager.link(r"^(Læs|Read) "))
    expect(manager.page.locator("main")).to_contain_text(SHARED)
    manager.looks_right("what the employee has shared", ".prepfield")
    home(manager)
    manager.press(manager.link("Forbered dig|Prepare yourself|Skriv videre|Go on writing"))
    manager.write(manager.page.locator("form.prepare textarea").first, MANAGERS_OWN)
    manager.press(manager.button("^(Gem|Save)$"))
    said(manager, "Gemt|Saved")
    home(manager)


def a_time_is_found(person: Side, manager: Side) -> None:
    """The time that was booked does not suit; the manager proposes two, and the employee picks the second."""
    manager.press(manager.page.locator("summary", has_text=re.compile("Det kan ikke blive nu|It cannot be now")))
    manager.press(manager.button("Aflys tidspunktet|Take the time back"))
    said(manager, "taget ud af begges kalender|taken out of both calendars")
    manager.press(manager.link("Foreslå et tidspunkt|Propose a time"))
    soon = datetime.combine(datetime.now(COPENHAGEN).date() + timedelta(days=9), time(10), tzinfo=COPENHAGEN)
    manager.hands.set_moment(manager.field("time_1"), soon)
    manager.press(manager.page.locator("summary", has_text=re.compile("Flere tidspunkter|Several times")))
    manager.hands.set_moment(manager.field("time_2"), soon + timedelta(days=1))
    manager.write(manager.field("place"), "Lokale 2")
    manager.looks_right("a time", "[name='time_1']")
    manager.press(manager.button("^Send$"))
    said(manager, "bliver bedt om at vælge|is asked to pick")

    home(person)
    person.looks_right("times to choose from", "#time form")
    person.press(person.button("^(Vælg|Choose)").nth(1))
    said(person, "Aftalt|Booked")
    expect(person.page.locator("#time")).to_contain_text("Lokale 2")


def the_two_talk(person: Side, manager: Side) -> None:
    """Both have the guide open. A card that is not turned, and a note of one's own, stay with who wrote them."""
    for side in (person, manager):
        home(side)
        side.press(side.link("Åbn guiden|Open the guide"))
    person.press(person.button("Begynd samtalen|Begin the talk"))
    for side in (person, manager):
        side.press(side.page.locator("#stages a[href*='at=board']"))
    person.write(person.page.locator("#add-mine textarea"), HIDDEN_CARD)
    person.press(person.page.locator("#add-mine button"))
    expect(person.page.locator(".tcol.mine")).to_contain_text(HIDDEN_CARD)
    person.write(person.page.locator("#add-mine textarea"), OPEN_CARD)
    person.press(person.page.locator("#add-mine button"))
    expect(person.page.locator(".tcol.mine")).to_contain_text(OPEN_CARD)
    person.press(person.page.locator(".tcard", has_text=OPEN_CARD).get_by_role("button"))
    expect(manager.page.locator(".tcol.mine")).to_contain_text(OPEN_CARD)  # it comes by itself
    person.write(person.page.locator("#text-note textarea"), OWN_NOTE)
    person.press(person.page.locator("#text-note").get_by_role("button", name=re.compile("^(Gem|Save)$")))
    expect(person.page.locator("#text-note")).to_contain_text(re.compile("Gemt|Saved"))
    person.looks_right("the board of the employee", "#board")
    manager.looks_right("the board of the manager", "#board")

    manager.press(manager.page.locator("#stages a[href*='at=closing']"))
    manager.write(manager.page.locator("#text-different textarea"), "Jeg læser to breve om måneden.")
    manager.press(manager.page.locator("#text-different").get_by_role("button", name=re.compile("^(Gem|Save)$")))
    expect(manager.page.locator("#text-different")).to_contain_text(re.compile("Gemt|Saved"))
    expect(manager.page.locator("main")).to_contain_text(re.compile("Fra da af|From then on"))


def they_say_that_it_is_held(person: Side, manager: Side) -> None:
    """They have met before the hour: nobody says so until it is taken back, and then both do."""
    home(manager)
    manager.press(manager.page.locator("summary", has_text=re.compile("Det kan ikke blive nu|It cannot be now")))
    manager.press(manager.button("Aflys tidspunktet|Take the time back"))
    manager.press(manager.link("Åbn guiden|Open the guide"))
    manager.press(manager.page.locator("#stages a[href*='at=closing']"))
    manager.press(manager.button("Samtalen er holdt|The talk is held"))
    said(manager, "bliver bedt om at sige|is asked to say")
    home(person)
    person.looks_right("whether the two have talked", "#time form")
    person.press(person.button("Ja, vi har talt sammen|Yes, we have talked"))
    said(person, "Samtalen er holdt|The talk is held")
    home(manager)


def the_two_agree(person: Side, manager: Side) -> None:
    manager.press(manager.link("Åbn aftalen|Open the agreement"))
    manager.press(manager.link("Skriv teksten|Write the text"))
    manager.write(manager.field("text"), AGREED)
    manager.looks_right("the agreement while it is written", "textarea")
    manager.press(manager.page.locator("button[name='act'][value='yes']"))
    expect(manager.page.get_by_role("heading", level=1)).to_contain_text(re.compile("Du har sagt ja|You have said yes"))

    home(person)
    person.press(person.link("Åbn aftalen|Open the agreement"))
    expect(person.page.locator("main")).to_contain_text(AGREED)
    person.looks_right("the agreement to say yes to", ".sheet")
    person.press(person.button("Sig ja til denne tekst|Say yes to this text"))
    expect(person.page.get_by_role("heading", level=1)).to_contain_text(
        re.compile("I er enige|I har aftalt|You have agreed")
    )


def they_look_at_it_again(person: Side, manager: Side, theirs: str) -> None:
    manager.page.reload()
    manager.looks_right("what is agreed", "#follow-up")
    manager.press(manager.page.locator("#follow-up").get_by_role("link").first)
    manager.write(manager.field("note"), SEEN_AGAIN)
    manager.press(manager.button("Vi har set på det|We have looked at it"))
    expect(manager.page.locator("#follow-up")).to_contain_text(SEEN_AGAIN)
    person.page.reload()
    expect(person.page.locator("#follow-up")).to_contain_text(SEEN_AGAIN)
    home(person)
    expect(person.page.locator("main")).to_contain_text(re.compile(f"{theirs} (åbnede|opened)"))
