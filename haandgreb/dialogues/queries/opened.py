"""Who has opened a dialogue: for the person whose it is, and nobody else (security-and-privacy.md 1, promise 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haandgreb.dialogues.models import Dialogue, Opened
from haandgreb.shared import clock

KEEP = timedelta(days=365)
WHAT: dict[str, Promise] = {
    "preparation": pgettext_lazy("opened", "your preparation"),
    "talk": pgettext_lazy("opened", "the texts of the talk"),
    "agreement": pgettext_lazy("opened", "the agreement"),
    "plan": pgettext_lazy("opened", "the development plan"),
}
ROLE: dict[str, Promise] = {
    "manager": pgettext_lazy("opened", "your manager"),
    "employee": pgettext_lazy("opened", "yourself"),
}


@dataclass(frozen=True)
class Line:
    """Somebody opened something."""

    row: Opened

    @property
    def what(self) -> Promise:
        """What was opened, in words."""
        return WHAT.get(self.row.what, pgettext_lazy("opened", "your dialogue"))

    @property
    def role(self) -> Promise:
        """The role it was opened in."""
        return ROLE.get(self.row.role, _("another role"))


def opened(dialogue: Dialogue) -> QuerySet[Opened]:
    """The openings that are kept, the latest first."""
    return Opened.objects.filter(dialogue=dialogue, at__gte=clock.now() - KEEP)


def lines(dialogue: Dialogue) -> Sequence[Line]:
    """Every opening by another than the person herself."""
    return [Line(row) for row in opened(dialogue)[:1000]]


def latest(dialogue: Dialogue) -> Line | None:
    """The latest one, for the page of the dialogue."""
    row = opened(dialogue).first()
    return None if row is None else Line(row)
