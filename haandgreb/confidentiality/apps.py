"""The passport of confidentiality."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from haandgreb.shared.passport import Capability, MenuItem


class ConfidentialityConfig(Capability):
    """Thresholds, guarded text, and the archive gate."""

    name = "haandgreb.confidentiality"
    label = "confidentiality"
    url_prefix = "keeping"

    def menu(self, person: Any) -> Sequence[MenuItem]:
        """What is kept, for who runs or oversees the archive gate; others find it from the forms."""
        from haandgreb.confidentiality.permissions import may_read_gate
        from haandgreb.shared import clock

        if not may_read_gate(person, clock.today()):
            return ()
        label = gettext_lazy("Kept and deleted")
        return [MenuItem(label, reverse("confidentiality:keeping"), "archive", "coordination", order=94)]

    def pages_about(self, person: Any, thing: Any) -> Sequence[MenuItem]:
        """On the page of somebody who has left the way to erase her, for HR of the unit and administrators."""
        from haandgreb.confidentiality.permissions import may_ask_for_erasure, may_carry_out_erasure
        from haandgreb.organisation.models import Person
        from haandgreb.shared import clock

        today = clock.today()
        if not isinstance(thing, Person):
            return ()
        if not may_ask_for_erasure(person, thing, today) and not may_carry_out_erasure(person, thing, today):
            return ()
        page = reverse("confidentiality:erasure", args=[thing.pk])
        return [MenuItem(gettext_lazy("Erasing somebody who has left"), page, "archive", order=95)]

    def security_acts(self) -> Mapping[str, Any]:
        """What was done at the archive gate."""
        from haandgreb.confidentiality.security_words import ACTS

        return ACTS

    def personal_data(self, person: Any) -> dict[str, Any]:
        """Legal holds on what is about her; what she registered at the gate."""
        from haandgreb.confidentiality.personal import personal_data

        return personal_data(person)

    def trouble(self) -> Iterable[str]:
        """What has run out and waits for the archives; in a demo nobody is asked for an authority."""
        from haandgreb.confidentiality.queries import total_waiting
        from haandgreb.shared.installation import is_demo_now

        if is_demo_now():
            return
        waiting = total_waiting()
        if waiting:
            words = ngettext(
                "%(n)d text has run out. It is hidden and waits until the archives' authority to delete it is "
                "registered under “Kept and deleted”.",
                "%(n)d texts have run out. They are hidden and wait until the archives' authority to delete them is "
                "registered under “Kept and deleted”.",
                waiting,
            )
            yield words % {"n": waiting}
