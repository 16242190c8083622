from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.shared.passport import ALL, Capability, Due, Waiting

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
        from haandgreb.followups.digests import send_digests

        send_digests(today)

    def due(self, today: date, until: date) -> Iterable[Due]:
        """Promised things no digest has told of."""
        from haandgreb.followups.models import FollowUp

        untold = FollowUp.objects.due_by(until).filter(reminded_on=None).order_by()
        return (Due(*row) for row in untold.values_list("owner", "due_on").iterator(chunk_size=5000))

    def told(self, people: Collection[UUID], today: date, until: date) -> None:
        """A digest tells of them."""
        from haandgreb.followups.models import FollowUp

        FollowUp.objects.due_by(until).filter(owner__in=people, reminded_on=None).update(reminded_on=today)

    def personal_data(self, person: Person) -> dict[str, Any]:
        from haandgreb.followups.models import FollowUp

        fields = ("what", "due_on", "state", "closed_on", "why_skipped", "source_label", "promised_on")
        return {"promised": list(FollowUp.objects.filter(owner=person).values(*fields))}
