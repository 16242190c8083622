"""A workshop for the tests: a goal with results and practice, a facilitator, participants. Nothing is random."""

from __future__ import annotations

from typing import Any

from haandgreb.impactmap.actions import workshop as acts
from haandgreb.impactmap.actions import workshop_notes as notes
from haandgreb.impactmap.models import Workshop, WorkshopNote
from haandgreb.impactmap.tests.factories import a_goal, a_learning_goal, a_manager, a_practice, a_result
from haandgreb.organisation.models import Person
from haandgreb.organisation.tests.factories import make_person, make_unit
from haandgreb.shared import clock
from haandgreb.strategy.models import PracticeChange

NAMES = ["Ivan Vindeholt", "Jette Klitgren", "Karl Bregnø", "Nanna Engskov", "Oskar Åkrog", "Pia Kornmod"]


class Setting:
    """Those around the workshop, and the workshop itself, planned for today."""

    def __init__(self, people: int = 4) -> None:
        self.unit = make_unit("Tilskud")
        self.manager = a_manager(self.unit)
        self.facilitator = make_person("Gorm Vangsted", make_unit("HR"))
        self.people = [make_person(name, self.unit) for name in NAMES[:people]]
        self.goal = a_goal()
        self.result = a_result(self.goal, self.manager)
        self.lines: list[PracticeChange] = []
        self.workshop = acts.plan(
            goal=self.goal,
            unit=self.unit,
            facilitator=self.facilitator,
            people=self.people,
            held_on=clock.today(),
            by=self.manager,
        )

    def at(self, step: int = 1) -> Workshop:
        """The workshop runs, and has come to the step."""
        acts.begin(self.workshop, by=self.facilitator)
        if step != 1:
            acts.go(self.workshop, step, version=None, by=self.facilitator)
        return self.now()

    def now(self) -> Workshop:
        """The workshop as it is."""
        self.workshop.refresh_from_db()
        return self.workshop

    def practice(self, title: str = "Vi skriver vægtningen først", **facts: Any) -> PracticeChange:
        """A changed practice of the unit, with learning below it."""
        made = a_practice(self.result, self.manager, title=title, units=[self.unit], **facts)
        a_learning_goal(made, self.manager, title=f"Jeg kan: {title}", units=[self.unit])
        return made

    def wrote(self, who: Person, text: str, step: int = 2) -> WorkshopNote:
        """A silent note of this person."""
        notes.write(self.workshop, step, text, by=who)
        return WorkshopNote.objects.get(writer=who, text=text)

    def opened(self) -> list[WorkshopNote]:
        """The notes of the present step, opened."""
        notes.open_round(self.workshop, version=None, by=self.facilitator)
        return list(self.workshop.notes.filter(writer=None))
