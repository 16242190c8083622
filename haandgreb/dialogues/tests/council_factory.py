"""A works council with both sides, a round people have talked in, and an evaluation. Nothing is random."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from haandgreb.dialogues.actions import check as checks
from haandgreb.dialogues.actions import evaluation as evaluations
from haandgreb.dialogues.models import Check, Evaluation, Round, Side
from haandgreb.dialogues.rules.check import KEYS
from haandgreb.dialogues.tests.factories import Workplace, make_dialogue, make_round
from haandgreb.organisation.models import Person, Role
from haandgreb.organisation.tests.factories import give_role, make_person
from haandgreb.questions.actions import load_sets
from haandgreb.shared import clock

SETS = Path(__file__).parents[1] / "content" / "questions"


@dataclass
class Council(Workplace):
    """Camille speaks for the management side, Ravn for the staff side."""

    colleague_in_council: Person = field(init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        load_sets(SETS)
        self.colleague_in_council = make_person("Ravn Skarnholt", self.unit)
        give_role(self.colleague_in_council, Role.Kind.WORKS_COUNCIL)

    def check(self) -> Check:
        """A check in which each has chosen a side."""
        check = checks.begin(by=self.council)
        checks.choose_side(check, Side.MANAGEMENT, by=self.council)
        checks.choose_side(check, Side.STAFF, by=self.colleague_in_council)
        return check

    def give(self, check: Check, by: Person, level: int = 1, **levels: int) -> None:
        """The same level for each question, but for those named, such as MUS_04=3."""
        told = dict.fromkeys(KEYS, level) | {name.replace("_", "-"): one for name, one in levels.items()}
        checks.give_levels(check, told, version=None, by=by)

    def together(self) -> Check:
        """Both sides are in, and differ on question 4."""
        check = self.check()
        self.give(check, self.council, 2)
        self.give(check, self.colleague_in_council, 2, MUS_04=1)
        checks.hand_in(check, by=self.council)
        return checks.hand_in(check, by=self.colleague_in_council)

    def round_with(self, people: int) -> tuple[Round, list[Person]]:
        """A round in which so many have talked."""
        found = make_round("following", [self.top])
        talked = [make_person(f"Ansat {number:02} Vang", self.unit) for number in range(people)]
        for person in talked:
            make_dialogue(person, self.manager, "agreed", round=found)
        return found, talked

    def evaluation(self, people: int = 6, *, asks_openly: bool = False) -> tuple[Evaluation, list[Person]]:
        """An open evaluation of a round with so many people."""
        found, talked = self.round_with(people)
        opened = evaluations.open_evaluation(
            found,
            Evaluation.When.AFTER,
            closes_on=clock.today() + timedelta(days=14),
            by=self.council,
            asks_openly=asks_openly,
        )
        return opened, talked
