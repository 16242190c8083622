"""The passport of dialogues: asks each part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haandgreb.dialogues.parts import PARTS
from haandgreb.shared.parted import Parted
from haandgreb.shared.passport import MenuItem


class DialoguesConfig(Parted):
    """Development dialogues, before – during – after: MUS-01 … MUS-10, AN-1 … AN-9."""

    name = "haandgreb.dialogues"
    label = "dialogues"
    url_prefix = "dialogues"
    parts = PARTS

    def security_acts(self) -> Mapping[str, Any]:
        """Who opened what another wrote: that, and never what."""
        return {
            "dialogue opened": pgettext_lazy("security log", "opened what another wrote in a dialogue"),
            "dialogues forgotten": pgettext_lazy("security log", "dialogues of a person forgotten"),
        }

    def menu(self, person: Any) -> Sequence[MenuItem]:
        """One line for everybody; rounds, the concept and the works council's pages for those they are for."""
        return [MenuItem(_("Dialogues"), reverse("dialogues:home"), "talk", order=25), *super().menu(person)]
