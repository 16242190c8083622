"""The passport of xAPI."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.shared.passport import Capability, MenuItem

CLASSES = Path(__file__).resolve().parent / "content" / "keeping.toml"


class XapiConfig(Capability):
    """Platforms tell of completions by themselves."""

    name = "haandgreb.integrations.xapi"
    label = "xapi"
    url_prefix = "xapi"

    def pages_about(self, person: Any, thing: Any) -> Sequence[MenuItem]:
        """On a platform, for administrators: its key."""
        from haandgreb.learning.models import Platform
        from haandgreb.organisation.permissions import may_administer
        from haandgreb.shared import clock

        if not isinstance(thing, Platform) or not may_administer(person, clock.today()):
            return ()
        return [MenuItem(_("Login and key for xAPI"), reverse("xapi:source", args=[thing.pk]), "key-round")]

    def daily(self, today: date) -> None:
        """Statements whose days are over are forgotten."""
        from haandgreb.integrations.xapi import actions

        actions.daily(today)

    def data_classes(self) -> Iterable[Any]:
        """How long they are kept."""
        from haandgreb.confidentiality.classes import read_classes

        return read_classes(CLASSES)

    def personal_data(self, person: Any) -> dict[str, Any]:
        """What platforms have told of her lately; the completions themselves are in learning."""
        from haandgreb.integrations.xapi.actions import of
        from haandgreb.integrations.xapi.models import Statement

        rows = Statement.objects.filter(of(person)).exclude(completed_on=None).select_related("source__platform")
        told = [
            {"platform": row.source.platform.name, "course": row.title, "completed_on": str(row.completed_on)}
            for row in rows
        ]
        return {"told_by_platforms": told} if told else {}

    def forget(self, person: Any) -> None:
        """What was told of her is forgotten."""
        from haandgreb.integrations.xapi import actions

        actions.forget(person)
