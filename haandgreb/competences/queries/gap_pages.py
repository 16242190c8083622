"""Where the gap is found from: the menu, a unit's page, a goal's page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.competences.permissions import may_read_needs, may_read_organisation_gap, may_read_unit_gap
from haandgreb.organisation.models import Person, Unit
from haandgreb.organisation.permissions import acts_as_manager, is_works_council
from haandgreb.shared import clock
from haandgreb.shared.passport import MenuItem
from haandgreb.strategy.models import StrategicGoal


def menu(person: Person, today: date) -> list[MenuItem]:
    """For managers, HR and the works council; others find their own unit's from its page. Asks the database nothing."""
    lines = []
    if acts_as_manager(person, today) or may_read_needs(person, today) or is_works_council(person, today):
        where = reverse("competences:gap")
        lines.append(MenuItem(_("What units can do"), where, "insight", group="direction", order=60))
    if may_read_needs(person, today):
        where = reverse("competences:needs")
        lines.append(MenuItem(_("What we need to learn"), where, "list", group="coordination", order=60))
    return lines


def pages_about(person: Person, thing: object) -> Sequence[MenuItem]:
    """On a unit's page its gap, on a goal's the gap of the whole workplace: for those who may read it."""
    today = clock.today()
    if isinstance(thing, Unit) and may_read_unit_gap(person, thing, today):
        where = reverse("competences:unit_gap", args=[thing.pk])
        return [MenuItem(_("What the unit can do, and what is missing"), where, "insight", order=40)]
    if isinstance(thing, StrategicGoal) and may_read_organisation_gap(person, today):
        where = reverse("competences:organisation_gap") + (f"#goal-{thing.pk}" if thing.unit_id is None else "")
        return [MenuItem(_("What the goal asks us to be able to do"), where, "insight", order=40)]
    return []
