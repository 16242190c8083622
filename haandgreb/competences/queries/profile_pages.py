"""Where role profiles are offered from other pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.competences.permissions import may_choose_profiles
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.passport import MenuItem


def pages_about(person: Person, thing: Any) -> Sequence[MenuItem]:
    """On somebody's page, for HR within assigned units: which role profiles she has."""
    if not isinstance(thing, Person) or not may_choose_profiles(person, thing, clock.today()):
        return []
    return [MenuItem(_("Role profiles"), reverse("competences:profiles_of", args=[thing.pk]), "list", order=60)]
