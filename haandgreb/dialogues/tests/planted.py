"""Two people's dialogue with a word of its own in every text, and everybody who would like to read it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.http import QueryDict

from haandgreb.competences.actions import development, development_sharing
from haandgreb.competences.tests.development_factory import a_text
from haandgreb.dialogues.actions import agreement as agreeing
from haandgreb.dialogues.actions.choice import follow_choice
from haandgreb.dialogues.actions.handover import hand_over
from haandgreb.dialogues.models import (
    Agreement,
    Ambassador,
    Card,
    Feedback,
    FollowUpTalk,
    GroupMember,
    GroupPoint,
    GroupTalk,
    Pair,
    PairAnswer,
    Prepared,
    TalkText,
)
from haandgreb.dialogues.rules.texts import NOTE, UNDERSTOOD
from haandgreb.dialogues.tests.factories import Workplace, make_concept, make_dialogue, make_kind, make_round
from haandgreb.organisation.models import Person, Role, UnitManager
from haandgreb.organisation.tests.factories import give_role, make_manager, make_person, make_unit
from haandgreb.shared import clock, drafts

MARK = "HEMMELIG"
STATES = ("draft", "shared", "held", "agreed")
ROLES = (
    "person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager", "former", "new",
    "hr_hat", "manager_hat", "picked", "left",
)  # fmt: skip


def word(name: str) -> str:
    """The planted word: nothing else on a page can hold it."""
    return f"{MARK}{name.replace(' ', '')}xq"


class Planted:
    """Mads and Gorm in a state; `manager` may be replaced, picked or HR as well, by how it is set up."""

    def __init__(self, state: str, situation: str = "plain") -> None:
        self.state, self.situation = state, situation
        self.place = place = Workplace()
        self.mads, self.gorm = place.person, place.manager
        make_concept()
        self.round = make_round(units=[place.top])
        if situation == "picked":
            self.gorm = make_person("Palle Picked", place.top)
            make_manager(self.gorm, make_unit("Andet sted", place.top))
        if situation == "two hats":
            give_role(self.gorm, Role.Kind.HR, everywhere=True)
        facts: dict[str, Any] = {"round": self.round, "is_picked": situation == "picked"}
        if state in ("draft", "shared"):
            facts["starts_at"] = clock.now() + timedelta(days=4)
        named = {"draft": "booked", "shared": "booked", "held": "held", "agreed": "held"}[state]
        self.dialogue = make_dialogue(self.mads, self.gorm, named, **facts)
        follow_choice(self.mads, by=self.mads)
        self._prepare()
        self._around()
        if state in ("held", "agreed"):
            self._talk()
        if state == "agreed":
            self._agree()
        self.new: Person | None = None
        if situation == "replaced":
            self._replace()

    def _field(self, name: str, key: str, writer: Person, *, shared: bool = False, **facts: Any) -> None:
        if shared:
            other = self.gorm if writer == self.mads else self.mads
            facts |= {"shared_with": other, "shared_at": clock.now()}
        text = facts.pop("text", word(name))
        Prepared.objects.create(
            dialogue=self.dialogue, writer=writer, key=key, text=text, changed_at=clock.now(), **facts
        )

    def _prepare(self) -> None:
        shared = self.state != "draft"
        self._field("her own", "remember", self.mads)
        self._field("her shared", "proud", self.mads, shared=shared)
        headline = {"headline": word("her headline"), "text": word("her note under it")}
        self._field("", "together", self.mads, shared=shared, text=headline)
        self._field("his own", "tasks", self.gorm)
        self._field("his shared", "curious", self.gorm, shared=shared)
        typed = QueryDict(mutable=True)
        typed["tasks"] = word("her draft")
        drafts.keep(self.mads, f"dialogue-prepare-{self.dialogue.pk}", typed)

    def _around(self) -> None:
        pair = Pair.objects.create(round=self.round, asker=self.mads, asked=self.place.colleague)
        PairAnswer.objects.create(pair=pair, key="went_well", text=word("colleague said"))
        talk = GroupTalk.objects.create(
            kind=make_kind("grus", is_group=True, guide="grus"), unit=self.place.unit, manager=self.place.manager,
            state="writing", held_on=clock.today(),
        )  # fmt: skip
        for person in (self.mads, self.place.colleague):
            GroupMember.objects.create(talk=talk, person=person)
        for what, name in (("private", "her group point"), ("note", "her group note"), ("need", "her group need")):
            kind = {"need": "general"} if what == "need" else {}
            GroupPoint.objects.create(talk=talk, what=what, writer=self.mads, text=word(name), **kind)
        answers = {"prepares": True, "words": word("her reflection")}
        Ambassador.objects.create(person=self.mads, answers=answers, changed_at=clock.now())

    def _talk(self) -> None:
        of_it = {"dialogue": self.dialogue, "changed_at": clock.now()}
        for name, writer, key in (
            ("her private note", self.mads, NOTE),
            ("his private note", self.gorm, NOTE),
            ("what she said", self.mads, "different"),
            ("what he said", self.gorm, "different"),
            ("minutes", None, UNDERSTOOD),
        ):
            TalkText.objects.create(writer=writer, key=key, text=word(name), **of_it)
        Card.objects.create(column="mine", writer=self.mads, text=word("her hidden card"), **of_it)
        Card.objects.create(column="mine", writer=self.mads, text=word("her card"), shown_at=clock.now(), **of_it)
        Card.objects.create(column="work", writer=self.gorm, text=word("his hidden card"), **of_it)
        for name, given in (("her unsent feedback", None), ("her feedback", clock.now())):
            parts = {"situation": word(name), "saw": "", "effect": "", "wish": ""}
            Feedback.objects.create(giver=self.mads, text=parts, given_at=given, **of_it)

    def _agree(self) -> None:
        goal = development.write(self.mads, a_text(self.gorm, title=word("goal")))
        development_sharing.share(goal, self.gorm, by=self.mads)
        agreeing.begin(self.dialogue, by=self.mads)
        agreeing.write(self.dialogue, word("agreement"), [goal.pk], by=self.mads)
        agreeing.offer(self.dialogue, by=self.mads, number=self._number())
        for person in (self.mads, self.gorm):
            agreeing.say_yes(self.dialogue, by=person, number=self._number())
        self.dialogue.refresh_from_db()
        assert self.dialogue.state in ("agreed", "following"), self.dialogue.state
        day = clock.today()
        FollowUpTalk.objects.create(
            dialogue=self.dialogue, due_on=day, held_on=day, note=word("follow-up"), held_with=self.gorm
        )

    def _number(self) -> int:
        return Agreement.objects.get(dialogue=self.dialogue).number

    def _replace(self) -> None:
        """Vera takes over from Gorm today."""
        UnitManager.objects.filter(person=self.gorm).update(valid_to=clock.today())
        self.new = make_person("Vera Bregnø", self.place.unit)
        make_manager(self.new, self.place.unit, valid_from=clock.today())
        hand_over(self.dialogue, self.new, by=None)

    def who(self, role: str) -> tuple[Person, str]:
        """The person of the role, and the role she has chosen where she has two."""
        if role == "new":
            assert self.new is not None
            return self.new, ""
        if role in ("former", "hr_hat", "manager_hat", "picked"):
            return self.gorm, {"hr_hat": "hr", "manager_hat": "manager"}.get(role, "")
        if role == "person":
            return self.mads, ""
        return getattr(self.place, role), ""

    def rows(self) -> dict[str, list[Any]]:
        """Every row of dialogues as it is stored, to see that nothing has changed."""
        found: dict[str, list[Any]] = {}
        for model in apps.get_app_config("dialogues").get_models():
            found[model.__name__] = [bytes_out(one) for one in model._base_manager.order_by("pk").values()]
        return found


def bytes_out(values: dict[str, Any]) -> dict[str, Any]:
    """Plain values that can be compared."""
    return {name: bytes(one) if isinstance(one, memoryview | bytes) else one for name, one in values.items()}
