"""A workplace with a unit of too few people, and everybody who may want to read about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from haandgreb.competences.actions.gap import release_when_due
from haandgreb.competences.models import Competence, Importance, RoleProfile
from haandgreb.competences.tests.factories import agree, give_profile, make_competence, make_profile, require_level
from haandgreb.organisation.models import Person, Role, Unit
from haandgreb.organisation.tests.factories import give_role, make_manager, make_person, make_unit, set_up
from haandgreb.shared import clock
from haandgreb.strategy.models import StrategicGoal

LARGE = [1] * 7 + [3] * 8 + [4] * 5
SMALL = [2] * 6 + [3] * 6
FEW = [1, 3, 5]


def make_goal(title: str = "Afgørelser, der forstås", **facts: object) -> StrategicGoal:
    """A goal of the whole workplace for this year."""
    today = clock.today()
    plain = {"code": "S1", "starts_on": today.replace(month=1, day=1), "ends_on": today.replace(month=12, day=31)}
    return StrategicGoal.objects.create(title=title, **{**plain, **facts})


@dataclass
class Workplace:
    """
    Grants has the teams A and B, beside it stand Guidance and the Lighthouse with three people. All are asked for level
    3 in plain language. Shown are the whole, Grants and its teams: Guidance would give the Lighthouse by subtraction.
    """

    top: Unit = field(default_factory=lambda: make_unit("Mødestedsstyrelsen"))

    def __post_init__(self) -> None:
        set_up()
        self.grants = make_unit("Tilskud", self.top)
        self.team_a = make_unit("Team A", self.grants)
        self.team_b = make_unit("Team B", self.grants)
        self.lighthouse = make_unit("Fyrtårnet", self.top)
        self.goal = make_goal()
        self.plain: Competence = make_competence("Klart sprog")
        self.law: Competence = make_competence("Forvaltningsret")
        self.role: RoleProfile = make_profile("Sagsbehandler", {self.law: 2})
        require_level(self.role, self.plain, 3, importance=Importance.HIGH, goal=self.goal)
        self.director = make_person("Asta Rugvænge", self.top)
        self.head = make_person("Frida Moseklint", self.grants)
        self.leader = make_person("Gorm Vangsted", self.team_a)
        make_manager(self.director, self.top)
        make_manager(self.head, self.grants)
        make_manager(self.leader, self.team_a)
        self.in_a = self.staff(self.team_a, LARGE)
        self.in_b = self.staff(self.team_b, SMALL)
        self.guidance = make_unit("Vejledning", self.top)
        self.in_guidance = self.staff(self.guidance, SMALL)
        self.in_lighthouse = self.staff(self.lighthouse, FEW)

    def staff(self, unit: Unit, levels: list[int]) -> list[Person]:
        """One person for each agreed level in plain language; in law nothing is agreed."""
        people = []
        for number, level in enumerate(levels, 1):
            person = make_person(f"{unit.name} nr. {number}", unit)
            give_profile(person, self.role)
            agree(person, self.plain, level)
            people.append(person)
        return people

    def count(self) -> None:
        """The counting of today."""
        release_when_due(clock.today())

    def hr(self, *units: Unit) -> Person:
        """HR within the units, or everywhere."""
        person = make_person("Camille Vangsted", make_unit("HR", self.top))
        give_role(person, Role.Kind.HR, units=list(units), everywhere=not units)
        return person

    def works_council(self) -> Person:
        """A member of the works council who works elsewhere."""
        person = make_person("Ivan Vindeholt", make_unit("Service", self.top))
        give_role(person, Role.Kind.WORKS_COUNCIL)
        return person
