"""A person, her manager, everybody around them, and a dialogue in any state. Nothing is random."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from haandgreb.dialogues.models import Agreement, Concept, Dialogue, Kind, Round
from haandgreb.organisation.models import Person, Role, Unit, UnitManager
from haandgreb.organisation.tests.factories import give_role, make_deputy, make_manager, make_person, make_unit, set_up
from haandgreb.shared import clock

HELD = ("held", "agreeing", "agreed", "following", "replaced")


def make_kind(key: str = "mus", **facts: Any) -> Kind:
    """A kind of dialogue; the same one where it is there already."""
    facts = {"title": key.upper(), "preparation": "mus", "guide": "mus", **facts}
    return Kind.objects.get_or_create(key=key, defaults=facts)[0]


def make_round(state: str = "talks", units: list[Unit] | None = None, **facts: Any) -> Round:
    """A MUS round in the state, its talks beginning today."""
    today = clock.today()
    kind = facts.pop("kind", None) or make_kind()
    days = {"prepare_from": today - timedelta(days=14), "talks_from": today, "talks_to": today + timedelta(days=60)}
    made = Round.objects.create(title="MUS-runden", kind=kind, state=state, **{**days, **facts})
    made.units.set(units or [])
    return made


def make_dialogue(person: Person, manager: Person | None, state: str = "invited", **facts: Any) -> Dialogue:
    """A dialogue of the two in the state, with what the state asks for."""
    today: date = clock.today()
    if state in HELD:
        facts.setdefault("held_on", today)
    if state == "booked":
        facts.setdefault("starts_at", clock.now() + timedelta(days=3))
    if state == "postponed":
        facts.setdefault("why_postponed", "leave")
    kind = facts.pop("kind", None) or make_kind()
    since = clock.now() - timedelta(days=100)
    facts = {"manager_since": since, "made_at": since, **facts}
    dialogue = Dialogue.objects.create(person=person, manager=manager, kind=kind, state=state, **facts)
    if state in HELD:
        Agreement.objects.create(dialogue=dialogue, changed_at=clock.now())
    return dialogue


def make_concept(number: int = 1, **facts: Any) -> Concept:
    """A published concept."""
    return Concept.objects.create(number=number, purpose="Vi bliver bedre.", published_at=clock.now(), **facts)


@dataclass
class Workplace:
    """Mads works in Tilskud under Gorm; Inger leads above. Everybody who must not see is there too."""

    top: Unit = field(default_factory=lambda: make_unit("Direktion"))
    unit: Unit = field(init=False)
    person: Person = field(init=False)
    manager: Person = field(init=False)
    above: Person = field(init=False)
    colleague: Person = field(init=False)
    deputy: Person = field(init=False)
    hr: Person = field(init=False)
    council: Person = field(init=False)
    admin: Person = field(init=False)
    other_manager: Person = field(init=False)

    def __post_init__(self) -> None:
        set_up()
        self.unit = make_unit("Tilskud", self.top)
        other = make_unit("Tilsyn", self.top)
        self.person = make_person("Mads Rosenklint", self.unit)
        self.manager = make_person("Gorm Vangsted", self.unit)
        self.above = make_person("Inger Stavnskær", self.top)
        self.colleague = make_person("Freja Lysholm", self.unit)
        self.deputy = make_person("Nanna Kjærbo", self.unit)
        self.hr = make_person("Hanne Skovlund", self.top)
        self.council = make_person("Camille Ager", other)
        self.admin = make_person("Asta Bremer", other)
        self.other_manager = make_person("Thea Nørrelund", other)
        make_manager(self.manager, self.unit)
        make_manager(self.above, self.top)
        make_manager(self.other_manager, other)
        make_deputy(self.deputy, self.unit, by=self.manager)
        give_role(self.hr, Role.Kind.HR, everywhere=True)
        give_role(self.council, Role.Kind.WORKS_COUNCIL)
        give_role(self.admin, Role.Kind.ADMINISTRATOR)

    def dialogue(self, state: str = "invited", **facts: Any) -> Dialogue:
        """Mads's dialogue with Gorm."""
        return make_dialogue(self.person, self.manager, state, **facts)

    def another_manager(self) -> Person:
        """Vera takes over from Gorm today."""
        UnitManager.objects.filter(person=self.manager).update(valid_to=clock.today())
        vera = make_person("Vera Bregnø", self.unit)
        make_manager(vera, self.unit, valid_from=clock.today())
        return vera
