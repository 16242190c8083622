"""A person and her manager, for the tests of levels. Nothing is random."""

from __future__ import annotations

from dataclasses import dataclass, field

from haandgreb.competences.models import Competence, RoleProfile
from haandgreb.competences.tests.factories import give_profile, make_competence, make_profile
from haandgreb.organisation.models import Person, Unit
from haandgreb.organisation.tests.factories import make_manager, make_person, make_unit


@dataclass
class Pair:
    """Mads works in Tilskud, which Gorm manages; his role asks for plain language 4 and dialogue 3."""

    unit: Unit = field(default_factory=lambda: make_unit("Tilskud"))
    person: Person = field(init=False)
    manager: Person = field(init=False)
    language: Competence = field(init=False)
    dialogue: Competence = field(init=False)
    extra: Competence = field(init=False)
    profile: RoleProfile = field(init=False)

    def __post_init__(self) -> None:
        self.person = make_person("Mads Rosenklint", self.unit)
        self.manager = make_person("Gorm Vangsted", self.unit)
        make_manager(self.manager, self.unit)
        self.language = make_competence("Klart sprog")
        self.dialogue = make_competence("Vejledning og brugerdialog")
        self.extra = make_competence("Tegnsprog")
        self.profile = make_profile(requirements={self.language: 4, self.dialogue: 3})
        give_profile(self.person, self.profile)

    def another_manager(self) -> Person:
        """Vera takes over from Gorm."""
        from haandgreb.organisation.models import UnitManager
        from haandgreb.shared import clock

        UnitManager.objects.filter(person=self.manager).update(valid_to=clock.today())
        vera = make_person("Vera Bregnø", self.unit)
        make_manager(vera, self.unit, valid_from=clock.today())
        return vera
