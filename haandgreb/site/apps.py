from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.shared.passport import Capability, MenuItem

if TYPE_CHECKING:
    from haandgreb.organisation.models import Person


class SiteConfig(Capability):
    name = "haandgreb.site"
    label = "site"

    def menu(self, person: Person) -> Sequence[MenuItem]:
        return (MenuItem(_("My page"), reverse("home"), "home", order=10),)

    def tick(self, now: datetime) -> None:
        """Forget counts of failures that no limit looks at any more."""
        from haandgreb.shared import throttle

        throttle.forget_old(now)

    def daily(self, today: date) -> None:
        """Forget what is over: drafts, sent forms, mails, jobs, old trail. Let the database look at its own figures."""
        from haandgreb.shared import audit, clock, drafts, once, outbox, unsent
        from haandgreb.site import jobs, statistics

        drafts.drop_old(clock.now())
        unsent.forget_old(clock.now())
        once.forget_old(clock.now())
        outbox.forget_old(clock.now())
        jobs.forget_old(clock.now())
        audit.forget_old(clock.now())
        statistics.refresh()
        statistics.overwrite_what_was_deleted()
