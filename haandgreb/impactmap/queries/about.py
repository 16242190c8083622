"""What the map offers on the pages of things further down: a goal's board, and the way on from a result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.impactmap.permissions import may_edit_card
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.passport import MenuItem
from haandgreb.strategy.models import Result, StrategicGoal


def pages_about(person: Person, thing: Any) -> Sequence[MenuItem]:
    """
    The board of a goal; for a result the boards it stands on, where a practice is added below it, and, for those who
    may change it, where it is linked to others.
    """
    if isinstance(thing, StrategicGoal):
        return [MenuItem(_("See it on the map"), reverse("impactmap:goal", args=[thing.pk]), "effect", order=10)]
    if not isinstance(thing, Result):
        return []
    boards = [
        MenuItem(
            _("On the map: %(goal)s") % {"goal": goal},
            reverse("impactmap:goal", args=[goal.pk]) + f"#result-{thing.pk}",
            "effect",
            order=10,
        )
        for goal in thing.goals.all()
    ]
    new = reverse("impactmap:practice_new") + f"?result={thing.pk}"
    ways = [*boards, MenuItem(_("Add a changed practice"), new, "add")]
    if may_edit_card(person, thing, clock.today()):
        link = reverse("impactmap:link", kwargs={"kind": "result", "card_id": thing.pk})
        ways.append(MenuItem(_("Link to …"), link, "swap"))
    return ways
