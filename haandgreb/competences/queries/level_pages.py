"""Where a person's levels stand, for those who may see them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.competences.permissions import is_nearest_manager
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.passport import MenuItem


def pages_about(viewer: Person, thing: Any) -> list[MenuItem]:
    """The page of levels about a person; nothing for anybody but herself and her nearest manager."""
    if not isinstance(thing, Person):
        return []
    if thing.pk == viewer.pk:
        return [MenuItem(_("My competences"), reverse("competences:mine"), "learn", order=10)]
    if not is_nearest_manager(viewer, thing, clock.today()):
        return []
    return [MenuItem(_("Agreed levels"), reverse("competences:person", args=[thing.pk]), "learn", order=10)]
