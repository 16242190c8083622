"""Where development goals stand for others: in the menu, on pages about people and about what stands on the map."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.competences.models import DevelopmentGoal, LearningGoal
from haandgreb.competences.permissions import is_nearest_manager, reads_passed_on
from haandgreb.competences.queries.development_links import key_of
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.passport import MenuItem
from haandgreb.strategy.models import PracticeChange, Result, StrategicGoal


def menu(person: Person, today: date) -> list[MenuItem]:
    """My goals, for everybody; for HR what people pass on."""
    lines = [MenuItem(_("My goals"), reverse("competences:development"), "sprout", order=45)]
    if reads_passed_on(person, today):
        page = reverse("competences:development_shared")
        lines.append(MenuItem(_("Goals passed on"), page, "sprout", group="coordination", order=62))
    return lines


def pages_about(viewer: Person, thing: Any) -> list[MenuItem]:
    """On a person's page her goals, for herself and her nearest manager; on the map a way to make it one's own."""
    if isinstance(thing, Person):
        if thing.pk == viewer.pk:
            return [MenuItem(_("My development goals"), reverse("competences:development"), "sprout", order=12)]
        if is_nearest_manager(viewer, thing, clock.today()):
            page = f"{reverse('competences:development_staff')}#person-{thing.pk}"
            return [MenuItem(_("Development goals"), page, "sprout", order=12)]
        return []
    if isinstance(thing, PracticeChange | Result | StrategicGoal | LearningGoal) and thing.state == "active":
        page = f"{reverse('competences:development_new')}?{urlencode({'on': key_of(thing)})}"
        return [MenuItem(_("Make it a development goal of mine"), page, "sprout", order=80)]
    return []


def goals_seen_by(person: Person, ids: Collection[UUID]) -> set[UUID]:
    """Of these goals, those she can open: who has promised support need not."""
    return set(DevelopmentGoal.objects.visible_to(person).filter(pk__in=ids).values_list("pk", flat=True))
