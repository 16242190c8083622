"""The passport of impactmap."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.shared.passport import ALL, Capability, MenuItem, Waiting

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo


class ImpactMapConfig(Capability):
    """The four columns from goal to learning, drawn and made together: IM."""

    name = "haandgreb.impactmap"
    label = "impactmap"
    url_prefix = "map"

    def menu(self, person: Any) -> Sequence[MenuItem]:
        """One line for everybody."""
        return [MenuItem(_("From goal to practice"), reverse("impactmap:home"), "effect", "direction", order=20)]

    def may_wait(self, person: Any, today: date) -> Mapping[str, Any]:
        """Workshops of hers; anything that was closed lately."""
        from haandgreb.impactmap.queries import waiting, workshop

        return {"workshop": workshop.may_wait(person, today), "closed": waiting.may_wait(person, today)}

    def waiting_for(self, person: Any, today: date, may: Container[str] = ALL) -> Iterable[Waiting]:
        """Workshops that run, or are today; what she built on and was closed."""
        from haandgreb.impactmap.queries import waiting, workshop

        if "workshop" in may:
            yield from workshop.waiting_for(person, today)
        if "closed" in may:
            yield from waiting.waiting_for(person, today)

    def pages_about(self, person: Any, thing: Any) -> Sequence[MenuItem]:
        """On the pages of goals and results: their place on the map, and planning a workshop on a goal."""
        from haandgreb.impactmap.queries import workshop
        from haandgreb.impactmap.queries.about import pages_about

        return [*pages_about(person, thing), *workshop.pages_about(person, thing)]

    def builders_on(self, thing: Any) -> Iterable[Any]:
        """Whoever has a workshop on a goal ahead of her; whoever hung a practice change below a result."""
        from haandgreb.impactmap.queries import waiting, workshop
        from haandgreb.strategy.models import Result, StrategicGoal

        if isinstance(thing, Result):
            return waiting.builders_on(thing)
        return workshop.facilitators_on(thing.pk) if isinstance(thing, StrategicGoal) else ()

    def daily(self, today: date) -> None:
        """Notes of workshops closed thirty days ago go."""
        from haandgreb.impactmap.actions import workshop_keeping

        workshop_keeping.daily(today)

    def personal_data(self, person: Any) -> dict[str, Any]:
        """Workshops she is in; her notes and marks while they are hers alone."""
        from haandgreb.impactmap.queries import workshop

        return workshop.personal_data(person)

    def forget(self, person: Any) -> None:
        """Out of workshops; what a group put on the map stays."""
        from haandgreb.impactmap.actions import workshop_keeping

        workshop_keeping.forget(person)

    def load_demo(self, demo: Demo) -> None:
        """One workshop that was held, one that is planned."""
        from haandgreb.impactmap.demo import load_demo

        load_demo(demo)

    def find_demo(self, demo: Demo) -> None:
        """Nothing further up builds on a workshop."""

    def remove_demo(self) -> None:
        """Workshops go before the goals, units and people they name."""
        from haandgreb.impactmap.demo import remove_demo

        remove_demo()
