from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.shared.passport import Capability, MenuItem

if TYPE_CHECKING:
    from haandgreb.organisation.models import Person


class ToolboxConfig(Capability):
    name = "haandgreb.toolbox"
    label = "toolbox"
    url_prefix = "toolbox"

    def menu(self, person: Person) -> Sequence[MenuItem]:
        return (MenuItem(_("Handles"), reverse("toolbox:list"), "handle", order=40),)
