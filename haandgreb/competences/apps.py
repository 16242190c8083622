"""The passport of competences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haandgreb.shared.passport import Capability

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo


class CompetencesConfig(Capability):
    """What roles ask for, what people can, and what they want to learn: TR, IM-4."""

    name = "haandgreb.competences"
    label = "competences"
    url_prefix = "competences"

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
