"""A group and its talk, as far as it is wanted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from haandgreb.dialogues.actions import group as acts
from haandgreb.dialogues.actions import group_cards as cards
from haandgreb.dialogues.actions import group_plan as plans
from haandgreb.dialogues.actions import group_votes as votes
from haandgreb.dialogues.models import GroupPoint, GroupTalk
from haandgreb.dialogues.tests.factories import Workplace, make_kind
from haandgreb.organisation.models import Person
from haandgreb.organisation.tests.factories import make_person
from haandgreb.shared import clock

NAMES = ["Asger Dal", "Birte Eng", "Carl Fog", "Dorte Gran", "Ebbe Holm", "Fie Ibsen", "Gry Juul", "Hans Krog"]


@dataclass
class Group:
    """Gorm's group of so many. Steps are taken with the same acts as on the pages."""

    size: int = 5
    place: Workplace = field(default_factory=Workplace)
    people: list[Person] = field(init=False)
    talk: GroupTalk = field(init=False)

    def __post_init__(self) -> None:
        unit = self.place.unit
        self.people = [self.place.person, *(make_person(name, unit) for name in NAMES[: self.size - 1])]
        self.talk = acts.plan(self.facts(), self.people, by=self.manager, is_told=False)

    def facts(self, **more: Any) -> dict[str, Any]:
        """What the talk is planned with."""
        kind = make_kind("grus", is_group=True)
        facts = {"kind": kind, "unit": self.place.unit, "purpose": "Svar til tiden", "run": "steps", "minutes": 120}
        return {**facts, "name": "", "outcome": "", "ground_rules": "", "place": "", "starts_at": None, **more}

    @property
    def manager(self) -> Person:
        return self.place.manager

    def now(self) -> GroupTalk:
        """The talk as it stands."""
        self.talk.refresh_from_db()
        return self.talk

    def at(self, state: str) -> GroupTalk:
        """Take the talk there, with a card of each member and one dot of each."""
        order = ["invited", "talking", "writing", "shown", "voting", "planning", "following", "closed"]
        for step in order[order.index(self.now().state) + 1 : order.index(state) + 1]:
            getattr(self, f"_to_{step}")()
        return self.now()

    def _to_talking(self) -> None:
        acts.begin(self.talk, by=self.manager)

    def _to_writing(self) -> None:
        acts.go(self.talk, 99, version=None, by=self.manager)

    def _to_shown(self) -> None:
        for number, person in enumerate(self.people):
            cards.write(self.talk, f"Kort {number}", by=person)
        cards.show(self.talk, version=None, by=self.manager)

    def _to_voting(self) -> None:
        votes.open_vote(self.talk, version=None, by=self.manager)

    def _to_planning(self) -> None:
        if self.now().state == "shown":
            votes.agree_by_talking(self.talk, version=None, by=self.manager)
            return
        first = self.shown()[0]
        for person in self.people:
            votes.give_dots(self.talk, {str(first.pk): 1}, by=person)
        votes.count_dots(self.talk, version=None, by=self.manager)

    def _to_following(self) -> None:
        self.line()
        plans.send(self.talk, version=None, by=self.manager, is_told=False)

    def _to_closed(self) -> None:
        for review in self.talk.reviews.all():
            plans.review(review, "", by=self.manager)
        plans.close(self.talk, by=self.manager)

    def line(self, **facts: Any) -> Any:
        """A line of the plan, Mads's, for today."""
        given = {"what": "Makkerlæsning", "who": self.people[0], "when": clock.today(), "is_from": False}
        return plans.add_line(self.talk, {**given, "handle": "", "sign": "", **facts}, by=self.manager)

    def shown(self) -> list[GroupPoint]:
        """The cards on the table."""
        return list(self.talk.points.filter(what="need", writer=None))
