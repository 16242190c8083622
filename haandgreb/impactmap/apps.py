"""The passport of impactmap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.shared.passport import Capability, MenuItem, Waiting


class ImpactMapConfig(Capability):
    """The four columns from goal to learning, drawn and made together: IM."""

    name = "haandgreb.impactmap"
    label = "impactmap"
    url_prefix = "map"

    def menu(self, person: Any) -> Sequence[MenuItem]:
        """One line for everybody."""
        return [MenuItem(_("From goal to practice"), reverse("impactmap:home"), "effect", "direction", order=20)]

    def waiting_for(self, person: Any, today: date) -> Iterable[Waiting]:
        """What she built on and was closed."""
        from haandgreb.impactmap.queries import waiting

        yield from waiting.waiting_for(person, today)

    def pages_about(self, person: Any, thing: Any) -> Sequence[MenuItem]:
        """On the pages of goals and results: their place on the map."""
        from haandgreb.impactmap.queries.about import pages_about

        return pages_about(thing)
