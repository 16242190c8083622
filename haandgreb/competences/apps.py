"""The passport of competences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.shared import clock
from haandgreb.shared.passport import Capability, MenuItem, Waiting

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo


class CompetencesConfig(Capability):
    """What roles ask for, what people can, and what they want to learn: TR, IM-4."""

    name = "haandgreb.competences"
    label = "competences"
    url_prefix = "competences"

    def menu(self, person: Any) -> Sequence[MenuItem]:
        """My own competences and the catalogue, for everybody; what units can, for who reads more than her own."""
        from haandgreb.competences.queries import gap_pages

        mine = MenuItem(_("My competences"), reverse("competences:mine"), "learn", order=30)
        catalogue = reverse("competences:catalogue")
        roles = MenuItem(_("Competences and roles"), catalogue, "list", group="direction", order=60)
        return [mine, roles, *gap_pages.menu(person, clock.today())]

    def waiting_for(self, person: Any, today: date) -> Iterable[Waiting]:
        """Levels somebody has proposed to her."""
        from haandgreb.competences.queries import level_waiting

        yield from level_waiting.waiting_for(person, today)

    def pages_about(self, person: Any, thing: Any) -> Sequence[MenuItem]:
        """On a person's page her levels and, for HR, her role profiles; on a unit's and a goal's the gap."""
        from haandgreb.competences.queries import gap_pages, level_pages, profile_pages

        pages = (level_pages, profile_pages, gap_pages)
        return [link for page in pages for link in page.pages_about(person, thing)]

    def builders_on(self, thing: Any) -> Iterable[Any]:
        """Those whose development goals hang on a goal, a result or a practice change."""
        from haandgreb.competences.queries.builders import builders_on

        return builders_on(thing)

    def daily(self, today: date) -> None:
        """Profiles follow job titles; what was for an earlier manager ends; what is counted is in step."""
        from haandgreb.competences.actions import following, gap, level_keeping

        following.follow_titles(today)
        level_keeping.daily(today)
        gap.release_when_due(today)

    def personal_data(self, person: Any) -> dict[str, Any]:
        """Her role profiles, estimates, agreed levels, proposals, uses and wishes."""
        from haandgreb.competences.queries import level_personal, profiles

        return {"role_profiles": profiles.personal_data(person), **level_personal.personal_data(person)}

    def forget(self, person: Any) -> None:
        """Her levels, uses and wishes go."""
        from haandgreb.competences.actions import level_keeping

        level_keeping.forget(person)

    def load_demo(self, demo: Demo) -> None:
        """Sixteen competences, twelve role profiles, and what people can."""
        from haandgreb.competences.demo import load_demo

        load_demo(demo)

    def find_demo(self, demo: Demo) -> None:
        """The competences and profiles again."""
        from haandgreb.competences.demo import find_demo

        find_demo(demo)

    def remove_demo(self) -> None:
        """Levels and requirements go before the people and goals they name."""
        from haandgreb.competences.demo import remove_demo

        remove_demo()
