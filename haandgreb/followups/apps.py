from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.shared.passport import ALL, Capability, Waiting

if TYPE_CHECKING:
    from haandgreb.organisation.models import Person

MOST_ON_HOME = 8


class FollowUpsConfig(Capability):
    name = "haandgreb.followups"
    label = "followups"
    url_prefix = "followups"

    def may_wait(self, person: Person, today: date) -> Mapping[str, Any]:
        """What she has promised."""
        from haandgreb.followups.queries import open_of

        return {"promised": open_of(person)}

    def waiting_for(self, person: Person, today: date, may: Container[str] = ALL) -> Iterable[Waiting]:
        """What the person has promised, earliest first."""
        from haandgreb.followups.queries import link_what_is_seen, open_of

        if "promised" not in may:
            return
        for row in link_what_is_seen(person, list(open_of(person)[:MOST_ON_HOME])):
            yield Waiting(
                text=row.what,
                url=row.source_url or reverse("followups:list"),
                about=row.source_label,
                due_on=row.due_on,
                label=_("Meeting") if row.source == "meetings" else "",
                done_url=reverse("followups:done", args=[row.pk]),
            )

    def daily(self, today: date) -> None:
        from haandgreb.followups.actions import send_digests

        send_digests(today)

    def personal_data(self, person: Person) -> dict[str, Any]:
        from haandgreb.followups.models import FollowUp

        fields = ("what", "due_on", "state", "closed_on", "why_skipped", "source_label", "promised_on")
        return {"promised": list(FollowUp.objects.filter(owner=person).values(*fields))}
