"""The passport of learning: asks each part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.learning.parts import PARTS
from haandgreb.shared.parted import Parted
from haandgreb.shared.passport import MenuItem


class LearningConfig(Parted):
    """Activities in the three rooms, transfer before – during – after, and effect: RM, TF, HG-10, HG-12."""

    name = "haandgreb.learning"
    label = "learning"
    url_prefix = "learning"
    parts = PARTS

    def menu(self, person: Any) -> Sequence[MenuItem]:
        """One line for everybody, and those of the parts."""
        return [MenuItem(_("Learning in use"), reverse("learning:home"), "effect", order=35), *super().menu(person)]
