"""The passport of dialogues: asks each part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.dialogues.parts import PARTS
from haandgreb.shared.parted import Parted
from haandgreb.shared.passport import MenuItem, Waiting


class DialoguesConfig(Parted):
    """Development dialogues, before – during – after: MUS-01 … MUS-10, AN-1 … AN-9."""

    name = "haandgreb.dialogues"
    label = "dialogues"
    url_prefix = "dialogues"
    parts = PARTS

    def menu(self, person: Any) -> Sequence[MenuItem]:
        """One line for everybody; rounds, the concept and the works council's pages for those they are for."""
        return [MenuItem(_("Dialogues"), reverse("dialogues:home"), "talk", order=25), *super().menu(person)]

    def waiting_for(self, person: Any, today: date) -> Iterable[Waiting]:
        """What waits for her in her dialogues."""
        from haandgreb.dialogues.queries.waiting import parts_that_may_wait

        for part in parts_that_may_wait(person, today):
            yield from PARTS.of(part, "waiting_for")(person, today)
