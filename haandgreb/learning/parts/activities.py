"""The catalogue: activities in the three rooms, when they take place, how a unit's are spread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.shared import clock
from haandgreb.shared.parted import ASIDE, Section
from haandgreb.shared.passport import MenuItem

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo


def menu(person: Any) -> Sequence[MenuItem]:
    """The catalogue, for everybody."""
    return [MenuItem(_("What one can learn by"), reverse("learning:activities"), "graduation-cap", order=36)]


def home_sections(person: Any, today: date) -> list[Section]:
    """The way to the catalogue, beside the page."""
    return [Section("learning/activities/_home.html", {}, ASIDE)]


def pages_about(person: Any, thing: Any) -> Sequence[MenuItem]:
    """On a practice, a planned line or a competence what one can learn it by; on a unit its three rooms."""
    from haandgreb.competences.permissions import may_read_unit_gap
    from haandgreb.learning.queries.links import activities_about
    from haandgreb.organisation.models import Unit

    if isinstance(thing, Unit):
        if not may_read_unit_gap(person, thing, clock.today()):
            return []
        where = reverse("learning:portfolio", args=[thing.pk])
        return [MenuItem(_("How the unit learns, in three rooms"), where, "insight", order=45)]
    rows = activities_about(thing)
    return [MenuItem(str(row), reverse("learning:activity", args=[row.pk]), "learn", order=60) for row in rows]


def daily(today: date) -> None:
    """The three rooms are counted anew when it is due."""
    from haandgreb.learning.actions.portfolio import release_when_due

    release_when_due(today)


def load_demo(demo: Demo) -> None:
    """The courses and modules of the case, who teaches them and when."""
    from haandgreb.learning.demo import activities

    activities.load(demo)


def find_demo(demo: Demo) -> None:
    """The activities and offerings again."""
    from haandgreb.learning.demo import activities

    activities.find(demo)


def remove_demo() -> None:
    """The catalogue goes before the practices and competences it names."""
    from haandgreb.learning.demo import activities

    activities.remove()
