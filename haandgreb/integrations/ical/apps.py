"""The passport of the calendar feed."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date
from typing import Any

from haandgreb.shared.passport import ALL, Capability, HomeCard


class ICalConfig(Capability):
    """Meetings in one's own calendar."""

    name = "haandgreb.integrations.ical"
    label = "ical"
    url_prefix = "calendar"

    def home_cards(self, person: Any, today: date, may: Container[str] = ALL) -> Sequence[HomeCard]:
        """The way to one's own link."""
        return [HomeCard("ical/_home_card.html", order=90)]

    def personal_data(self, person: Any) -> dict[str, Any]:
        """Whether there is a link, and since when; never the link."""
        from haandgreb.integrations.ical.models import Feed

        link = Feed.objects.filter(person=person).first()
        return {"calendar_link_made_at": link.made_at.isoformat()} if link else {}

    def forget(self, person: Any) -> None:
        """The link ends."""
        from haandgreb.integrations.ical.models import Feed

        Feed.objects.filter(person=person).delete()
