"""A course from the first wish to what came of it: learner, manager, colleague and provider, half a year of it.

Time goes on: the server is started again some days ahead, with the same database. One couple is Danish and on the
phone, the other reads English. What somebody has not been shown is nowhere in anything her browser was ever sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESK, PATIENCE, PHONE, Visitor
from tests.browser.hands import Pointer
from tests.browser.test_dialogue_journey import Side, signs_in
from tests.running import Installation, RunningServer, begun_with

pytestmark = pytest.mark.browser

AHEAD = str(Path(__file__).resolve().parents[1] / "ahead")
COURSE = {"da": "Den svære samtale", "en": "The hard talk"}
DURING, AFTER, LATER = 26, 50, 119  # days from the wish: at the course, when first use is due, when effect is
NEED = "Jeg får en vred formand i røret og går i forsvar"
SITUATION = "nogen ringer og er vrede"
ACT = "spørger jeg først, hvad der er vigtigst"
SECRET_WHY = "Hemmelig grund: jeg græmmes hver gang"
LOG_FOR_BUDDY = "Ti stille i fem sekunder"
LOG_FOR_HER = "Hemmelig log: jeg var lige ved at gå"
TO_PROVIDER = "Hos os ringer foreninger, når pengene er brugt"
FROM_PROVIDER = "Tag en rigtig samtale med, uden navne"
FIRST_USE = "Formanden faldt ned, og vi aftalte et møde"
KEPT_TO_HERSELF = "Hemmeligt: jeg rystede bagefter"
SEEN = "Hun ventede på svaret"
RESULT = "Fire klager er afsluttet uden en ny"


@dataclass
class Calendar:
    """A server that can be started again on a later day, and everybody who is at a browser."""

    installation: Installation
    browser: Browser
    server: RunningServer | None = None
    visitors: list[Visitor] = field(default_factory=list)

    def go_on_to(self, days: int) -> None:
        """It is so many days later for the server and its worker."""
        if self.server is not None:
            self.server.stop()
        self.installation.environment |= {"PYTHONPATH": AHEAD, "TESTS_DAYS_AHEAD": str(days)}
        if days:
            done = self.installation.run("daily")
            assert done.returncode == 0, done.stderr
        self.server = RunningServer(self.installation)
        self.server.__enter__()
        for visitor in self.visitors:
            visitor.url = self.server.url

    def visitor(self, *, phone: bool = False, language: str = "da-DK") -> Visitor:
        """Somebody at a browser of her own."""
        assert self.server is not None
        context = self.browser.new_context(
            viewport=PHONE if phone else DESK,  # type: ignore[arg-type]  # a plain dict of two numbers
            locale=language,
            reduced_motion="reduce",
            timezone_id="Europe/Copenhagen",
            has_touch=phone,
        )
        context.set_default_timeout(PATIENCE)
        self.visitors.append(Visitor(context, self.server.url))
        return self.visitors[-1]

    def ask(self, code: str) -> str:
        """A few lines of Python inside the installation, on its day."""
        return self.installation.ask(code)


@pytest.fixture
def calendar(browser: Browser, tmp_path: Path) -> Iterator[Calendar]:
    """A demo of its own, from today on."""
    found = Calendar(begun_with("demo", tmp_path), browser)
    found.go_on_to(0)
    yield found
    for visitor in found.visitors:
        visitor.context.close()
    assert found.server is not None
    found.server.stop()
    assert [complaint for visitor in found.visitors for complaint in visitor.complaints] == []


@dataclass
class Couple:
    """A learner and those around her, each with a browser."""

    calendar: Calendar
    speaks: str
    name: str
    manager_name: str
    buddy_name: str
    learner: Side = field(init=False)
    manager: Side = field(init=False)
    buddy: Side = field(init=False)
    page: str = ""  # the address of the enrolment's page

    def __post_init__(self) -> None:
        danish = self.speaks == "da"
        language = "da-DK" if danish else "en-GB"
        self.learner = Side(
            self.calendar.visitor(phone=danish, language=language), Pointer(), PHONE if danish else DESK, self.speaks
        )
        self.manager = Side(self.calendar.visitor(language=language), Pointer(), DESK, self.speaks)
        self.buddy = Side(self.calendar.visitor(language=language), Pointer(), DESK, self.speaks)

    def sign_in(self) -> None:
        """On each of the days everybody signs in anew."""
        for side, name in ((self.learner, self.name), (self.manager, self.manager_name), (self.buddy, self.buddy_name)):
            side.visitor.context.clear_cookies()
            signs_in(side, name)

    def open(self, side: Side, more: str = "") -> None:
        """The page of the enrolment, or one below it."""
        side.visitor.go(self.page + more)

    def step(self, key: str, actor: str) -> str:
        """The path of an act."""
        pk = self.page.split("/")[-2]
        return (
            "/learning/step/"
            + self.calendar.ask(
                "from haandgreb.learning.models import Step\n"
                f"print(Step.objects.get(enrolment={pk!r}, key={key!r}, actor={actor!r}).pk)"
            )
            + "/"
        )


def test_a_course_from_the_wish_to_what_came_of_it(calendar):
    couples = [
        Couple(calendar, "da", "Signe Ulvsø", "Hanne Marknæs", "Yrsa Pilehøj"),
        Couple(calendar, "en", "Maja Hyldevang", "Kaja Solhede", "Petra Elmehus"),
    ]
    for act in (she_wishes_and_her_manager_says_yes, the_two_agree_on_the_plan, the_provider_takes_part):
        for couple in couples:
            couple.sign_in()
            act(couple)
    for day, act in ((DURING, she_keeps_a_log), (AFTER, it_is_used), (LATER, what_came_of_it)):
        calendar.go_on_to(day)
        for couple in couples:
            couple.sign_in()
            act(couple)
    for couple in couples:
        nobody_was_sent_what_was_not_for_them(couple)


def she_wishes_and_her_manager_says_yes(couple: Couple) -> None:
    learner, manager = couple.learner, couple.manager
    learner.visitor.go("/learning/")
    learner.press(learner.link("Jeg vil klare noget bedre|I want to handle something better"))
    learner.write(learner.field("need"), NEED)
    learner.looks_right("the wish", "[name='need']")
    learner.field("activity").select_option(label=COURSE[couple.speaks])
    learner.press(learner.page.locator("main form button").first)
    learner.field("time").first.check()
    learner.press(learner.page.locator("button[value='ask']"))
    couple.page = re.sub(r"^.*?(/learning/enrolment/[0-9a-f-]+/).*", r"\1", learner.page.url)
    expect(learner.page.locator("#place")).to_contain_text(NEED)
    learner.looks_right("what she has asked for", "#place")

    manager.visitor.go("/")
    waiting = manager.page.locator(f"main a[href='{couple.page}']")
    expect(waiting.first).to_be_visible()
    manager.press(waiting)
    expect(manager.page.locator("#place")).to_contain_text(NEED)
    manager.looks_right("what waits for a yes", "#place")
    manager.press(manager.page.locator("button[name='act'][value='yes']"))
    couple.open(learner)
    expect(learner.page.locator("#way")).to_be_visible()
    learner.looks_right("before, during and after", "#way")


def the_two_agree_on_the_plan(couple: Couple) -> None:
    learner, manager = couple.learner, couple.manager
    couple.open(learner, "plan/edit/")
    texts = {
        "situation": SITUATION,
        "act": ACT,
        "outcome": "vi taler om sagen",
        "goal": "Tage den svære samtale",
        "changed_practice": "Jeg ringer, før jeg skriver",
        "sign": "Færre klager igen",
        "need_1_text": "En formiddag uden møder",
        "ask_me_about": "det opkald, jeg helst ville have udskudt",
        "buddy": couple.buddy_name,
    }
    for name, text in texts.items():
        learner.write(learner.field(name), text)
    learner.field("hangs_on").select_option(index=1)
    learner.looks_right("the plan as it is written", "[name='situation']")
    learner.press(learner.page.locator("main form .actions button").first)
    couple.open(learner, "plan/own/")
    learner.write(learner.field("why"), SECRET_WHY)
    learner.page.locator("[name='confidence'][value='5']").check()
    learner.press(learner.page.locator("main form .actions button").first)
    couple.open(learner, "plan/")
    expect(learner.page.locator("main")).to_contain_text(SECRET_WHY)
    couple.open(manager, "plan/")
    expect(manager.page.locator("main")).not_to_contain_text(SITUATION)
    learner.press(learner.button("^(Del med|Share with)"))

    couple.open(manager, "plan/")
    expect(manager.page.locator("main")).to_contain_text(SITUATION)
    manager.looks_right("the plan that is shared", "#agreement")
    manager.press(manager.button("Sig ja til denne tekst|Say yes to this text"))
    couple.open(learner, "plan/")
    learner.press(learner.button("Sig ja til denne tekst|Say yes to this text"))
    expect(learner.page.locator("#agreement h2")).to_have_text(re.compile("^(Aftalt|Agreed)$"))
    manager.page.reload()
    expect(manager.page.locator("#talk .tag.good")).to_be_visible()
    manager.visitor.go("/")
    expect(manager.page.locator("main")).to_contain_text("En formiddag uden møder")


def the_provider_takes_part(couple: Couple) -> None:
    """She has no account; the link is in the mail, opens her part and nothing else, and again."""
    learner = couple.learner
    couple.open(learner, "guest/provider/")
    learner.write(learner.field("name"), "Bodil Kranbæk")
    learner.write(learner.field("email"), f"{couple.speaks}@kursushuset.example")
    learner.write(learner.field("message"), TO_PROVIDER)
    learner.press(learner.page.locator("main form .actions button").first)
    link = couple.calendar.ask(
        "import re\nfrom haandgreb.shared.models import OutboxMessage\n"
        f"mail = OutboxMessage.objects.filter(to='{couple.speaks}@kursushuset.example').latest('created_at')\n"
        "print(re.search(r'/learning/guest/\\S+', mail.text).group(0))"
    )
    visitor = couple.calendar.visitor(phone=True, language="da-DK" if couple.speaks == "da" else "en-GB")
    provider = Side(visitor, Pointer(), PHONE, couple.speaks)
    for _time in range(2):
        visitor.go(link)
        expect(provider.page.locator("main")).to_contain_text(TO_PROVIDER)
    provider.looks_right("the provider's part", "[name='bring']")
    provider.write(provider.field("bring"), FROM_PROVIDER)
    provider.press(provider.button("^Send$"))
    expect(provider.page.locator(".note.good")).to_contain_text(re.compile("Tak|Thank you"))
    provider.was_never_sent([SITUATION, ACT, SECRET_WHY, NEED])
    visitor.go(couple.page)
    expect(provider.page.locator("main")).not_to_contain_text(COURSE[couple.speaks])
    couple.open(learner)
    expect(learner.page.locator("#guests")).to_contain_text(FROM_PROVIDER)


def she_keeps_a_log(couple: Couple) -> None:
    """One half day for the buddy, one for herself."""
    learner, buddy = couple.learner, couple.buddy
    for half_day, text, shown in ((1, LOG_FOR_BUDDY, True), (2, LOG_FOR_HER, False)):
        couple.open(learner, f"log/{half_day}/")
        learner.write(learner.field("point"), text)
        learner.page.locator("[name='shown_to_buddy']").set_checked(shown)
        if shown:
            learner.looks_right("a half day of the log", "[name='point']")
        learner.press(learner.page.locator("main form .actions button").first)
    couple.open(buddy, "buddy/")
    expect(buddy.page.locator("main")).to_contain_text(LOG_FOR_BUDDY)
    buddy.looks_right("what a buddy sees", "main h1")


def it_is_used(couple: Couple) -> None:
    """First use, the manager asks, a colleague has watched."""
    learner, manager, buddy = couple.learner, couple.manager, couple.buddy
    couple.open(manager, "complete/")
    manager.press(manager.page.locator("main form .actions button").first)

    learner.visitor.go(couple.step("first_use", "learner"))
    learner.page.locator("[name='use'][value='2']").check()
    learner.write(learner.field("happened"), FIRST_USE)
    learner.page.locator("[name='shared']").check()
    learner.looks_right("the first use", "[name='happened']")
    learner.press(learner.page.locator("main form .actions button").first)

    manager.visitor.go(couple.step("manager_asks", "manager"))
    manager.page.locator("[name='barrier']").select_option("time")
    manager.write(manager.field("text"), "Jeg tager den ene vagt")
    manager.page.locator("[name='due_on']").fill("2999-01-04")
    manager.looks_right("the manager asks", "[name='barrier']")
    manager.press(manager.page.locator("main form .actions button").first)
    couple.open(manager)
    expect(manager.page.locator("#told")).to_contain_text(FIRST_USE)

    path = couple.step("colleague", "colleague")
    buddy.visitor.go("/")
    expect(buddy.page.locator(f"main a[href='{path}']").first).to_be_visible()
    buddy.visitor.go(path)
    buddy.page.locator("[name='use'][value='2']").check()
    buddy.write(buddy.field("happened"), SEEN)
    buddy.press(buddy.page.locator("main form .actions button").first)
    couple.open(learner)
    expect(learner.page.locator("#told")).to_contain_text(SEEN)


def what_came_of_it(couple: Couple) -> None:
    """Status from two sources, and ninety days after what it led to, in words of contribution."""
    learner, manager = couple.learner, couple.manager
    learner.visitor.go(couple.step("status", "learner"))
    learner.page.locator("[name='status'][value='using']").check()
    learner.page.locator("[name='use'][value='2']").check()
    learner.write(learner.field("happened"), KEPT_TO_HERSELF)
    learner.press(learner.page.locator("main form .actions button").first)
    manager.visitor.go(couple.step("status", "manager"))
    manager.page.locator("[name='use'][value='2']").check()
    manager.press(manager.page.locator("main form .actions button").first)

    learner.visitor.go(couple.step("effect", "learner"))
    learner.page.locator("[name='use'][value='3']").check()
    learner.page.locator("[name='result_level'][value='2']").check()
    learner.write(learner.field("benefit"), RESULT)
    learner.page.locator("[name='contribution'][value='probably']").check()
    learner.page.locator("[name='shared']").check()
    learner.looks_right("what came of it", "[name='benefit']")
    learner.press(learner.page.locator("main form .actions button").first)
    for side in (learner, manager):
        couple.open(side, "effect/")
        side.looks_right("the ladder", "main h1")
        couple.open(side)
        expect(side.page.locator("#told")).to_contain_text(RESULT)


def nobody_was_sent_what_was_not_for_them(couple: Couple) -> None:
    hers = [SECRET_WHY, LOG_FOR_HER, KEPT_TO_HERSELF]
    couple.learner.was_sent([*hers, SITUATION, LOG_FOR_BUDDY, SEEN, FROM_PROVIDER])
    couple.manager.was_sent([NEED, SITUATION, FIRST_USE, RESULT])
    couple.manager.was_never_sent([*hers, LOG_FOR_BUDDY, SEEN])
    couple.buddy.was_sent([LOG_FOR_BUDDY])
    couple.buddy.was_never_sent([*hers, NEED, SITUATION, FIRST_USE, RESULT])
