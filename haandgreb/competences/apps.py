"""The passport of competences."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.shared import clock
from haandgreb.shared.passport import ALL, Capability, HomeCard, MenuItem, Waiting

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo


class CompetencesConfig(Capability):
    """What roles ask for, what people can, and what they want to learn: TR, IM-4."""

    name = "haandgreb.competences"
    label = "competences"
    url_prefix = "competences"

    def menu(self, person: Any) -> Sequence[MenuItem]:
        """My own competences, goals and the catalogue, for everybody; what units can, for who reads more."""
        from haandgreb.competences.queries import development_pages, gap_pages

        mine = MenuItem(_("My competences"), reverse("competences:mine"), "learn", order=30)
        catalogue = reverse("competences:catalogue")
        roles = MenuItem(_("Competences and roles"), catalogue, "list", group="direction", order=60)
        today = clock.today()
        return [mine, roles, *development_pages.menu(person, today), *gap_pages.menu(person, today)]

    def may_wait(self, person: Any, today: date) -> Mapping[str, Any]:
        """Levels, goals and roles that may wait."""
        from haandgreb.competences.queries import waiting

        return waiting.may_wait(person, today)

    def waiting_for(self, person: Any, today: date, may: Container[str] = ALL) -> Iterable[Waiting]:
        """Levels proposed to her; her goals and those of her staff; for HR, roles that name a closed goal."""
        from haandgreb.competences.queries import waiting

        yield from waiting.waiting_for(person, today, may)

    def home_cards(self, person: Any, today: date, may: Container[str] = ALL) -> Sequence[HomeCard]:
        """From goal to her practice."""
        from haandgreb.competences.queries.development_home import home_card

        return [HomeCard("competences/development/_home.html", home_card(person), order=20)]

    def seen_by(self, person: Any, ids: Collection[UUID]) -> set[UUID]:
        """Of these development goals, those she can open: who has promised support need not."""
        from haandgreb.competences.queries.development_pages import goals_seen_by

        return goals_seen_by(person, ids)

    def pages_about(self, person: Any, thing: Any) -> Sequence[MenuItem]:
        """On a person's page her levels and, for HR, her role profiles; on a unit's and a goal's the gap."""
        from haandgreb.competences.queries import development_pages, gap_pages, level_pages, profile_pages

        pages = (level_pages, development_pages, profile_pages, gap_pages)
        return [link for page in pages for link in page.pages_about(person, thing)]

    def builders_on(self, thing: Any) -> Iterable[Any]:
        """Those whose development goals hang on a goal, a result or a practice change."""
        from haandgreb.competences.queries.builders import builders_on

        return builders_on(thing)

    def daily(self, today: date) -> None:
        """Profiles follow job titles; what was for an earlier manager ends; what is counted is in step."""
        from haandgreb.competences.actions import development_keeping, following, gap, level_keeping

        following.follow_titles(today)
        level_keeping.daily(today)
        development_keeping.daily(today)
        gap.release_when_due(today)

    def personal_data(self, person: Any) -> dict[str, Any]:
        """Her role profiles, estimates, agreed levels, proposals, uses, wishes and development goals."""
        from haandgreb.competences.queries import development_personal, learning, level_personal, profiles

        return {
            "role_profiles": profiles.personal_data(person),
            **level_personal.personal_data(person),
            **development_personal.personal_data(person),
            **learning.personal_data(person),
        }

    def forget(self, person: Any) -> None:
        """Her levels, uses, wishes and development goals go."""
        from haandgreb.competences.actions import development_keeping, learning, level_keeping

        level_keeping.forget(person)
        development_keeping.forget(person)
        learning.forget(person)

    def data_classes(self) -> Iterable[Any]:
        """What of competences is kept for how long."""
        from haandgreb.competences.actions.development_keeping import classes

        return classes()

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
